"""Invented pages that are not articles, in many designs and languages, many of them at an article's address."""

# ruff: noqa: E501 (rows of the tables are pages; wrapped they could not be read)

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import cycle, islice
from textwrap import dedent

ARTICLE_URL = "https://www.morgenblatt.example/news/2026/03/council-votes-to-close-the-old-harbour-bridge-48213.html"

Teaser = tuple[str, str]  # headline, excerpt
Design = Callable[[Iterable[Teaser]], str]


@dataclass(frozen=True)
class NonArticle:
    """A page, the reason codes that are right for it, and its address."""

    name: str
    html: str
    kinds: frozenset[str]
    url: str = ARTICLE_URL
    status: int | None = None


# By language: headlines and first sentences, combined so that no two teasers are equal.
TEASERS: dict[str, tuple[list[str], list[str]]] = {
    "en": (
        [
            "Harbour bridge to close for two years from autumn",
            "Teachers and city reach agreement on smaller classes",
            "Storm leaves thousands without power in the north",
            "Local brewery buys its largest rival after long talks",
            "Rail operator promises more night trains to the coast",
            "Museum shows forgotten paintings of a fisherman",
        ],
        [
            "The council voted late on Tuesday after a debate that lasted almost five hours and divided the parties.",
            "Parents welcome the step, but say that it comes a year too late for many of their children.",
            "Crews worked through the night, and the company expects repairs to take until the weekend.",
            "Neither side would name the price, which analysts put at about forty million.",
        ],
    ),
    "de": (
        [
            "Stadtrat stimmt für den Neubau der alten Hafenbrücke",
            "Lehrer und Ministerium einigen sich auf kleinere Klassen",
            "Sturm legt den Bahnverkehr im ganzen Norden lahm",
            "Brauerei übernimmt nach langen Gesprächen den Rivalen",
            "Museum zeigt vergessene Bilder eines Fischers",
        ],
        [
            "Nach fast fünf Stunden Debatte fiel am Dienstagabend die Entscheidung, die viele Anwohner überrascht.",
            "Eltern begrüßen den Schritt, halten ihn aber für überfällig und fordern mehr Personal an den Schulen.",
            "Die Reparaturen dauern voraussichtlich bis zum Wochenende, wie das Unternehmen am Morgen mitteilte.",
        ],
    ),
    "es": (
        [
            "El ayuntamiento aprueba la reforma del viejo puente del puerto",
            "Los maestros logran un acuerdo para reducir las clases",
            "El temporal deja sin luz a miles de hogares en el norte",
            "La cervecera local compra a su mayor rival",
        ],
        [
            "La decisión llegó el martes por la noche tras un debate de casi cinco horas que dividió a los partidos.",
            "Las familias celebran el paso, aunque creen que llega un año tarde para muchos de sus hijos.",
            "La compañía espera que las reparaciones terminen antes del fin de semana.",
        ],
    ),
    "uk": (
        [
            "Міська рада погодила ремонт старого мосту через річку",
            "Учителі та міністерство домовилися про менші класи",
            "Буря залишила без світла тисячі родин на півночі",
            "Музей показує забуті картини місцевого рибалки",
        ],
        [
            "Рішення ухвалили пізно у вівторок після дебатів, які тривали майже п'ять годин і розділили депутатів.",
            "Батьки вітають цей крок, але кажуть, що для багатьох дітей він запізнився на рік.",
            "Компанія обіцяє завершити роботи до кінця тижня, якщо дозволить погода.",
        ],
    ),
    "ar": (
        [
            "المجلس البلدي يوافق على ترميم جسر الميناء القديم",
            "المعلمون يتوصلون إلى اتفاق مع الوزارة حول الفصول",
            "العاصفة تترك آلاف المنازل بلا كهرباء في الشمال",
            "المتحف يعرض لوحات منسية لصياد من المدينة",
        ],
        [
            "جاء القرار مساء الثلاثاء بعد نقاش استمر نحو خمس ساعات وانقسمت فيه الأحزاب حول التكلفة.",
            "رحبت الأسر بالخطوة لكنها قالت إنها تأخرت عاما كاملا بالنسبة إلى كثير من الأطفال.",
        ],
    ),
    "ja": (
        [
            "町議会、老朽化した港の橋の架け替えを可決",
            "教員組合と県、少人数学級の拡大で合意",
            "北部で暴風雨、数千世帯が停電の影響受ける",
            "地元の美術館、忘れられた漁師の絵画を公開",
        ],
        [
            "議会は火曜日の夜、およそ五時間にわたる議論の末に決定した。費用をめぐり意見は分かれた。",
            "保護者は歓迎する一方、多くの子どもたちにとっては一年遅かったと話している。",
        ],
    ),
    "hi": (
        [
            "नगर परिषद ने पुराने पुल की मरम्मत को मंजूरी दी",
            "शिक्षकों और सरकार के बीच छोटी कक्षाओं पर समझौता",
            "तूफान से उत्तर में हजारों घरों की बिजली गुल",
            "संग्रहालय में मछुआरे की भूली हुई तस्वीरें",
        ],
        [
            "यह फैसला मंगलवार देर रात करीब पांच घंटे चली बहस के बाद लिया गया, जिसमें दल बंटे हुए दिखे।",
            "अभिभावकों ने कदम का स्वागत किया, लेकिन कहा कि कई बच्चों के लिए यह एक साल देर से आया है।",
        ],
    ),
    "fr": (
        [
            "Le conseil municipal vote la rénovation du vieux pont",
            "Les enseignants obtiennent un accord sur les classes",
            "La tempête prive d'électricité des milliers de foyers",
            "Le musée expose les tableaux oubliés d'un pêcheur",
        ],
        [
            "La décision est tombée mardi soir après près de cinq heures d'un débat qui a divisé les partis.",
            "Les parents saluent cette avancée, mais la jugent trop tardive pour beaucoup de leurs enfants.",
        ],
    ),
    "tr": (
        [
            "Belediye meclisi eski liman köprüsünün yenilenmesini onayladı",
            "Öğretmenler ile bakanlık küçük sınıflar için anlaştı",
            "Fırtına kuzeyde binlerce evi elektriksiz bıraktı",
            "Müze bir balıkçının unutulmuş tablolarını sergiliyor",
        ],
        [
            "Karar, salı akşamı partileri bölen ve yaklaşık beş saat süren bir tartışmanın ardından alındı.",
            "Aileler adımı memnuniyetle karşıladı ancak birçok çocuk için bir yıl geç kaldığını söyledi.",
        ],
    ),
}


