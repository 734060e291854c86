"""The dek is found by what sets it apart on the page, in any language; a first paragraph is not a dek."""

import json

import lxml.html
import pytest

from cleaners.article import Article
from cleaners.body.blocks import split_tree
from cleaners.body.fields.dek import mark_dek
from cleaners.cleaning import clean_page
from cleaners.document import Document
from cleaners.metadata import Author, Metadata
from cleaners.page import Page

TITLE = "Orchard saved by its neighbours"
DEK = "Forty families bought the old trees hours before the saws arrived."
GERMAN_DEK = "Vierzig Familien kauften die alten Bäume, Stunden bevor die Sägen kamen."
JAPANESE_DEK = "四十の家族が、伐採の数時間前に古い木々を買い取った。"
BODY = [
    "The orchard above the river was planted a hundred years ago by the owner of the mill, who gave each child a tree.",
    "When the mill closed last autumn, a builder offered to buy the slope and asked the town for leave to fell it all.",
    "The neighbours met in the school on a Sunday and counted their savings on the back of a concert programme.",
    "By midnight they had enough for the whole slope, and the mayor, who had come to listen, signed as a witness.",
]
POINTS = ["Families pay for forty trees on the slope", "The builder gives up his plan for the houses"]


def page(head: str, markup: str = "", paragraphs: list[str] = BODY, heading: str = TITLE) -> str:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<html><head><title>{heading}</title>{markup}</head><body><nav><a href='/'>Home</a></nav>"
        f"<main><article>{head}{text}</article></main></body></html>"
    )


def cleaned(html: str, *, without_dek: bool = False) -> Article:
    return clean_page(Page(body=html, url="https://example.org/2026/orchard", without_dek=without_dek))


def deks(article: Article) -> list[str]:
    return [block["text"] for block in article.blocks if block["type"] == "dek"]


def description(text: str) -> str:
    return f'<meta name="description" content="{text}">'


H1 = f"<h1>{TITLE}</h1>"
BYLINE = "<p class='byline'>By Mara Holt</p>"
ITEMS = "".join(f"<li>{point}</li>" for point in POINTS)
SET_APART = {
    "class": f"{H1}<p class='c-standfirst'>{DEK}</p>",
    "class around": f"{H1}<div class='artikkel_ingress'><p>{DEK}</p></div>",
    "class in camel case": f"{H1}<div class='storySubtitle'>{DEK}</div>",
    "property": f"{H1}<p itemprop='abstract'>{DEK}</p>",
    "heading": f"{H1}<h2>{DEK}</h2>",
    "above the byline": f"{H1}<p>{DEK}</p>{BYLINE}",
    "in the header": f"<header>{H1}<p>{DEK}</p></header>",
    "in a header without its tag": f"<div class='story-head'>{H1}<div>{DEK}</div></div>",
}


@pytest.mark.parametrize("head", SET_APART.values(), ids=SET_APART.keys())
def test_a_dek_stays_in_the_text_by_default_and_is_the_subtitle(head: str) -> None:
    article = cleaned(page(head))
    assert deks(article) == [DEK]
    assert article.subtitle == DEK
    assert article.text.split("\n\n") == [DEK, *BODY]


@pytest.mark.parametrize("head", SET_APART.values(), ids=SET_APART.keys())
def test_a_text_without_its_dek_still_has_the_subtitle(head: str) -> None:
    article = cleaned(page(head), without_dek=True)
    assert article.text.split("\n\n") == BODY
    assert article.subtitle == DEK
    assert [(entry["rule"], entry["text"]) for entry in article.removed if entry["text"] == DEK] == [("dek", DEK)]


@pytest.mark.parametrize("dek", [GERMAN_DEK, JAPANESE_DEK])
def test_a_dek_is_found_in_other_languages(dek: str) -> None:
    assert deks(cleaned(page(f"<header>{H1}<p>{dek}</p></header>"))) == [dek]
    assert deks(cleaned(page(f"{H1}<p class='lead'>{dek}</p>"))) == [dek]


@pytest.mark.parametrize(
    "head", [f"<header>{H1}<ul>{ITEMS}</ul></header>", f"{H1}<div class='key-points'><ul>{ITEMS}</ul></div>"]
)
def test_a_list_of_key_points_is_a_dek_as_a_whole(head: str) -> None:
    article = cleaned(page(head))
    assert deks(article) == POINTS
    assert article.subtitle == "; ".join(POINTS)
    assert cleaned(page(head), without_dek=True).text.split("\n\n") == BODY


def test_a_short_dek_may_have_a_long_one_below_it_if_both_are_named() -> None:
    second = "The builder who had bought the slope has given up his plans, and the mayor calls it a gift to the town."
    head = f"{H1}<h2 class='lead'>{DEK}</h2><p class='{{}}'>{second}</p>"
    assert deks(cleaned(page(head.format("lead2")))) == [DEK, second]
    assert deks(cleaned(page(head.format("para")))) == [DEK]


