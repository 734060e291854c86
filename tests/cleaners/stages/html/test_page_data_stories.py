"""The page's story among other texts in the data, such as other stories and comments, and stories that are not free."""

import json
from html import escape

import pytest

from cleaners.cleaning import clean_document
from cleaners.document import Document
from cleaners.page import Page
from tests.cleaners.islands.pages import HTML, OTHER, PARAGRAPHS, TITLE, island, page

URL = "https://www.westmere-post.example/2026/03/fish-market-closes"
CHOIR = "The choir sang for an hour in front of the jury and won for the third time in a row."
COMMENTS = [
    {"id": n, "author": {"name": f"seal{n}"}, "body": f"I think that part {n} of the plan for the hall is quite wrong."}
    for n in range(12)
]
CARD = {"_type": "card", "title": OTHER["title"], "url": "/culture/choir-wins", "content": f"<p>{CHOIR}</p>" * 20}
TEXTS = [{"_type": "block", "children": [{"_type": "span", "text": text}]} for text in PARAGRAPHS]
FIGURE = f"<figure><img src='/hall.jpg'><figcaption>{CHOIR}</figcaption></figure>"
PEOPLE = [{"name": "Ida Bron", "additional": {"longBio": f"{CHOIR} " * 20}}]
START = f"<h1>{TITLE}</h1><p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>"
TEASER = f"<main><article>{START}</article></main>"


def cleaned(data, body: str = '<div id="root"></div>', head: str = "") -> Document:
    return clean_document(Page(body=page(island({"props": {"pageProps": data}}), body=body, head=head), url=URL))


def texts(document: Document) -> list[str]:
    return [block.text for block in document.kept()]


def gutenberg(name, markup):
    return {"blockName": name, "attrs": {}, "innerBlocks": [], "innerHTML": markup, "innerContent": [markup]}


def tagged(value):
    if isinstance(value, dict):
        return [0, {key: tagged(inner) for key, inner in value.items()}]
    return [1, [tagged(inner) for inner in value]] if isinstance(value, list) else [0, value]


@pytest.mark.parametrize(
    "data",
    [
        {"post": {"title": TITLE, "body": TEXTS, "relatedPosts": {"nodes": [CARD, CARD]}}},
        {"post": {"title": TITLE, "body": TEXTS, "box": {"nodes": [CARD, CARD, CARD]}}},
        {"post": {"title": TITLE, "body": [*TEXTS[:3], CARD, *TEXTS[3:]]}},
        {"post": {"title": TITLE, "body": TEXTS, "credits": {"by": PEOPLE}}},
        {"post": {"title": TITLE, "body": TEXTS, "contributors": PEOPLE}},
        {"post": {"title": TITLE, "body": TEXTS}, "discussion": {"items": COMMENTS * 3}},
        {"post": {"title": TITLE, "body": TEXTS, "posts": COMMENTS * 3}},
        {"post": {"title": TITLE, "body": TEXTS}, "config": {"privacyPolicy": f"<p>{CHOIR}</p>" * 40}},
        {"post": {"title": TITLE, "body": HTML.replace("<p>Traders", FIGURE + "<p>Traders")}},
        {"post": {"title": TITLE, "blocks": [
            *(gutenberg("core/paragraph", f"\n<p>{text}</p>\n") for text in PARAGRAPHS[:3]),
            gutenberg("core/image", FIGURE), gutenberg("post/newsletter", f"<p>{CHOIR}</p>"),
            *(gutenberg("core/paragraph", f"\n<p>{text}</p>\n") for text in PARAGRAPHS[3:])]}},
        {"posts": [{"title": TITLE, "body": TEXTS, "url": "/fish-market-closes"}, CARD, CARD]},
    ],
)  # fmt: skip
def test_the_story_comes_without_the_texts_beside_it(data):
    assert texts(cleaned(data)) == PARAGRAPHS