def teasers(language: str, count: int = 12) -> list[Teaser]:
    headlines, excerpts = TEASERS[language]
    return list(islice(zip(cycle(headlines), cycle(excerpts), strict=False), count))


def frame(body: str, title: str, language: str = "en", head: str = "", nav: bool = True) -> str:
    """Return a page with a menu and a footer around a body."""
    menu = "".join(
        f'<li><a href="/{word.lower()}">{word}</a></li>' for word in ("Politics", "Sport", "Culture", "Money")
    )
    return dedent(f"""\
        <!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>
        {f'<header><a href="/">Morgenblatt</a><nav><ul>{menu}</ul></nav></header>' if nav else ""}
        {body}
        {"<footer><p>Morgenblatt, 12 Quay Street. All rights reserved.</p></footer>" if nav else ""}
        </body></html>""")


def _cards(items: Iterable[Teaser]) -> str:
    return (
        '<main class="grid">'
        + "".join(
            f'<article class="card card-{n}"><a href="/story/{n}"><img src="/{n}.jpg" alt=""></a>'
            f'<h2><a href="/story/{n}">{head}</a></h2><p class="excerpt">{text}</p><time>3 March</time></article>'
            for n, (head, text) in enumerate(items)
        )
        + "</main>"
    )


def _list_items(items: Iterable[Teaser]) -> str:
    return (
        '<div id="content"><ul class="river">'
        + "".join(
            f'<li class="river__item"><h3><a href="https://www.morgenblatt.example/a/{n}">{head}</a></h3>'
            f'<div class="lead">{text}</div><a class="more" href="/a/{n}">More</a></li>'
            for n, (head, text) in enumerate(items)
        )
        + "</ul></div>"
    )


