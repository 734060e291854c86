import gzip
import io
import os
import signal
from pathlib import Path
from typing import Any

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawler.archive.reader import read_page
from crawler.stores.store import Store
from tests.support.commands.scrapy_runs import Scrapy
from tests.support.paper import Paper, article_html, sentence

FAR = Path("/elsewhere")


def warc(path: Path, names: list[str], kind: str = "response") -> Path:
    """Write a WARC file such as other archivers make: requests, responses of all sorts, articles between them."""
    with path.open("wb") as out:
        writer = WARCWriter(out, gzip=True)

        def add(url: str, status: str, content_type: str, body: bytes) -> None:
            http = StatusAndHeaders(status, [("Content-Type", content_type)], protocol="HTTP/1.1")
            record = writer.create_warc_record(
                url, "response", payload=io.BytesIO(body), length=len(body), http_headers=http
            )
            writer.write_record(record)

        add("https://www.example.org/gone", "404 Not Found", "text/html", b"<h1>Gone</h1>")
        add("https://www.example.org/logo.png", "200 OK", "image/png", b"PNG")
        for name in names:
            body = article_html(f"The {name}").encode()
            add(f"https://www.example.org/2026/03/{name}", "200 OK", "text/html; charset=utf-8", body)
    return path


def records(scrapy: Scrapy) -> dict[str, dict[str, Any]]:
    return {record["title"]: record for record in scrapy.stored()}


