"""Records in the manner of other archivers, which are read although they break a rule of the format."""

import gzip
import re
import zlib
from collections.abc import Callable

import brotli
import pytest
from backports import zstd

from crawler.archive.reader import LOST_REASONS
from tests.crawler.archive.test_faults import PACKINGS, RECORDS, URLS, found, read, url
from tests.support.archives import HTML, Warc


def with_length(record: bytes, change: int) -> bytes:
    return re.sub(rb"(?<=Content-Length: )\d+", lambda found: str(int(found[0]) + change).encode(), record, count=1)


def with_line_feeds(record: bytes) -> bytes:
    header, end, block = record.partition(b"\r\n\r\n")
    return header.replace(b"\r\n", b"\n") + b"\n\n" + block if end else record


def in_small_letters(record: bytes) -> bytes:
    header, end, block = record.partition(b"\r\n\r\n")
    names = re.compile(rb"^[A-Z][\w-]+(?=:)", re.MULTILINE)
    return names.sub(lambda name: name[0].lower(), header) + end + block


def without_http_header(record: bytes) -> bytes:
    header, end, block = record.partition(b"\r\n\r\n")
    page = block.partition(b"\r\n\r\n")[2]
    length = str(len(page.removesuffix(b"\r\n\r\n"))).encode()
    return re.sub(rb"(?<=Content-Length: )\d+", length, header) + end + page


def after(interim: bytes) -> Callable[[bytes], bytes]:
    return lambda record: with_length(record, len(interim)).replace(b"\r\n\r\nHTTP/", b"\r\n\r\n" + interim + b"HTTP/")


def with_lengths(lines: bytes) -> Callable[[bytes], bytes]:
    return lambda record: re.sub(rb"Content-Length: (\d+)\r\n", lines, record, count=1)


def with_fields(lines: bytes) -> Callable[[bytes], bytes]:
    return lambda record: record.replace(b"\r\nWARC-Type", b"\r\n" + lines + b"\r\nWARC-Type", 1)


def with_status(line: bytes) -> Callable[[bytes], bytes]:
    change = len(line) - len(b"HTTP/1.1 200 OK")
    return lambda record: with_length(record, change).replace(b"\r\nHTTP/1.1 200 OK\r\n", b"\r\n%b\r\n" % line)


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize(
    "write",
    [
        lambda record: with_length(record, -1),  # Wget, at times
        with_line_feeds,
        in_small_letters,
        without_http_header,
        lambda record: in_small_letters(with_line_feeds(record)),
        lambda record: record.replace(b"application/http; msgtype=response", b"Application/HTTP;msgtype=response"),
        lambda record: record.replace(b"Content-Type: application/http; msgtype=response\r\n", b""),
        after(b"HTTP/1.1 100 Continue\r\n\r\n"),
        after(b"HTTP/1.1 102 \nA: b\n\n" + b"HTTP/2 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n" * 3),
        with_status(b"http/1.1 200 OK"),
        with_status(b"HTTP/1.1  200  OK"),
        with_status(b"HTTP/1.1\t200\tOK"),
        with_status(b"HTTP/1.1 200OK"),
        with_status(b"HTTP 200"),
        with_status(b"ICY 200 OK"),
        with_status(b"\r\n\r\nHTTP/1.1 200 OK"),
        with_lengths(b""),
        with_lengths(b"Content-Length: -1\r\n"),
        with_lengths(b"Content-Length: many\r\n"),
        with_lengths(b"Content-Length: 17\r\nContent-Length: \\1\r\n"),
        with_lengths(b"content-length: \\1\r\nContent-Length: 99999999999\r\n"),
        lambda record: record.replace(b"WARC/1.1", b"WARC/1.2").replace(b"WARC/1.0", b"WARC/1.2"),
        lambda record: record.replace(b"WARC/1", b"warc/1", 1),
        lambda record: in_small_letters(with_line_feeds(record.replace(b"WARC/1", b"warc/1", 1))),
        with_fields(b"WARC-JSON-Metadata: " + b"x" * 200_000),
        with_fields(b"\r\n".join([b"X-Note: a", b" folded"] * 9_000)),
    ],
)
def test_a_record_in_the_manner_of_another_archiver_is_read(packing: str, write: Callable[[bytes], bytes]) -> None:
    pack = PACKINGS[packing]
    written = [write(each) for each in RECORDS]
    assert written != RECORDS
    urls, skipped = found(b"".join(map(pack, written)))
    assert urls == URLS
    assert not set(LOST_REASONS) & set(skipped)