@pytest.mark.parametrize(
    "data",
    [
        {"post": {"title": TITLE}, "discussion": {"items": COMMENTS}},
        {"post": {"title": TITLE, "authors": [{"name": "Ida Bron", "text": HTML}]}},
        {"post": {"title": TITLE, "tracks": [{"kind": "captions", "content": " ".join(PARAGRAPHS)}]}},
        {"video": {"name": TITLE, "text_tracks": [{"cues": [{"start": 1, "text": text} for text in PARAGRAPHS]}]}},
        {"post": {"title": TITLE}, "consent": {"title": "Your privacy counts", "text": " ".join(PARAGRAPHS)}},
        {"items": [{"title": OTHER["title"], "body": OTHER["body"], "next": {"title": TITLE, "url": "/x"}}]},
    ],
)
def test_the_texts_beside_the_story_are_not_taken_for_it(data):
    document = cleaned(data)
    assert "text_from_data" not in document.flags
    assert texts(document) == []


@pytest.mark.parametrize("data", [{"story": {"title": TITLE, "body": TEXTS}}, {"title": TITLE, "html": HTML}])
def test_the_props_of_astro_are_read(data):
    props = {key: tagged(value) for key, value in data.items()}
    body = f'<astro-island component-url="/x.js" props="{escape(json.dumps(props))}" client="only"></astro-island>'
    document = clean_document(Page(body=page(body=body), url=URL))
    assert texts(document) == PARAGRAPHS


def test_the_objects_of_relay_are_joined():
    store = {
        "client:root": {"article": {"__ref": "QXJ0:1"}},
        "QXJ0:1": {"headline": TITLE, "body": {"__refs": [f"B:{n}" for n in range(6)]}},
        **{f"B:{n}": {"__typename": "ParagraphBlock", "text": text} for n, text in enumerate(PARAGRAPHS)},
    }
    script = f"<script>window.__RELAY_STORE__={json.dumps(store)};</script>"
    assert texts(clean_document(Page(body=page(script), url=URL))) == PARAGRAPHS


WALL = '<section class="offer"><h2>{}</h2></section></article>'


@pytest.mark.parametrize(
    ("story", "body"),
    [
        ({"isPremium": True}, TEASER),
        ({"access": "paid"}, TEASER),
        ({"paywall": {"active": True}}, TEASER),
        ({}, TEASER.replace("</article>", WALL.format("This article is for subscribers only"))),
        ({}, TEASER.replace("</article>", WALL.format("Subscribe to continue reading"))),
    ],
)
def test_a_story_that_costs_money_stays_as_readers_see_it(story, body):
    document = cleaned({"post": {"title": TITLE, "body": TEXTS, **story}}, body)
    assert texts(document) == PARAGRAPHS[:2]
    assert document.metadata.is_accessible_for_free is False


def test_the_metadata_take_precedence_over_the_data():
    head = '<meta property="article:content_tier" content="free">'
    assert texts(cleaned({"post": {"title": TITLE, "body": TEXTS, "isPremium": True}}, TEASER, head)) == PARAGRAPHS


def test_another_story_that_costs_money_does_not_make_this_one_paid():
    data = {"post": {"title": TITLE, "body": TEXTS}, "latest": [{"title": OTHER["title"], "isPremium": True}]}
    assert texts(cleaned(data, TEASER)) == PARAGRAPHS


def test_a_text_of_json_ld_stops_at_a_visible_paywall():
    data = {"@type": "NewsArticle", "headline": TITLE, "articleBody": "\n\n".join(PARAGRAPHS)}
    body = TEASER.replace("</article>", WALL.format("This article is for subscribers only"))
    html = page(head=island(data, 'type="application/ld+json"'), body=body)
    assert texts(clean_document(Page(body=html, url=URL))) == PARAGRAPHS[:2]


@pytest.mark.parametrize(
    "values",
    [
        [{"title": 1, "a": 2}, TITLE, *([number + 1] * 50 for number in range(2, 40)), "x"],
        [{"title": 1, "a": 2}, TITLE, *({"children": n + 1} if n % 2 else [n + 1] * 50 for n in range(2, 40)), "x"],
    ],
)
def test_data_that_refer_to_each_other_are_read_once(values):
    assert texts(clean_document(Page(body=page(island(values, 'type="application/json"')), url=URL))) == []
