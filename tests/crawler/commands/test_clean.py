import gzip
import json
from pathlib import Path

import pytest

from tests.support.commands.scrapy_runs import Scrapy
from tests.support.paper import article_html, sentence


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    pages = tmp_path / "pages"
    (pages / "more").mkdir(parents=True)
    (pages / "wall.html").write_text(article_html("Harbour wall"))
    (pages / "more" / "roof.txt").write_text(
        "\n\n".join(["School roof", *(sentence("School roof", n) for n in range(5))])
    )
    (pages / "logo.png").write_bytes(b"\x89PNG")
    return pages


def test_files_and_folders_are_cleaned_line_by_line_as_json(scrapy: Scrapy, folder: Path) -> None:
    ended = scrapy("clean", str(folder), "--format", "jsonl")
    assert ended.code == 0, ended.log
    files = {record["title"]: record["raw_ref"] for record in map(json.loads, ended.out.splitlines())}
    assert files == {
        "Harbour wall": (folder / "wall.html").as_uri(),
        "School roof": (folder / "more" / "roof.txt").as_uri(),
    }


def test_the_articles_are_written_to_a_file_in_the_format_of_its_suffix(scrapy: Scrapy, folder: Path) -> None:
    ended = scrapy("clean", str(folder), "-o", "articles.jsonl")
    assert (ended.code, ended.out, ended.log) == (0, "", "articles.jsonl: 2 articles\n")
    lines = (scrapy.folder / "articles.jsonl").read_text().splitlines()
    assert sorted(json.loads(line)["title"] for line in lines) == ["Harbour wall", "School roof"]


def test_a_file_whose_suffix_names_another_format_is_refused(scrapy: Scrapy, folder: Path) -> None:
    ended = scrapy("clean", str(folder), "-o", "articles.parquet")
    assert ended.code == 2
    assert "has the suffix .parquet; name a file with .txt, .md, .html, .htm, .json, .jsonl, or add" in ended.log
    assert not (scrapy.folder / "articles.parquet").exists()


def test_a_file_in_a_missing_folder_is_refused_with_the_folder_to_create(scrapy: Scrapy, folder: Path) -> None:
    ended = scrapy("clean", str(folder), "-o", "out/articles.jsonl")
    assert ended.code == 2
    assert "-o out/articles.jsonl: cannot be written: there is no folder out; create it." in ended.log


def test_the_address_of_a_page_is_refused_with_the_commands_that_fetch_it(scrapy: Scrapy) -> None:
    ended = scrapy("clean", "https://paper.example/wall")
    assert ended.code == 2
    assert "newsgalley inspect https://paper.example/wall" in ended.log
    assert "newsgalley crawl article -a urls=https://paper.example/wall" in ended.log


def test_standard_input_is_cleaned_as_text(scrapy: Scrapy) -> None:
    ended = scrapy("clean", "-", stdin=article_html("Harbour wall"))
    assert ended.code == 0
    assert ended.out.startswith("Harbour wall\n\nPart 0 of the report")


def test_a_closed_pipe_is_not_an_error(scrapy: Scrapy) -> None:
    process = scrapy.start("clean", "-")
    assert process.stdin
    assert process.stdout
    assert process.stderr
    process.stdout.close()
    process.stdin.write(article_html("Harbour wall"))
    process.stdin.close()
    with process.stderr:
        assert "BrokenPipeError" not in process.stderr.read()
    assert process.wait() == 0


def test_links_are_kept_with_the_links_option(scrapy: Scrapy, folder: Path) -> None:
    page = (folder / "wall.html").read_text()
    (folder / "wall.html").write_text(page.replace("the council", '<a href="/council">the council</a>', 1))
    link = "[the council](https://www.example.org/council)"
    common = ("clean", str(folder / "wall.html"), "--format", "markdown", "--url", "https://www.example.org/wall")
    assert link in scrapy(*common, "--links").out
    assert link not in scrapy(*common).out


def test_the_dek_is_left_out_with_the_option_or_the_setting(scrapy: Scrapy, folder: Path) -> None:
    page, dek = folder / "wall.html", "The wall will hold for another winter, the engineers say."
    page.write_text(page.read_text().replace("</h1>", f"</h1><p class='standfirst'>{dek}</p>", 1))
    assert dek in scrapy("clean", str(page)).out
    assert dek not in scrapy("clean", str(page), "--without-dek").out
    assert dek not in scrapy("clean", str(page), "-s", "CLEAN_WITHOUT_DEK=1").out


