"""Feeds and other outputs that cannot be written: an error with its exit code, and the earlier file stays."""

import json
import threading

import pytest

from tests.support.commands.scrapy_runs import Scrapy
from tests.support.paper import Paper

FULL = "No space left on device"


@pytest.fixture
def arguments(paper: Paper) -> tuple[str, ...]:
    """Serve a site of six articles; return the arguments that crawl it."""
    links = [paper.article(f"/2026/03/pier-{number}", f"Pier number {number}", paragraphs=30) for number in range(6)]
    paper.front(feed="/rss.xml")
    paper.feed("/rss.xml", *links)
    return "crawl", "news", "-a", f"site={paper.base}"


def test_a_refused_second_run_leaves_the_outputs_of_the_first_alone(
    paper: Paper, scrapy: Scrapy, arguments: tuple[str, ...], gate: threading.Event
) -> None:
    feed = scrapy.folder / "articles.jsonl"
    paper.hold(gate, "/2026/03/pier-0")
    first = scrapy.start(*arguments, "-O", str(feed))
    first.wait_until(lambda: any(scrapy.folder.glob("articles.jsonl.*.part")))
    (scrapy.folder / "summary.json").write_text('{"of": "an earlier run"}')

    for output in ("-O", str(feed)), ("-o", str(scrapy.folder / "more.jsonl")):
        second = scrapy.start(*arguments, *output)
        said = second.communicate(timeout=100)[1]
        assert second.returncode == 5
        assert said.count("Another run works on") == 1
        assert "Traceback" not in said
        assert "failed" not in said, "it reported sources that it never requested"
    assert not (scrapy.folder / "more.jsonl").exists()
    assert json.loads((scrapy.folder / "summary.json").read_text()) == {"of": "an earlier run"}

    gate.set()
    first.communicate(timeout=100)
    assert first.returncode == 0
    assert len([json.loads(line) for line in feed.read_text().splitlines()]) == 6
    assert json.loads((scrapy.folder / "summary.json").read_text())["articles_stored"] == 6
    assert not list(scrapy.folder.glob("*.part"))


@pytest.mark.parametrize("form", ["jsonlines", "csv", "xml", "json"])
def test_a_feed_on_a_full_device_is_an_error(scrapy: Scrapy, arguments: tuple[str, ...], form: str) -> None:
    ended = scrapy(*arguments, "-O", f"/dev/full:{form}")
    assert ended.code == 1, ended.log
    assert ended.log.count(FULL) == 1 + ended.log.count(f"output failed   The feed /dev/full cannot be written: {FULL}")
    assert "Traceback" not in ended.log, ended.log
    assert ended.summary()["outputs_failed"]
    assert ended.summary()["exit_code"] == 1
    assert scrapy(*arguments).code == 0
    assert len(scrapy.records()) == 6


def test_a_feed_that_breaks_off_does_not_replace_the_earlier_one(
    scrapy: Scrapy, arguments: tuple[str, ...], paper: Paper
) -> None:
    feed = scrapy.folder / "articles.jsonl"
    feed.write_text('{"title": "of yesterday"}\n')
    scrapy.environment["FORKED_FILE_BYTES"] = "20000"
    ended = scrapy(*arguments, "-O", str(feed), STORE_URI="sqlite://", ARCHIVE_DIR="")
    assert ended.code == 1, ended.log
    assert "File too large" in ended.log
    assert "Traceback" not in ended.log, ended.log
    assert feed.read_text() == '{"title": "of yesterday"}\n'
    assert not list(scrapy.folder.glob("*.part"))


@pytest.mark.parametrize("form", ["jsonl", "csv", "xml"])
def test_a_record_that_the_encoding_of_a_feed_cannot_write_is_an_error(scrapy: Scrapy, paper: Paper, form: str) -> None:
    feed = scrapy.folder / f"articles.{form}"
    feed.write_text("of yesterday")
    url = paper.article("/2026/03/wall", "Łódź: the wall")
    ended = scrapy("crawl", "article", "-a", f"urls={url}", "-O", str(feed), FEED_EXPORT_ENCODING="latin-1")
    if form == "xml":  # it writes other characters as references
        assert (ended.code, "&#321;" in feed.read_text("latin-1")) == (0, True), ended.log
        return
    assert ended.code == 1, ended.log
    assert "Correct FEED_EXPORT_ENCODING" in ended.log
    assert "Traceback" not in ended.log, ended.log
    assert feed.read_text() == "of yesterday"
    assert len(scrapy.records()) == 1


def test_a_feed_that_breaks_off_leaves_the_file_that_it_appends_to(scrapy: Scrapy, arguments: tuple[str, ...]) -> None:
    feed = scrapy.folder / "articles.jsonl"
    feed.write_text('{"title": "of yesterday"}\n')
    scrapy.environment["FORKED_FILE_BYTES"] = "20000"
    ended = scrapy(*arguments, "-o", str(feed), STORE_URI="sqlite://", ARCHIVE_DIR="")
    assert ended.code == 1, ended.log
    assert "Traceback" not in ended.log, ended.log
    assert feed.read_text() == '{"title": "of yesterday"}\n'


def test_an_archive_that_cannot_be_written_is_an_error(scrapy: Scrapy, arguments: tuple[str, ...]) -> None:
    scrapy.environment["FORKED_FILE_BYTES"] = "9000"
    ended = scrapy(*arguments, STORE_URI="sqlite://", ARCHIVE_DIR=scrapy.folder / "archive")
    assert ended.code == 1, ended.log
    assert "ARCHIVE_DIR: " in ended.log
    assert "Traceback" not in ended.log, ended.log
    assert ended.summary()["finish_reason"] == "archive_failed"
    assert "Task was destroyed" not in ended.log


def test_a_summary_that_cannot_be_written_is_an_error(scrapy: Scrapy, arguments: tuple[str, ...]) -> None:
    ended = scrapy(*arguments, RUN_SUMMARY="/dev/full")
    assert ended.code == 1
    assert f"RUN_SUMMARY=/dev/full: the file cannot be written: {FULL}" in ended.log


@pytest.mark.parametrize("form", ["jsonl", "csv"])
@pytest.mark.parametrize("output", [("-o", "/dev/full"), ()])
def test_an_export_to_a_full_device_is_an_error(
    scrapy: Scrapy, arguments: tuple[str, ...], form: str, output: tuple[str, ...]
) -> None:
    scrapy(*arguments)
    if not output:
        scrapy.environment["FORKED_STDOUT"] = "/dev/full"
    ended = scrapy("export", "--format", form, *output)
    assert ended.code == 1
    assert ended.log.count(FULL) == 1
    assert "Traceback" not in ended.log


def test_records_are_streamed_to_standard_output(paper: Paper, scrapy: Scrapy) -> None:
    links = [paper.article(f"/a/{name}", f"The {name}") for name in ("wall", "roof")]
    ended = scrapy("crawl", "article", "-a", f"urls={','.join(links)}", "-O", "-:jsonl")
    assert ended.code == 0, ended.log
    assert {json.loads(line)["title"] for line in ended.out.splitlines()} == {"The wall", "The roof"}
