# ruff: noqa: E501 (a paragraph per line)
"""Invented stories in several languages, and pages around them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Story:
    """A story: its language, title, paragraphs, a line before a table, rows of a table, and labels of the site."""

    language: str
    title: str
    paragraphs: tuple[str, ...]
    lead: str
    rows: tuple[tuple[str, str], ...]
    menu: tuple[str, ...]
    teasers: tuple[str, ...]


GERMAN = Story(
    "de",
    "Seilbahn am Hohen Kamm fährt nach dem Umbau wieder",
    (
        "Nach acht Monaten Umbau fährt die Seilbahn am Hohen Kamm seit Samstag wieder, wie die Gemeinde Ruhland mitteilte.",
        "Schon am Morgen standen rund dreihundert Gäste an der Talstation, viele von ihnen mit Skiern und Kindern an der Hand.",
        "Betriebsleiterin Jana Mohr sagte, die neuen Gondeln seien leiser und brauchten ein Drittel weniger Strom als die alten.",
        "Der Umbau hatte sich verzögert, weil ein Erdrutsch im Juni die Zufahrt zu zwei Stützen auf halber Höhe verschüttete.",
        "Die Wirtin der Berghütte, Lene Taub, rechnet mit einem guten Winter, obwohl sie im Sommer zwei Köche entlassen musste.",
        "Kritik kommt vom Naturschutzbund, der eine Obergrenze für Besucher fordert und vor Lärm in den Abendstunden warnt.",
        "Über die Fahrpreise entscheidet der Gemeinderat im Dezember, bis dahin gelten die Tarife des vergangenen Jahres.",
    ),
    "Die Fahrgäste der letzten Jahre nach Stationen:",
    (("Station", "Fahrgäste"), ("Talstation", "41200"), ("Mittelstation", "18750"), ("Bergstation", "39980")),
    ("Start", "Politik", "Region", "Sport", "Kultur", "Meinung", "Wetter"),
    (
        "Bäckerei schließt nach neunzig Jahren",
        "Chor gewinnt Preis",
        "Rat vertagt Entscheidung",
        "Neuer Rekord auf dem See",
    ),
)
FRENCH = Story(
    "fr",
    "Le vieux pont de Marsac rouvre aux piétons",
    (
        "Le vieux pont de Marsac a rouvert aux piétons vendredi matin, après deux ans de travaux, a annoncé la mairie.",
        "Une centaine d'habitants attendaient sous la pluie pour traverser la rivière, certains avec des bouquets de fleurs.",
        "La maire, Odile Perrin, a rappelé que le chantier avait coûté quatre millions d'euros, dont la moitié payée par la région.",
        "Les ingénieurs ont remplacé les poutres rongées par le sel et consolidé deux piles qui s'enfonçaient depuis les crues.",
        "Les commerçants de la rive gauche espèrent retrouver leurs clients, car trois boutiques ont fermé pendant les travaux.",
        "Une association de cyclistes regrette que les vélos doivent encore faire un détour de six kilomètres par la nationale.",
        "Le conseil municipal votera au printemps sur l'éclairage du pont, que les riverains jugent trop vif pendant la nuit.",
    ),
    "Le nombre de passages par jour, selon les comptages :",
    (("Jour", "Passages"), ("Vendredi", "2140"), ("Samedi", "3875"), ("Dimanche", "2960")),
    ("Accueil", "Politique", "Région", "Sport", "Culture", "Débats", "Météo"),
    (
        "La boulangerie ferme ses portes",
        "Le chœur remporte un prix",
        "Le conseil reporte le vote",
        "Record battu sur le lac",
    ),
)
RUSSIAN = Story(
    "ru",
    "Паром на остров Крутой снова ходит по расписанию",
    (
        "Паром на остров Крутой снова ходит по расписанию после трёх дней шторма, сообщила администрация порта во вторник.",
        "Около четырёхсот пассажиров ждали первого рейса на северном причале, многие из них провели выходные в школе.",
        "Заведующая кассой Марта Кирова сказала, что дополнительные рейсы будут до пятницы, чтобы вывезти грузовики с едой.",
        "Шторм сорвал часть крыши рыбного рынка и выбросил на берег два траулера, но серьёзно никто не пострадал.",
        "Инженеры проверили подъёмный мост, по которому машины въезжают на борт, и нашли старую трещину в одном из швов.",
        "Жители острова много лет жалуются, что одного старого судна мало для шести тысяч человек и что рейсы отменяют.",
        "Совет обсудит выплаты владельцам магазинов на следующей неделе, тогда же покажут план крытого зала ожидания.",
    ),
    "Сколько людей живёт на островах:",
    (("Остров", "Жители"), ("Крутой", "4120"), ("Тюлений", "1980"), ("Малый", "87")),
    ("Главная", "Политика", "Регион", "Спорт", "Культура", "Мнения", "Погода"),
    ("Пекарня закрывается после девяноста лет", "Хор получил премию", "Совет отложил решение", "Рекорд на озере"),
)
STORIES = (GERMAN, FRENCH, RUSSIAN)


def paragraphs(texts: tuple[str, ...] | list[str]) -> str:
    """Return texts as paragraphs of HTML."""
    return "".join(f"<p>{text}</p>\n" for text in texts)


def page(story: Story, body: str, *, after: str = "") -> str:
    """Return a page with a menu, the title, a body, and teasers of other stories below it."""
    menu = "".join(f'<li><a href="/{number}">{name}</a></li>' for number, name in enumerate(story.menu))
    teasers = "".join(f'<li><a href="/2026/{n}/story">{text}</a></li>' for n, text in enumerate(story.teasers))
    return (
        f'<!DOCTYPE html><html lang="{story.language}"><head><title>{story.title} - Kurier</title></head>'
        f"<body><header><nav><ul>{menu}</ul></nav></header><main><h1>{story.title}</h1>\n{body}</main>{after}"
        f"<aside><ul>{teasers}</ul></aside><footer><p>© 2026 Kurier</p></footer></body></html>"
    )


def table(rows: tuple[tuple[str, str], ...]) -> str:
    """Return a table whose first row has the headings."""
    head, *others = rows
    cells = "".join(f"<tr><td>{first}</td><td>{second}</td></tr>\n" for first, second in others)
    return f"<table><tr><th>{head[0]}</th><th>{head[1]}</th></tr>\n{cells}</table>"
