"""`newsgalley export` in the shapes of other programs: feeds, chunks, HTML, and folders that are kept up to date."""

from __future__ import annotations

import json
import random
import time
from pathlib import Path

import feedparser
import pytest
import yaml

from crawler.stores.store import Store
from docs.generate.record import example_record
from tests.crawler.commands.stored import put
from tests.support.articles import LONGER, OTHER, STORY
from tests.support.commands.scrapy_runs import Scrapy
from tests.support.saving import save_article


@pytest.fixture
def stored(scrapy: Scrapy) -> Scrapy:
    put(scrapy, "vineyard", OTHER, 1)
    put(scrapy, "harbour", STORY, 2)
    return scrapy


def test_feeds_have_the_newest_articles_first(stored: Scrapy) -> None:
    feed = feedparser.parse(stored("export", "--format", "atom", "--title", "Desk").out)
    assert feed.feed.title == "Desk"
    assert [entry.title for entry in feed.entries] == ["Harbour", "Vineyard"]
    items = json.loads(stored("export", "--format", "jsonfeed", "--newest", "1").out)["items"]
    assert [item["title"] for item in items] == ["Harbour"]


def test_the_suffix_atom_is_a_feed_and_follows_the_changes(stored: Scrapy) -> None:
    out = stored.folder / "changes.atom"
    assert stored("export", "--consumer", "reader", "-o", str(out)).code == 0
    assert [entry.title for entry in feedparser.parse(out.read_bytes()).entries] == ["Vineyard", "Harbour"]
    gone = put(stored, "harbour", STORY)
    stored("delete", gone, "--yes")
    assert stored("export", "--consumer", "reader", "-o", str(out)).code == 0
    assert f'ref="urn:newsgalley:{gone}"' in out.read_text()


def test_a_folder_in_place_of_a_file_is_named(stored: Scrapy) -> None:
    ended = stored("export", "-o", str(stored.folder))
    assert ended.code == 2
    assert f"-o {stored.folder}: is a folder; name a file in it." in ended.log


def test_html_is_a_field_on_demand(stored: Scrapy) -> None:
    rows = [json.loads(line) for line in stored("export", "--fields", "title,html").out.splitlines()]
    assert {row["title"]: row["html"] for row in rows} == {"Vineyard": f"<p>{OTHER}</p>", "Harbour": f"<p>{STORY}</p>"}
    out = stored.folder / "html.parquet"
    assert stored("export", "--fields", "html", "-o", str(out)).code == 0
    assert "html" not in json.loads(stored("export").out.splitlines()[0])
    csv = stored("export", "--fields", "html", "--format", "csv").out
    assert csv.startswith("html\n")


def test_chunks_of_changes_name_the_article(stored: Scrapy) -> None:
    rows = [
        json.loads(line)
        for line in stored("export", "--format", "chunks", "--max-words", "30", "--after", "0").out.splitlines()
    ]
    assert {row["title"] for row in rows} == {"Vineyard", "Harbour"}
    assert all(row["change"] == "new" and len(row["text"].split()) <= 30 for row in rows)
    assert stored("export", "--format", "trafilatura", "-o", f"{stored.folder}/t.jsonl").code == 0


def test_a_folder_of_markdown_has_a_file_per_article_with_a_stable_name(stored: Scrapy) -> None:
    folder = stored.folder / "notes"
    ended = stored("export", "--format", "markdown", "-o", str(folder))
    assert ended.code == 0, ended.log
    assert "notes: 2 articles" in ended.log
    names = sorted(path.name for path in folder.iterdir())
    assert [name.split("-")[0] for name in names] == ["harbour", "vineyard"]
    (folder / "README.md").write_text("mine")
    put(stored, "vineyard", LONGER)
    stored("export", "--format", "markdown", "-o", str(folder))
    assert sorted(path.name for path in folder.iterdir()) == sorted([*names, "README.md"])
    assert "forty patient pickers" in (folder / names[1]).read_text()
    assert yaml.safe_load((folder / names[1]).read_text().split("---")[1])["revision"] == 2


