import csv
import io
import json
import sqlite3
import xml.etree.ElementTree as ElementTree
from contextlib import closing

import pytest

from tests.support.commands.scrapy_runs import Scrapy
from tests.support.paper import Paper


@pytest.fixture
def crawled(paper: Paper, scrapy: Scrapy) -> Scrapy:
    links = [paper.article(f"/a/{name}", f"The {name}") for name in ("wall", "roof")]
    feeds = [part for kind in ("jsonl", "json", "csv", "xml") for part in ("-O", f"{scrapy.folder}/articles.{kind}")]
    ended = scrapy("crawl", "article", "-a", f"urls={','.join(links)}", *feeds)
    assert ended.code == 0, ended.log
    return scrapy


def test_the_store_and_every_feed_hold_the_same_records(crawled: Scrapy) -> None:
    stored = {record["id"]: record for record in crawled.records()}
    lines = (crawled.folder / "articles.jsonl").read_text().splitlines()
    assert {row["id"]: row for row in map(json.loads, lines)} == stored
    assert {row["id"]: row for row in json.loads((crawled.folder / "articles.json").read_text())} == stored

    rows = list(csv.DictReader(io.StringIO((crawled.folder / "articles.csv").read_text())))
    assert {row["id"]: row["text"] for row in rows} == {name: record["text"] for name, record in stored.items()}
    assert {row["id"]: json.loads(row["blocks"]) for row in rows} == {name: r["blocks"] for name, r in stored.items()}
    assert {row["subtitle"] for row in rows} == {""}

    items = ElementTree.parse(crawled.folder / "articles.xml").findall("item")
    assert {item.findtext("id"): item.findtext("title") for item in items} == {n: r["title"] for n, r in stored.items()}
    assert not any(item.find("subtitle") is not None for item in items)


def test_records_are_exported_as_csv_to_a_file(crawled: Scrapy) -> None:
    ended = crawled("export", "--format", "csv", "-o", f"{crawled.folder}/out.csv")
    assert ended.code == 0
    assert ended.out == ""
    rows = list(csv.DictReader(io.StringIO((crawled.folder / "out.csv").read_text())))
    assert sorted(row["title"] for row in rows) == ["The roof", "The wall"]


def test_a_damaged_record_ends_an_export_with_one_sentence(crawled: Scrapy) -> None:
    with closing(sqlite3.connect(crawled.folder / "articles.db")) as database, database:
        database.execute("UPDATE articles SET record = '{}' WHERE title = 'The roof'")
    ended = crawled("export", "-o", f"{crawled.folder}/out.jsonl")
    assert ended.code == 1
    assert "an article was changed outside of newsgalley" in ended.log
    assert "Traceback" not in ended.log


def test_only_articles_fetched_since_a_date_are_exported(crawled: Scrapy) -> None:
    for time in ("2026-01-31", "7d"):
        assert len(crawled("export", "--since", time).out.splitlines()) == 2
    assert crawled("export", "--since", "2999-01-31T00:00:00+01:00", "--before", "2999-02-01").out == ""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--since", "yesterday"], "yesterday"),
        (["--since", "7d", "--before", "8d"], "--since 7d --before 8d: no time is between them"),
        (["--format", "yaml"], "yaml"),
        (["-o", "/nowhere/out.jsonl"], "/nowhere/out.jsonl"),
        (["articles.jsonl"], "articles.jsonl"),
    ],
)
def test_an_unusable_argument_is_named(crawled: Scrapy, arguments: list[str], message: str) -> None:
    ended = crawled("export", *arguments)
    assert ended.code == 2
    assert message in ended.log
    assert "Traceback" not in ended.log


def test_a_missing_store_is_named(scrapy: Scrapy) -> None:
    ended = scrapy("export")
    assert ended.code == 2
    assert "the store does not exist yet" in ended.log


def test_the_suffix_of_the_file_decides_the_format(crawled: Scrapy) -> None:
    ended = crawled("export", "-o", f"{crawled.folder}/by-suffix.csv")
    assert ended.code == 0, ended.log
    assert "by-suffix.csv: 2 articles" in ended.log
    assert len(list(csv.DictReader(io.StringIO((crawled.folder / "by-suffix.csv").read_text())))) == 2
    crawled("export", "-o", f"{crawled.folder}/without-suffix")
    assert len((crawled.folder / "without-suffix").read_text().splitlines()) == 2


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["-o", "b.xlsx"], "-o b.xlsx: no format has the suffix .xlsx"),
        (["-o", "b.jsonl.gz", "--format", "jsonl"], "not packed; write to a pipe: newsgalley export | gzip"),
        (["-o", "b.jsonl", "--format", "csv"], "the suffix says jsonl, but --format says csv"),
        (["b.csv"], "newsgalley export -o b.csv"),
        (["--sicne", "2026-01-01"], "Unknown option --sicne. Did you mean --since"),
    ],
)
def test_options_that_do_not_fit_are_refused(scrapy: Scrapy, options: list[str], message: str) -> None:
    ended = scrapy("export", *options)
    assert ended.code == 2
    assert message in ended.log


def test_a_time_that_is_not_a_date_is_refused(crawled: Scrapy) -> None:
    ended = crawled("export", "--since", "yesterday")
    assert ended.code == 2
    assert "--since yesterday: neither a time nor a duration" in ended.log