def _flat(items: Iterable[Teaser]) -> str:
    return (
        '<div class="content">'
        + "".join(
            f'<h2><a href="/{n}-story.html">{head}</a></h2><p>{text}</p><hr>' for n, (head, text) in enumerate(items)
        )
        + "</div>"
    )


def _table(items: Iterable[Teaser]) -> str:
    return (
        '<table width="100%">'
        + "".join(
            f'<tr><td><img src="{n}.gif"></td><td><a href="show.php?id={n}"><b>{head}</b></a><br>{text}</td></tr>'
            for n, (head, text) in enumerate(items)
        )
        + "</table>"
    )


def _div_soup(items: Iterable[Teaser]) -> str:
    return (
        "<div><div>"
        + "".join(
            f'<div><div><a href="/n/{n}"><span>{head}</span></a></div><div>{text}</div><div>2 hours ago</div></div>'
            for n, (head, text) in enumerate(items)
        )
        + "</div></div>"
    )


def _link_boxes(items: Iterable[Teaser]) -> str:
    return (
        '<section class="stream">'
        + "".join(
            f'<a class="box box--{n % 3}" href="/p/{n}"><h3>{head}</h3><p>{text}</p></a>'
            for n, (head, text) in enumerate(items)
        )
        + "</section>"
    )


def _headlines_only(items: Iterable[Teaser]) -> str:
    return (
        '<section><ul class="headlines">'
        + "".join(f'<li><a href="/item/{n}">{head}</a></li>' for n, (head, _) in enumerate(items))
        + "</ul></section>"
    )


def _definitions(items: Iterable[Teaser]) -> str:
    return (
        "<dl>"
        + "".join(f'<dt><a href="/z/{n}/">{head}</a></dt><dd>{text} ...</dd>' for n, (head, text) in enumerate(items))
        + "</dl>"
    )


def _cut_off(items: Iterable[Teaser]) -> str:
    return (
        '<div class="posts">'
        + "".join(
            f'<div class="post"><h2 class="entry-title"><a href="/?p={n}" rel="bookmark">{head}</a></h2>'
            f'<div class="entry-summary"><p>{text} The rest […] <a href="/?p={n}">Continue reading</a></p></div></div>'
            for n, (head, text) in enumerate(items)
        )
        + "</div>"
    )


DESIGNS: tuple[Design, ...] = (
    _cards, _list_items, _flat, _table, _div_soup, _link_boxes, _headlines_only, _definitions, _cut_off
)  # fmt: skip

OG_ARTICLE = '<meta property="og:type" content="article">'
OG_WEBSITE = '<meta property="og:type" content="website">'
ITEM_LIST = (
    '<script type="application/ld+json">{"@context":"https://schema.org","@type":"CollectionPage","mainEntity":'
    '{"@type":"ItemList","itemListElement":[{"@type":"ListItem","position":1,"url":"/story/1"}]}}</script>'
)
LISTED_STORIES = (
    '<script type="application/ld+json">{"@context":"https://schema.org","@type":"ItemList","itemListElement":['
    + ",".join(
        f'{{"@type":"NewsArticle","headline":"{head}","url":"/story/{n}","datePublished":"2026-03-0{n + 1}T08:00:00Z",'
        '"author":{"@type":"Person","name":"Ida Holm"}}'
        for n, (head, _) in enumerate(zip(*TEASERS["en"], strict=False))
    )
    + "]}</script>"
)
LISTINGS = frozenset({"front_page", "section", "tag_page", "author_page", "search"})


