"""Invented pages at article addresses that are not articles: block pages, empty shells, company pages, shops, players.

Each row: name, language, title, body, markup of the head, address or "", and the reason codes that are right for it.
"""

# ruff: noqa: E501 (a page is a row)

from __future__ import annotations

from tests.cleaners.kinds.non_articles import ARTICLE_URL, OG_ARTICLE, OG_WEBSITE, NonArticle, frame

THIN = frozenset({"empty", "too_short", "error_page"})
ERROR = frozenset({"error_page", "too_short", "empty"})
STATIC = frozenset({"static_page", "section", "too_short"})
PRODUCT = frozenset({"product", "too_short"})
MEDIA = frozenset({"media", "too_short", "empty"})
CONSENT = frozenset({"consent", "too_short"})
LOGIN = frozenset({"login", "too_short", "error_page"})
SITE = "https://www.morgenblatt.example"


def ld(kind: str, rest: str = "") -> str:
    return f'<script type="application/ld+json">{{"@context": "https://schema.org", "@type": "{kind}"{rest}}}</script>'


VIDEO = ld("VideoObject", ', "name": "Harbour", "uploadDate": "2026-03-01T10:00:00Z"')
SHOP = ld("Product", ', "name": "Kettle", "offers": {"@type": "Offer", "price": "39.90", "priceCurrency": "EUR"}')

