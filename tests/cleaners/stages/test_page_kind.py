from __future__ import annotations

import pytest

from cleaners.cleaning import clean_page
from cleaners.document import Block, Document
from cleaners.metadata import DateEvidence
from cleaners.page import Page
from cleaners.stages.decode import decode
from cleaners.stages.html.main_content import main_content
from cleaners.stages.html.metadata import metadata
from cleaners.stages.html.parse import parse
from cleaners.stages.html.split_html import split_html
from cleaners.stages.page_kind import page_kind
from tests.cleaners.kinds.non_articles import ALL, ARTICLE_URL, OG_ARTICLE, NonArticle, frame
from tests.cleaners.kinds.other_pages import OTHER
from tests.cleaners.kinds.teaser_designs import teasers

STORY = [
    "The town council voted on Tuesday night to close the old harbour bridge for two years while it is rebuilt.",
    "Some three thousand cars cross it every day, and shop owners on the east bank fear for their trade.",
    "“We would have liked a temporary crossing,” said one of them, “but nobody asked us before the vote was taken.”",
    "The mayor answered that a second bridge would have cost more than the repair itself and come too late anyway.",
    "Work begins in October. Ferries will run every ten minutes, and they will be free for residents of both banks.",
]
NEWS_ARTICLE = (
    '<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle",'
    '"headline":"Bridge to close","datePublished":"2026-03-03T21:15:00+01:00",'
    '"author":{"@type":"Person","name":"Ida Holm"}}</script>'
)
RELATED = '<aside class="related"><ul>' + "".join(
    f'<li class="teaser"><h3><a href="/r/{n}">{head}</a></h3><p>{text}</p></li>'
    for n, (head, text) in enumerate(teasers("en"))
) + "</ul></aside>"  # fmt: skip


def reason_to_drop(html: str, url: str = ARTICLE_URL, status: int | None = None, **listed: str) -> str | None:
    document = Document(Page(body=html, url=url, status=status, **listed))  # type: ignore[arg-type]
    for stage in (decode, parse, metadata, split_html, main_content, page_kind):
        stage(document)
    return document.dropped


def story(head: str = "", title: str = "Bridge to close for two years", extra: str = "", paragraphs: int = 5) -> str:
    text = "".join(f"<p>{line}</p>" for line in STORY[:paragraphs])
    return frame(f"<article><h1>{title}</h1><div class='body'>{text}</div></article>{extra}", title, head=head)


@pytest.mark.parametrize("page", [*ALL, *OTHER], ids=lambda page: page.name)
def test_a_page_that_is_not_an_article_is_dropped_with_its_kind(page: NonArticle) -> None:
    assert reason_to_drop(page.html, page.url, page.status) in page.kinds


@pytest.mark.parametrize(
    ("url", "html"),
    [
        (ARTICLE_URL, story()),
        (ARTICLE_URL, story(NEWS_ARTICLE, extra=RELATED)),
        (ARTICLE_URL, story(extra=RELATED)),
        ("https://www.morgenblatt.example/topics/politics/bridge-to-close-for-two-years", story(OG_ARTICLE)),
        ("https://www.morgenblatt.example/author/ida-holm/why-the-old-bridge-has-to-go", story(OG_ARTICLE)),
        ("https://www.morgenblatt.example/?p=4711", story()),
        ("", story()),
    ],
    ids=[
        "plain",
        "with-teasers",
        "with-teasers-and-no-types",
        "topic-path",
        "author-path",
        "id-in-query",
        "no-address",
    ],
)
def test_an_article_is_kept(url: str, html: str) -> None:
    assert reason_to_drop(html, url) is None


@pytest.mark.parametrize(
    "title",
    [
        "Access denied",
        "Page not found: how libraries lose their books",
        "Search for a new coach",
        "Login required",
        "Error 404",
    ],
)
def test_an_article_whose_headline_resembles_an_error_or_login_page_is_kept(title: str) -> None:
    assert reason_to_drop(story(NEWS_ARTICLE, title=title)) is None


def test_two_sentences_below_a_video_are_kept_if_the_page_declares_news() -> None:
    assert reason_to_drop(story(NEWS_ARTICLE, paragraphs=2, extra=RELATED)) is None


