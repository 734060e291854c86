"""Small archives of invented pages, as other archivers write them."""

from __future__ import annotations

from pathlib import Path

from tests.crawler.archive.test_reader import Warc
from tests.crawler.paper import article_html


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