def test_an_article_is_printed_as_markdown(scrapy: Scrapy, folder: Path) -> None:
    assert scrapy("clean", str(folder / "wall.html"), "--format", "markdown").out.startswith("# Harbour wall\n\n")


def test_an_explanation_names_what_was_removed_and_by_which_rule(scrapy: Scrapy, folder: Path) -> None:
    ended = scrapy("clean", str(folder / "wall.html"), "--explain")
    assert "main_content: outside_body" in ended.out
    assert "Part 0 of the report" in ended.out


def test_pages_that_cannot_be_cleaned_are_named_and_set_the_exit_code(scrapy: Scrapy, folder: Path) -> None:
    (folder / "empty.html").write_text("<title>Closed</title><p>Sign in to read.")
    (folder / "report.html").write_bytes(b"%PDF-1.7")
    cleaned = scrapy("clean", str(folder))
    assert cleaned.code == 4
    assert "empty.html: not an article" in cleaned.log
    assert "Harbour wall" in cleaned.out
    assert "Closed" not in cleaned.out, "among others it would pass for an article"
    assert scrapy("clean", str(folder / "empty.html")).out.startswith("Closed")
    assert "report.html: is neither HTML nor text" in cleaned.log
    missing = scrapy("clean", str(folder / "missing.html"))
    assert missing.code == 3
    assert "missing.html: cannot be read" in missing.log
    assert scrapy("clean").code == 2


def wet_record(url: str, title: str) -> bytes:
    text = "\n".join(["Home", "Sport", title, *(sentence(title, n) for n in range(5))]).encode()
    head = f"WARC-Type: conversion\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-03-14T18:20:00Z\r\n"
    return f"WARC/1.0\r\n{head}Content-Length: {len(text)}\r\n\r\n".encode() + text + b"\r\n\r\n"


def test_each_record_of_a_wet_file_is_an_article(scrapy: Scrapy, tmp_path: Path) -> None:
    pages = {
        "https://example.org/roof": "Council pays for a new school roof",
        "https://example.org/wall": "Storm breaks the old harbour wall",
    }
    archive = tmp_path / "pages.warc.wet.gz"
    members = [gzip.compress(wet_record(*page)) for page in pages.items()]
    archive.write_bytes(b"".join(members))
    ended = scrapy("clean", str(tmp_path), "--format", "jsonl")
    assert ended.code == 0, ended.log
    records = [json.loads(line) for line in ended.out.splitlines()]
    assert {record["url"]: record["title"] for record in records} == pages
    assert [record["fetched_at"] for record in records] == ["2024-03-14T18:20:00Z"] * 2
    assert [record["raw_ref"] for record in records] == [f"{archive}:0", f"{archive}:{len(members[0])}"]


def test_a_truncated_wet_file_gives_its_whole_records_and_exit_code_4(scrapy: Scrapy, tmp_path: Path) -> None:
    whole = wet_record("https://example.org/roof", "Council pays for a new school roof")
    (tmp_path / "pages.wet").write_bytes(
        whole + wet_record("https://example.org/wall", "Storm breaks the old harbour wall")[:-100]
    )
    ended = scrapy("clean", str(tmp_path / "pages.wet"))
    assert ended.code == 4
    assert ended.out.startswith("Council pays for a new school roof")
    assert "pages.wet: 1 record cannot be read, damaged or truncated" in ended.log


def test_pages_are_cleaned_in_several_processes_in_their_order(scrapy: Scrapy, tmp_path: Path) -> None:
    titles = [f"Bridge number {number} closed" for number in range(25)]
    for number, title in enumerate(titles):
        (tmp_path / f"{number:03}.html").write_text(article_html(title))
    (tmp_path / "007-empty.html").write_text("")
    ended = scrapy("clean", str(tmp_path), "-o", "out.json", CLEAN_WORKERS=2)
    records = json.loads((scrapy.folder / "out.json").read_text())
    assert [record["title"] for record in records if "dropped" not in record] == titles
    assert [record["dropped"] for record in records if "dropped" in record] == ["empty"]
    assert "007-empty.html: not an article" in ended.log
    assert ended.log.endswith("out.json: 25 articles and 1 other page\n")
    assert ended.code == 4


