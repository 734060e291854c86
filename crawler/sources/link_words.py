"""Words in addresses, in many languages, that show to what kind of page a link leads.

They are in lower case, with accents as in addresses. A word matches only a whole segment of a path, because headlines
may contain the same words.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Segments of pages that list articles: by subject, section or author, or all articles of a site.
LIST_SEGMENTS = _words(
    """
    tag tags tagged topic topics topicos tema temas thema themen theme themes themenseiten schlagwort schlagworte
    stichwort etiqueta etiquetas etiquette etikett etiketter emne emneord avainsana aihe aiheet temat tematy tagi
    dossier dossiers mot-cle mots-cles trefwoord onderwerp onderwerpen argomento argomenti konu konular etiket
    category categories categoria categorias categorie kategorie kategorien kategori kategoria kategorija cat rubrik
    rubriken rubrique rubriques rubrica rubricas rubrika rubriky section sections seccion secciones sezione sezioni
    label labels keyword keywords author authors autor autoren autorin autores auteur auteurs autore autori autorzy
    forfatter kirjoittaja yazar yazarlar redakteur redaktion skribent byline bylines contributor contributors
    columnists journalist journalists sitemap site-map plan-du-site mapa-del-sitio
    """
)
# Segments of photos, videos, letters and services. On some sites they name a section, which also has reports.
MEDIA_SEGMENTS = _words(
    """
    newsletter newsletters nieuwsbrief nyhetsbrev nyhedsbrev uutiskirje boletin boletines infolettre bulten video videos
    videot watch tv mediathek mediatheque mediateca gallery galleries galerie galerien galeria galerias galleria
    gallerie fotogalerie fotogalerija photogallery foto fotos photo photos picture pictures bilder bildergalerie
    bildergalerien diaporama diaporamas slideshow slideshows radio webtv wetter weather meteo tiempo clima vaer vejr saa
    pogoda pocasi games spiele juegos jogos giochi jobs career careers karriere emploi empleo stellenmarkt obituaries
    people
    """
)
# Segments of pages about the publisher. Its news, or a magazine with such a name, may be below them.
HOUSE_SEGMENTS = _words(
    """
    about about-us aboutus about-me ueber-uns uber-uns qui-sommes-nous a-propos apropos quienes-somos acerca-de
    sobre-nos quem-somos chi-siamo over-ons om-oss om-os tietoa o-nas o-nama hakkimizda tentang-kami gioi-thieu contact
    contact-us contactus contacts kontakt contacto contato contatti contatto contactez-nous kapcsolat iletisim
    yhteystiedot hubungi-kami lien-he partners partner press-office presse
    """
)
PRESS_SEGMENTS = _words("press-office presse")
# Segments of pages without an article: lists, media, people, search, accounts, services, legal pages.
NO_ARTICLE_SEGMENTS = (
    LIST_SEGMENTS
    | MEDIA_SEGMENTS
    | HOUSE_SEGMENTS
    | _words(
        """
    person profile profiles profil profile-page user users member search suche suchen recherche recherches
    buscar busca busqueda buscador ricerca cerca zoeken zoek sok soeg haku szukaj hledat hledani kereses arama
    ara pencarian tim-kiem poisk login log-in signin sign-in signup sign-up logout register registration
    anmelden anmeldung einloggen registrieren connexion inscription inscrire iniciar-sesion registro registrarse
    entrar cadastro accedi registrati inloggen registreren logga-in logg-inn kirjaudu zaloguj logowanie
    prihlaseni giris kayit account accounts my-account mein-konto konto mon-compte compte mi-cuenta cuenta
    minha-conta profilo mypage myaccount oauth auth sso subscribe subscription subscriptions subscriber abo abos
    abonnement abonnements abonnieren abonnement-s abonnez-vous abonner suscripcion suscripciones suscribete
    suscribirse assinatura assine assinaturas abbonamenti abbonamento abbonati abonneren abonnee prenumerera
    prenumeration abonner-deg tilaa tilaus prenumerata predplatne elofizetes abonelik shop shops boutique tienda
    loja negozio winkel butik donate donation donations spenden faire-un-don donar donaciones support-us
    supportus patron membership live-tv livetv player livestream livestreams live-radio game jeux puzzles puzzle
    crossword crosswords sudoku quiz quizzes horoscope horoscopes horoskop horoskope horoscopo horoscopos
    oroscopo kleinanzeigen classifieds traueranzeigen job privacy privacy-policy privacypolicy privacy-notice
    privacy-statement datenschutz datenschutzerklaerung datenschutzerklarung datenschutzhinweise confidentialite
    politique-de-confidentialite privacidad politica-de-privacidad politica-privacidad aviso-de-privacidad
    politica-de-privacidade privacidade informativa-privacy privacybeleid integritetspolicy personvern
    tietosuoja polityka-prywatnosci gizlilik-politikasi kebijakan-privasi cookie cookies cookie-policy
    cookiepolicy cookie-richtlinie politica-de-cookies cookie-settings cookie-preferences cookie-consent consent
    gdpr ccpa do-not-sell terms terms-of-use terms-of-service terms-and-conditions terms-conditions termsofuse
    tos agb nutzungsbedingungen conditions cgu cgv mentions-legales aviso-legal termos-de-uso
    termini-e-condizioni gebruiksvoorwaarden voorwaarden anvandarvillkor regulamin kullanim-kosullari impressum
    imprint legal legal-notice legalnotice colophon colofon kolofon copyright disclaimer accessibility
    barrierefreiheit erklaerung-zur-barrierefreiheit accessibilite toegankelijkheid code-of-ethics ethics
    corrections complaints editorial-policy editorial-guidelines
    feedback hilfe ajuda aiuto hulp hjelp hjalp faq faqs advertise advertising advertise-with-us
    advertisement mediadaten werbung werben publicite annoncer publicidad publicidade anuncie pubblicita
    adverteren reklama reklam iklan media-kit mediakit sitemaps rss feed
    feeds atom print druck imprimir share teilen comment comments kommentare comentarios commentaires page seite
    pagina amp-page wp-admin wp-login wp-login.php wp-content wp-json cdn-cgi tel e-paper epaper e-paper-edition
    edition-papier kiosk apps app mobile-apps
    """
    )
)

# The ones among them that precede the name of a section: /category/politics.
SECTION_SEGMENTS = _words(
    """
    category categories categoria categorias categorie kategorie kategorien kategori kategoria kategorija cat rubrik
    rubriken rubrique rubriques rubrica rubricas rubrika rubriky section sections seccion secciones sezione sezioni
    """
)
# Last segments in the address of a page that leads to a site's older articles.
ARCHIVE_SEGMENTS = _words(
    """
    archive archives archiv archivo archivos archivio arquivo arquivos arkiv arkisto archief archiwum arhiva arhiv arsiv
    arxiu archyvas archivum архив архів
    """
)
# Query parameters that choose a section.
SECTION_PARAMETERS = _words(
    """
    cat category categoria kategorie rubrik rubrique rubrica rubrika ressort section seccion sezione sec idrubrique
    id_rubrique catid cat_id
    """
)

# Segments that precede the slug or number of an article.
ARTICLE_SEGMENTS = _words(
    """
    a art article articles artikel doc artikkel artikkeli artigo articulo articulos articolo articoli artykul clanek
    clanky cikk haber haberler makale berita tin bai-viet story stories news-story newsstory news nieuws nyheter nyhed
    nyheder uutiset uutinen noticia noticias nota notas notizie notizia nachrichten nachricht meldung meldungen
    aktuell aktuelles actualite actualites actu wiadomosci vijesti vesti novosti hirek zpravy spravy post posts p n
    read view blog detail id statya articleview newsview khabar habari
    """
)

# Query parameters that choose one article by number or name.
ARTICLE_PARAMETERS = _words(
    """
    id p a n nid aid art artid art_id article articleid article_id articulo artikel idarticle id_article newsid
    news_id idnews idnoticia noticia story storyid story_id idxno no docid pid post postid post_id itemid item cid
    contentid content_id uid key sid xid slug artnr artigo articolo haber makale nieuws nachricht meldung novost beitrag
    """
)
# Query parameters that choose a list of articles.
LIST_PARAMETERS = _words(
    """
    page paged cat category tag tags author s q query search sort filter replytocom share
    """
)

# Words in the short slug of a page about the newspaper itself, such as its privacy policy.
HOUSE_WORDS = _words(
    """
    privacy policy terms cookie cookies impressum datenschutz agb newsletter subscribe abo
    abonnement abonnements login register advertise advertising contact about imprint legal copyright
    privacidad privacidade suscripcion assinatura abbonamenti confidentialite publicite publicidad
    publicidade epaper sitemap rss faq
    """
)

# Social networks and sharing services that pages link to.
SOCIAL_DOMAINS = _words(
    """
    facebook.com fb.com twitter.com x.com instagram.com youtube.com youtu.be linkedin.com pinterest.com tiktok.com
    t.me telegram.me telegram.org whatsapp.com wa.me reddit.com tumblr.com vk.com ok.ru bsky.app threads.net
    threads.com mastodon.social flipboard.com snapchat.com weibo.com line.me xing.com getpocket.com truthsocial.com
    """
)

# Endings of files other than pages.
FILE_ENDINGS = _words(
    """
    pdf jpg jpeg png gif webp avif svg bmp ico tif tiff mp3 mp4 m4a m4v mov avi webm ogg wav zip gz rar 7z tar exe apk
    dmg doc docx xls xlsx ppt pptx csv epub css js json xml rss atom rdf txt ics vcf woff woff2 ttf
    """
)

# Segments and parameters of links that change something on the site, or in an account.
ACTION_WORDS = _words(
    """
    delete remove erase vote upvote downvote unvote like dislike unlike favorite favourite unfavorite bookmark
    unbookmark flag rate follow unfollow unsubscribe unregister logout log-out signout sign-out add-to-cart addtocart
    cart basket checkout wishlist buy react block mute reply loeschen löschen antworten entfernen abstimmen merken
    merkliste melden bewerten bestellen kaufen warenkorb abmelden kuendigen supprimer effacer repondre voter aimer
    signaler panier commander acheter noter desabonner se-desabonner deconnexion eliminar borrar votar valorar
    denunciar denuncia me-gusta responder carrito comprar cerrar-sesion salir excluir apagar carrinho avaliar sair
    elimina cancella vota segnala carrello acquista esci verwijderen stemmen winkelwagen kopen uitloggen radera rosta
    varukorg logga-ut slet stem handlekurv poista aanesta usun glosuj koszyk wyloguj smazat hlasovat kosik sil oyla
    sepet cikis
    """
)