def listings() -> Iterable[NonArticle]:
    """Yield listings in every design, at an article's address and some with an article's type."""
    for n, (design, language) in enumerate(zip(DESIGNS, cycle(TEASERS), strict=False)):
        body = f"<h1>{TEASERS[language][0][0].split()[0]}</h1>" + design(teasers(language))
        head = (OG_ARTICLE, "", OG_WEBSITE)[n % 3]
        yield NonArticle(f"listing{design.__name__}-{language}", frame(body, "Morgenblatt", language, head), LISTINGS)
    for n, design in enumerate(DESIGNS):
        head = LISTED_STORIES + OG_ARTICLE * (n % 2)
        yield NonArticle(
            f"listed-stories{design.__name__}", frame(design(teasers("en")), "Morgenblatt", head=head), LISTINGS
        )
    for language in TEASERS:
        yield NonArticle(
            f"front-{language}",
            frame(
                _cards(teasers(language, 20)) + _headlines_only(teasers(language, 4)),
                "Morgenblatt",
                language,
                OG_WEBSITE,
            ),
            LISTINGS,
            "https://www.morgenblatt.example/",
        )


def named_listings() -> Iterable[NonArticle]:
    """Yield tag, author, section and search pages that can be recognised by their address, title or types."""
    site = "https://www.morgenblatt.example"
    rows = [
        ("tag", "en", "Harbour | Tag | Morgenblatt", "/tag/harbour", "", _flat, "tag_page"),
        ("thema", "de", "Alle Artikel zum Thema Hafen", "/thema/hafen/page/2", OG_WEBSITE, _list_items, "tag_page"),
        ("tema", "es", "Noticias sobre puertos - La Gaceta", "/temas/puertos", ITEM_LIST, _cards, "tag_page"),
        ("author", "en", "Ida Holm, Author at Morgenblatt", "/author/ida-holm", OG_ARTICLE, _cut_off, "author_page"),
        ("auteur", "fr", "Articles de Jeanne Maret", "/auteur/jeanne-maret", "", _cards, "author_page"),
        ("yazar", "tr", "Deniz Aksoy", "/yazar/deniz-aksoy", OG_ARTICLE, _div_soup, "author_page"),
        ("category", "en", "Politics Archives - Morgenblatt", "/category/politics", ITEM_LIST, _link_boxes, "section"),
        ("rubrik", "de", "Wirtschaft: aktuelle Nachrichten", "/rubrik/wirtschaft", "", _table, "section"),
        ("archive-day", "uk", "Архів новин", "/2026/03/02/", "", _headlines_only, "section"),
        ("search-s", "en", "Search results for harbour", "/?s=harbour", OG_WEBSITE, _cards, "search"),
        ("suche", "de", "Suchergebnisse für „Hafen“", "/suche?q=hafen", "", _flat, "search"),
        ("search-ja", "ja", "「橋」の検索結果", "/search?q=bridge", "", _list_items, "search"),
        ("busqueda", "es", "Resultados de la búsqueda", "/buscador", OG_ARTICLE, _definitions, "search"),
        ("search-ar", "ar", "نتائج البحث", "/search/port", "", _cards, "search"),
    ]
    for name, language, title, path, head, design, kind in rows:
        body = f"<h1>{title.partition(' - ')[0]}</h1>" + design(teasers(language))
        yield NonArticle(
            name, frame(body, title, language, head), LISTINGS if kind == "section" else frozenset({kind}), site + path
        )
    empty = "<h1>Search results</h1><p>Sorry, your search for harbour returned no results.</p>"
    yield NonArticle("search-nothing", frame(empty, "Search results"), frozenset({"search"}))
    bio = (
        "<h1>Ida Holm</h1><p>Ida Holm has written on ports and ferries for Morgenblatt since 2011. She grew up on the coast"
        " and studied economics before she became a reporter.</p>"
    )
    yield NonArticle(
        "author-with-biography",
        frame(bio + _cards(teasers("en")), "Ida Holm", head='<meta property="og:type" content="profile">'),
        frozenset({"author_page"}),
    )


