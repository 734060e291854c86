"""Teasers of invented stories, and the designs in which listings show them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import cycle, islice

Teaser = tuple[str, str]  # headline, excerpt
Design = Callable[[Iterable[Teaser]], str]

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


def cards(items: Iterable[Teaser]) -> str:
    return (
        '<main class="grid">'
        + "".join(
            f'<article class="card card-{n}"><a href="/story/{n}"><img src="/{n}.jpg" alt=""></a>'
            f'<h2><a href="/story/{n}">{head}</a></h2><p class="excerpt">{text}</p><time>3 March</time></article>'
            for n, (head, text) in enumerate(items)
        )
        + "</main>"
    )


def list_items(items: Iterable[Teaser]) -> str:
    return (
        '<div id="content"><ul class="river">'
        + "".join(
            f'<li class="river__item"><h3><a href="https://www.morgenblatt.example/a/{n}">{head}</a></h3>'
            f'<div class="lead">{text}</div><a class="more" href="/a/{n}">More</a></li>'
            for n, (head, text) in enumerate(items)
        )
        + "</ul></div>"
    )


def flat(items: Iterable[Teaser]) -> str:
    return (
        '<div class="content">'
        + "".join(
            f'<h2><a href="/{n}-story.html">{head}</a></h2><p>{text}</p><hr>' for n, (head, text) in enumerate(items)
        )
        + "</div>"
    )


def table(items: Iterable[Teaser]) -> str:
    return (
        '<table width="100%">'
        + "".join(
            f'<tr><td><img src="{n}.gif"></td><td><a href="show.php?id={n}"><b>{head}</b></a><br>{text}</td></tr>'
            for n, (head, text) in enumerate(items)
        )
        + "</table>"
    )


def div_soup(items: Iterable[Teaser]) -> str:
    return (
        "<div><div>"
        + "".join(
            f'<div><div><a href="/n/{n}"><span>{head}</span></a></div><div>{text}</div><div>2 hours ago</div></div>'
            for n, (head, text) in enumerate(items)
        )
        + "</div></div>"
    )


def link_boxes(items: Iterable[Teaser]) -> str:
    return (
        '<section class="stream">'
        + "".join(
            f'<a class="box box--{n % 3}" href="/p/{n}"><h3>{head}</h3><p>{text}</p></a>'
            for n, (head, text) in enumerate(items)
        )
        + "</section>"
    )


def headlines_only(items: Iterable[Teaser]) -> str:
    return (
        '<section><ul class="headlines">'
        + "".join(f'<li><a href="/item/{n}">{head}</a></li>' for n, (head, _) in enumerate(items))
        + "</ul></section>"
    )


def definitions(items: Iterable[Teaser]) -> str:
    return (
        "<dl>"
        + "".join(f'<dt><a href="/z/{n}/">{head}</a></dt><dd>{text} ...</dd>' for n, (head, text) in enumerate(items))
        + "</dl>"
    )


def cut_off(items: Iterable[Teaser]) -> str:
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
    cards, list_items, flat, table, div_soup, link_boxes, headlines_only, definitions, cut_off
)  # fmt: skip
