"""The change feed: `newsgalley export` gives every change once, in order, also if consumers are killed."""

from __future__ import annotations

import json
import random
import signal
import time
from typing import Any

import pytest

from crawler.stores import StoreError
from crawler.stores.changes.consumers import Claim
from crawler.stores.store import Store
from tests.support.articles import LONGER, OTHER, STORY, save
from tests.support.commands.scrapy_runs import Scrapy
from tests.support.paper import Paper


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture
def stored(scrapy: Scrapy) -> Scrapy:
    """Two articles, one of them revised."""
    store = Store(scrapy.store_uri)
    save(store, "vineyard", OTHER)
    save(store, "vineyard", LONGER)
    save(store, "harbour", STORY)
    store.close()
    return scrapy


def test_changes_after_a_cursor_have_the_record_the_change_and_the_number(stored: Scrapy) -> None:
    rows = lines(stored("export", "--after", "0").out)
    assert [(row["id"], row["change"], row["revision"]) for row in rows] == [
        ("vineyard", "new", 1),
        ("vineyard", "revised", 2),
        ("harbour", "new", 1),
    ]
    assert [row["text"] for row in rows] == [OTHER, LONGER, STORY]
    assert all(row["stored_at"].endswith("Z") for row in rows)
    numbers = [row["sequence"] for row in rows]
    assert numbers == sorted(set(numbers))
    assert lines(stored("export", "--after", str(numbers[1])).out) == rows[2:]
    assert stored("export", "--after", str(numbers[-1])).out == ""


def test_a_cursor_of_another_store_or_of_a_newer_copy_is_refused(stored: Scrapy) -> None:
    newest = lines(stored("export", "--after", "0").out)[-1]["sequence"]
    assert stored("export", "--after", str(newest)).out == ""
    ended = stored("export", "--after", str(newest + 1))
    assert ended.code == 2
    assert f"--after {newest + 1}: the last change of the store has the number {newest}." in ended.log


def test_an_empty_value_as_of_a_variable_that_is_not_set_is_refused(stored: Scrapy) -> None:
    for option in ("--since", "--consumer", "-o"):
        ended = stored("export", option, "")
        assert ended.code == 2, option
        assert f"{option}: the value is empty." in ended.log


def test_a_deleted_article_is_a_tombstone(stored: Scrapy) -> None:
    assert stored("delete", "vineyard", "--yes").code == 0
    rows = lines(stored("export", "--after", "0", "--fields", "title").out)
    assert [(row["id"], row["change"]) for row in rows] == [("harbour", "new"), ("vineyard", "deleted")]
    assert set(rows[0]) == {"id", "title", "change", "sequence", "stored_at"}
    assert set(rows[1]) == {"id", "change", "sequence", "stored_at"}


def test_a_file_of_changes_is_not_replaced_by_the_next_export(stored: Scrapy) -> None:
    out = stored.folder / "changes.jsonl"
    command = ("export", "--consumer", "desk", "-o", str(out))
    out.touch()  # an empty file has nothing to lose
    assert stored(*command).code == 0
    received = out.read_text()
    stored("delete", "harbour", "--yes")
    refused = stored(*command)
    assert (refused.code, out.read_text()) == (2, received)
    assert "name a new file" in refused.log
    assert len(lines(stored("export", "--consumer", "desk").out)) == 1


def test_a_consumer_gets_each_change_once(stored: Scrapy) -> None:
    out = stored.folder / "changes.jsonl"
    for number, expected in enumerate([3, 0, 1]):
        if number == 2:
            stored("delete", "harbour", "--yes")
        ended = stored("export", "--consumer", "search-index", "-o", str(out))
        assert ended.code == 0, ended.log
        assert len(lines(out.read_text())) == expected
        out.unlink()
    assert len(lines(stored("export", "--consumer", "other").out)) == 3
    assert stored("export", "--consumer", "other").out == ""


def test_an_output_that_is_complete_and_not_named_yet_is_named_by_the_next_export(stored: Scrapy) -> None:
    """As after a kill between the claim and the new name, and between the new name and the move of the cursor."""
    for name, is_named in (("early", False), ("late", True)):
        store = Store(stored.store_uri)
        cursor, last = store.consumers.cursor(name), store.changes.last()
        part, path = stored.folder / f".{name}.jsonl.{name}.part", stored.folder / f"{name}.jsonl"
        (path if is_named else part).write_text("complete\n")
        store.consumers.claim(name, cursor, Claim(str(part), str(path), last))
        store.close()
        assert stored("export", "--consumer", name).out == ""
        assert path.read_text() == "complete\n"
        assert not part.exists()


