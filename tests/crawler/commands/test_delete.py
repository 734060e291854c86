"""`newsgalley delete` and KEEP_ARTICLES_DAYS: what is deleted is gone from store, index, archive and later crawls."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import cast

import pytest
from sqlalchemy import create_engine, inspect, text

from cleaners.record import Record
from cleaners.urls import article_id
from crawler.archive.reader import read_page
from crawler.stores.deletion import EVER, Portion, Selection
from crawler.stores.store import Store
from tests.crawler.stores.test_identity import CLAIMED, add, fetched
from tests.support.articles import LONGER, OTHER, STORY, feed, save
from tests.support.commands.scrapy_runs import Scrapy
from tests.support.paper import Paper

CRAWL = ("crawl", "news", "-a")


def mentions(folder: Path, uri: str, word: str) -> list[str]:
    """Return the tables, database files and archives that still hold a word."""
    found = []
    engine = create_engine(uri)
    with engine.connect() as connection:
        for table in inspect(engine).get_table_names():
            rows = connection.execute(text(f"SELECT * FROM {table}")).all()
            found += [table for row in rows if word in str(row)]
    engine.dispose()
    found += [path.name for path in folder.glob("articles.db*") if word.encode() in path.read_bytes()]
    found += [path.name for path in folder.rglob("*.warc.gz") if word.encode() in gzip.decompress(path.read_bytes())]
    return found


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(f"sqlite:///{tmp_path}/articles.db")
    yield opened
    opened.close()


@pytest.fixture
def crawled(paper: Paper, scrapy: Scrapy) -> Scrapy:
    links = [paper.article(f"/2026/03/{name}", f"Story of the {name}") for name in ("wall", "roof", "bridge")]
    paper.front(*links, feed="/rss.xml")
    paper.feed("/rss.xml", *links)
    assert scrapy(*CRAWL, f"site={paper.base}", ARCHIVE_DIR="raw").code == 0
    return scrapy


def test_a_deleted_article_is_gone_everywhere_and_is_not_fetched_again(paper: Paper, crawled: Scrapy) -> None:
    assert mentions(crawled.folder, crawled.store_uri, "Story of the roof")
    ended = crawled("delete", f"{paper.base}/2026/03/roof", "--yes", ARCHIVE_DIR="raw")
    assert ended.code == 0, ended.log
    assert "Deleted 1 article, no earlier revisions and 1 archived page." in ended.out
    assert mentions(crawled.folder, crawled.store_uri, "Story of the roof") == []
    assert crawled.titles() == ["Story of the bridge", "Story of the wall"]
    for record in crawled.records():
        assert read_page(crawled.folder / "raw", record["raw_ref"]).url == record["url"]

    asked = len(paper.asked)
    again = crawled(*CRAWL, f"site={paper.base}", ARCHIVE_DIR="raw")
    assert again.code == 0, again.log
    assert "/2026/03/roof" not in paper.paths()[asked:]
    assert crawled.titles() == ["Story of the bridge", "Story of the wall"]


@pytest.mark.parametrize(
    ("fetched", "expected"),
    [
        (["2026-03-04T10:00:00Z", "2026-03-05T10:00:00Z"], ("2026-03-04T10:00:00Z", "2026-03-05T10:00:00Z")),
        (["2026-03-04T10:00:00", "2026-03-05T10:00:00Z"], ("2026-03-04T10:00:00Z", "2026-03-05T10:00:00Z")),
        (["2026-03-04T10:00:00Z", "yesterday"], None),
        (["2026-99-04T10:00:00Z"], None),
    ],
)
def test_the_pages_of_an_article_with_an_unreadable_time_are_searched_in_all_files(
    fetched: list[str], expected: tuple[str, str] | None
) -> None:
    records = cast(list[Record], [{"fetched_at": each} for each in fetched])
    times = Portion(records, [], frozenset()).fetched_between
    assert times == (tuple(map(datetime.fromisoformat, expected)) if expected else EVER)


def test_a_deleted_article_is_not_stored_from_another_address(store: Store) -> None:
    assert add(store, fetched("a")) == [("new", article_id(CLAIMED))]
    delete(store, article_id(CLAIMED))
    assert add(store, fetched("b")) == [("deleted", article_id(CLAIMED))]
    assert add(store, {**fetched("a"), "discovered_by": "given"}) == [("new", article_id(CLAIMED))]
    assert add(store, fetched("b")) == [("known", article_id(CLAIMED))]


def test_a_deleted_article_is_not_read_from_an_archive_again(paper: Paper, crawled: Scrapy) -> None:
    raw = next((crawled.folder / "raw").glob("*.warc.gz"))
    copy = crawled.folder / "copy.warc.gz"
    copy.write_bytes(raw.read_bytes())
    crawled("delete", f"{paper.base}/2026/03/roof", "--yes", ARCHIVE_DIR="raw")
    for dropped in ([], ["-a", "dropped=again"]):
        crawled("crawl", "archive", "-a", f"path={copy}", *dropped)
        assert crawled.titles() == ["Story of the bridge", "Story of the wall"]


def test_a_deletion_names_the_files_that_another_machine_has_and_reaches_them_there(
    paper: Paper, crawled: Scrapy
) -> None:
    (raw,) = (crawled.folder / "raw").glob("*.warc.gz")
    arguments = ("delete", f"{paper.base}/2026/03/roof", "--yes")
    ended = crawled(*arguments, ARCHIVE_DIR="elsewhere")
    assert "Deleted 1 article, no earlier revisions and no archived pages." in ended.out
    assert f"Not in this archive: {raw.name}." in ended.out
    assert mentions(crawled.folder, crawled.store_uri, "Story of the roof") == [raw.name]
    assert "this article was deleted before" in crawled(*arguments).log

    for pages in ("1 page", "no pages"):
        ended = crawled("delete", "--archive", ARCHIVE_DIR="raw")
        assert ended.code == 0, ended.log
        assert f"{crawled.folder / 'raw'}: took out {pages} of deleted articles." in ended.out
    assert mentions(crawled.folder, crawled.store_uri, "Story of the roof") == []
    assert len(crawled.titles()) == 2
    ended = crawled("delete", "--archive", ARCHIVE_DIR="elsewhere")
    assert ended.code == 2
    assert "elsewhere is not a folder" in ended.log


def test_a_user_who_names_the_address_gets_the_article_again(paper: Paper, crawled: Scrapy) -> None:
    url = f"{paper.base}/2026/03/roof"
    crawled("delete", url, "--yes", ARCHIVE_DIR="raw")
    assert crawled("crawl", "article", "-a", f"urls={url}").code == 0
    assert "Story of the roof" in crawled.titles()
    changes = [json.loads(line) for line in crawled("export", "--after", "0").out.splitlines()]
    assert [row["change"] for row in changes if row.get("title") in (None, "Story of the roof")] == ["deleted", "new"]


def test_articles_are_selected_by_source_and_time(crawled: Scrapy) -> None:
    source = crawled.records()[0]["source"]
    misspelled = crawled("delete", "--source", f"{source}x", "--yes")
    assert misspelled.code == 2
    assert (
        f"--source {source}x: neither the store nor the starter set has this id. Did you mean {source}"
        in misspelled.log
    )
    assert "Deleted no articles" in crawled("delete", "--source", source, "--before", "2020-01-31", "--yes").out
    assert "Deleted 3 articles" in crawled("delete", "--source", source, "--before", "2999-01-31", "--yes").out
    assert crawled.titles() == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "Name articles"),
        (["https://example.org/none", "--yes"], "https://example.org/none"),
        (["--before", "soon"], "--before soon"),
        (["--before", "2999-01-31"], "confirm it with --yes"),
    ],
)
def test_nothing_is_deleted_without_a_selection_and_a_confirmation(
    crawled: Scrapy, arguments: list[str], message: str
) -> None:
    ended = crawled("delete", *arguments)
    assert ended.code == 2
    assert message in ended.log
    assert "Traceback" not in ended.log
    assert len(crawled.titles()) == 3


def test_a_run_deletes_articles_that_are_too_old(paper: Paper, crawled: Scrapy) -> None:
    engine = create_engine(crawled.store_uri)
    with engine.begin() as connection:
        old = "UPDATE articles SET fetched_at = '2020-01-31T08:00:00Z' WHERE title LIKE '%roof'"
        connection.execute(text(old))
    engine.dispose()
    ended = crawled(*CRAWL, f"site={paper.base}", ARCHIVE_DIR="raw", KEEP_ARTICLES_DAYS=30)
    assert ended.code == 0, ended.log
    assert "KEEP_ARTICLES_DAYS=30: 1 article deleted" in ended.log
    assert crawled.titles() == ["Story of the bridge", "Story of the wall"]


def delete(store: Store, name: str) -> None:
    for portion in store.deletion.portions(Selection(id=name)):
        store.deletion.delete(portion)


def test_revisions_and_index_entries_are_deleted_and_the_cluster_gets_a_new_representative() -> None:
    store = Store("sqlite://")
    save(store, "vineyard", OTHER)
    save(store, "vineyard", LONGER)
    for second, name in enumerate(("first", "second", "third")):
        save(store, name, STORY, second)
    cursor = store.changes.last()
    delete(store, "first")
    delete(store, "vineyard")
    assert feed(store, cursor) == [
        ("deleted", "first", None),
        ("linked", "second", 1),
        ("linked", "third", 1),
        ("deleted", "vineyard", None),
    ]
    links = {record["id"]: record["duplicate_of"] for record in store.articles.since()}
    assert links == {"second": None, "third": "second"}
    assert list(store.articles.earlier("vineyard")) == []
    with store.engine.connect() as connection:
        left = set(connection.execute(text("SELECT id FROM text_bands JOIN articles USING (number)")).scalars())
        assert len(set(connection.execute(text("SELECT number FROM text_bands")).scalars())) == 2
    assert left == {"second", "third"}


def test_two_deletions_at_once_delete_and_report_each_article_once() -> None:
    store = Store("sqlite://")
    for second, name in enumerate(("first", "second", "third")):
        save(store, name, f"{STORY} {name}", second)
    cursor = store.changes.last()
    portion = next(store.deletion.portions(Selection()))
    delete(store, "second")
    assert store.deletion.delete(portion) == 2
    assert store.deletion.delete(portion) == 0
    tombstones = [name for change, name, _ in feed(store, cursor) if change == "deleted"]
    assert sorted(tombstones) == ["first", "second", "third"]


def test_many_articles_are_deleted_in_portions(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path}/articles.db")
    for number in range(230):
        save(store, f"{number:03}", " ".join(f"w{number}x{n}" for n in range(60)), number)
    for portion in store.deletion.portions(Selection()):
        store.deletion.delete(portion)
    assert store.articles.count() == 0
    assert len(feed(store)) == 230
    store.close()


def test_the_words_of_a_deleted_article_are_not_left_in_the_file(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path}/articles.db")
    for number in range(30):
        save(store, f"{number:03}", f"{OTHER} Word zyzzyva{number} and quokkawort{number} are here.", number)
    assert b"zyzzyva7" in (tmp_path / "articles.db").read_bytes() + (tmp_path / "articles.db-wal").read_bytes()
    for number in range(30):
        delete(store, f"{number:03}")
    store.deletion.wipe_log()
    store.close()
    left = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"zyzzyva" not in left
    assert b"quokkawort" not in left
