"""Pages that are built, or broken, so that a parser or an extractor takes minutes or loses the text."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from cleaners.cleaning import clean_page
from cleaners.page import Page

MAX_SECONDS = 10.0  # of processor time; each page takes under two on an idle machine
PARAGRAPHS = [
    f"In year {n} the harbour town of Veldoria counted {n * 7} boats, {n * 13} nets and {n * 3} crews, said the warden."
    for n in range(2, 14)
]
ARTICLE = (
    "<article><h1>Veldoria counts its boats</h1>" + "".join(f"<p>{text}</p>" for text in PARAGRAPHS) + "</article>"
)


def page(before: str = "", after: str = "", head: str = "", attributes: str = "") -> str:
    return (
        f"<!DOCTYPE html><html lang=en><head><title>Veldoria counts its boats</title>{head}</head>"
        f"<body {attributes}><div>{before}{ARTICLE}{after}</div></body></html>"
    )


def many_attributes() -> str:
    return " ".join(f'data-a{n}="v{n}"' for n in range(50_000))


def things() -> str:
    return ",".join(f'{{"@type": "Thing", "name": "thing number {n}"}}' for n in range(250_000))


# Functions that build the pages, because most have megabytes.
HOSTILE: dict[str, Callable[[], str]] = {
    "50,000 attributes on the body": lambda: page(attributes=many_attributes()),
    "50,000 attributes without values": lambda: page(
        before=f"<p {' '.join(f'a{n}' for n in range(50_000))}>Short.</p>"
    ),
    "a million line breaks": lambda: page(after="<br>" * 1_000_000),
    "line breaks with white space": lambda: page(before="<BR />\n<br/> " * 100_000),
    "5,000 elements around the article": lambda: page(before="<div>" * 5_000, after="</div>" * 5_000),
    "5,000 elements with text around the article": lambda: page(before="<div>so<span> " * 5_000),
    "5,000 elements beside the article": lambda: page(after="<section>" * 5_000 + "deep"),
    "100,000 links": lambda: page(after="".join(f'<a href="/{n}">Read on about boat {n}</a> ' for n in range(100_000))),
    "12 MB of JSON-LD": lambda: page(head=f'<script type="application/ld+json">[{things()}]</script>'),
    "a script of 12 MB": lambda: page(head=f"<script>var x = '{'abc def ' * 1_500_000}'</script>"),
    "a script that never ends": lambda: page(after="<script>" + "if (a < b) { x() } " * 50_000),
    "30,000 paragraphs": lambda: page(after="<p>Some words of no account.</p>" * 30_000),
    "30,000 classes": lambda: page(after="".join(f'<i class="c{n} byline{n}">x</i>' for n in range(30_000))),
    "a class of a megabyte": lambda: page(after=f'<div class="{"abc " * 250_000}">x</div>'),
    "quotation marks that are not closed": lambda: page(after="<p a=\"'" * 20_000),
}


@pytest.mark.parametrize("build", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_page_is_cleaned_in_seconds_and_keeps_its_article(build: Callable[[], str]) -> None:
    markup = build()
    begun = time.process_time()
    result = clean_page(Page(body=markup, url="https://example.org/2024/05/01/boats"))
    assert time.process_time() - begun < MAX_SECONDS
    lines = result.text.split("\n\n")
    assert [text for text in PARAGRAPHS if text not in lines] == []
    assert result.dropped is None


def test_bytes_over_the_limit_lose_their_scripts_before_their_text() -> None:
    result = clean_page(Page(body=HOSTILE["a script of 12 MB"]().encode()))
    assert PARAGRAPHS[-1] in result.text


def test_a_tag_with_many_attributes_keeps_the_first_ones() -> None:
    filler = " ".join(f'data-{n}="a > b"' for n in range(3_000))
    result = clean_page(Page(body=page(before=f'<p hidden {filler} title="x">Nobody sees this line.</p>')))
    assert "Nobody sees" not in result.text
    assert PARAGRAPHS[0] in result.text
