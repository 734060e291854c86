"""Near-duplicates of a batch: the articles that the store would link, and no others."""

import random
from pathlib import Path
from typing import Any

import polars
import pytest

from crawler.actions.batch.near_duplicates.links import Candidate, links_in
from tests.support.archives import Warc
from tests.support.commands.scrapy_runs import Scrapy
from tests.support.paper import article_html

NOUNS = """
    harbour council bridge winter market ferry tower garden engine school river station museum letter paper boat
    mayor teacher doctor painter summer morning budget plan road stone window lamp island meeting report answer
"""
WORDS = NOUNS.split()


def story(seed: int, length: int = 40) -> str:
    """Return paragraphs of invented sentences, which no other seed gives."""
    chance = random.Random(seed)
    sentences = [" ".join(chance.choices(WORDS, k=14)).capitalize() + "." for _ in range(length)]
    return "".join(f"<p>{' '.join(sentences[place : place + 4])}</p>" for place in range(0, length, 4))


def page(title: str, body: str) -> bytes:
    html = article_html(title, paragraphs=0)
    return html.replace("</h1>", f"</h1>{body}").encode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Write two archives: two stories that several papers have, and others that they do not share."""
    (tmp_path / "warc").mkdir()
    for number in range(2):
        warc = Warc()
        for name, seed in (("shared", 1), ("agency", 2), (f"own-{number}", 10 + number)):
            body = story(seed) + f"<p>Paper {number} adds a sentence of its own about the matter, as papers do.</p>"
            warc.add(url=f"https://paper-{number}.example/{name}", body=page(f"Story {seed}", body))
        (tmp_path / "warc" / f"{number}.warc.gz").write_bytes(warc.out.getvalue())
    return tmp_path


def links(rows: list[dict[str, Any]]) -> set[tuple[str, str]]:
    """Return the address of each linked article, and that of the article that it is linked to."""
    urls = {row["id"]: row["url"] for row in rows}
    return {(row["url"], urls[row["duplicate_of"]]) for row in rows if row["duplicate_of"]}


@pytest.mark.parametrize("format_", ["parquet", pytest.param("jsonl", marks=pytest.mark.soak)])
def test_the_links_are_those_that_the_store_makes(scrapy: Scrapy, folder: Path, format_: str) -> None:
    options = ("-o", "out", "--format", format_, "--near-duplicates")
    cleaned = scrapy("batch", "clean", "warc", *options)
    assert cleaned.code == 0, cleaned.log
    read = polars.read_parquet if format_ == "parquet" else polars.read_ndjson
    rows = [row for path in sorted((folder / "out").glob("part-*")) for row in read(path).to_dicts()]
    assert len(rows) == 6
    found = links(rows)
    assert {frozenset(pair) for pair in found} == {
        frozenset(f"https://paper-{number}.example/{name}" for number in range(2)) for name in ("shared", "agency")
    }
    assert "near-duplicates   2 linked" in cleaned.out

    assert scrapy("import", "out").code == 0
    assert {frozenset(pair) for pair in links(scrapy.records())} == {frozenset(pair) for pair in found}


@pytest.mark.soak
def test_links_can_be_added_to_a_batch_that_is_finished(scrapy: Scrapy, folder: Path) -> None:
    assert scrapy("batch", "clean", "warc", "-o", "out").code == 0
    assert not links(polars.read_parquet(folder / "out" / "*.parquet").to_dicts())
    for _ in range(2):
        assert scrapy("batch", "clean", "warc", "-o", "out", "--near-duplicates").code == 0
        assert len(links(polars.read_parquet(folder / "out" / "*.parquet").to_dicts())) == 2


def candidate(number: int, text: str, moment: str = "2026-03-04T05:06:07Z") -> Candidate:
    return Candidate(moment, f"{number:064}", 0, number, text)


def plain(seed: int) -> str:
    return story(seed).replace("<p>", "").replace("</p>", "\n\n")


def test_all_articles_of_a_story_are_linked_to_the_earliest() -> None:
    cluster = [
        candidate(1, plain(1), "2026-03-06T00:00:00Z"),
        candidate(2, plain(1), "2026-03-04T00:00:00Z"),
        candidate(3, plain(1) + "One more sentence.", "2026-03-05T00:00:00Z"),
    ]
    found = {each.row: representative for each, representative in links_in(cluster)}
    assert found == {3: f"{2:064}", 1: f"{2:064}"}


def test_texts_of_a_cluster_that_tell_other_stories_are_not_linked() -> None:
    assert list(links_in([candidate(1, plain(1)), candidate(2, plain(2))])) == []


def test_an_article_is_found_among_any_number_of_other_stories_in_its_cluster() -> None:
    cluster = [candidate(number, plain(number)) for number in range(80)]
    later = candidate(100, plain(0) + "One more sentence.", "2026-03-05T00:00:00Z")
    assert [(each.row, first) for each, first in links_in([*cluster, later])] == [(100, f"{0:064}")]


def test_an_article_that_was_fetched_twice_is_not_linked_to_itself() -> None:
    same = candidate(1, plain(1))
    assert list(links_in([same, Candidate("2026-03-05T00:00:00Z", same.id, 1, 7, same.text)])) == []