def test_a_paywalled_article_with_a_login_form_is_kept() -> None:
    form = "<form><p>Subscribe to read on.</p><input type='email'><input type='password'></form>"
    assert reason_to_drop(story(NEWS_ARTICLE, paragraphs=2, extra=form)) is None


def test_an_article_about_cookies_is_kept() -> None:
    text = (
        "<p>The regulator fined three publishers for setting cookies without the consent of their readers.</p>"
        "<p>All had asked for consent, but a click on “refuse” changed nothing, the office found in its report.</p>"
        "<p>Personal data of two million people went to advertisers, and their partners, in eleven countries.</p>"
        "<p>The publishers said they would appeal, and that the cookies were needed to run their sites.</p>"
    )
    html = frame(
        f"<article><h1>Publishers fined over cookies</h1>{text}</article>", "Publishers fined", head=NEWS_ARTICLE
    )
    assert reason_to_drop(html) is None


def test_an_article_with_a_cookie_banner_is_kept() -> None:
    banner = (
        "<div class='overlay'><h2>We value your privacy</h2><p>We use cookies.</p><button>Accept all</button></div>"
    )
    assert reason_to_drop(story(extra=banner)) is None


def test_a_list_of_links_to_other_sites_is_an_article() -> None:
    items = "".join(
        f"<h3><a href='https://shop{n}.example/offer'>{head}</a></h3><p>{text}</p>"
        for n, (head, text) in enumerate(teasers("en"))
    )
    article = f"<article><h1>Twelve sites worth your time</h1>{items}</article>"
    assert reason_to_drop(frame(article, "Twelve sites", head=OG_ARTICLE)) is None


def text_page(*lines: str, url: str = "") -> str | None:
    document = Document(Page(body="", url=url, kind="text"), blocks=[Block(line) for line in lines])
    page_kind(document)
    return document.dropped


def test_a_page_of_plain_text_can_only_be_empty_short_an_error_or_consent() -> None:
    assert text_page(*STORY, url="https://www.morgenblatt.example/") is None
    assert text_page() == "empty"
    assert text_page("Watch this space.") == "too_short"
    assert text_page("Page not found", "The page you are looking for may have been moved.") == "error_page"
    assert text_page("We value your privacy", "We and our partners use cookies with your consent.") == "consent"


def test_a_short_dated_article_is_kept() -> None:
    document = Document(Page(body="", url=ARTICLE_URL), blocks=[Block("The bridge is closed.")])
    document.metadata.page_types = ["NewsArticle"]
    document.metadata.date_evidence = DateEvidence("2026-03-03", "json-ld:datePublished", "day")
    page_kind(document)
    assert document.dropped is None


def test_a_page_of_a_hundred_thousand_links_is_dropped() -> None:
    document = Document(
        Page(body="<ul>" + "<li><a href='/a'>one two three four five</a></li>" * 100_000 + "</ul>", url=ARTICLE_URL)
    )
    for stage in (decode, parse, page_kind):
        stage(document)
    assert document.dropped in {"empty", "section"}


def test_a_page_that_breaks_off_within_its_text_is_dropped() -> None:
    whole = story(NEWS_ARTICLE)
    cut = whole[: whole.index("Ferries will run")]
    assert reason_to_drop(cut) == "truncated"
    assert reason_to_drop(cut.replace("<body>", "")) == "truncated"
    assert reason_to_drop(whole.replace("</body>", "").replace("</html>", "")) is None  # pages may omit these tags
    assert reason_to_drop(whole[: whole.rindex("</article>") + 10]) is None  # the article is complete


@pytest.mark.parametrize("path", ["/video/bridge-to-close", "/shop/bridge-to-close", "/about", "/gallery/bridge"])
def test_an_article_whose_address_names_another_kind_is_kept(path: str) -> None:
    assert reason_to_drop(story(NEWS_ARTICLE), f"https://www.morgenblatt.example{path}") is None


def test_a_review_of_a_product_is_kept() -> None:
    product = '<script type="application/ld+json">{"@type": "Product", "name": "Kettle"}</script>'
    assert reason_to_drop(story(NEWS_ARTICLE + product)) is None


