"""A store that fails in mid-run: one clear error, exit code 1, soon; and nothing acknowledged that is not stored."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from sqlite3 import connect
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from crawler.stores.store import Store
from tests.support.commands.forked import Forked
from tests.support.commands.scrapy_runs import Scrapy
from tests.support.paper import Paper

COUNT = 16
STORED_BEFORE = 3


@pytest.fixture
def links(paper: Paper) -> list[str]:
    """Serve a feed of articles."""
    found = [paper.article(f"/2026/03/story-{n}", f"Story number {n}", paragraphs=40) for n in range(COUNT)]
    paper.front(feed="/rss.xml")
    paper.feed("/rss.xml", *found)
    return found


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", folder], capture_output=True)
    if mounted.returncode:
        pytest.skip("no file system can be mounted here: it would have shown that a full disk ends a run")
    yield folder
    subprocess.run(["umount", folder], check=True)


def ended(process: Forked) -> tuple[int, str]:
    _, log = process.communicate(timeout=100)
    return process.returncode, log


def break_in_mid_run(
    scrapy: Scrapy, paper: Paper, gate: threading.Event, break_it: Callable[[], None], **settings: str
) -> tuple[int, str]:
    paper.hold(gate, *(f"/2026/03/story-{number}" for number in range(COUNT)), after=2 * STORED_BEFORE)
    process = scrapy.start("crawl", "news", "-a", f"site={paper.base}", **settings)
    with closing(Store(scrapy.store_uri)) as store:
        process.wait_until(lambda: store.articles.count() >= STORED_BEFORE)
    break_it()
    gate.set()
    return ended(process)


def assert_told_once(code: int, log: str, what: str) -> None:
    assert code == 1, log
    assert log.count("The store ") == 1 + log.count("store failed    The store "), log
    assert what in log
    assert "Traceback" not in log, log


def assert_goes_on(scrapy: Scrapy, paper: Paper, links: list[str]) -> None:
    """What was acknowledged is stored: the next run brings the rest, and every article is there."""
    again = scrapy("crawl", "news", "-a", f"site={paper.base}")
    assert again.code == 0, again.log
    assert sorted(record["url"] for record in scrapy.records()) == sorted(links)


def test_a_full_disk_ends_the_run(paper: Paper, scrapy: Scrapy, links: list[str], small_disk: Path) -> None:
    scrapy.store_uri = f"sqlite:///{small_disk / 'articles.db'}"
    code, log = ended(scrapy.start("crawl", "news", "-a", f"site={paper.base}"))
    assert_told_once(code, log, "disk is full")
    assert sum("story" in path for path in paper.paths()) < COUNT, "it went on fetching for nothing"
    subprocess.run(["mount", "-o", "remount,size=20m", small_disk], check=True)
    assert_goes_on(scrapy, paper, links)


@pytest.mark.soak
def test_a_lock_that_another_process_keeps_ends_the_run(
    paper: Paper, scrapy: Scrapy, links: list[str], gate: threading.Event
) -> None:
    with closing(connect(scrapy.folder / "articles.db", isolation_level=None)) as other:
        code, log = break_in_mid_run(scrapy, paper, gate, lambda: other.execute("BEGIN IMMEDIATE") and None)
    assert_told_once(code, log, "database is locked")
    assert_goes_on(scrapy, paper, links)


@pytest.mark.soak
@pytest.mark.parametrize("replaced", [False, True])
def test_a_file_that_is_removed_ends_the_run(
    paper: Paper, scrapy: Scrapy, links: list[str], gate: threading.Event, replaced: bool
) -> None:
    file = scrapy.folder / "articles.db"

    def remove() -> None:
        file.unlink()
        if replaced:
            file.touch()

    code, log = break_in_mid_run(scrapy, paper, gate, remove)
    assert_told_once(code, log, "removed or replaced")
    for left in scrapy.folder.glob("articles.db*"):
        left.unlink()
    assert_goes_on(scrapy, paper, links)


def test_pages_that_cannot_be_kept_after_the_store_failed_are_not_reported(
    paper: Paper, scrapy: Scrapy, links: list[str], gate: threading.Event
) -> None:
    def fill_the_disk() -> None:
        (scrapy.folder / "articles.db").unlink()
        (scrapy.folder / "archive").rename(scrapy.folder / "moved")
        (scrapy.folder / "archive").write_text("in the way")

    code, log = break_in_mid_run(scrapy, paper, gate, fill_the_disk, ARCHIVE_MAX_FILE_MB="0.001")
    assert_told_once(code, log, "removed or replaced")


def test_a_server_that_ends_the_connection_ends_the_run(
    paper: Paper, tmp_path: Path, links: list[str], gate: threading.Event, postgres_uri: str
) -> None:
    scrapy = Scrapy(tmp_path)
    scrapy.store_uri = postgres_uri

    def end_connections() -> None:
        engine = create_engine(postgres_uri.replace("postgresql://", "postgresql+psycopg://"))
        others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        with engine.connect() as connection:
            connection.execute(text(f"SELECT pg_terminate_backend(pid) {others}"))
        engine.dispose()

    code, log = break_in_mid_run(scrapy, paper, gate, end_connections)
    assert_told_once(code, log, "connection")  # "terminated" by the server or "closed", as the client comes to know
    assert_goes_on(scrapy, paper, links)


def wait_until_gone(pid: int) -> None:
    end = time.monotonic() + 100
    with suppress(ProcessLookupError):
        while time.monotonic() < end:
            os.kill(pid, 0)
            time.sleep(0.05)


def test_a_run_whose_lock_connection_died_ends_before_it_saves_more(
    paper: Paper, tmp_path: Path, links: list[str], gate: threading.Event, postgres_uri: str
) -> None:
    scrapy = Scrapy(tmp_path)
    scrapy.store_uri = postgres_uri

    def cut() -> None:
        engine = create_engine(postgres_uri.replace("postgresql://", "postgresql+psycopg://"))
        ending = "SELECT pg_terminate_backend(pid) FROM pg_locks JOIN pg_database ON oid = database WHERE locktype = "
        with engine.connect() as connection:
            assert connection.execute(text(ending + "'advisory' AND datname = current_database()")).scalar()
        engine.dispose()

    code, log = break_in_mid_run(scrapy, paper, gate, cut)
    assert_told_once(code, log, "connection")
    with closing(Store(scrapy.store_uri)) as store:
        assert store.articles.count() < COUNT, "it went on saving without its lock"
    assert_goes_on(scrapy, paper, links)


def test_a_run_whose_lock_file_was_deleted_ends(
    paper: Paper, scrapy: Scrapy, links: list[str], gate: threading.Event
) -> None:
    lock = scrapy.folder / "articles.db.lock"
    code, log = break_in_mid_run(scrapy, paper, gate, lock.unlink)
    assert_told_once(code, log, "lock of this run was lost")
    assert_goes_on(scrapy, paper, links)


def test_a_record_that_the_database_refuses_costs_no_other_and_is_not_logged_whole(
    paper: Paper, scrapy: Scrapy, links: list[str]
) -> None:
    Store(scrapy.store_uri).close()
    with closing(connect(scrapy.folder / "articles.db", isolation_level=None)) as database:
        refusing = "CREATE TRIGGER t BEFORE INSERT ON articles WHEN NEW.title LIKE '%{}' BEGIN {}; END"
        database.execute(refusing.format("number 3", "SELECT RAISE(ABORT, 'no such record here')"))
    ended = scrapy("crawl", "news", "-a", f"site={paper.base}")
    assert ended.code == 0, ended.log
    assert ended.summary()["articles_stored"] == COUNT - 1
    assert ended.summary()["pages_failed"] == {"pipeline_error": 1}
    assert "no such record here" in ended.log
    assert "of the report on story" not in ended.log
    assert len(ended.log) < 30_000


def test_a_store_has_one_lock_under_all_its_names(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "there").symlink_to(tmp_path / "here")
    with (
        closing(Store(f"sqlite:///{tmp_path / 'here' / 'a.db'}")) as one,
        closing(Store(f"sqlite:///{tmp_path / 'there' / 'a.db'}")) as other,
    ):
        assert one.lock.acquire()
        assert not other.lock.acquire(wait_seconds=0)


# To the server: end at once; end when all are disconnected.
@pytest.mark.parametrize("how", [signal.SIGQUIT, pytest.param(signal.SIGINT, marks=pytest.mark.soak)])
def test_a_server_that_stops_ends_the_run_and_the_next_goes_on(
    paper: Paper, tmp_path: Path, links: list[str], gate: threading.Event, own_postgres: Any, how: signal.Signals
) -> None:
    scrapy = Scrapy(tmp_path)
    scrapy.store_uri = own_postgres.get_uri()

    pid = own_postgres.get_pid()
    code, log = break_in_mid_run(scrapy, paper, gate, lambda: os.kill(pid, how))

    assert_told_once(code, log, "The store postgresql://")
    asked = len(paper.asked)
    while_down = scrapy("crawl", "news", "-a", f"site={paper.base}")
    assert while_down.code == 1
    assert "cannot be opened" in while_down.log
    assert "Traceback" not in while_down.log
    assert len(paper.asked) == asked, "it fetched what it could not store"
    wait_until_gone(pid)  # a server that is still stopping cannot be started again
    own_postgres.ensure_postgres_running()
    assert_goes_on(scrapy, paper, links)


@pytest.mark.parametrize(
    "command",
    ["crawl news -a all=1", "inspect --history https://paper.example/a", "sources site-lines paper.example"],
)
def test_a_store_that_cannot_be_opened_is_not_a_bad_configuration(scrapy: Scrapy, command: str) -> None:
    told = scrapy(*command.split(), STORE_URI="postgresql://nobody@127.0.0.1:9/none")
    assert told.code == 1
    assert "cannot be opened" in told.log
    assert "Traceback" not in told.log


@pytest.mark.soak
def test_a_locked_store_cannot_be_opened(scrapy: Scrapy) -> None:
    with closing(connect(scrapy.folder / "articles.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        told = scrapy("crawl", "news", "-a", "site=http://127.0.0.1:9/")
    assert told.code == 1
    assert "locked" in told.log


@pytest.mark.soak
def test_a_store_that_fails_while_articles_are_cleaned_again_ends_the_command(paper: Paper, scrapy: Scrapy) -> None:
    url = paper.article("/2026/03/wall", "The wall")
    assert scrapy("crawl", "article", "-a", f"urls={url}", ARCHIVE_DIR="raw").code == 0
    with closing(connect(scrapy.folder / "articles.db")) as other:
        other.execute("DROP TABLE recleaned")
    told = scrapy("reclean", ARCHIVE_DIR="raw")
    assert told.code == 1
    assert "no such table: recleaned" in told.log
