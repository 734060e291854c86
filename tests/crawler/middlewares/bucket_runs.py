"""Crawls that archive into a bucket, and checks of what is there."""

from __future__ import annotations

from pathlib import Path

from crawler.archive.bucket.bucket import Bucket, open_bucket
from crawler.archive.reader import read_page
from tests.support.commands.scrapy_runs import Ended, Scrapy
from tests.support.paper import Paper

URL = "s3://desk/raw"


def publish(paper: Paper, count: int, first: int = 0) -> list[str]:
    links = [paper.article(f"/2026/03/story-{number}", f"Story {number}") for number in range(first, first + count)]
    paper.front(*links)
    return links


def crawl(scrapy: Scrapy, *links: str, **settings: object) -> Ended:
    return scrapy("crawl", "article", "-a", f"urls={','.join(links)}", **{"ARCHIVE_URL": URL, **settings})


def spool(scrapy: Scrapy) -> Path:
    return scrapy.folder / "archive"


def names(bucket: Bucket) -> list[str]:
    return sorted(file.name for file in bucket.files())


def assert_all_readable(scrapy: Scrapy, count: int, bucket: Bucket | None = None) -> None:
    """Every stored article has its raw page, in the bucket or in the spool."""
    records = scrapy.records()
    assert len(records) == len({record["url"] for record in records}) == count
    for record in records:
        assert read_page(spool(scrapy), record["raw_ref"], (), bucket or open_bucket(URL)).url == record["url"]


def small_files() -> dict[str, object]:
    return {"ARCHIVE_URL": URL, "ARCHIVE_UPLOAD_MB": 0.004}
