import os
import re
import subprocess
import sys
from pathlib import Path
from time import process_time

import pytest
from lxml.html import document_fromstring, tostring

from cleaners.document import Document
from cleaners.metadata import Author, Image, Metadata
from cleaners.page import Page
from cleaners.stages.html.metadata import metadata
from tests.cleaners.metadata.pages import ARTICLE, URL, ld, read

ROOT = Path(__file__).parents[4]
SHARED = ROOT.parent / "shared"


def test_a_json_ld_article_fills_the_record() -> None:
    result = read(ld())
    assert result.title == "The bridge opens"
    assert result.authors == [Author("Ada Berg", "https://www.daily.example/authors/ada")]
    assert (result.date_published, result.date_modified) == ("2024-05-01T10:20:30+02:00", "2024-05-02T08:00:00+02:00")
    assert result.images == [Image("https://www.daily.example/pictures/1.jpg", "The bridge", "Bo Lind")]
    assert (result.section, result.tags, result.site_name) == ("Politics", ["bridge", "river"], "The Daily")
    assert result.language == "en-GB"
    assert "NewsArticle" in result.page_types


def test_a_page_without_a_tree_keeps_empty_metadata() -> None:
    document = Document(Page(body=""))
    metadata(document)
    assert document.metadata == Metadata()


def test_a_page_without_metadata_has_empty_fields() -> None:
    result = read(url="", lang="")
    assert (result.title, result.authors, result.date_published, result.language, result.images) == (
        None,
        [],
        None,
        None,
        [],
    )


def test_json_ld_of_related_articles_is_ignored() -> None:
    other = ld(
        headline="Rain in the hills", mainEntityOfPage="https://www.daily.example/rain", datePublished="2020-01-01"
    )
    assert read(other + ld(), "<h1>The bridge opens</h1>").date_published == "2024-05-01T10:20:30+02:00"


@pytest.mark.parametrize(
    "value",
    ["http://[broken", "javascript:void(0)", "\x00", "null", "9" * 10_000, "<b>", "&amp;amp;amp;", "a, " * 5_000],
)
def test_malformed_values_in_any_field_do_not_fail(value: str) -> None:
    fields = {key: value for key in ARTICLE if not key.startswith("@")}
    nested = ld(**{key: [{"@id": value, "name": {"name": [value]}}, None, 5] for key in fields})
    result = read(ld(**fields) + nested)
    assert result.syndicated_from is None


@pytest.mark.parametrize(
    "body",
    [
        "<div class='author byline date'>" * 2_000 + "x",
        "<p class='author'>By Ada Berg</p>" * 20_000,
        "<time datetime='x'></time>" * 20_000,
        "<h1>" + "word " * 200_000 + "</h1>",
        "".join(f"<i class='author-{i} date-{i} dek-{i}'>x</i>" for i in range(20_000)),
    ],
)
def test_large_and_deep_pages_cost_little(body: str) -> None:
    read("")  # libraries and locale data are loaded
    start = process_time()
    read("", body)
    assert process_time() - start < 5


def test_the_tree_is_unchanged() -> None:
    document = Document(Page(body="", url=URL))
    document.tree = document_fromstring("<html><body><script>x</script><p class='author'>Text.</p></body></html>")
    before = tostring(document.tree)
    metadata(document)
    assert tostring(document.tree) == before


@pytest.mark.skipif(
    not (SHARED / "data" / "fundus-dev").exists(),
    reason="../shared is absent: it would show the scores of titles, dates and authors on 125 news pages",
)
def test_real_news_pages_reach_the_least_scores() -> None:
    command = [sys.executable, "-m", "benchmarks.quality.metadata", "fundus-dev"]
    shown = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, check=True
    )
    title, date, authors = (float(score) for score in re.findall(rb"(?:title|date|authors) (0\.\d+)", shown.stdout))
    assert (title >= 0.85, date >= 0.95, authors >= 0.85) == (True, True, True)


@pytest.mark.parametrize(
    ("head", "header", "address"),
    [
        ("", "<https://www.daily.example/bridge>; rel=canonical", "https://www.daily.example/bridge"),
        ('<meta property="og:url" content="/other">', '</bridge>; rel="canonical"', "https://www.daily.example/bridge"),
        ('<base href="/m/">', '<bridge>; rel="canonical"', "https://www.daily.example/politics/bridge"),
        ('<link rel="canonical" href="/own">', "</bridge>; rel=canonical", "https://www.daily.example/own"),
        ("", "</>; rel=canonical", None),
        ("", "</bridge>; rel=next", None),
    ],
)
def test_a_link_header_names_the_canonical_address(head: str, header: str, address: str | None) -> None:
    document = Document(Page(body="", url=URL, headers=(("Link", "</a.css>; rel=preload"), ("Link", header))))
    document.tree = document_fromstring(f"<html><head>{head}</head><body><p>Text.</p></body></html>")
    metadata(document)
    assert document.metadata.canonical_url == address