def errors() -> Iterable[NonArticle]:
    """Soft 404s, server errors, block pages and captchas, most of them served as 200 under an article's address."""
    popular = "<h2>Most read</h2>" + _list_items(teasers("en", 6))
    rows = [
        ("en", "Page not found - Morgenblatt", "<h1>Page not found</h1><p>The page you are looking for may have been moved.</p>", ""),
        ("en", "404", "<h1>Oops!</h1><p>We can't find that page. Check the address, or go back to the homepage.</p>", OG_ARTICLE),
        ("en", "Morgenblatt", "<h1>Sorry, this page isn't available</h1><p>The link you followed may be broken.</p>" + popular, ""),
        ("de", "Fehler 404 | Abendpost", "<h1>Seite nicht gefunden</h1><p>Die gewünschte Seite existiert leider nicht (mehr)."
         " Bitte prüfen Sie die Adresse oder nutzen Sie unsere Suche.</p>", OG_ARTICLE),
        ("fr", "Page introuvable", "<h1>Erreur 404</h1><p>La page que vous recherchez n'existe plus.</p>", ""),
        ("es", "Página no encontrada", "<h1>¡Vaya!</h1><p>La página que buscas no existe o ha cambiado de dirección.</p>" + popular, ""),
        ("uk", "Сторінку не знайдено", "<h1>404</h1><p>На жаль, сторінки, яку ви шукаєте, не існує.</p>", OG_ARTICLE),
        ("ru", "Ошибка 404 — Вестник", "<h1>Страница не найдена</h1><p>Возможно, она была удалена или перенесена.</p>", ""),
        ("ja", "ページが見つかりません｜朝の新聞", "<p>お探しのページは削除されたか、移動した可能性があります。</p>", ""),
        ("ar", "الصفحة غير موجودة", "<h1>404</h1><p>عذرا، الصفحة التي تبحث عنها غير متوفرة.</p>", OG_ARTICLE),
        ("pl", "Strona nie istnieje - Kurier", "<h1>Nie znaleziono strony</h1><p>Przepraszamy za kłopot.</p>", ""),
        ("en", "Just a moment...", "<p>Checking your browser before accessing morgenblatt.example.</p><p>This process is automatic."
         " Your browser will redirect to your requested content shortly.</p><p>Ray ID: 7c1e</p>", ""),
        ("en", "morgenblatt.example", "<p>Please enable JavaScript and disable any ad blocker to continue.</p>", ""),
        ("en", "Access Denied", "<h1>Access Denied</h1><p>You don't have permission to access this server. Reference ID 18.1f</p>", ""),
        ("en", "Are you a robot?", "<p>We have detected unusual traffic from your computer network. Please verify that you are"
         " not a robot by ticking the box below.</p><form><input type='checkbox'></form>", OG_ARTICLE),
        ("en", "Morgenblatt", "<h1>Something went wrong</h1><p>An error occurred on our side. Please try again later.</p>", OG_ARTICLE),
        ("en", "503 Service Unavailable", "<h1>Service Unavailable</h1><p>The server is temporarily unable to service your request"
         " due to maintenance downtime or capacity problems. Please try again later.</p>", ""),
    ]  # fmt: skip
    for n, (language, title, body, head) in enumerate(rows):
        html = frame(f"<main>{body}</main>", title, language, head, nav=n % 4 != 3)
        yield NonArticle(f"error-{n:02}-{language}", html, frozenset({"error_page"}))
    gone = frame("<p>The story that used to be here was withdrawn by its author in January.</p>", "Morgenblatt")
    yield NonArticle("error-status", gone, frozenset({"error_page"}), status=410)