def test_the_description_shows_a_dek_that_looks_unlike_the_text() -> None:
    assert deks(cleaned(page(f"{H1}<div><p>{DEK}</p></div>", description(DEK)))) == [DEK]
    assert deks(cleaned(page(f"{H1}<p><b>{DEK}</b></p>", description(DEK)))) == []


def test_the_alternative_headline_shows_the_dek() -> None:
    data = {"@type": "NewsArticle", "headline": TITLE, "alternativeHeadline": DEK}
    markup = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    assert deks(cleaned(page(f"{H1}<p>{DEK}</p>", markup))) == [DEK]


FIRST_PARAGRAPHS = {
    "plain": H1,
    "below the byline": f"{H1}{BYLINE}",
    "after the header": f"<header>{H1}{BYLINE}</header>",
    "a section's heading": f"{H1}<h2>How it began</h2>",
    "a heading among others": f"{H1}<h2>How the neighbours saved the orchard in a single night.</h2>",
    "class of the whole text": f"{H1}<div class='lead-content'>",
}


@pytest.mark.parametrize("head", FIRST_PARAGRAPHS.values(), ids=FIRST_PARAGRAPHS.keys())
def test_a_first_paragraph_is_not_a_dek(head: str) -> None:
    html = page(head, description(BODY[0])).replace(
        f"<p>{BODY[2]}</p>", f"<h2>A night of counting</h2><p>{BODY[2]}</p>"
    )
    article = cleaned(html, without_dek=True)
    assert not [block for block in article.removed if block["rule"] == "dek"]
    assert BODY[0] in article.text
    assert article.subtitle is None


def test_the_first_of_several_like_entries_is_not_a_dek() -> None:
    first, *others = BODY
    entries = f"<section class='entry entry--intro'><p>{first}</p></section>" + "".join(
        f"<section class='entry'><h2>{hour}:05 News from the slope</h2><p>{text}</p></section>"
        for hour, text in zip((9, 8, 7), others, strict=True)
    )
    article = cleaned(page(f"{H1}{BYLINE}", paragraphs=[]).replace("</article>", f"{entries}</article>"))
    assert first in article.text
    assert deks(article) == []


def test_a_year_in_a_heading_of_the_text_is_not_a_date_line() -> None:
    html = page(H1, paragraphs=BODY[:1]) + "<h2>Harvests of 2024</h2>" + "".join(f"<p>{p}</p>" for p in BODY[1:])
    assert deks(cleaned(html)) == []


def test_other_texts_of_a_header_are_not_brought_back() -> None:
    caption = "The slope above the river in spring, seen from the bridge."
    head = f"<header>{H1}<figure><img src='a.jpg'><figcaption>{caption}</figcaption></figure>{BYLINE}</header>"
    article = cleaned(page(head))
    assert caption not in article.text
    assert deks(article) == []


@pytest.mark.parametrize("head", [f"{H1}<p>{{}}</p>{BYLINE}", f"<header>{H1}<p>{{}}</p></header>"])
def test_a_long_first_paragraph_is_not_a_dek_by_its_place(head: str) -> None:
    long = " ".join(BODY)
    assert deks(cleaned(page(head.format(long), description(long), BODY + BODY))) == []


def unlikely_dek(markup: str, probability: float, page_types: list[str]) -> list[str]:
    """Return the texts of the dek of a page whose models took the block after the headline for boilerplate."""
    blocks = split_tree(
        lxml.html.document_fromstring(f"<body>{H1}{markup}<div>{''.join(map('<p>{}</p>'.format, BODY))}")
    )
    document = Document(Page(body="", url="https://example.org/2026/orchard"), blocks=blocks)
    document.metadata = Metadata(title=TITLE, page_types=page_types, authors=[Author("Mara Holt")])
    for position, block in enumerate(blocks):
        block.position, block.signals.body = position, probability if position == 1 else 0.99
    blocks[1].remove("main_content", "outside_body", "a test removed it")
    mark_dek(document, "main_content", 0)
    return [block.text for block in blocks if block.type == "dek"]


@pytest.mark.parametrize("dek", [DEK, GERMAN_DEK, JAPANESE_DEK])
@pytest.mark.parametrize("name", ["article-lead", "entradilla", "post__dek"])
def test_a_dek_on_a_news_page_is_kept_at_a_low_probability(name: str, dek: str) -> None:
    assert unlikely_dek(f"<p class={name}>{dek}</p>", 0.08, ["NewsArticle"]) == [dek]


@pytest.mark.parametrize(
    ("markup", "probability", "page_types"),
    [
        (f"<p class=lead>{DEK}</p>", 0.08, ["BlogPosting"]),
        (f"<p class=lead>{DEK}</p>", 0.02, ["NewsArticle"]),
        ("<p class=lead>By Mara Holt for the desk in Kirkwall</p>", 0.08, ["NewsArticle"]),
        ("<p class=lead>Updated on the morning of 3 March 2026</p>", 0.08, ["NewsArticle"]),
    ],
    ids=["blog", "ruled out", "byline", "date line"],
)
def test_a_text_that_the_models_rule_out_is_not_brought_back_as_a_dek(
    markup: str, probability: float, page_types: list[str]
) -> None:
    assert unlikely_dek(markup, probability, page_types) == []
