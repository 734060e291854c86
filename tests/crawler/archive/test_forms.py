"""Files in other forms than WARC: WACZ is read, others are named with what to do."""

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from pathlib import Path

import pytest

from crawler.archive.reader import read_page
from tests.support.archives import HTML, Warc
from tests.support.commands.scrapy_runs import Scrapy
from tests.support.paper import article_html

ARC = (
    b"filedesc://a.arc 0.0.0.0 20081120100000 text/plain 76\n1 0 InternetArchive\n"
    b"URL IP-address Archive-date Content-type Archive-length\n\n"
    b"https://www.example.org/wall 192.0.2.1 20081120100000 text/html 400\nHTTP/1.1 200 OK\n\n" + HTML
)
MHTML = (
    b"From: <Saved by a browser>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=B\r\n\r\n"
    b"--B\r\nContent-Type: text/html\r\n\r\n" + HTML + b"\r\n--B--\r\n"
)


def warc(*names: str) -> bytes:
    out = Warc()
    for name in names:
        out.add(f"https://www.example.org/2026/03/{name}", article_html(f"The {name}").encode())
    return out.out.getvalue()


def packed(files: dict[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as file:
        for name, content in files.items():
            file.writestr(name, content)
    return out.getvalue()


def wacz(method: int = zipfile.ZIP_STORED) -> bytes:
    archives = {"archive/a.warc.gz": warc("wall", "roof"), "archive/b.warc.gz": warc("pier")}
    return packed({"datapackage.json": b"{}", **archives, "pages/pages.jsonl": b"{}\n"}, method)


def tar(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as file:
        info = tarfile.TarInfo(name)
        info.size = len(content)
        file.addfile(info, io.BytesIO(content))
    return out.getvalue()


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_all_archives_of_a_wacz_are_read(scrapy: Scrapy, tmp_path: Path, method: int) -> None:
    (tmp_path / "a.wacz").write_bytes(wacz(method))
    ended = scrapy("crawl", "archive", "-a", f"path={tmp_path}", "-O", str(tmp_path / "out.jsonl"))
    assert ended.code == 0, ended.log
    assert scrapy.titles() == ["The pier", "The roof", "The wall"]
    for line in (tmp_path / "out.jsonl").read_text().splitlines():
        record = json.loads(line)
        if method == zipfile.ZIP_STORED:
            page = read_page(Path("/elsewhere"), record["raw_ref"], [tmp_path])
            assert page.url == record["url"]
        else:
            assert record["raw_ref"] is None


def test_an_archive_that_was_packed_twice_is_read(scrapy: Scrapy, tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").write_bytes(gzip.compress(warc("wall", "roof")))
    ended = scrapy("crawl", "archive", "-a", f"path={tmp_path}")
    assert ended.code == 0, ended.log
    assert scrapy.titles() == ["The roof", "The wall"]


def test_an_archive_that_was_packed_twice_and_breaks_off_is_named(scrapy: Scrapy, tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").write_bytes(gzip.compress(warc("wall", "roof"))[:-40])
    ended = scrapy("crawl", "archive", "-a", f"path={tmp_path}")
    assert ended.code in (3, 4)
    assert str(tmp_path / "a.warc.gz") in ended.log


def test_a_wacz_that_breaks_off_gives_the_pages_before_its_end(scrapy: Scrapy, tmp_path: Path) -> None:
    content = wacz()
    (tmp_path / "a.wacz").write_bytes(content[: content.index(b"pages/pages.jsonl")])
    ended = scrapy("crawl", "archive", "-a", f"path={tmp_path}")
    assert ended.code == 4
    assert scrapy.titles() == ["The pier", "The roof", "The wall"]


@pytest.mark.parametrize(
    ("name", "content", "reason", "says"),
    [
        ("a.arc", ARC, "arc", "convert it to WARC"),
        ("a.warc.gz", gzip.compress(ARC), "arc", "convert it to WARC"),
        ("a.warc.gz", b"<?xml version='1.0'?><Error><Code>AccessDenied</Code></Error>", "answer", "fetch the archive"),
        ("a.mhtml", MHTML, "mhtml", "save the page as HTML"),
        ("a.html", MHTML, "mhtml", "save the page as HTML"),
        ("a.eml", MHTML.replace(b"related", b"alternative"), "mhtml", "save the page as HTML"),
        ("a.webarchive", b"bplist00\xd1\1\2" + HTML, "webarchive", "save the page as HTML"),
        ("a.tar", tar("a.warc.gz", warc("wall")), "tar", "unpack it"),
        ("a.tar.gz", gzip.compress(tar("a.html", HTML)), "tar", "unpack it"),
        ("a.zip", packed({"a.html": HTML}), "zip", "unpack it"),
        ("a.html.bz2", bz2.compress(HTML), "packed", "unpack it"),
        ("a.html.xz", lzma.compress(HTML), "packed", "unpack it"),
        ("a.parquet", b"PAR1\x15\0" + HTML, "parquet", "newsgalley import"),
        ("a.jsonl", json.dumps({"html": HTML.decode()}).encode(), "json", "python -m cleaners"),
    ],
)
def test_a_file_of_another_form_is_named_with_what_to_do(
    scrapy: Scrapy, tmp_path: Path, name: str, content: bytes, reason: str, says: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    ended = scrapy("crawl", "archive", "-a", f"path={path}")
    assert ended.code == 3
    assert ended.summary()["pages_failed"] == {reason: 1}
    assert f"{path} is a" in ended.log
    assert says in ended.log
    cleaned = scrapy("clean", str(path))
    assert cleaned.code == 3
    assert says in cleaned.log


@pytest.mark.parametrize(("name", "content"), [("a.warc", b""), ("a.warc.gz", gzip.compress(b"")), ("a.html", b"")])
def test_an_empty_file_is_named(scrapy: Scrapy, tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    ended = scrapy("crawl", "archive", "-a", f"path={tmp_path / name}")
    assert f"{tmp_path / name} is empty" in ended.log
