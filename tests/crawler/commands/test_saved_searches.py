"""`newsgalley search --saved` gives what is new for each search, once."""

from __future__ import annotations

import base64
import random
import signal
import sys
import threading
import time
from http.server import ThreadingHTTPServer

import feedparser
import pytest

from crawler.stores.store import Store
from tests.crawler.commands.test_search import PORT, lines, save, save_three
from tests.crawler.delivery.receiver import Handler
from tests.support.commands.scrapy_runs import Ended, Scrapy

SECRET = "whsec_" + base64.b64encode(b"an invented secret of 32 bytes..").decode()


@pytest.fixture
def stored(scrapy: Scrapy) -> Scrapy:
    return save_three(scrapy)


def saved(scrapy: Scrapy, text: str) -> str:
    path = scrapy.folder / "searches.toml"
    path.write_text(text)
    return str(path)


def watch(scrapy: Scrapy, path: str) -> Ended:
    return scrapy("search", "--saved", path)


def test_saved_searches_give_each_matching_change_once(stored: Scrapy) -> None:
    path = saved(stored, '[[search]]\nname = "ports"\nquery = "strike -football"\n\n'
                         '[[search]]\nname = "german"\nquery = "brucke OR match"\nlanguage = "de"\n')  # fmt: skip
    rows = lines(watch(stored, path).out)
    assert [(row["search"], row["id"], row["change"]) for row in rows] == [
        ("ports", "port", "new"), ("german", "match", "new"), ("german", "bridge", "new"),
    ]  # fmt: skip
    assert watch(stored, path).out == ""
    save(stored, "port", PORT.format(3) + " The council of Ostrand met at night to hear both of the sides.")
    save(stored, "later", "Another strike began.")
    stored("delete", "later", "--yes")
    rows = lines(watch(stored, path).out)
    assert [(row["search"], row["id"], row["change"]) for row in rows] == [("ports", "port", "revised")]
    assert rows[0]["sequence"] > 3


def test_duplicates_and_old_changes_are_passed_over_if_wanted(stored: Scrapy) -> None:
    save(stored, "copy", PORT.format(3), duplicate_of="port")
    path = saved(stored, '[[search]]\nname = "a"\nquery = "strike harbour"\nduplicates = false\n\n'
                         '[[search]]\nname = "b"\nquery = "strike harbour"\nsince = "1h"\n\n'
                         '[[search]]\nname = "c"\nquery = "strike"\nchanges = ["revised"]\n')  # fmt: skip
    rows = lines(watch(stored, path).out)
    assert [(row["search"], row["id"]) for row in rows] == [("a", "port"), ("b", "port"), ("b", "copy")]


def test_matches_are_appended_to_a_file(stored: Scrapy) -> None:
    out = stored.folder / "ports.jsonl"
    path = saved(stored, f'[[search]]\nname = "ports"\nquery = "strike"\noutput = "{out}"\n')
    assert watch(stored, path).out == ""
    save(stored, "later", "Another strike began.")
    watch(stored, path)
    assert [row["id"] for row in lines(out.read_text())] == ["port", "match", "later"]


def test_a_file_that_is_ahead_of_the_cursor_or_half_written_is_continued(stored: Scrapy) -> None:
    out = stored.folder / "ports.jsonl"
    path = saved(stored, f'[[search]]\nname = "ports"\nquery = "strike"\noutput = "{out}"\n')
    watch(stored, path)
    whole = out.read_text()
    stored_lines = whole.splitlines(keepends=True)
    for left in (whole, stored_lines[0] + stored_lines[1][:50]):
        store = Store(stored.store_uri)
        store.consumers.move("search:ports", store.consumers.cursor("search:ports"), 0)
        store.close()
        out.write_text(left)
        assert watch(stored, path).code == 0
        assert out.read_text() == whole


@pytest.mark.parametrize("content", ["Buy bread.\nCall the harbour", "no line at all", '{"id": 1}\n{"half'])
def test_a_file_of_something_else_is_left_as_it_is(stored: Scrapy, content: str) -> None:
    notes = stored.folder / "notes.jsonl"
    notes.write_text(content)
    ended = watch(stored, saved(stored, f'[[search]]\nname = "ports"\nquery = "strike"\noutput = "{notes}"\n'))
    assert ended.code == 1
    assert "notes.jsonl was not written by this command; name another output" in ended.log
    assert notes.read_text() == content


def test_a_command_gets_the_matches_as_text_and_again_if_it_fails(stored: Scrapy) -> None:
    script = stored.folder / "receive.py"
    got = stored.folder / "got.txt"
    script.write_text(f"import sys, pathlib\npathlib.Path({str(got)!r}).write_text(sys.stdin.read())\nsys.exit(3)\n")
    path = saved(stored, f'[[search]]\nname = "ports"\nquery = "strike"\ncommand = "{sys.executable} {script}"\n\n'
                         '[[search]]\nname = "other"\nquery = "strike"\n')  # fmt: skip
    ended = watch(stored, path)
    assert ended.code == 1
    assert "ports: " in ended.log
    assert "ended with exit code 3: no output" in ended.log
    assert [row["search"] for row in lines(ended.out)] == ["other", "other"]  # goes on
    script.write_text(script.read_text().replace("sys.exit(3)", ""))
    assert watch(stored, path).code == 0
    assert got.read_text().startswith(
        "ports: 2 articles for strike\n\nStory port\nhttps://courier.example/port\nA strike"
    )
    got.unlink()
    assert watch(stored, path).code == 0
    assert not got.exists()


