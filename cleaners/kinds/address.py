"""Recognise kinds of page other than articles, such as tag page or login, by the address."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, unquote, urlsplit

from cleaners.document import OtherKind
from cleaners.urls import is_same_site, normalise

# Path segments that name a kind of page, in the languages of newspapers.
_SEGMENTS: dict[OtherKind, str] = {
    "tag_page": """
        tag tags tagged topic topics thema themen themenseite tema temas teme temat tematy tópico tópicos topico topicos
        etiqueta etiquetas etiquette mot-cle mots-cles keyword keywords stichwort schlagwort schlagworte schlagwörter
        tagi stitek stitky argomento argomenti ämne amne emne aihe trefwoord onderwerp etiket etiketler konu hashtag
        label tagy címke cimke тег теги tegi
    """,
    "author_page": """
        author authors autor autoren autores autora autori auteur auteurs autore forfatter skribent skribenter
        journalist journalists journaliste journalistes profile profiles profil contributor contributors columnist
        columnists byline bylines writer writers staff yazar autorzy autorka szerzo kirjoittaja avtor avtory authored-by
    """,
    "section": """
        category categories kategorie kategorien categoria categorias categoría categorías categorie rubrik rubriken
        rubrique rubriques rubrica rubric rubrics sección seccion secciones section sections sezione sezioni kategori
        kategoria kategorija kategoriya archive archives archiv archivo arquivo latest-news all-news newsticker
    """,
    "search": """
        search searchresults search-results suche suchen suchergebnis suchergebnisse recherche rechercher buscar busca
        busqueda búsqueda buscador pesquisa cerca ricerca zoeken sok sök søk sog søg haku hledani vyhledavani szukaj
        wyszukiwarka kereses arama poisk поиск пошук cari pencarian tim-kiem cautare
    """,
    "login": """
        login log-in signin sign-in signup sign-up register registration anmelden anmeldung einloggen registrieren
        connexion se-connecter inscription iniciar-sesion acceso entrar cadastro accedi accesso registrati inloggen
        aanmelden logga-in logg-inn log-ind kirjaudu prihlaseni logowanie zaloguj bejelentkezes giris giris-yap uye-ol
        vhod auth sso wp-login forgot-password reset-password masuk dang-nhap
    """,
    "consent": """
        consent cookie-consent cookieconsent cookiewall cookie-wall privacy-wall privacywall privacy-gate gdpr-consent
        zustimmung einwilligung consentement consentimiento consenso toestemming
    """,
    "static_page": """
        about about-us aboutus contact contact-us contacts impressum imprint privacy privacy-policy datenschutz terms
        terms-of-use terms-of-service terms-and-conditions legal legal-notice cookie-policy agb kontakt ueber-uns
        über-uns mentions-legales a-propos qui-sommes-nous contacto contactenos quienes-somos aviso-legal
        politica-de-privacidad contato fale-conosco quem-somos sobre-nos chi-siamo contatti note-legali redazione
        over-ons colofon om-oss om-os kontakta-oss kontakt-oss yhteystiedot tietosuoja o-nas kontakty regulamin
        polityka-prywatnosci kapcsolat rolunk impresszum despre-noi hakkimizda iletisim kunye o-redakcii kontakti
        redakciya company subscribe subscription subscriptions abo abonnement suscripcion assine newsletter newsletters
        careers jobs karriere stellenangebote advertise mediadaten faq help hilfe aide ayuda masthead accessibility
        tentang-kami gioi-thieu lien-he
    """,
    "product": """
        product products produkt produkte produit producto produto prodotto shop store tienda loja cart warenkorb
    """,
    "media": """
        video videos gallery galleries photos photo-gallery in-pictures bildergalerie bilderstrecke fotostrecke
        diaporama galeria galería galerie galleria fotogalerie fotogaleria foto-galeri podcast podcasts live-tv watch
    """,
    "error_page": """
        404 403 410 500 502 503 error404 404-error error errors not-found notfound page-not-found blocked captcha
        access-denied unavailable fehler fehlerseite erreur errore
    """,
}
_KIND_OF_SEGMENT = {segment: kind for kind, segments in _SEGMENTS.items() for segment in segments.split()}
# A path that continues after a segment of these kinds leads to one product, video or gallery.
_ITEM_KINDS: frozenset[OtherKind] = frozenset({"product", "media"})
# Segments of these kinds count only at the end of the path. One name may follow the other kinds: /tag/elections.
_LAST_SEGMENT_KINDS: frozenset[OtherKind] = frozenset({"login", "consent", "error_page", "static_page"})

FRONT_PAGE_NAMES = frozenset(
    ["index", "home", "default", "start", "startseite", "accueil", "inicio", "portada", "main", "frontpage", "homepage"]
)
_EDITION = re.compile(r"[a-z]{2}(?:[-_][a-z]{2})?|intl|int|edition|www")  # at the start of a path: /de, /en-us
_EXTENSION = re.compile(r"\.(?:html?|php|aspx?|jsp|cms)$")
_SEARCH_PARAMETERS = frozenset(
    ["s", "q", "query", "search", "suche", "buscar", "busca", "keyword", "keywords", "k", "term", "wort", "text"]
)
_PAGE_NUMBER = re.compile(r"\d{1,4}|page-?\d{1,4}|seite-?\d{1,4}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_MAX_NAME_WORDS = 4  # in the name of a tag, author or section; the slug of an article has more words

# Weights in the unit of stages/page_kind.py. The address of a home page is certain; a word in a path is not.
FRONT_PAGE_WEIGHT = 3.0
REDIRECTED_WEIGHT = 6.0
NAMED_WEIGHT = 2.0
ITEM_WEIGHT = 1.0


def kinds_of_address(url: str, requested_url: str | None = None) -> dict[OtherKind, float]:
    """Return the kinds of page that an address suggests, with weights; empty if it is not an http(s) URL.

    Where an article is gone, sites redirect from `requested_url` to their front page.
    """
    kinds = _kinds_of(url)
    is_moved = "front_page" in kinds and requested_url is not None and is_same_site(url, requested_url)
    if is_moved and "front_page" not in _kinds_of(requested_url or ""):
        return {"front_page": FRONT_PAGE_WEIGHT + REDIRECTED_WEIGHT}
    return kinds


def _kinds_of(url: str) -> dict[OtherKind, float]:
    try:
        parts = urlsplit(normalise(url))
    except ValueError:
        return {}
    segments = _segments(parts.path)
    search_parameters = {key.casefold() for key, value in parse_qsl(parts.query) if value} & _SEARCH_PARAMETERS
    if not segments and not parts.query:
        return {"front_page": FRONT_PAGE_WEIGHT}
    if search_parameters and (not segments or _KIND_OF_SEGMENT.get(segments[-1]) == "search"):
        return {"search": NAMED_WEIGHT}
    if (parts.hostname or "").startswith(("consent.", "cmp.")):
        return {"consent": NAMED_WEIGHT}
    return _kinds_of_path(segments)


def _segments(path: str) -> list[str]:
    """Return the path's segments in lower case, without editions, index pages, page numbers and file extensions."""
    segments = [_EXTENSION.sub("", unquote(part).casefold()) for part in path.split("/") if part]
    while segments and (segments[-1] in FRONT_PAGE_NAMES or segments[-1] in ("feed", "page", "seite")):
        segments.pop()
    if len(segments) > 1 and _PAGE_NUMBER.fullmatch(segments[-1]) and segments[-2] in ("page", "seite", "pagina", "p"):
        del segments[-2:]
    while segments and _EDITION.fullmatch(segments[0]):
        del segments[0]
    return segments


def _kinds_of_path(segments: list[str]) -> dict[OtherKind, float]:
    """Return the kind that one of the last three segments names; the last segment takes precedence."""
    if segments and _YEAR.fullmatch(segments[0]) and all(part.isdigit() and len(part) <= 2 for part in segments[1:]):
        return {"section": NAMED_WEIGHT}  # the archive of a day, a month or a year
    for distance, segment in enumerate(reversed(segments[-3:])):
        kind = _KIND_OF_SEGMENT.get(segment)
        if kind is None:
            continue
        if kind in _ITEM_KINDS:
            return {kind: ITEM_WEIGHT}
        if distance == 0 or (kind not in _LAST_SEGMENT_KINDS and _is_name(segments[-distance:])):
            return {kind: NAMED_WEIGHT}
    return {}


def _is_name(rest: list[str]) -> bool:
    """Return True if the rest of a path is a name, as of a tag or author, and not a slug; numbers are ignored."""
    names = [part for part in rest if not part.isdigit()]
    return len(names) <= 1 and all(len(re.split(r"[-_+ ]", name)) <= _MAX_NAME_WORDS for name in names)
