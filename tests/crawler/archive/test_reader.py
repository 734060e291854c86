import gzip
import io
import os
import random
import threading
import zlib
from collections import Counter
from pathlib import Path

import brotli
import pytest

from crawler.archive.reader import RawPageError, read_page, read_pages, saved_page
from crawler.archive.record_page import MAX_BODY_BYTES
from tests.support.archives import HTML, URL, Warc
from tests.support.packers import raw_deflate


def chunked(content: bytes) -> bytes:
    return b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in (content[:20], content[20:])) + b"0\r\n\r\n"


def chunked_with_extensions(content: bytes) -> bytes:
    return b"%X ; name=value\n%b\n0\nTrailer: x\n\n" % (len(content), content)


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (HTML, {}),
        (gzip.compress(HTML), {}),
        (gzip.compress(HTML), {"Content_Encoding": "gzip"}),
        (gzip.compress(HTML), {"Content_Encoding": "X-GZip"}),
        (gzip.compress(HTML[:9]) + gzip.compress(HTML[9:]), {"Content_Encoding": "gzip"}),
        (zlib.compress(HTML), {"Content_Encoding": "deflate"}),
        (raw_deflate(HTML), {"Content_Encoding": "deflate"}),
        (brotli.compress(HTML), {"Content_Encoding": "br"}),
        (chunked(gzip.compress(HTML)), {"Content_Encoding": "gzip", "Transfer_Encoding": "chunked"}),
        (chunked_with_extensions(gzip.compress(HTML)), {"Content_Encoding": "gzip", "Transfer_Encoding": "Chunked"}),
        (HTML, {"Content_Encoding": "gzip"}),
        (HTML, {"Content_Encoding": "br"}),
        (HTML, {"Content_Encoding": "zstd"}),
        (HTML, {"Content_Encoding": "deflate"}),
        (HTML, {"Content_Encoding": "utf-8"}),
        (HTML, {"Content_Encoding": "gzip", "Transfer_Encoding": "chunked"}),
    ],
    ids=lambda value: f"{len(value)}" if isinstance(value, bytes) else "-".join(value.values()),
)
@pytest.mark.parametrize("compressed", [True, False])
def test_a_body_is_read_in_any_coding_even_if_its_headers_are_wrong(
    body: bytes, headers: dict[str, str], compressed: bool
) -> None:
    warc = Warc(compressed=compressed)
    warc.add(body=body, **headers)
    assert [page.body for page in warc.pages()[0]] == [HTML]


def test_records_without_a_page_are_skipped_and_counted() -> None:
    warc = Warc()
    warc.add(kind="request", body=b"")
    warc.add(status="404 Not Found")
    warc.add(status="301 Moved Permanently", body=b"")
    warc.add(kind="revisit", body=b"")
    warc.add(body=b"\x89PNG", Content_Type="image/png")
    warc.add(body=b"")
    warc.add(body=b" " * (MAX_BODY_BYTES + 1))
    warc.add(body=gzip.compress(b" " * (MAX_BODY_BYTES + 1)), Content_Encoding="gzip")
    warc.add(url="https://www.example.org/last")
    pages, skipped = warc.pages()
    assert [page.url for page in pages] == ["https://www.example.org/last"]
    assert skipped == {
        "type_request": 1, "http_404": 1, "http_301": 1, "type_revisit": 1, "not_html": 1, "empty": 1, "too_large": 2,
    }  # fmt: skip


@pytest.mark.parametrize("address", ["urn:text:https://www.example.org/wall", "metadata://gnu.org/wget.log"])
def test_what_an_archiver_notes_about_pages_is_not_a_page(address: str) -> None:
    warc = Warc()
    warc.add(url=address, kind="resource", body=b"The text that a browser showed. " * 40, Content_Type="text/plain")
    warc.add()
    pages, skipped = warc.pages()
    assert [page.url for page in pages] == [URL]
    assert skipped == {"about_a_page": 1}


def test_texts_and_saved_files_are_pages_too() -> None:
    warc = Warc()
    warc.add(kind="conversion", body="Käse\n\nauf Brot".encode(), Content_Type="text/plain")
    warc.add(kind="resource", Content_Type="text/html; charset=utf-8")
    warc.add(kind="conversion", Content_Type="text/html")
    warc.add(kind="conversion", body=b"About the tag <html>", Content_Type="text/plain")
    warc.add(kind="resource", body="Море".encode("koi8-r") * 9, Content_Type="text/plain; charset=koi8-r")
    for kind in ("resource", "conversion"):
        warc.add(kind=kind, body=b"\x89PNG", Content_Type="image/png")
    pages, skipped = warc.pages()
    assert [(page.kind, page.encoding) for page in pages] == [
        ("text", "utf-8"), ("html", "utf-8"), ("html", None), ("text", "utf-8"), ("text", "koi8-r"),
    ]  # fmt: skip
    assert skipped == {"not_html": 2}


