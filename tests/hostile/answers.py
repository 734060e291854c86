"""Responses that never end, end too early or are invalid. Each function is one behaviour, named as its path."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable
from itertools import count, repeat

import brotli
from backports import zstd

from tests.hostile.site import PAGE, RESET, Pieces, head

MEGABYTE = 1024 * 1024
BODY = PAGE.ljust(MEGABYTE, b" ")


def slow_headers() -> Pieces:
    yield b"HTTP/1.1 200 OK\r\n"
    for number in count():
        yield f"X-Slow-{number}: 1\r\n".encode()
        yield 0.5


def dripped_body() -> Pieces:
    yield head(length=len(PAGE))
    for byte in PAGE:
        yield bytes([byte])
        yield 0.5


def silence() -> Pieces:
    yield 600.0


def endless_chunks() -> Pieces:
    yield head("Transfer-Encoding: chunked")
    yield from repeat(b"10000\r\n" + b"x" * 65536 + b"\r\n")


def endless_body_without_length() -> Pieces:
    yield head()
    yield from repeat(b"x" * 65536)


def announced_500_megabytes() -> Pieces:
    yield head(length=500 * MEGABYTE)
    yield from repeat(BODY, 500)


def endless_headers() -> Pieces:
    yield b"HTTP/1.1 200 OK\r\n"
    for number in count():
        yield f"X-Header-{number}: {'x' * 1000}\r\n".encode()


def endless_interim_answers() -> Pieces:
    yield from repeat(b"HTTP/1.1 100 Continue\r\nX-Padding: " + b"x" * 10_000 + b"\r\n\r\n")


def one_endless_header() -> Pieces:
    yield b"HTTP/1.1 200 OK\r\nX-Endless: "
    yield from repeat(b"x" * 65536)


def gzip_bomb() -> Pieces:
    packed = gzip.compress(bytes(40 * MEGABYTE), 6)
    yield head("Content-Encoding: gzip", length=len(packed)) + packed


def deflate_bomb() -> Pieces:
    packed = zlib.compress(bytes(40 * MEGABYTE), 6)
    yield head("Content-Encoding: deflate", length=len(packed)) + packed


def brotli_bomb() -> Pieces:
    packed = brotli.compress(bytes(40 * MEGABYTE), quality=1)
    yield head("Content-Encoding: br", length=len(packed)) + packed


def zstd_bomb() -> Pieces:
    packed = zstd.compress(bytes(40 * MEGABYTE))
    yield head("Content-Encoding: zstd", length=len(packed)) + packed


def nested_gzip_bomb() -> Pieces:
    packed = gzip.compress(gzip.compress(bytes(40 * MEGABYTE), 6), 9)
    yield head("Content-Encoding: gzip, gzip", length=len(packed)) + packed


def thousand_layers() -> Pieces:
    yield head("Content-Encoding: " + "gzip, " * 1000 + "gzip", length=len(PAGE)) + PAGE


def truncated_body() -> Pieces:
    yield head(length=len(PAGE)) + PAGE[: len(PAGE) // 2]


def truncated_chunks() -> Pieces:
    half = PAGE[: len(PAGE) // 2]
    yield head("Transfer-Encoding: chunked") + f"{len(half):x}\r\n".encode() + half + b"\r\n"


def announced_longer_than_it_is() -> Pieces:
    yield head(length=len(PAGE) + 700) + PAGE


def chunks_without_the_last() -> Pieces:
    yield head("Transfer-Encoding: chunked") + f"{len(PAGE):x}\r\n".encode() + PAGE + b"\r\n"


def truncated_gzip() -> Pieces:
    packed = gzip.compress(PAGE)[:-30]
    yield head("Content-Encoding: gzip", length=len(packed)) + packed


def truncated_by_reset() -> Pieces:
    yield head() + PAGE[: len(PAGE) // 2]
    yield 0.3
    yield RESET


def reset_before_the_answer() -> Pieces:
    yield RESET


def closed_before_the_answer() -> Pieces:
    yield b""


def no_status_line() -> Pieces:
    yield b"\x00\xff hello, world\r\n\r\n" + PAGE


def status_out_of_range() -> Pieces:
    yield head(status="99999 What") + PAGE


def status_is_no_number() -> Pieces:
    yield head(status="two hundred") + PAGE


def two_lengths() -> Pieces:
    yield head("Content-Length: 5", "Content-Length: 5000") + PAGE


def negative_length() -> Pieces:
    yield head("Content-Length: -1") + PAGE


def chunk_of_no_size() -> Pieces:
    yield head("Transfer-Encoding: chunked") + b"zz\r\n" + PAGE


def damaged_brotli() -> Pieces:
    packed = brotli.compress(PAGE)
    damaged = packed[:40] + bytes(range(256)) + packed[40:]
    yield head("Content-Encoding: br", length=len(damaged)) + damaged


def a_film_as_html() -> Pieces:
    film = b"\x00\x00\x00\x18ftypmp42" + bytes(range(256)) * 400
    yield head("Content-Type: text/html", length=len(film)) + film


def a_pdf() -> Pieces:
    yield head("Content-Type: application/pdf", length=20) + b"%PDF-1.7 and the rest"[:20]


# Behaviours whose page is not stored, with the reason code that the crawler must give.
REFUSED: dict[Callable[[], Pieces], str] = {
    slow_headers: "timeout",
    dripped_body: "timeout",
    silence: "timeout",
    endless_chunks: "too_large",
    endless_body_without_length: "too_large",
    announced_500_megabytes: "too_large",
    endless_headers: "download_failed",
    endless_interim_answers: "download_failed",
    one_endless_header: "download_failed",
    gzip_bomb: "too_large",
    deflate_bomb: "too_large",
    brotli_bomb: "too_large",
    zstd_bomb: "too_large",
    nested_gzip_bomb: "too_large",
    thousand_layers: "bad_encoding",
    truncated_body: "truncated",
    truncated_chunks: "truncated",
    truncated_gzip: "truncated",
    truncated_by_reset: "truncated",
    reset_before_the_answer: "no_answer",
    closed_before_the_answer: "no_answer",
    no_status_line: "bad_answer",
    status_out_of_range: "http_99999",
    status_is_no_number: "bad_answer",
    two_lengths: "download_failed",
    chunk_of_no_size: "truncated",
    damaged_brotli: "bad_encoding",
    a_film_as_html: "not_html",
    a_pdf: "not_html",
}


def garbage_after_the_end() -> Pieces:
    yield head(length=len(PAGE)).replace(b"Connection: close", b"Connection: keep-alive") + PAGE
    yield b"HTTP/1.1 200 OK\r\ngarbage" * 50


def html_as_a_picture() -> Pieces:
    yield head("Content-Type: image/png", length=len(PAGE)) + PAGE


def plain_although_gzip_is_said() -> Pieces:
    yield head("Content-Encoding: gzip", length=len(PAGE)) + PAGE


def plain_although_brotli_is_said() -> Pieces:
    yield head("Content-Encoding: br", length=len(PAGE)) + PAGE


def twice_packed() -> Pieces:
    packed = brotli.compress(gzip.compress(PAGE))
    yield head("Content-Encoding: gzip, br", length=len(packed)) + packed


def body_without_length() -> Pieces:
    yield head() + PAGE


def header_lines_without_colon() -> Pieces:
    yield head("this is no header", length=len(PAGE)) + PAGE


def blanks_before_the_first_header() -> Pieces:
    yield b"HTTP/1.1 200 OK\r\n X-Odd: 1\r\n" + head(length=len(PAGE)).split(b"\r\n", 1)[1] + PAGE


# Odd behaviours that deliver a whole article, which must be stored.
ACCEPTED = (
    announced_longer_than_it_is,
    chunks_without_the_last,
    garbage_after_the_end,
    html_as_a_picture,
    plain_although_gzip_is_said,
    plain_although_brotli_is_said,
    twice_packed,
    body_without_length,
    negative_length,
    header_lines_without_colon,
    blanks_before_the_first_header,
)