def in_segments(record: bytes, sizes: list[int]) -> list[bytes]:
    """Return the segments of a record, each with the size that is given, and the last with the rest."""
    header, end, block = record.removesuffix(b"\r\n\r\n").partition(b"\r\n\r\n")
    total, segments = len(block), []
    record_id = re.search(rb"WARC-Record-ID: (\S+)", header)[1]
    for number, size in enumerate([*sizes, total], 1):
        part, block = block[:size], block[size:]
        head = re.sub(rb"(?<=Content-Length: )\d+", b"%d" % len(part), header)
        if number > 1:
            head = re.sub(rb"WARC-Type: \w+", b"WARC-Type: continuation", head).replace(
                record_id, b"<urn:n:%d>" % number
            )
            head += b"\r\nWARC-Segment-Origin-ID: " + record_id
        if not block:
            head += b"\r\nWARC-Segment-Total-Length: %d" % total
        segments.append(head + b"\r\nWARC-Segment-Number: %d" % number + end + part + b"\r\n\r\n")
    return segments


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("sizes", [[10], [300, 1], [200, 200, 200]])
def test_a_record_in_segments_is_joined(packing: str, sizes: list[int]) -> None:
    segments = in_segments(RECORDS[5], sizes)
    pages, skipped = read(b"".join(map(PACKINGS[packing], [*RECORDS[:5], *segments, *RECORDS[6:]])))
    expected, _ = read(b"".join(RECORDS))
    assert [(page.url, page.body) for page in pages] == [(page.url, page.body) for page in expected]
    assert not skipped


@pytest.mark.parametrize(
    ("missing", "counts"),
    [(0, {"type_continuation": 4}), (1, {"truncated": 2, "type_continuation": 2}), (2, {"truncated": 2})],
)
def test_a_record_without_one_of_its_segments_is_lost_and_counted(missing: int, counts: dict[str, int]) -> None:
    segments = in_segments(RECORDS[5], [200, 200])
    del segments[missing]
    assert found(b"".join([*RECORDS[:5], *segments, *RECORDS[6:], *segments])) == (URLS - {url(5)}, counts)


@pytest.mark.parametrize("end", [b"", b"\n", b"\r\n"])
def test_records_without_blank_lines_between_them_are_read(end: bytes) -> None:
    urls, skipped = found(b"".join(each.removesuffix(b"\r\n\r\n") + end for each in RECORDS))
    assert (urls, skipped) == (URLS, {})


def test_a_record_whose_status_cannot_be_read_is_lost_and_counted() -> None:
    urls, skipped = found(b"".join([RECORDS[0].replace(b"HTTP/1.1 200", b"HTTP/1.1 OK."), *RECORDS[1:]]))
    assert (urls, skipped) == (URLS - {url(0)}, {"damaged": 1})


def test_interim_answers_without_an_answer_are_counted_by_their_status() -> None:
    urls, skipped = found(b"".join([RECORDS[0].replace(b"HTTP/1.1 200", b"HTTP/1.1 103"), *RECORDS[1:]]))
    assert (urls, skipped) == (URLS - {url(0)}, {"http_103": 1})


@pytest.mark.parametrize("change", [-9, -100, 9])
def test_a_length_that_is_far_from_the_truth_costs_the_record(change: int) -> None:
    urls, skipped = found(b"".join([*RECORDS[:5], with_length(RECORDS[5], change), *RECORDS[6:]]))
    assert urls == URLS - {url(5)}
    assert sum(skipped[reason] for reason in LOST_REASONS) == 1


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2026-03-04", "2026-03-04T00:00:00Z"),
        ("2026-03-04T05:06Z", "2026-03-04T05:06:00Z"),
        ("2026-03-04T05:06:07.123456789Z", "2026-03-04T05:06:07Z"),
        ("2026-03-04T05:06:07+02:00", "2026-03-04T03:06:07Z"),
        ("20260304050607", "2026-03-04T05:06:07Z"),
        ("Wed, 04 Mar 2026 05:06:07 GMT", "2026-03-04T05:06:07Z"),
    ],
)
def test_a_date_in_another_form_is_read(written: str, moment: str) -> None:
    pages, skipped = read(re.sub(rb"(?<=WARC-Date: )\S+", written.encode(), RECORDS[0], count=1))
    assert ([page.fetched_at for page in pages], skipped) == ([moment], {})


def test_a_text_about_a_status_is_left_as_it_is() -> None:
    warc = Warc(compressed=False)
    text = b"HTTP 404 pages of the town are to be mended in the spring.\n" * 9
    warc.add(url(0), text, kind="conversion", Content_Type="text/plain")
    assert [page.body for page in warc.pages()[0]] == [text]


def test_the_values_of_all_headers_of_one_name_are_codings() -> None:
    body = brotli.compress(gzip.compress(HTML))
    http = (
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Type: text/html\r\nContent-Encoding: br\r\n\r\n" + body
    )
    header = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: %d\r\n\r\n" % len(
        http
    )
    assert [page.body for page in read(header + http)[0]] == [HTML]


@pytest.mark.parametrize("pack", [zlib.compress, zstd.compress, gzip.compress])
def test_a_coding_that_is_not_declared_is_seen(pack: Callable[[bytes], bytes]) -> None:
    warc = Warc()
    warc.add(body=pack(HTML))
    assert [page.body for page in warc.pages()[0]] == [HTML]


@pytest.mark.parametrize("packing", PACKINGS)
def test_blank_lines_between_members_are_not_damage(packing: str) -> None:
    urls, skipped = found(b"".join(PACKINGS[packing](each) + b"\r\n" for each in RECORDS))
    assert (urls, skipped) == (URLS, {})