def test_a_complete_output_that_cannot_get_its_name_is_kept_and_named(stored: Scrapy) -> None:
    store = Store(stored.store_uri)
    part, path = stored.folder / ".out.jsonl.desk.part", stored.folder / "out.jsonl"
    part.write_text("complete\n")
    path.mkdir()
    store.consumers.claim("desk", store.consumers.cursor("desk"), Claim(str(part), str(path), store.changes.last()))
    store.close()
    ended = stored("export", "--consumer", "desk")
    assert ended.code == 1
    assert f"{part} cannot be renamed to {path}" in ended.log
    path.rmdir()
    assert stored("export", "--consumer", "desk").out == ""
    assert path.read_text() == "complete\n"


def test_two_exports_of_one_consumer_do_not_both_get_a_change(stored: Scrapy) -> None:
    store = Store(stored.store_uri)
    cursor, last = store.consumers.cursor("index"), store.changes.last()
    store.consumers.move("index", cursor, last)
    with pytest.raises(StoreError, match="another process took the same changes"):
        store.consumers.claim("index", cursor, Claim("a.part", "a", last))
    store.close()


def test_an_output_that_cannot_be_written_does_not_move_the_cursor(stored: Scrapy) -> None:
    assert stored("export", "--consumer", "index", "-o", "/nowhere/out.jsonl").code == 2
    assert len(lines(stored("export", "--consumer", "index").out)) == 3


def test_follow_streams_changes_until_it_is_interrupted(stored: Scrapy) -> None:
    process = stored.start("export", "--after", "0", "--follow")
    try:
        first = [json.loads(process.stdout.readline())["id"] for _ in range(3)]
        store = Store(stored.store_uri)
        save(store, "roof", "The roof of the old school is mended by the volunteers of the valley this spring.")
        store.close()
        assert first == ["vineyard", "vineyard", "harbour"]
        assert json.loads(process.stdout.readline())["id"] == "roof"
    finally:
        process.send_signal(signal.SIGINT)
    _, log = process.communicate(timeout=100)
    assert "Traceback" not in log
    assert process.returncode == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--consumer", "a/b"], "a/b"),
        (["--consumer", "a", "--after", "1"], "leave out --after"),
        (["--since", "2026-01-31", "--after", "1"], "choose one"),
        (["--before", "2026-01-31", "--after", "1"], "--before selects articles"),
        (["--search", "strike", "--consumer", "a"], "--search selects articles"),
        (["--follow", "-o", "out.jsonl"], "leave out -o"),
        (["--fields", "titel"], "Did you mean"),
        (["--after", "soon"], "soon"),
        (["--partition", "day"], "-o FOLDER"),
        (["--format", "parquet"], "-o FILE"),
        (["--format", "csv", "--partition", "day", "-o", "out"], "--partition"),
    ],
)
def test_options_that_do_not_fit_together_are_named(stored: Scrapy, arguments: list[str], message: str) -> None:
    ended = stored("export", *arguments)
    assert ended.code == 2, ended.log
    assert message in ended.log
    assert "Traceback" not in ended.log


def poll_and_kill(paper: Paper, scrapy: Scrapy, articles: int, seed: int) -> None:
    """Poll the feed into files while a crawl runs, and kill consumers at random moments."""
    links = [paper.article(f"/2026/03/story-{number}", f"Story number {number}") for number in range(articles)]
    paper.front(*links[:20], feed="/rss.xml")
    paper.feed("/rss.xml", *links)
    chance = random.Random(seed)
    crawl = scrapy.start("crawl", "news", "-a", f"site={paper.base}", CLEAN_WORKERS=1)
    kills = polls = 0
    while crawl.poll() is None:
        polls += 1
        consumer = scrapy.start("export", "--consumer", "desk", "-o", f"{scrapy.folder}/out-{polls:05}.jsonl")
        if chance.random() < 0.6:
            time.sleep(chance.uniform(0, 0.4))
            kills += consumer.poll() is None
            consumer.kill()
        consumer.communicate()
    crawl.communicate()
    assert scrapy("export", "--consumer", "desk", "-o", f"{scrapy.folder}/out-last.jsonl").code == 0
    assert kills
    received = [row for path in sorted(scrapy.folder.glob("out-*.jsonl")) for row in lines(path.read_text())]
    expected = lines(scrapy("export", "--after", "0").out)
    assert [row["sequence"] for row in received] == [row["sequence"] for row in expected]
    assert {row["url"] for row in received} == set(links)


def test_polling_during_a_crawl_with_kills_loses_and_doubles_nothing(paper: Paper, scrapy: Scrapy) -> None:
    poll_and_kill(paper, scrapy, articles=40, seed=3)


@pytest.mark.soak
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_polling_during_a_long_crawl_with_kills(paper: Paper, scrapy: Scrapy, seed: int) -> None:
    poll_and_kill(paper, scrapy, articles=600, seed=seed)
