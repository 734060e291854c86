"""An exchange with a site, and archives that are written of such exchanges."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crawler.archive.records import Exchange
from crawler.archive.writer import ArchiveWriter

URL = "https://www.example.org/2026/03/harbour-wall?page=2"
HTML = b"<!doctype html><title>Harbour wall</title><p>The wall is to be mended.</p>"


def exchange(url: str = URL, **changes: Any) -> Exchange:
    body = gzip.compress(HTML)
    plain: dict[str, Any] = {
        "url": url,
        "fetched_at": datetime(2026, 3, 4, 8, tzinfo=UTC),
        "status": 200,
        "response_headers": [
            (b"Content-Type", b"text/html; charset=utf-8"),
            (b"Content-Encoding", b"gzip"),
            (b"Content-Length", str(len(body)).encode()),
            (b"Set-Cookie", b"a=1"),
            (b"Set-Cookie", b"b=2"),
        ],
        "body": body,
        "request_headers": [(b"User-Agent", b"newsgalley/1"), (b"Authorization", b"Basic c2VjcmV0")],
        "protocol": "HTTP/1.1",
        "ip_address": "192.0.2.7",
        "context": {
            "requested_url": "https://example.org/w",
            "source": "paper",
            "title_hint": "The\nwall",
            "date_hint": None,
        },
    }
    return Exchange(**{**plain, **changes})


def writer(folder: Path, max_file_bytes: int = 1 << 20) -> ArchiveWriter:
    return ArchiveWriter(folder, max_file_bytes, {"software": "newsgalley/test"})


def written(folder: Path, *exchanges: Exchange) -> list[str]:
    archive = writer(folder)
    references = [archive.append(each) for each in exchanges]
    archive.close()
    return references
