"""Small archives of invented pages, as other archivers write them."""

from __future__ import annotations

import io
from collections import Counter
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from cleaners.page import Page
from crawler.archive.reader import read_pages
from tests.support.paper import article_html

HTML = b"<!doctype html><title>Harbour wall</title><p>The wall is to be mended.</p>"
URL = "https://www.example.org/wall"


class Warc:
    """A WARC file that another library writes into memory."""

    def __init__(self, *, compressed: bool = True) -> None:
        self.out = io.BytesIO()
        self._writer = WARCWriter(self.out, gzip=compressed)

    def add(
        self, url: str = URL, body: bytes = HTML, status: str = "200 OK", kind: str = "response", **headers: str
    ) -> None:
        pairs = [(name.replace("_", "-"), value) for name, value in {"Content_Type": "text/html", **headers}.items()]
        http = (
            StatusAndHeaders(status, pairs, protocol="HTTP/1.1") if kind in ("response", "revisit", "request") else None
        )
        given = {"warc_content_type": pairs[0][1]} if http is None else {"http_headers": http}
        self._writer.write_record(
            self._writer.create_warc_record(url, kind, payload=io.BytesIO(body), length=len(body), **given)
        )

    def pages(self) -> tuple[list[Page], Counter[str]]:
        skipped: Counter[str] = Counter()
        return list(read_pages(io.BytesIO(self.out.getvalue()), skipped)), skipped


def url_of(number: int) -> str:
    return f"https://www.example.org/2026/03/pier-{number}"


def write_archive(path: Path, first: int, count: int) -> Path:
    """Write a WARC file with articles about piers, each with its request, and return its path."""
    warc = Warc()
    for number in range(first, first + count):
        warc.add(url=url_of(number), body=article_html(f"Pier number {number}").encode())
        warc.add(url=url_of(number), kind="request", body=b"")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(warc.out.getvalue())
    return path