@pytest.mark.parametrize(
    "body",
    [
        "<table><tr>{}</tr></table>".format("".join(f"<td>{day}</td>" for day in range(1, 30))),
        "<div>{}</div>".format(" ".join(f"<span>{day}</span>" for day in range(1, 32))),
        "".join(f"<p>{day}</p>" for day in range(1, 32)),
        "<table><tr><th>Mo<th>Di<th>Mi<th>Do<th>Fr<th>Sa<th>So</tr>{}</table>".format(
            "".join("<tr>" + "".join(f"<td>{7 * week + day}" for day in range(1, 8)) + "</tr>" for week in range(5))
        ),
        "<ul>{}</ul>".format("".join(f"<li>{number}.50%</li>" for number in range(60))),
    ],
    ids=["cells", "one line", "paragraphs", "with weekdays", "shares"],
)
def test_a_page_of_numbers_is_dropped(body: str) -> None:
    assert reason_to_drop(frame(f"<main><h1>March</h1>{body}</main>", "March 2026")) in {"too_short", "empty"}


def test_an_article_with_a_table_of_numbers_is_kept() -> None:
    cells = "".join(f"<tr><td>{year}</td><td>{year * 3}</td></tr>" for year in range(1990, 2020))
    assert reason_to_drop(story("").replace("</article>", f"<table>{cells}</table></article>")) is None


@pytest.mark.parametrize("count", [300, 20_000, 200_000])
@pytest.mark.parametrize(
    "link", ['<a href="/{n}">Boat {n} came home</a> ', '<p><a href="/{n}">Boot {n} kam zurück</a></p>']
)
def test_a_page_of_links_within_the_site_is_dropped(link: str, count: int) -> None:
    links = "".join(link.format(n=n) for n in range(count))
    reason = reason_to_drop(f"<html><head><title>Boats</title></head><body>{links}</body></html>")
    assert reason in {"section", "too_short"}


def test_a_page_of_links_to_other_sites_is_kept() -> None:
    links = "".join(f'<p><a href="https://shop{n}.example/a">The boat number {n} came home.</a></p>' for n in range(60))
    article = f"<article><h1>Links of the week</h1>{links}</article>"
    assert reason_to_drop(frame(article, "Links", head=OG_ARTICLE)) is None


@pytest.mark.parametrize(
    "body", [b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, b'{"title": "The wall", "body": "<p>It fell.</p>"}']
)
@pytest.mark.parametrize("kind", ["html", "text"])
def test_what_is_neither_html_nor_text_is_refused_before_it_is_parsed(body: bytes, kind: str) -> None:
    for form in (body, body.decode("latin-1")):
        result = clean_page(Page(body=form, url=ARTICLE_URL, kind=kind))
        assert (result.dropped, result.text) == ("not_html", "")


def test_two_sentences_with_few_and_long_words_are_enough() -> None:
    sentences = (
        "Die Kreisstraße zwischen Oberlauenbach und Niederlauenbach bleibt voraussichtlich bis Freitagabend gesperrt.",
        "Ein Hangrutsch hat am Montagmorgen die halbe Fahrbahn verschüttet.",
    )
    page = "<main><h1>Kreisstraße gesperrt</h1>{}</main>"
    assert reason_to_drop(frame(page.format(f"<p>{' '.join(sentences)}</p>"), "Kreisstraße gesperrt")) is None
    assert reason_to_drop(frame(page.format(f"<p>{sentences[1]}</p>"), "Kreisstraße gesperrt")) == "too_short"


def test_the_main_heading_of_a_box_below_the_article_does_not_name_the_kind_of_page() -> None:
    story = "<main><h1>Bridge to close</h1><p>" + "</p><p>".join(STORY[:2]) + "</p></main>"
    box = "<div><h1>Newsletter</h1><p>Every Friday.</p></div>"
    assert reason_to_drop(frame(story + box, "Bridge to close")) is None
    assert reason_to_drop(frame(box, "Newsletter")) is not None


def test_a_short_article_is_kept_although_its_title_ends_with_the_name_of_a_section() -> None:
    headline = "Feribot yedi ay sonra yeniden seferde, köylüler bekliyordu"
    page = story(title=headline, paragraphs=3).replace("</title>", " - Son Dakika Haberleri</title>")
    assert "Son Dakika" in page
    assert reason_to_drop(page) is None
    assert reason_to_drop(page.replace(headline, "Harbour")) == "section"
