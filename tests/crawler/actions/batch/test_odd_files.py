"""Files of a batch that are damaged, empty, or not what their names say. Each costs only itself, and is named."""

import gzip
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from crawler.actions.batch.job import Job
from crawler.actions.batch.report import Report
from crawler.actions.batch.task import do_task
from tests.support.archives import Warc, url_of, write_archive
from tests.support.paper import article_html

pytestmark = pytest.mark.usefixtures("warm_workers")
CUTS = (1, 9, 200, 700)  # bytes that are missing at the end


def mixed() -> bytes:
    """Return an archive with records of many types, two of which are articles."""
    warc = Warc()
    warc.add(kind="warcinfo", body=b"software: invented")
    warc.add(kind="request", body=b"")
    warc.add(url="https://www.example.org/a", body=article_html("The lock gate").encode())
    warc.add(url="https://www.example.org/a", kind="revisit", body=b"")
    warc.add(url="https://www.example.org/photo.jpg", body=b"\xff\xd8\xff", Content_Type="image/jpeg")
    warc.add(url="https://www.example.org/gone", status="404 Not Found")
    text = b"The lock gate\n\nThe gate is to be mended in the spring, the harbour office said on Monday morning.\n" * 6
    warc.add(url="https://www.example.org/b", kind="conversion", body=text, Content_Type="text/plain")
    return warc.out.getvalue()


def done(folder: Path, **contents: bytes) -> tuple[Report, list[str]]:
    """Clean files with these contents as one task between two whole ones; return the report and the URLs."""
    (folder / "out").mkdir()
    files = [write_archive(folder / "first.warc.gz", 1, 1)]
    for name, content in contents.items():
        files.append(folder / f"{name}.warc.gz")
        files[-1].write_bytes(content)
    files.append(write_archive(folder / "last.warc.gz", 2, 1))
    job = Job(output=str(folder / "out"), files=[str(file) for file in files], tasks=1)
    report = do_task(job, 0)
    return report, pq.read_table(job.part(0)).column("url").to_pylist()


def test_a_file_without_a_record_is_lost_and_named(tmp_path: Path) -> None:
    hollow = {"nothing": b"", "packed": gzip.compress(b""), "lines": b"\r\n\r\n", "line": gzip.compress(b"\n")}
    report, urls = done(tmp_path, **hollow)
    assert urls == [url_of(1), url_of(2)]
    assert report.lost == {"no_record": len(hollow)}
    assert report.failures == [
        {
            "url": None,
            "raw_ref": f"{tmp_path}/{name}.warc.gz",
            "reason": "no_record",
            "detail": "the whole file: it holds no record",
        }
        for name in hollow
    ]


def test_a_file_other_than_an_archive_is_damaged_and_named(tmp_path: Path) -> None:
    others = {
        "page": b"<!doctype html><title>Error 503</title>",
        "packed": b"\x1f\x8b\x08\x00rubbish",
        "zeros": b"\0" * 5000,
        "zip": b"PK\x03\x04" + b"x" * 99,
        "packed_page": gzip.compress(b"<html>not a record</html>"),
        "table": b"url,title\nhttps://www.example.org/,A\n",
    }
    report, urls = done(tmp_path, **others)
    assert urls == [url_of(1), url_of(2)]
    assert set(report.lost) <= {"damaged", "truncated", "answer"}
    assert {failure["raw_ref"] for failure in report.failures} == {f"{tmp_path}/{name}.warc.gz" for name in others}
    answers = {failure["raw_ref"] for failure in report.failures if failure["reason"] == "answer"}
    assert answers == {f"{tmp_path}/{name}.warc.gz" for name in ("page", "packed_page")}


def test_a_truncated_file_gives_its_whole_records_and_is_named(tmp_path: Path) -> None:
    whole = write_archive(tmp_path / "whole.warc.gz", 10, 3).read_bytes()
    report, urls = done(tmp_path, **{f"cut{cut}": whole[:-cut] for cut in CUTS})
    assert (urls[0], urls[-1]) == (url_of(1), url_of(2))
    whole_records = [url_of(10), url_of(11)]
    assert [url for url in urls if url in whole_records] == whole_records * len(CUTS)
    assert report.lost.total() == len(CUTS)
    assert [failure["raw_ref"] for failure in report.failures] == [f"{tmp_path}/cut{cut}.warc.gz" for cut in CUTS]


def test_records_of_all_types_are_counted_and_articles_among_them_written(tmp_path: Path) -> None:
    report, urls = done(tmp_path, mixed=mixed())
    assert urls == [url_of(1), "https://www.example.org/a", "https://www.example.org/b", url_of(2)]
    assert not report.has_faults
    counted = dict(report.passed_over)
    assert counted.pop("type_request") >= 1
    assert counted == {"type_warcinfo": 1, "type_revisit": 1, "not_html": 1, "http_404": 1}


def test_an_archive_is_known_by_its_content_and_not_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    files = []
    for suffix in ("warc", "warc.gz", "warc.wet.gz", "bin"):
        for name, content in (("packed", mixed()), ("plain", gzip.decompress(mixed()))):
            files.append(tmp_path / f"{name}.{suffix}")
            files[-1].write_bytes(content)
    job = Job(output=str(tmp_path / "out"), files=[str(file) for file in files], tasks=1)
    assert do_task(job, 0).articles == 2 * len(files)


def test_fetches_of_one_address_are_rows_of_their_own(tmp_path: Path) -> None:
    warc = Warc()
    for body in ("The lock gate", "The lock gate, mended"):
        warc.add(url="https://www.example.org/a", body=article_html(body).encode())
    report, urls = done(tmp_path, twice=warc.out.getvalue())
    assert urls[1:3] == ["https://www.example.org/a"] * 2
    assert report.articles == 4
