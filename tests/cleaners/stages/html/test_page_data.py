"""Articles that a page has only as data, in the forms of several frameworks, and data without one."""

import html as escaping
import json

import pytest

from cleaners.cleaning import clean_document, clean_page
from cleaners.document import Document
from cleaners.page import Page
from tests.cleaners.islands.pages import HTML, OTHER, PARAGRAPHS, TITLE, island, page

URL = "https://www.westmere-post.example/2026/03/fish-market-closes"


def cleaned(html: str) -> Document:
    return clean_document(Page(body=html, url=URL))


def texts(html: str) -> list[str]:
    return [block.text for block in cleaned(html).kept()]


def program(statement: str) -> str:
    return f"<script>{statement}</script>".replace("</p>", "<\\/p>")


TREE = [{"type": "paragraph", "children": [{"text": text}]} for text in PARAGRAPHS]
CACHE = {
    "ROOT_QUERY": {"article": {"__ref": "Article:1"}},
    "Article:1": {"__typename": "Article", "title": TITLE, "body": {"__ref": "Body:1"}},
    "Article:2": {"__typename": "Article", "title": OTHER["title"], "body": {"__ref": "Body:2"}},
    "Body:1": {"html": HTML},
    "Body:2": {"html": OTHER["body"]},
}
PARAGRAPH_CACHE = {
    "Post:1": {"title": TITLE, "content": {"paragraphs": [{"__ref": f"Paragraph:{n}"} for n in range(6)]}},
    **{f"Paragraph:{n}": {"type": "P", "text": text} for n, text in enumerate(PARAGRAPHS)},
}
NUXT_3 = [["ShallowReactive", 1], {"data": 2}, {"article": 3}, {"title": 4, "blocks": 5}, TITLE, list(range(6, 12)),
          *({"type": 12, "text": 13 + n} for n in range(6)), "paragraph", *PARAGRAPHS]  # fmt: skip
NUXT_2 = (
    "window.__NUXT__=(function(a,b,c){return {data:[{story:{title:a,body:b,locked:c}}]}}"
    f"({json.dumps(TITLE)},{json.dumps(HTML)},!1));"
)
SVELTE = f"kit.start(app, x, {{data:[null,{{post:{{title:{json.dumps(TITLE)},html:{json.dumps(HTML)}}}}}]}});"
FLIGHT_TEXT = f'5:T{len(HTML):x},{HTML}6:["$","main",null,{{"story":{{"title":{json.dumps(TITLE)},"body":"$5"}}}}]\n'
FLIGHT_TREE = f'7:["$","$L4",null,{{"story":{{"title":{json.dumps(TITLE)},"content":{json.dumps(TREE)}}}}}]\n'
STORY = {"title": TITLE, "slug": "fish-market", "content": TREE}


