"""Deletions of pages and files in a bucket and in its spool."""

from __future__ import annotations

from typing import Any

import pytest

from crawler.archive.bucket.bucket import open_bucket
from crawler.archive.files import finished_files
from crawler.archive.reader import RawPageError, read_page
from tests.crawler.middlewares.bucket_runs import URL, assert_all_readable, crawl, names, publish, spool
from tests.support.commands.scrapy_runs import Scrapy
from tests.support.paper import Paper
from tests.support.servers.s3 import StorageServer

pytest.importorskip("obstore")


def test_delete_blanks_pages_in_the_bucket_and_in_the_spool(
    paper: Paper, scrapy: Scrapy, storage: StorageServer
) -> None:
    wall, roof = publish(paper, 2)
    crawl(scrapy, wall, roof)
    places = {record["url"]: record["raw_ref"] for record in scrapy.records()}
    crawl(scrapy, wall, ARCHIVE_URL="")  # another page of the same article, in the folder only
    ended = scrapy("delete", wall, "--yes", ARCHIVE_URL=URL)
    assert ended.code == 0, ended.log
    assert "2 archived pages" in ended.out
    with pytest.raises(RawPageError, match="holds no page"):
        read_page(spool(scrapy), places[wall], (), open_bucket(URL))
    assert_all_readable(scrapy, 1)
    storage.stop()
    ended = scrapy("delete", roof, "--yes", ARCHIVE_URL=URL)
    assert ended.code == 1
    assert "Run the same command again" in ended.log
    assert len(scrapy.records()) == 1
    storage.start()


def test_a_page_that_another_machine_deleted_is_blanked_before_its_upload(
    paper: Paper, scrapy: Scrapy, storage: StorageServer
) -> None:
    wall, _ = links = publish(paper, 2)
    storage.stop()
    crawl(scrapy, *links)
    storage.start()
    place = next(record["raw_ref"] for record in scrapy.records() if record["url"] == wall)
    ended = scrapy("delete", wall, "--yes", ARCHIVE_URL=URL, ARCHIVE_DIR="elsewhere")
    assert "no archived pages" in ended.out
    assert crawl(scrapy, *publish(paper, 1, 5)).code == 0
    assert finished_files(spool(scrapy)) == []
    with pytest.raises(RawPageError, match="holds no page"):
        read_page(spool(scrapy), place, (), open_bucket(URL))
    assert_all_readable(scrapy, 2)


def test_old_files_of_the_bucket_are_deleted(paper: Paper, scrapy: Scrapy, storage: StorageServer, s3: Any) -> None:
    s3.pipe("desk/raw/newsgalley-20200101T000000Z-0123abcd-00001.warc.gz", b"old")
    s3.pipe("desk/raw/mine.warc.gz", b"old")
    crawl(scrapy, *publish(paper, 1), ARCHIVE_KEEP_DAYS=30)
    assert len(names(open_bucket(URL))) == 1
    assert s3.exists("desk/raw/mine.warc.gz")
    assert_all_readable(scrapy, 1)