@pytest.mark.parametrize("lost_bytes", [1, 30, 120])
def test_a_truncated_file_gives_its_whole_records(lost_bytes: int) -> None:
    warc = Warc()
    warc.add()
    whole = len(warc.out.getvalue())
    warc.add(body=HTML * 50)
    warc.out.truncate(len(warc.out.getvalue()) - lost_bytes)
    pages, _ = warc.pages()
    assert pages[0].body == HTML
    assert all(page.body in (HTML, HTML * 50) for page in pages)
    assert whole


def test_a_damaged_file_gives_the_records_before_the_damage() -> None:
    warc = Warc()
    warc.add()
    middle = len(warc.out.getvalue())
    warc.add()
    content = bytearray(warc.out.getvalue())
    content[middle + 40 : middle + 60] = b"\xff" * 20
    skipped: Counter[str] = Counter()
    assert [page.body for page in read_pages(io.BytesIO(bytes(content)), skipped)] == [HTML]
    assert skipped.total() == 1


def test_a_reference_into_another_archivers_file_finds_its_page(tmp_path: Path) -> None:
    warc = Warc()
    for number in range(5):
        warc.add(url=f"{URL}-{number}")
    path = tmp_path / "other.warc.gz"
    path.write_bytes(warc.out.getvalue())
    with path.open("rb") as stream:
        pages = list(read_pages(stream, Counter(), str(path)))
    assert [read_page(Path("elsewhere"), page.raw_ref or "", [tmp_path]) for page in pages] == pages


def test_a_file_compressed_as_a_whole_gives_pages_without_references(tmp_path: Path) -> None:
    warc = Warc(compressed=False)
    for number in range(3):
        warc.add(url=f"{URL}-{number}")
    path = tmp_path / "other.warc.gz"
    path.write_bytes(gzip.compress(warc.out.getvalue()))
    with path.open("rb") as stream:
        pages = list(read_pages(stream, Counter(), str(path)))
    assert [page.url for page in pages] == [f"{URL}-{number}" for number in range(3)]
    for page in pages:
        assert page.raw_ref is None or read_page(tmp_path, page.raw_ref) == page


def test_a_saved_file_is_a_page_that_its_reference_finds(tmp_path: Path) -> None:
    path = tmp_path / "the wall.html"
    path.write_bytes(HTML)
    page = saved_page(path)
    assert (page.body, page.kind, page.url) == (HTML, "html", "")
    assert read_page(tmp_path, page.raw_ref or "") == page


@pytest.mark.parametrize(
    "form",
    [
        "file://{}/secret.html", "{}/secret.warc.gz:0", "../secret.warc.gz:0", "linked.warc.gz:0",
        "linked/secret.warc.gz:0",
        "file://{}/archive/../secret.html", "file:///dev/zero", "/dev/zero:0", "file:{}/secret.html",
        "file://{}/archive/page.html", "../archive/../secret.warc.gz:0", "/proc/self/environ:0", "file:///etc/passwd",
    ],
)  # fmt: skip
def test_a_reference_out_of_the_archive_is_not_read(tmp_path: Path, form: str) -> None:
    archive = tmp_path / "archive"
    archive.mkdir()
    warc = Warc()
    warc.add()
    (tmp_path / "secret.warc.gz").write_bytes(warc.out.getvalue())
    (tmp_path / "secret.html").write_bytes(HTML)
    (archive / "linked.warc.gz").symlink_to(tmp_path / "secret.warc.gz")
    (archive / "page.html").symlink_to(tmp_path / "secret.html")
    (archive / "linked").symlink_to(tmp_path)
    with pytest.raises(RawPageError) as refused:
        read_page(archive, form.format(tmp_path))
    assert refused.value.reason == "not_allowed"
    if "secret" in form and "//" not in form[5:]:
        assert read_page(archive, form.format(tmp_path), [tmp_path]).body == HTML


def test_random_bytes_give_no_page_and_no_error() -> None:
    for content in (b"", b"rubbish", b"\x1f\x8b" + bytes(range(256)) * 9, b"WARC/1.0\r\nContent-Length: x\r\n\r\n"):
        assert list(read_pages(io.BytesIO(content), Counter())) == []


@pytest.mark.parametrize("compressed", [True, False])
def test_a_pipe_is_read_like_a_file(compressed: bool) -> None:
    warc = Warc(compressed=compressed)
    for number in range(40):
        warc.add(url=f"{URL}-{number}", body=HTML + random.Random(number).randbytes(60_000).hex().encode())
    end, begin = os.pipe()

    def write() -> None:
        with open(begin, "wb") as sink:
            sink.write(warc.out.getvalue())

    writer = threading.Thread(target=write)
    writer.start()
    with open(end, "rb") as stream:
        pages = list(read_pages(stream, Counter()))
    writer.join()
    assert [page.url for page in pages] == [f"{URL}-{number}" for number in range(40)]
    assert all(page.body.startswith(HTML) and len(page.body) == len(HTML) + 120_000 for page in pages)