def pushed(flight: str) -> str:
    halves = flight[: len(flight) // 2], flight[len(flight) // 2 :]
    return "".join(program(f"self.__next_f.push([1,{json.dumps(half)}])") for half in halves)


@pytest.mark.parametrize(
    "html",
    [
        page(island({"props": {"pageProps": {"article": {"title": TITLE, "body": HTML}, "more": [OTHER, OTHER]}}})),
        page(island({"props": {"pageProps": {"post": STORY, "related": [OTHER]}}})),
        page(island({"story": {"headline": TITLE, "html": HTML.replace("<", "&lt;").replace(">", "&gt;")}})),
        page(island(NUXT_3, 'type="application/json" id="__NUXT_DATA__"')),
        page(program(NUXT_2)),
        page(program("window.__STATE__ = " + json.dumps({"page": {"data": STORY}, "latest": [OTHER]}) + ";")),
        page(program("window.__PRELOADED_STATE__ = JSON.parse(" + json.dumps(json.dumps({"a": STORY})) + ");")),
        page(program("window.__APOLLO_STATE__=" + json.dumps(CACHE) + ";")),
        page(program("window.__APOLLO_STATE__=" + json.dumps(PARAGRAPH_CACHE) + ";")),
        page(program("window.__remixContext = " + json.dumps({"state": {"loaderData": {"x": {"post": STORY}}}}) + ";")),
        page(program(SVELTE)),
        page(island({"status": 200, "body": json.dumps({"title": TITLE, "html": HTML})}, 'type="application/json"')),
        page(pushed(FLIGHT_TEXT)),
        page(pushed(FLIGHT_TREE)),
        page(body=f'<div id="app" data-page="{escaping.escape(json.dumps({"props": {"story": STORY}}))}"></div>'),
        page(head=island({"@type": "NewsArticle", "headline": TITLE, "articleBody": "\n\n".join(PARAGRAPHS)},
                         'type="application/ld+json"'), body=f"<main><h1>{TITLE}</h1><p>{PARAGRAPHS[0]}</p></main>"),
    ],
)  # fmt: skip
def test_the_article_is_found_in_the_data(html):
    document = cleaned(html)
    assert [block.text for block in document.kept()] == PARAGRAPHS
    assert "text_from_data" in document.flags
    assert document.dropped is None


@pytest.mark.parametrize(
    ("title", "paragraph"),
    [
        ("Westmeer schließt die alte Fischhalle für zwei Jahre",
         "Der Hafenrat von Westmeer hat am Montag beschlossen, die Halle zu schließen, weil Balken faul sind."),
        ("ヴェストメア港の古い魚市場が二年間閉鎖へ",
         "港湾委員会は月曜日、梁の腐食が見つかったため古い魚市場を二年間閉鎖することを決めた。"),
        ("Вестмир закрывает старый рыбный рынок на два года",
         "Портовый совет Вестмира решил в понедельник закрыть старый рынок, потому что балки сгнили."),
        ("البلدية تغلق سوق السمك القديم لمدة عامين",
         "قرر مجلس الميناء يوم الاثنين إغلاق سوق السمك القديم بعد اكتشاف تلف في عوارض السقف الخشبية."),
    ],
)  # fmt: skip
def test_articles_of_other_languages_are_found(title, paragraph):
    paragraphs = [f"{number}. {paragraph}" for number in range(1, 9)]
    tree = [{"_type": "block", "style": "normal", "children": [{"_type": "span", "text": text}]} for text in paragraphs]
    html = page(island({"props": {"pageProps": {"story": {"title": title, "body": tree}}}}), title=title)
    assert texts(html) == paragraphs


@pytest.mark.parametrize(
    "data",
    [
        {"title": TITLE, "related": [OTHER, OTHER]},
        {"title": TITLE, "next": OTHER},
        {"title": TITLE, "thread": [{"user": f"seal{n}", "text": text} for n, text in enumerate(PARAGRAPHS)]},
        {"title": TITLE, "comments": [{"body": text} for text in PARAGRAPHS]},
        {"title": TITLE, "translations": {f"key{n}": text for n, text in enumerate(PARAGRAPHS)}},
        {"title": TITLE, "strings": PARAGRAPHS},
        {"title": "Another story of another day", "slug": "other", "body": HTML},
        {"title": TITLE, "body": PARAGRAPHS[0]},
    ],
)
def test_data_without_the_article_of_the_page_are_ignored(data):
    document = cleaned(page(island({"props": {"pageProps": data}})))
    assert "text_from_data" not in document.flags
    assert not any(block.text in PARAGRAPHS for block in document.kept())


def test_a_page_with_its_text_in_the_markup_stays_as_it_is():
    body = f"<main><article><h1>{TITLE}</h1>{HTML}</article></main>"
    longer = HTML + "".join(f"<p>{text} And more.</p>" for text in PARAGRAPHS * 3)
    plain = clean_page(Page(body=page(body=body), url=URL)).to_record()
    with_data = clean_page(Page(body=page(island({"story": {"title": TITLE, "body": HTML}}), body=body), url=URL))
    assert with_data.to_record() == plain
    assert "text_from_data" not in cleaned(page(island({"x": {"title": "Other", "body": longer}}), body=body)).flags


@pytest.mark.parametrize("shown", [1, 2, 3])
def test_a_page_that_calls_itself_paywalled_keeps_what_it_shows(shown):
    data = {
        "@type": "NewsArticle",
        "headline": TITLE,
        "isAccessibleForFree": False,
        "articleBody": " ".join(PARAGRAPHS),
    }
    body = f"<main><h1>{TITLE}</h1>{''.join(f'<p>{text}</p>' for text in PARAGRAPHS[:shown])}</main>"
    html = page(island({"story": STORY}), head=island(data, 'type="application/ld+json"'), body=body)
    assert texts(html) == PARAGRAPHS[:shown]


@pytest.mark.parametrize(
    "script",
    [
        program("window.__STATE__ = {" + '"a":{' * 5_000),
        program("window.__STATE__ = " + "[" * 100_000),
        program("x = {" * 20_000),
        program("x=(function(" + "a," * 20_000),
        program("JSON.parse('" + "\\" * 50_001),
        island([["Reactive", 0], {"a": 0}], 'type="application/json"') * 50,
        program('self.__next_f.push([1,"1:T' + "f" * 8 + ',x"])'),
        program('self.__next_f.push([1,"1:[\\"$1\\",\\"$1\\"]\\n"])') * 500,
    ],
)
def test_hostile_data_are_bounded(script):
    assert texts(page(script)) == []


def test_a_short_story_in_several_paragraphs_is_taken_and_a_summary_is_not() -> None:
    short = PARAGRAPHS[:3]
    story = {"title": TITLE, "content": "".join(f"<p>{text}</p>" for text in short)}
    assert texts(page(island(story))) == short
    assert texts(page(island({"title": TITLE, "content": " ".join(short)}))) == []