def test_matches_are_posted_signed_and_again_if_that_fails(stored: Scrapy) -> None:
    got = stored.folder / "got.jsonl"
    Handler.file, Handler.secret = got, SECRET
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    path = saved(stored, f'[[search]]\nname = "ports"\nquery = "strike"\n'
                         f'webhook = "http://127.0.0.1:{server.server_port}/hook"\n')  # fmt: skip
    stored.environment["DELIVER_SECRET"] = SECRET
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        assert watch(stored, path).code == 0
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
    (batch,) = lines(got.read_text())
    assert [row["id"] for row in batch["changes"]] == ["port", "match"]
    save(stored, "later", "Another strike began.")
    ended = watch(stored, path)
    assert ended.code == 1
    assert "ports: http://127.0.0.1" in ended.log
    assert "cannot be reached" in ended.log
    store = Store(stored.store_uri)
    assert store.consumers.cursor("search:ports") == 3  # the change that was stored last is still to come
    store.close()


def test_a_feed_has_the_newest_articles_that_match_now(stored: Scrapy) -> None:
    out = stored.folder / "ports.atom"
    path = saved(stored, f'[[search]]\nname = "ports"\nquery = "strike"\nfeed = "{out}"\n')
    assert watch(stored, path).code == 0
    save(stored, "later", "Another strike began.", date_published_utc="2027-01-01T00:00:00Z")
    assert watch(stored, path).code == 0
    feed = feedparser.parse(out.read_text())
    assert feed.feed.title == "ports"
    assert feed.entries[0].title == "Story later"
    assert {entry.title for entry in feed.entries} == {"Story later", "Story port", "Story match"}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "has no [[search]] entry"),
        ("search = 3", "is not a list of tables"),
        ("[[search", "is not valid TOML"),
        ('[[find]]\nname = "a"', "key 'find' outside of an entry"),
        ('[[search]]\nquery = "a1"', "number 1: key 'name' is missing; add it"),
        ('[[search]]\nname = "a"', "'a': key 'query' is missing"),
        ('[[search]]\nname = "a b"\nquery = "a1"', "key 'name': use letters"),
        ('[[search]]\nname = "a"\nquery = "-a1"', "key 'query': The query only excludes"),
        ('[[search]]\nname = "a"\nquery = "a1"\nlang = "de"', "'lang'; correct or remove it. Did you mean language?"),
        ('[[search]]\nname = "a"\nquery = "a1"\nlanguage = 3', "key 'language': must be a text"),
        ('[[search]]\nname = "a"\nquery = "a1"\nsince = "soon"', "key 'since': must be a duration"),
        ('[[search]]\nname = "a"\nquery = "a1"\nchanges = ["deleted"]', "key 'changes': must be a list of new,"),
        ('[[search]]\nname = "a"\nquery = "a1"\nduplicates = "no"', "key 'duplicates': must be true or false"),
        (
            '[[search]]\nname = "a"\nquery = "a1"\ncommand = "no-such-program x"',
            "there is no program 'no-such-program'",
        ),
        ('[[search]]\nname = "a"\nquery = "a1"\ncommand = "cat"\noutput = "x"', "has output and command"),
        ('[[search]]\nname = "a"\nquery = "a1"\nwebhook = "ftp://x"', "must be an http or https address"),
        ('[[search]]\nname = "a"\nquery = "a1"\nfeed = "x.rss"', "name a file that ends in .atom"),
        ('[[search]]\nname = "a"\nquery = "a1"\nhost = "a b"', "key 'host': 'a b' is not a host"),
        ('[[search]]\nname = "a"\nquery = "a1"\n[[search]]\nname = "a"\nquery = "b1"', "two entries have the name 'a'"),
    ],
)
def test_a_file_that_cannot_be_used_gets_one_sentence(stored: Scrapy, text: str, sentence: str) -> None:
    ended = watch(stored, saved(stored, text))
    assert ended.code == 2
    assert sentence in ended.log
    assert "Traceback" not in ended.log


@pytest.mark.soak
def test_following_searches_lose_and_repeat_nothing_when_they_are_killed(stored: Scrapy) -> None:
    out = stored.folder / "ports.jsonl"
    path = saved(stored, f'[[search]]\nname = "ports"\nquery = "ferries"\noutput = "{out}"\n')
    chance = random.Random(7)
    number = 0
    for _ in range(4):
        process = stored.start("search", "--saved", path, "--follow")
        end = time.monotonic() + 1.5 + chance.random()
        while time.monotonic() < end:
            number += 1
            save(stored, f"more{number}", PORT.format(number + 10) + f" Ship {number} waits.")
        process.kill()
        process.communicate(timeout=100)
    assert watch(stored, path).code == 0
    ids = [row["id"] for row in lines(out.read_text())]
    assert ids == ["port", *(f"more{n}" for n in range(1, number + 1))]


def test_following_ends_at_the_first_interrupt(stored: Scrapy) -> None:
    path = saved(stored, f'[[search]]\nname = "ports"\nquery = "ferries"\noutput = "{stored.folder / "out"}"\n')
    process = stored.start("search", "--saved", path, "--follow")
    process.wait_until((stored.folder / "out").exists)
    process.send_signal(signal.SIGINT)
    _, log = process.communicate(timeout=100)
    assert process.returncode == 0, log
