"""`newsgalley search` finds articles."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from crawler.stores.store import Store
from tests.support.articles import article
from tests.support.commands.scrapy_runs import Scrapy
from tests.support.saving import save_article

PORT = "A strike closed the harbour of Ostrand on Monday, and {} ferries stayed in Brekke."


def save(scrapy: Scrapy, name: str, text: str, **changes: Any) -> None:
    store = Store(scrapy.store_uri)
    new = {**article(name, text), "title": f"Story {name}", "source": "courier", "language": "en", **changes}
    save_article(store, new, [new["url"]])
    store.close()


def save_three(scrapy: Scrapy) -> Scrapy:
    save(scrapy, "port", PORT.format(3))
    save(scrapy, "match", "Brekke won the football match by a late strike.", language="de-AT")
    save(scrapy, "bridge", "Der Bürgermeister eröffnet die Brücke.", language="de", source="post")
    return scrapy


@pytest.fixture
def stored(scrapy: Scrapy) -> Scrapy:
    return save_three(scrapy)


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def found(scrapy: Scrapy, *arguments: str) -> set[str]:
    ended = scrapy("search", *arguments, "--format", "jsonl")
    assert ended.code == 0, ended.log
    return {row["id"] for row in lines(ended.out)}


ODD = "\x1b]0;x\x07 \x9b31m \u202e harbour"


def test_nothing_in_a_store_sends_commands_to_the_terminal(scrapy: Scrapy) -> None:
    save(scrapy, "port", ODD, title=f"{ODD} strike", source=f"post{ODD}")
    ended = scrapy("search", "harbour")
    assert "harbour strike" in ended.out
    assert not set(ended.out) & set("\x1b\x07\x9b\u202e")


def test_articles_are_found_by_words_and_conditions(stored: Scrapy) -> None:
    assert found(stored, "strike") == {"port", "match"}
    assert found(stored, "strike -football") == {"port"}
    assert found(stored, "strike", "harbour") == {"port"}
    assert found(stored, "burgermeister") == {"bridge"}
    assert found(stored, "strike OR brucke", "--language", "de") == {"match", "bridge"}
    assert found(stored, "strike OR brucke", "--source", "post") == {"bridge"}
    assert found(stored, "strike", "--host", "https://www.courier.example/any") == {"port", "match"}
    assert found(stored, "strike", "--host", "other.example") == set()
    assert found(stored, "strike", "--since", "2026-03-04") == {"port", "match"}
    assert found(stored, "strike", "--since", "1s") == set()
    assert len(found(stored, "strike", "--limit", "1", "--newest")) == 1


def exported(scrapy: Scrapy, *arguments: str) -> set[str]:
    ended = scrapy("export", "--fields", "id", *arguments)
    assert ended.code == 0, ended.log
    return {row["id"] for row in lines(ended.out)}


def test_an_export_takes_the_conditions_of_a_search(stored: Scrapy) -> None:
    assert exported(stored, "--search", "strikes -football") == {"port"}
    assert exported(stored, "--language", "German", "--search", "late OR brucke") == {"match", "bridge"}
    assert exported(stored, "--language", "de_at", "--host", "https://www.courier.example/x") == {"match"}


def test_matches_are_printed_as_text_with_their_address(stored: Scrapy) -> None:
    ended = stored("search", "ferries")
    assert "Story port  courier · 2026-03-04" in ended.out or "Story port  courier · en" in ended.out
    assert "https://courier.example/port" in ended.out
    assert "A strike closed the harbour" in ended.out
    assert "\x1b[" not in ended.out
    ended = stored("search", "nothing-like-it")
    assert (ended.code, ended.out, ended.log) == (0, "", "No article matches.\n")


@pytest.mark.parametrize(
    ("condition", "why"),
    [
        (["--host", "nope"], "of the host nope"),
        (["--language", "el"], "in the language el"),
        (["--since", "2099-01-31"], "since 2099-01-31T00:00:00Z"),
    ],
)
def test_a_condition_that_no_article_meets_is_named(stored: Scrapy, condition: list[str], why: str) -> None:
    ended = stored("search", "strike", *condition)
    assert (ended.code, ended.out, ended.log) == (0, "", f"No article matches: the store has none {why}.\n")


def test_an_empty_store_is_named(scrapy: Scrapy, tmp_path: Path) -> None:
    (tmp_path / "articles.db").touch()
    assert scrapy("search", "strike").log == "No article matches: the store has no articles yet.\n"


def test_a_line_says_where_the_words_are(stored: Scrapy) -> None:
    (row,) = lines(stored("search", "harbour", "--format", "jsonl").out)
    ((start, end),) = row["marks"]["snippet"]
    assert row["snippet"][start:end] == "harbour"
    assert row["marks"]["title"] == []
    assert set(row) == {
        "id", "title", "url", "host", "source", "date", "language", "duplicate_of", "snippet", "rank", "marks",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["-s", "X=1"], "X"),
        ([], "takes a query"),
        (['"strike'], "has no closing one"),
        (["strike", "--limit", "0"], "--limit 0: name 1 or more"),
        (["strike", "--since", "yesterday"], "--since yesterday: neither a time"),
        (["strike", "--source", "archiv"], "has this id. Did you mean archive"),
        (["strike", "--host", "??"], "is not a host"),
        (["strike", "--language", "klingonisch"], "--language: 'klingonisch' is not a language; write a tag such as"),
        (["strike", "--follow"], "--follow goes with --saved"),
        (["strike", "--saved", "x.toml"], "leave out others"),
        (["--saved", "missing.toml"], "missing.toml: cannot be read"),
    ],
)
def test_what_cannot_be_used_gets_one_sentence(stored: Scrapy, arguments: list[str], sentence: str) -> None:
    ended = stored("search", *arguments)
    assert ended.code == 2
    assert sentence in ended.log
    assert "Traceback" not in ended.log