@pytest.mark.parametrize("name", ["README", "../../README", ""])
def test_an_id_that_a_store_of_others_made_up_names_no_file_of_the_user(scrapy: Scrapy, name: str) -> None:
    folder = scrapy.folder / "notes"
    folder.mkdir()
    mine = [folder / "README.md", folder / "notes.md", scrapy.folder / "README.md"]
    for path in mine:
        path.write_text("mine")
    store = Store(scrapy.store_uri)
    save_article(store, {**example_record(), "id": name, "url": "http://[::1/x"}, ["https://paper.example/a"])
    store.close()
    assert scrapy("export", "--format", "markdown", "-o", str(folder)).code == 0
    assert [path.read_text() for path in mine] == ["mine"] * 3
    assert len(list(folder.iterdir())) == 3


@pytest.mark.parametrize(("format_name", "suffix"), [("markdown", "md"), ("tei", "xml")])
def test_a_consumer_keeps_a_folder_up_to_date(stored: Scrapy, format_name: str, suffix: str) -> None:
    folder = stored.folder / "kept"
    command = ("export", "--consumer", "notes", "--format", format_name, "-o", str(folder))
    assert stored(*command).code == 0
    before = {path: path.stat().st_ino for path in folder.iterdir()}
    put(stored, "vineyard", LONGER)
    stored("delete", put(stored, "harbour", STORY), "--yes")
    ended = stored(*command)
    assert ended.code == 0, ended.log
    assert "2 changes" in ended.log
    (left,) = folder.glob(f"*.{suffix}")
    assert left in before
    assert "forty patient pickers" in left.read_text()


@pytest.mark.soak
def test_a_folder_is_complete_after_exports_that_were_killed(scrapy: Scrapy) -> None:
    folder = scrapy.folder / "notes"
    command = ("export", "--consumer", "notes", "--format", "markdown", "-o", str(folder))
    chance = random.Random(5)
    for number in range(60):
        put(scrapy, f"story{number}", f"{STORY} Number {number} of many, said {'x' * number}.", 1 + number % 28)
        if number % 10 == 9:
            process = scrapy.start(*command)
            time.sleep(chance.uniform(0, 0.5))
            process.kill()
            process.communicate()
    assert scrapy(*command).code == 0
    stored = {json.loads(line)["title"] for line in scrapy("export").out.splitlines()}
    assert {yaml.safe_load(path.read_text().split("---")[1])["title"] for path in folder.glob("*.md")} == stored


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--format", "markdown"], "add -o FOLDER"),
        (["--format", "markdown", "-o", "s3://desk/notes"], "on this machine"),
        (["--max-words", "10"], "--max-words is for --format chunks only"),
        (["--format", "chunks", "--max-words", "0"], "name 1 or more"),
        (["--title", "A"], "--title is for --format atom and jsonfeed only"),
        (["--format", "jsonfeed", "--after", "0"], "use --format atom"),
        (["--format", "tei", "--fields", "title", "-o", "out"], "--fields is for"),
        (["--source", "archiv"], "Did you mean archive"),
        (["--source", "archive", "--after", "0"], "--source selects articles"),
        (["--newest", "0"], "--newest 0: name 1 or more"),
        (["--fields", "foo"], "Its fields are schema_version, id, url,"),
        (["--newest", "3", "--after", "0"], "--newest selects articles"),
        (["--partition", "day", "-o", "s3://desk/days"], "on this machine"),
    ],
)
def test_options_that_do_not_fit_the_format_are_named(stored: Scrapy, arguments: list[str], message: str) -> None:
    ended = stored("export", *arguments)
    assert ended.code == 2, ended.log
    assert message in ended.log


def test_a_file_in_the_place_of_the_folder_is_named(stored: Scrapy) -> None:
    path = stored.folder / "file"
    path.write_text("")
    ended = stored("export", "--format", "markdown", "-o", str(path))
    assert (ended.code, "name a folder" in ended.log) == (2, True)
    assert Path(path).read_text() == ""


@pytest.mark.parametrize("arguments", [("markdown",), ("tei",), ("parquet",), ("jsonl", "--consumer", "desk")])
def test_a_full_disk_is_an_error_and_leaves_no_part(stored: Scrapy, arguments: tuple[str, ...]) -> None:
    put(stored, "quarry", "".join(random.Random(7).choices("abcdefghij klmnop", k=300_000)))
    stored.environment["FORKED_FILE_BYTES"] = "80000"
    ended = stored("export", "-o", str(stored.folder / "out"), "--format", *arguments)
    assert ended.code == 1, ended.log
    assert ended.log.count("cannot be written: File too large. Make room") == 1, ended.log
    assert not list(stored.folder.rglob("*.part"))