def test_files_of_all_kinds_go_the_way_of_a_crawl_and_are_read_once(scrapy: Scrapy, tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    (pages / "deeper").mkdir(parents=True)
    warc(pages / "CC-NEWS-20260304000000-00001.warc.gz", ["wall", "roof"])
    (pages / "deeper" / "pier.html").write_text(article_html("The pier"))
    (pages / "quay.txt").write_text("\n\n".join(["The quay", *(sentence("The quay", n) for n in range(6))]))
    (pages / "notes.pdf").write_bytes(b"%PDF-1.7")
    (pages / "empty.html").write_bytes(b"")

    ended = scrapy("crawl", "archive", "-a", f"path={pages}")
    assert ended.code == 0, ended.log
    assert ended.summary()["articles_stored"] == 4
    assert ended.summary()["links_passed_over"] == {"http_404": 1, "not_html": 1, "empty": 1}
    found = records(scrapy)
    assert set(found) == {"The wall", "The roof", "The pier", "The quay"}
    assert found["The wall"]["source"] == "archive"
    assert found["The wall"]["url"] == "https://www.example.org/2026/03/wall"
    for record in found.values():
        assert read_page(FAR, record["raw_ref"], [tmp_path]).body

    again = scrapy("crawl", "archive", "-a", f"path={pages}", "-a", "source=other")
    assert again.code == 0
    assert again.summary()["articles_stored"] == 0
    assert again.summary()["links_passed_over"]["known"] == 4


@pytest.mark.soak
def test_a_list_and_standard_input_name_files_and_bring_pages(scrapy: Scrapy, tmp_path: Path) -> None:
    paths = [warc(tmp_path / f"{name}.warc.gz", [name]) for name in ("wall", "roof")]
    (tmp_path / "list.txt").write_text(f"# files\n{paths[0]}\n\n{paths[1]}\n")
    assert scrapy("crawl", "archive", "-a", f"list={tmp_path / 'list.txt'}").summary()["articles_stored"] == 2
    scrapy("crawl", "archive", "-a", "path=-", stdin=article_html("The pier"))
    plain = gzip.decompress(warc(tmp_path / "quay.warc.gz", ["quay"]).read_bytes()).decode("latin-1")
    scrapy("crawl", "archive", "-a", "path=-", stdin=plain)
    assert set(records(scrapy)) == {"The wall", "The roof", "The pier", "The quay"}


def test_a_run_that_was_killed_goes_on_and_stores_every_page_once(scrapy: Scrapy, tmp_path: Path) -> None:
    first = warc(tmp_path / "first.warc.gz", [f"story-{number}" for number in range(40)])
    second = tmp_path / "second.warc.gz"
    os.mkfifo(second)  # the run waits here, and so cannot end before it is killed
    process = scrapy.start("crawl", "archive", "-a", f"path={first},{second}")
    store = Store(scrapy.store_uri)
    process.wait_until(lambda: store.articles.count() >= 10)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    before = store.articles.count()
    store.close()
    second.unlink()
    warc(second, [f"more-{number}" for number in range(5)])
    ended = scrapy("crawl", "archive", "-a", f"path={first},{second}")
    assert ended.summary()["articles_stored"] == 45 - before, ended.log
    assert len(records(scrapy)) == 45


@pytest.mark.soak
def test_the_crawls_own_archive_is_read_as_it_was_fetched(paper: Paper, scrapy: Scrapy, tmp_path: Path) -> None:
    paper.front(paper.article("/2026/03/wall", "The wall"))
    scrapy("crawl", "news", "-a", f"site={paper.base}")
    first = records(scrapy)
    (scrapy.folder / "articles.db").unlink()
    ended = scrapy("crawl", "archive", "-a", f"path={scrapy.folder / 'archive'}")
    assert ended.code == 0, ended.log
    (old, new) = first["The wall"], records(scrapy)["The wall"]
    assert {**new, "fetched_at": None} == {**old, "fetched_at": None}


def test_what_is_not_there_is_named_before_anything_is_read(scrapy: Scrapy) -> None:
    ended = scrapy("crawl", "archive", "-a", "path=/no/such/file.warc.gz")
    assert ended.code == 2
    assert "/no/such/file.warc.gz" in ended.log
    assert "-a path=" in scrapy("crawl", "archive").log


def test_records_with_faults_cost_no_other_record_or_file_and_show_in_the_exit_code(
    scrapy: Scrapy, tmp_path: Path
) -> None:
    whole = gzip.decompress(warc(tmp_path / "a.warc.gz", ["wall", "roof", "pier"]).read_bytes())
    (tmp_path / "a.warc.gz").unlink()
    begin = whole.index(b"/2026/03/roof")
    dated = whole[begin:].replace(b"WARC-Date: ", b"WARC-Date: yesterday ", 1)
    (tmp_path / "a.warc").write_bytes(whole[:begin] + dated)
    warc(tmp_path / "b.warc.gz", ["quay"])
    (tmp_path / "c.warc.gz").write_bytes((tmp_path / "b.warc.gz").read_bytes()[:-60])
    (tmp_path / "d.warc").write_bytes(whole.replace(b"/2026/03/", b"/2026/04/").replace(b"WARC/1.0", b"WORC/1.0", 1))

    ended = scrapy("crawl", "archive", "-a", f"path={tmp_path}")
    assert ended.code == 4, ended.log
    assert ended.summary()["pages_failed"] == {"bad_date": 1, "damaged": 1, "truncated": 1}
    assert {"The wall", "The roof", "The pier", "The quay"} <= set(records(scrapy))
    assert "Traceback" not in ended.log

    cleaned = scrapy("clean", str(tmp_path / "a.warc"), str(tmp_path / "d.warc"))
    assert cleaned.code == 4
    assert "Traceback" not in cleaned.log
    assert "d.warc: 1 record cannot be read, damaged" in cleaned.log
    assert "The roof" in cleaned.out
    assert cleaned.out.count("The pier") >= 1


def test_a_file_of_faults_alone_stores_nothing_and_says_so(scrapy: Scrapy, tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").write_bytes(b"\x1f\x8b\x08" + b"\0" * 5_000)
    ended = scrapy("crawl", "archive", "-a", f"path={tmp_path}")
    assert ended.code == 3
    assert ended.summary()["pages_failed"] == {"damaged": 1}
