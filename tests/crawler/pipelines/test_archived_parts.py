"""Stories on several pages, read from archives: the record is that of the crawl."""

from __future__ import annotations

import asyncio
import io
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from cleaners.page import Page
from crawler.archive.reader import read_pages
from crawler.pipelines.archived_parts import ArchivedParts
from crawler.pipelines.story import PartMissingError
from tests.crawler.pipelines.test_story_pages import PATH, add_story, crawl, is_flagged, page, pages_in, path_of
from tests.support.commands.scrapy_runs import Scrapy
from tests.support.paper import Paper

SITE = "https://www.example.org"


def read(scrapy: Scrapy, path: Path, **settings: object) -> dict[str, Any]:
    """Read archives into a store, and return its record."""
    ended = scrapy("crawl", "archive", "-a", f"path={path}", **settings)
    assert ended.code == 0, ended.log
    (record,) = scrapy.stored()
    return record


def batch(scrapy: Scrapy, path: Path, action: str = "clean") -> dict[str, Any]:
    """Clean archives in a batch, and return the record that it writes."""
    ended = scrapy("batch", action, str(path), "-o", "out", "--format", "jsonl", "--summary", "json")
    assert ended.code == 0, ended.log
    (line,) = (scrapy.folder / "out" / "part-00000.jsonl").read_text().splitlines()
    return json.loads(line)


def warc(path: Path, numbers: list[int], *, last: int) -> Path:
    """Write pages of a story, in this order, into a WARC file such as other archivers make."""
    with path.open("wb") as out:
        writer = WARCWriter(out, gzip=True)
        for number in numbers:
            body = page(number, last).encode()
            http = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
            record = writer.create_warc_record(
                SITE + path_of(number), "response", payload=io.BytesIO(body), length=len(body), http_headers=http
            )
            writer.write_record(record)
    return path


SAME = ("url", "text", "title", "raw_ref", "joined_pages", "fetched_at", "quality", "source", "discovered_by")


def test_the_archive_alone_gives_the_whole_stories_of_the_crawl(paper: Paper, scrapy: Scrapy, tmp_path: Path) -> None:
    crawled = crawl(scrapy, add_story(paper, 3), ARCHIVE_MAX_FILE_MB=0.001)  # a file for each page
    (tmp_path / "articles.db").unlink()
    rebuilt = read(scrapy, tmp_path / "archive")
    recleaned = batch(scrapy, tmp_path / "archive", "reclean")
    for name in SAME:
        assert rebuilt[name] == recleaned[name] == crawled[name]


@pytest.mark.parametrize("do", [read, batch])
def test_the_pages_in_an_archive_of_others_are_joined_in_any_order(
    do: Callable[[Scrapy, Path], dict[str, Any]], scrapy: Scrapy, tmp_path: Path
) -> None:
    found = do(scrapy, warc(tmp_path / "pages.warc.gz", [2, 1, 3], last=4))
    assert pages_in(found) == [1, 2, 3]
    assert is_flagged(found)  # the fourth page is missing


def test_each_fetch_of_a_story_is_a_row_of_a_batch(scrapy: Scrapy, tmp_path: Path) -> None:
    warc(tmp_path / "pages.warc.gz", [1, 2, 1, 2], last=2)
    assert scrapy("batch", "clean", "pages.warc.gz", "-o", "out", "--format", "jsonl").code == 0
    rows = [json.loads(line) for line in (tmp_path / "out" / "part-00000.jsonl").read_text().splitlines()]
    assert [pages_in(row) for row in rows] == [[1, 2], [1, 2]]
    assert len({each["raw_ref"] for row in rows for each in (row, *row["joined_pages"])}) == 4


@pytest.mark.parametrize(("captures", "expected"), [([2, 1, 2], 2), ([2, 2, 1], 1), ([1, 3], None)])
def test_the_next_capture_after_the_first_page_is_read_or_else_the_last_before_it(
    captures: list[int], expected: int | None, tmp_path: Path
) -> None:
    file = warc(tmp_path / "pages.warc.gz", captures, last=3)
    with file.open("rb") as stream:
        pages = list(read_pages(stream, Counter(), str(file)))
    first = next(each for each in pages if each.url == SITE + PATH)
    reading = ArchivedParts(Path).fetch(SITE + path_of(2), first, first.url)
    if expected is None:
        with pytest.raises(PartMissingError, match="not_in_archive"):
            asyncio.run(reading)
    else:
        assert asyncio.run(reading).raw_ref == pages[expected].raw_ref


@pytest.mark.parametrize("raw_ref", [None, "file:///elsewhere/page.html", "gone.warc.gz:7"])
def test_a_first_page_outside_archives_has_no_further_pages(raw_ref: str | None, tmp_path: Path) -> None:
    first = Page(body=b"", url=SITE + PATH, raw_ref=raw_ref)
    with pytest.raises(PartMissingError, match="not_in_archive"):
        asyncio.run(ArchivedParts(tmp_path.joinpath).fetch(SITE + path_of(2), first, None))