def test_a_page_that_takes_too_long_is_reported_by_name(scrapy: Scrapy, folder: Path) -> None:
    path = folder / "wall.html"
    path.write_text(article_html("Harbour wall", paragraphs=40_000))  # takes many seconds
    ended = scrapy("clean", str(path), CLEAN_WORKERS=1, CLEAN_TIMEOUT_SECONDS=0.01)
    assert f"{path}: cleaning failed: took over 0.01 seconds" in ended.log
    assert (ended.out, ended.code) == ("", 3)


@pytest.mark.parametrize("setting", ["CLEAN_WORKERS", "CLEAN_TIMEOUT_SECONDS", "CLEAN_MEMORY_MB"])
@pytest.mark.parametrize("command", [["clean", "-"], ["crawl", "news"], ["reclean"]])
def test_a_limit_that_cannot_be_used_is_named(scrapy: Scrapy, command: list[str], setting: str) -> None:
    ended = scrapy(*command, **{setting: -1})
    assert ended.code == 2
    assert f"{setting}=-1: must be 0 or more" in ended.log
    assert "Traceback" not in ended.log


def test_packed_pages_are_unpacked_and_packed_archives_stay_archives(scrapy: Scrapy, tmp_path: Path) -> None:
    (tmp_path / "wall.html.gz").write_bytes(gzip.compress(article_html("Harbour wall").encode()))
    (tmp_path / "roof").write_bytes(zstandard(article_html("School roof").encode()))
    record = wet_record("https://example.org/bridge", "Old bridge is closed for nine weeks")
    (tmp_path / "archive").write_bytes(gzip.compress(record))
    names = [str(tmp_path / name) for name in ("wall.html.gz", "roof", "archive")]
    ended = scrapy("clean", *names, "--format", "jsonl")
    titles = [json.loads(line)["title"] for line in ended.out.splitlines()]
    assert titles == ["Harbour wall", "School roof", "Old bridge is closed for nine weeks"], ended.log
    assert "Harbour wall" in scrapy("clean", str(tmp_path)).out, "packed pages of a folder are read too"


def zstandard(body: bytes) -> bytes:
    """Return a body as a Zstandard frame of one uncompressed block."""
    assert len(body) < 1 << 17
    header = b"\x28\xb5\x2f\xfd" + b"\xa0" + len(body).to_bytes(4, "little")  # single segment, size in 4 bytes
    return header + (len(body) << 3 | 1).to_bytes(3, "little") + body


@pytest.mark.parametrize(
    "body",
    [
        b"\x7fELF\x02\x01\x01\x00" + bytes(range(256)) * 20,
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 9,
        gzip.compress(bytes(range(256)) * 50),
        b"<a></a>" + bytes(range(256)) * 9,
    ],
)
def test_what_is_not_text_is_refused(scrapy: Scrapy, tmp_path: Path, body: bytes) -> None:
    (tmp_path / "page.html").write_bytes(body)
    ended = scrapy("clean", str(tmp_path / "page.html"))
    assert (ended.code, ended.out) == (3, "")
    assert "page.html: is neither HTML nor text" in ended.log


def test_a_packed_page_that_is_too_large_is_refused(scrapy: Scrapy, tmp_path: Path) -> None:
    (tmp_path / "page.html.gz").write_bytes(gzip.compress(b" " * 20_000_000))
    ended = scrapy("clean", str(tmp_path / "page.html.gz"))
    assert ended.code == 3
    assert "is larger than 10 MB, unpacked" in ended.log


def test_a_folder_without_pages_is_named(scrapy: Scrapy, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    ended = scrapy("clean", str(tmp_path / "empty"))
    assert ended.code == 3
    assert "the folder holds no page; the names of pages end in .html" in ended.log


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--links"], "--links keeps the links of Markdown only"),
        (["--explain", "--format", "json"], "--explain prints a table"),
        (["--url", "example.org"], "--url example.org"),
        (["--fromat", "json"], "Unknown option --fromat. Did you mean --format"),
        (["--format", "xml"], "invalid choice: 'xml'"),
    ],
)
def test_options_that_do_not_fit_are_refused(scrapy: Scrapy, folder: Path, options: list[str], message: str) -> None:
    ended = scrapy("clean", str(folder / "wall.html"), *options)
    assert ended.code == 2
    assert message in ended.log