def logins() -> Iterable[NonArticle]:
    form = (
        '<form action="/auth"><input type="email" name="e"><input type="password" name="p"><button>OK</button></form>'
    )
    rows = [
        ("en", "Log in - Morgenblatt", "<h1>Welcome back</h1><p>Log in to read on, to comment and to save stories.</p>", OG_ARTICLE),
        ("de", "Anmelden | Abendpost", "<h1>Bei Ihrem Konto anmelden</h1><p>Noch kein Konto? Jetzt kostenlos registrieren und"
         " täglich die wichtigsten Nachrichten lesen.</p><p>Passwort vergessen? Wir schicken Ihnen einen neuen Zugang.</p>", ""),
        ("es", "Iniciar sesión", "<h1>Inicia sesión</h1><p>Accede con tu correo electrónico.</p>", ""),
        ("fr", "Se connecter - Le Quai", "<p>Connectez-vous pour profiter de tous nos articles.</p>", OG_WEBSITE),
        ("ja", "ログイン｜朝の新聞", "<p>メールアドレスとパスワードを入力してください。</p>", ""),
        ("en", "Morgenblatt", "<h1>Create your account</h1><p>Choose a password of at least eight characters.</p>", ""),
    ]  # fmt: skip
    for n, (language, title, body, head) in enumerate(rows):
        yield NonArticle(f"login-{n}-{language}", frame(body + form, title, language, head), frozenset({"login"}))


def consents() -> Iterable[NonArticle]:
    rows = [
        ("en", "We value your privacy", "<h1>We value your privacy</h1><p>We and our 812 partners store and access information on a"
         " device, such as cookies, and process personal data.</p><p>You may accept or manage your choices, including your right to"
         " object where legitimate interest is used.</p>", "Accept all"),
        ("de", "Abendpost", "<h1>Mit Werbung weiterlesen</h1><p>Besuchen Sie Abendpost wie gewohnt mit Werbung und Tracking. Ihre"
         " Zustimmung können Sie jederzeit im Datenschutz-Center widerrufen.</p><p>Wir und unsere Partner speichern Cookies auf"
         " Ihrem Gerät und verarbeiten personenbezogene Daten.</p>", "Einverstanden"),
        ("fr", "Le Quai", "<p>Nous respectons votre vie privée</p><p>Nos partenaires et nous utilisons des cookies pour stocker vos"
         " données personnelles, comme votre visite sur ce site, avec votre consentement.</p>", "Accepter"),
        ("es", "La Gaceta", "<h2>Tu privacidad es importante</h2><p>Con tu consentimiento, nosotros y nuestros socios usamos cookies"
         " para tratar datos personales, como tus visitas a esta página.</p>", "Aceptar"),
        ("it", "Il Molo", "<h1>La tua privacy</h1><p>Noi e i nostri partner utilizziamo i cookie e trattiamo dati personali previo"
         " consenso dell'utente per annunci e contenuti.</p>", "Accetta"),
        ("pl", "Szanujemy Twoją prywatność", "<p>My i nasi partnerzy przechowujemy pliki cookie i przetwarzamy dane osobowe za"
         " Twoją zgodą, aby wyświetlać dopasowane reklamy i treści.</p>", "Zgoda"),
        ("nl", "Het Kanaal", "<h1>Wij gebruiken cookies</h1><p>Onze partners en wij vragen je toestemming om cookies te plaatsen en"
         " persoonsgegevens te verwerken.</p>", "Akkoord"),
    ]  # fmt: skip
    for n, (language, title, body, button) in enumerate(rows):
        head = OG_ARTICLE if n % 2 else ""
        html = frame(f'<div class="gate">{body}<button>{button}</button></div>', title, language, head, nav=n % 3 == 0)
        yield NonArticle(f"consent-{n}-{language}", html, frozenset({"consent"}))


def thin_pages() -> Iterable[NonArticle]:
    thin = frozenset({"empty", "too_short"})
    yield NonArticle("empty-file", "", thin)
    yield NonArticle(
        "empty-app", '<html><head><title>Morgenblatt</title></head><body><div id="root"></div></body></html>', thin
    )
    yield NonArticle("only-a-menu", frame("", "Morgenblatt"), thin | LISTINGS)
    yield NonArticle("one-line", frame("<p>Watch this space.</p>", "Coming soon", head=OG_ARTICLE), thin)


ALL: tuple[NonArticle, ...] = (*listings(), *named_listings(), *errors(), *logins(), *consents(), *thin_pages())
