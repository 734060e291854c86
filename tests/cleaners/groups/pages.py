"""Build pages for tests of groups: a story with other things around it, parsed and split, with all blocks kept."""

from cleaners.document import Document
from cleaners.page import Page
from cleaners.stages.html.groups import groups
from cleaners.stages.html.parse import parse
from cleaners.stages.html.split_html import split_html

TITLE = "Lighthouse keeper retires after forty winters"
STORY = (
    "Olle Brandt locked the lighthouse for the last time on Friday and handed the keys to the county.",
    "He had kept the light for forty winters, and for thirty of them he lived in the tower with his family.",
    "The county says that the lamp will be steered from the mainland, and that the tower will become a museum.",
)
STORIES = {
    "en": STORY,
    "de": (
        "Am Freitag hat Olle Brandt den Leuchtturm zum letzten Mal abgeschlossen und die Schlüssel abgegeben.",
        "Vierzig Winter lang hat er das Licht gehütet, dreißig davon wohnte er mit seiner Familie im Turm.",
    ),
    "ru": (
        "В пятницу Олле Брандт в последний раз запер маяк и передал ключи представителям округа.",
        "Сорок зим он следил за огнём, и тридцать из них жил в башне вместе со своей семьёй.",
    ),
    "el": (
        "Την Παρασκευή ο Όλε Μπραντ κλείδωσε τον φάρο για τελευταία φορά και παρέδωσε τα κλειδιά στον δήμο.",
        "Φρόντιζε το φως σαράντα χειμώνες και τους τριάντα από αυτούς έμενε στον πύργο με την οικογένειά του.",
    ),
    "pl": (
        "W piątek Olle Brandt po raz ostatni zamknął latarnię i oddał klucze przedstawicielom powiatu.",
        "Przez czterdzieści zim pilnował światła, a przez trzydzieści z nich mieszkał w wieży z rodziną.",
    ),
    "zh": (
        "周五，奥勒·勃兰特最后一次锁上灯塔的大门，把钥匙交给了县里的代表。",
        "四十个冬天里他一直守着这盏灯，其中三十年他和家人住在塔里。",
    ),
}


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def page(inside: str = "", below: str = "", story: tuple[str, ...] = STORY) -> str:
    """Return a page with things inside the article, after its paragraphs, and below the article."""
    article = f"<article><h1>{TITLE}</h1>{paragraphs(*story)}{inside}</article>"
    return f"<html><body><main>{article}{below}</main></body></html>"


def parsed(html: str) -> Document:
    """Return the page with its blocks, before the stage `groups`."""
    document = Document(Page(body=html, url="https://kustposten.example/news/lighthouse"), html=html)
    document.metadata.title = TITLE
    parse(document)
    split_html(document)
    return document


def grouped(html: str) -> Document:
    document = parsed(html)
    groups(document)
    return document


def kept(html: str) -> list[str]:
    """Return the kept texts without the page's title."""
    return [block.text for block in grouped(html).kept() if block.text != TITLE]


def rules(html: str) -> set[str]:
    return {block.removal.rule for block in grouped(html).blocks if block.removal}