ROWS = [
    ("cloudflare-en", "en", "Just a moment...", "<h1>morgenblatt.example</h1><p>Verifying you are human. This may take a few seconds.</p><p>morgenblatt.example needs to review the security of your connection before proceeding.</p><p>Ray ID: 81ab</p><p>Performance and security by Cloudflare</p>", "", "", ERROR),
    ("cloudflare-blocked", "en", "Attention Required! | Cloudflare", "<h1>Sorry, you have been blocked</h1><h2>You are unable to access morgenblatt.example</h2><h2>Why have I been blocked?</h2><p>This website is using a security service to protect itself from online attacks. The action you just performed triggered the security solution. There are several actions that could trigger this block including submitting a certain word or phrase, a SQL command or malformed data.</p><h2>What can I do to resolve this?</h2><p>You can email the site owner to let them know you were blocked. Please include what you were doing when this page came up and the Cloudflare Ray ID found at the bottom of this page.</p>", "", "", ERROR),
    ("akamai", "en", "Access Denied", '<h1>Access Denied</h1>You don\'t have permission to access "http://www.morgenblatt.example/news" on this server.<p>Reference #18.2f.170.1</p><p>https://errors.edgesuite.net/18.2f</p>', "", "", ERROR),
    ("datadome", "en", "morgenblatt.example", "<p>Please enable JS and disable any ad blocker</p><script src='https://ct.captcha-delivery.com/c.js'></script>", "", "", ERROR),
    ("perimeterx", "en", "Access to this page has been denied", "<h1>Press &amp; Hold to confirm you are a human (and not a bot).</h1><p>Access to this page has been denied because we believe you are using automation tools to browse the website. This may happen as a result of Javascript being disabled or blocked by an extension, or your browser not supporting cookies.</p><p>Reference ID: #9d5</p>", "", "", ERROR),
    ("incapsula", "en", "Morgenblatt", "<p>Request unsuccessful. Incapsula incident ID: 412-779</p>", "", "", ERROR),
    ("ddos-guard", "en", "DDoS-Guard", "<h1>Checking your browser before accessing morgenblatt.example</h1><p>Please wait a few seconds. Once this check is complete, the website will open automatically</p>", OG_ARTICLE, "", ERROR),
    ("robot-de", "de", "Abendpost", "<h1>Sind Sie ein Mensch?</h1><p>Wir haben ungewöhnliche Zugriffe aus Ihrem Netzwerk festgestellt. Bitte bestätigen Sie, dass Sie kein Roboter sind.</p>", "", "", ERROR),
    ("robot-fr", "fr", "Le Quai", "<h1>Vérification de sécurité</h1><p>Nous avons détecté une activité inhabituelle. Veuillez confirmer que vous n'êtes pas un robot pour continuer votre visite.</p>", OG_ARTICLE, "", ERROR),
    ("robot-es", "es", "La Gaceta", "<h1>Verificación de seguridad</h1><p>Hemos detectado tráfico inusual desde su red. Confirme que no es un robot para continuar.</p>", "", "", ERROR),
    ("robot-ru", "ru", "Вестник", "<h1>Подтвердите, что вы не робот</h1><p>Мы зарегистрировали подозрительный трафик, исходящий из вашей сети. Чтобы продолжить, поставьте отметку.</p>", "", "", ERROR),
    ("robot-zh", "zh", "安全验证", "<p>请完成安全验证后继续访问。系统检测到您的网络存在异常访问，请拖动滑块完成验证。</p>", "", "", ERROR),
    ("robot-pt", "pt", "Verificação de segurança", "<p>Detectamos um acesso incomum. Confirme que você não é um robô para continuar a navegar no nosso site de notícias.</p>", "", "", ERROR),
    ("robot-ja", "ja", "セキュリティチェック", "<p>アクセスを続けるには、あなたがロボットではないことを確認してください。通常と異なるアクセスを検出しました。</p>", "", "", ERROR),
    ("rate-limit", "en", "Too many requests", "<h1>429</h1><p>You have sent too many requests in a given amount of time. Please slow down.</p>", "", "", ERROR),
    ("geo-en", "en", "Morgenblatt", "<h1>Not available in your region</h1><p>We recognise you are attempting to access this website from a country belonging to the European Economic Area, including the EU, which enforces the General Data Protection Regulation, and therefore access cannot be granted at this time. For any issues, call our office.</p>", "", "", ERROR),
    ("geo-de", "de", "Abendpost", "<h1>Dieser Inhalt ist in Ihrem Land nicht verfügbar</h1><p>Aus rechtlichen Gründen dürfen wir diese Seite an Ihrem Standort nicht zeigen. Wir bitten um Verständnis.</p>", "", "", ERROR),
    ("shell-react", "en", "Morgenblatt", "<noscript>You need to enable JavaScript to run this app.</noscript><div id='root'></div>", OG_ARTICLE, "", THIN),
    ("shell-text", "en", "Bridge to close", "<div id='app'><p>This site requires JavaScript. Please enable JavaScript in your browser settings and reload the page to read our stories.</p></div>", "", "", THIN),
    ("shell-de", "de", "Abendpost", "<p>Bitte aktivieren Sie JavaScript, um diese Seite zu nutzen. Ohne JavaScript können unsere Inhalte nicht dargestellt werden.</p>", OG_ARTICLE, "", THIN),
    ("shell-fr", "fr", "Le Quai", "<p>JavaScript est désactivé dans votre navigateur. Veuillez activer JavaScript pour afficher le contenu de cette page d'actualité.</p>", "", "", THIN),
    ("shell-es", "es", "La Gaceta", "<p>Para ver esta página es necesario activar JavaScript en su navegador. Siga las instrucciones y vuelva a cargar la página.</p>", "", "", THIN),
    ("shell-ru", "ru", "Вестник", "<p>Для работы сайта необходимо включить JavaScript. Пожалуйста, включите JavaScript в настройках браузера и обновите страницу.</p>", "", "", THIN),
    ("shell-ja", "ja", "朝の新聞", "<p>このサイトを表示するにはJavaScriptを有効にしてください。設定を変更した後、ページを再読み込みしてください。</p>", "", "", THIN),
    ("shell-loading", "en", "Loading...", "<div class='spinner'>Loading, please wait</div>", "", "", THIN),
    ("old-browser", "en", "Unsupported browser", "<h1>Your browser is not supported</h1><p>You are using an outdated browser. Please upgrade your browser to improve your experience and security on our website.</p>", "", "", ERROR),
    ("gone-en", "en", "Morgenblatt", "<h1>This article is no longer available</h1><p>The article you requested has been removed or has expired. Try our archive.</p>", OG_ARTICLE, "", ERROR),
    ("gone-it", "it", "Il Molo", "<h1>Articolo non trovato</h1><p>L'articolo che cerchi non esiste più oppure è stato spostato. Torna alla home page per leggere le ultime notizie.</p>", "", "", ERROR),
    ("gone-nl", "nl", "Het Kanaal", "<h1>Artikel niet gevonden</h1><p>Het artikel dat u zoekt bestaat niet of is verplaatst. Ga terug naar de voorpagina.</p>", "", "", ERROR),
    ("gone-tr", "tr", "Liman", "<h1>Haber bulunamadı</h1><p>Aradığınız haber yayından kaldırılmış veya adresi değişmiş olabilir. Ana sayfaya dönün.</p>", OG_ARTICLE, "", ERROR),
    ("gone-pt", "pt", "O Cais", "<h1>Conteúdo não encontrado</h1><p>A matéria que você procura foi removida ou mudou de endereço.</p>", "", "", ERROR),
    ("gone-ko", "ko", "항구일보", "<h1>기사를 찾을 수 없습니다</h1><p>요청하신 기사가 삭제되었거나 주소가 변경되었습니다.</p>", OG_ARTICLE, "", ERROR),
    ("gone-zh", "zh", "港口日报", "<h1>文章不存在</h1><p>您访问的文章已被删除或不存在，请返回首页浏览其他新闻。</p>", "", "", ERROR),
    ("gone-hi", "hi", "बंदरगाह", "<h1>पेज नहीं मिला</h1><p>आप जिस खबर को ढूंढ रहे हैं वह हटा दी गई है या उसका पता बदल गया है।</p>", "", "", ERROR),
    ("gone-sv", "sv", "Kajen", "<h1>Artikeln kunde inte hittas</h1><p>Artikeln har tagits bort eller flyttats. Gå till startsidan.</p>", "", "", ERROR),
    ("consent-cs", "cs", "Souhlas s cookies", "<p>My a naši partneři ukládáme soubory cookie a zpracováváme osobní údaje s vaším souhlasem, abychom mohli zobrazovat reklamu na míru.</p><button>Souhlasím</button>", "", "", CONSENT),
    ("consent-sv", "sv", "Kajen", "<h1>Vi värnar om din integritet</h1><p>Vi och våra partner lagrar cookies och behandlar personuppgifter med ditt samtycke för att visa annonser.</p>", OG_ARTICLE, "", CONSENT),
    ("consent-pt", "pt", "A sua privacidade", "<p>Nós e os nossos parceiros usamos cookies e tratamos dados pessoais com o seu consentimento para mostrar anúncios.</p>", "", "", CONSENT),
    ("consent-hu", "hu", "Az Ön adatainak védelme", "<p>Mi és partnereink sütiket tárolunk és személyes adatokat kezelünk az Ön hozzájárulásával a hirdetésekhez.</p>", "", "", CONSENT),
    ("consent-pay-de", "de", "Abendpost", "<h1>Weiterlesen mit Werbung oder im Pur-Abo</h1><p>Nutzen Sie unsere Seiten mit personalisierter Werbung, Tracking und Cookies: Ihre Einwilligung können Sie jederzeit widerrufen.</p><p>Oder lesen Sie im Pur-Abo ohne Tracking und Cookies für 4,99 Euro im Monat.</p><p>Wir und unsere Partner verarbeiten personenbezogene Daten wie Cookies und Kennungen.</p>", OG_ARTICLE, "", CONSENT),
    ("about-en", "en", "About us - Morgenblatt", "<h1>About us</h1><p>Morgenblatt is an independent newspaper that was founded in 1884. Forty reporters write for readers on both banks of the river, in print and on the web.</p><p>We belong to our readers' cooperative. Our newsroom decides alone what is printed.</p><p>Publisher: Morgenblatt Cooperative. Editor: Ida Holm.</p>", OG_WEBSITE, SITE + "/about", STATIC),
    ("about-de", "de", "Impressum | Abendpost", "<h1>Impressum</h1><p>Angaben gemäß § 5 DDG: Abendpost Verlag GmbH, Hafenstraße 12, Musterhafen. Vertreten durch die Geschäftsführerin Jana Wild.</p><p>Registergericht Musterhafen, HRB 1234. Umsatzsteuer-Identifikationsnummer DE000000000.</p>", "", SITE + "/impressum", STATIC),
    ("privacy-en", "en", "Privacy Policy", "<h1>Privacy Policy</h1><p>This policy explains which personal data we collect when you visit our website, and why we do so.</p><p>We store your address for as long as your subscription runs. You may ask us at any time to delete it.</p><p>Questions go to our data protection officer, who answers within a month.</p>", "", SITE + "/privacy-policy", STATIC),
    ("terms-fr", "fr", "Mentions légales - Le Quai", "<h1>Mentions légales</h1><p>Le site est édité par la société Le Quai, au capital de 40 000 euros, dont le siège est situé rue du Port.</p><p>Directrice de la publication : Jeanne Maret. Hébergeur : une société de la ville voisine.</p>", "", SITE + "/mentions-legales", STATIC),
    ("contact-en", "en", "Contact | Morgenblatt", "<h1>Contact us</h1><p>Newsroom: 555 0101. Subscriptions: 555 0102. Our office on Harbour Street is open from nine to five.</p><form><input name=name><textarea name=text></textarea><button>Send</button></form>", "", SITE + "/contact", STATIC),
    ("contact-es", "es", "Contacto", "<h1>Contacto</h1><p>Puede escribir a la redacción o llamar por teléfono de lunes a viernes. Nuestra oficina está en la calle del Puerto.</p>", OG_WEBSITE, SITE + "/contacto", STATIC),
    ("about-it", "it", "Chi siamo - Il Molo", "<h1>Chi siamo</h1><p>Il Molo è un giornale indipendente fondato nel 1920. La redazione conta venti giornalisti e ha sede al porto.</p>", "", SITE + "/chi-siamo", STATIC),
    ("subscribe-en", "en", "Subscribe to Morgenblatt", "<h1>Choose your subscription</h1><p>Digital: 9 euros a month. Cancel at any time.</p><p>Print and digital: 29 euros a month, delivered to your door before seven.</p>", "", SITE + "/subscribe", STATIC),
    ("newsletter-de", "de", "Newsletter | Abendpost", "<h1>Unsere Newsletter</h1><p>Der Morgen kompakt: jeden Werktag um sechs Uhr das Wichtigste aus der Stadt.</p><p>Hafenblick: jeden Freitag Neues von Werften und Fähren.</p>", "", SITE + "/newsletter", STATIC),
    ("jobs-en", "en", "Careers at Morgenblatt", "<h1>Work with us</h1><p>We are looking for a night editor and for two reporters who know the harbour.</p>", "", SITE + "/careers", STATIC),
    ("imprint-pl", "pl", "Regulamin - Kurier", "<h1>Regulamin serwisu</h1><p>Regulamin określa zasady korzystania z serwisu internetowego. Korzystanie z serwisu oznacza akceptację jego warunków.</p><p>Administratorem danych jest wydawca gazety.</p>", "", SITE + "/regulamin", STATIC),
    ("about-ja", "ja", "会社概要｜朝の新聞", "<h1>会社概要</h1><p>朝の新聞社は一九二〇年に創刊された独立系の新聞社です。本社は港通りにあります。</p>", "", SITE + "/company/", STATIC),
    ("product-en", "en", "Steel kettle, 1.5 litres", "<h1>Steel kettle, 1.5 litres</h1><p>39.90 euros, tax included, plus delivery.</p><p>A kettle for every stove, with a lid that stays cool and a spout that does not drip.</p><button>Add to cart</button>", SHOP, "", PRODUCT),
    ("product-de", "de", "Wasserkessel aus Stahl kaufen", "<h1>Wasserkessel aus Stahl</h1><p>39,90 Euro inkl. MwSt. zzgl. Versand. Sofort lieferbar, auf Lager.</p><p>Für jeden Herd geeignet, auch für Induktion.</p><button>In den Warenkorb</button>", '<meta property="og:type" content="product">', "", PRODUCT),
    ("product-fr", "fr", "Bouilloire en acier", "<h1>Bouilloire en acier</h1><p>Prix : 39,90 euros. En stock, livraison sous deux jours ouvrés.</p><button>Ajouter au panier</button>", SHOP, SITE + "/shop/bouilloire", PRODUCT),
    ("product-book", "en", "The Bridge, hardcover", "<h1>The Bridge</h1><p>Hardcover, 320 pages. 24 euros. In stock.</p><p>The story of a town and of the bridge that divided it, told by those who built it.</p>", '<meta property="og:type" content="og:product">', "", PRODUCT),
    ("video-en", "en", "Video: Harbour from above", "<h1>Harbour from above</h1><video src='/v.mp4'></video><p>A drone over the harbour at dawn.</p>", VIDEO + '<meta property="og:type" content="video.other">', SITE + "/video/harbour-from-above", MEDIA),
    ("video-de", "de", "Hafen von oben | Abendpost", "<h1>Hafen von oben</h1><div class='player'><iframe src='/embed/1'></iframe></div><p>Eine Drohne über dem Hafen. 1:32 min</p>", VIDEO, SITE + "/video/hafen-von-oben-123.html", MEDIA),
    ("gallery-en", "en", "In pictures: the regatta", "<h1>In pictures: the regatta</h1>" + "".join(f"<figure><img src='/g/{n}.jpg'><figcaption>Boat number {n} on the river. Photo: Ida Holm</figcaption></figure>" for n in range(9)), ld("ImageGallery"), SITE + "/gallery/regatta", MEDIA),
    ("gallery-fr", "fr", "La régate en images", "<h1>La régate en images</h1>" + "".join(f"<figure><img src='/g/{n}.jpg'><figcaption>Voilier {n} sur le fleuve.</figcaption></figure>" for n in range(9)), '<meta property="og:type" content="gallery">', SITE + "/diaporama/la-regate", MEDIA),
    ("podcast-en", "en", "The Harbour Podcast", "<h1>Episode 12</h1><audio src='/p.mp3'></audio><p>Ida Holm talks with two ferry captains.</p>", ld("PodcastEpisode"), SITE + "/podcast/episode-12", MEDIA),
    ("login-ru", "ru", "Вход - Вестник", "<h1>Вход</h1><p>Войдите, чтобы комментировать и сохранять статьи.</p><form><input type=password></form>", "", "", LOGIN),
    ("login-pl", "pl", "Logowanie", "<h1>Zaloguj się</h1><p>Zaloguj się, aby czytać dalej.</p><form><input type=password></form>", OG_ARTICLE, "", LOGIN),
    ("login-sso", "en", "Redirecting", "<p>You are being redirected to the sign-in page. If nothing happens, click here.</p><form action='/sso'><input type=hidden name=t></form>", "", "", LOGIN),
    ("suspended", "en", "Account Suspended", "<h1>This account has been suspended</h1><p>Contact your hosting provider for more information.</p>", "", "", ERROR),
    ("parked", "en", "morgenblatt.example is for sale", "<h1>This domain is for sale</h1><p>The domain morgenblatt.example may be for sale. Click here to inquire about this domain.</p>", "", "", ERROR),
    ("default-server", "en", "Welcome to nginx!", "<h1>Welcome to nginx!</h1><p>If you see this page, the nginx web server is successfully installed and working. Further configuration is required.</p>", "", "", ERROR),
    ("database", "en", "Error", "<h1>Error establishing a database connection</h1>", OG_ARTICLE, "", ERROR),
    ("php", "en", "Morgenblatt", "<b>Fatal error</b>: Uncaught Error: Call to undefined function get_header() in /var/www/index.php:12 Stack trace: #0 main thrown in <b>/var/www/index.php</b> on line <b>12</b>", "", "", ERROR),
    ("maintenance-es", "es", "En mantenimiento", "<h1>Sitio en mantenimiento</h1><p>Estamos realizando tareas de mantenimiento. Volveremos en unos minutos, disculpe las molestias.</p>", "", "", ERROR),
]  # fmt: skip

OTHER: tuple[NonArticle, ...] = tuple(
    NonArticle(name, frame(f"<main>{body}</main>", title, language, head, nav=n % 3 != 0), kinds, url or ARTICLE_URL)
    for n, (name, language, title, body, head, url, kinds) in enumerate(ROWS)
)
# The rules were made with the first half; the second was not read until they were finished.
TUNED, HELD_OUT = OTHER[::2], OTHER[1::2]
