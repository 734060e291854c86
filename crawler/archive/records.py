"""Encode a fetched page as WARC 1.1 records (ISO 28500): response, metadata and request, each as a gzip member.

The body is stored as the site sent it, compressed or not. Three things differ from the bytes on the wire, because the
HTTP client changes them: the chunks of a chunked transfer are joined, header names are in title case, and the status
line has the standard phrase instead of the server's.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from urllib.parse import urlsplit
from uuid import uuid4

from isal import isal_zlib

Headers = list[tuple[bytes, bytes]]

COMPRESSION_LEVEL = 2  # of ISA-L, 0 to 3: a sixth of the time of zlib's level 4, for 10 % more bytes
GZIP = 16 + 15  # zlib's wbits for a gzip member with the largest window
# The prefix for headers that no longer describe the archived body; other archivers use the same.
ORIGINAL_PREFIX = b"X-Archive-Orig-"
# Request headers that are not archived, because archives are shared.
SECRET_HEADERS = frozenset({b"authorization", b"proxy-authorization", b"cookie"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One request and its response.

    `context` is what the crawl knew about the page, such as its source; None values are not written.
    """

    url: str
    fetched_at: datetime
    status: int
    response_headers: Headers
    body: bytes
    method: str = "GET"
    request_headers: Headers = field(default_factory=list)
    request_body: bytes = b""
    protocol: str | None = None
    ip_address: str | None = None
    context: dict[str, str | None] = field(default_factory=dict)


def encode_exchange(exchange: Exchange) -> bytes:
    """Return the records of a page. The response comes first, so its offset is the offset of the page."""
    common = {"WARC-Date": _time(exchange.fetched_at), "WARC-Target-URI": exchange.url}
    response = {
        "WARC-Type": "response",
        "WARC-Record-ID": _new_id(),
        **common,
        "Content-Type": "application/http; msgtype=response",
        "WARC-Payload-Digest": digest(exchange.body),
    }
    if exchange.ip_address:
        response["WARC-IP-Address"] = exchange.ip_address
    records = [_record(response, _response_head(exchange), exchange.body)]
    context = b"".join(_field(name, value) for name, value in exchange.context.items() if value)
    for kind, media_type, content in (
        ("metadata", "application/warc-fields", context),
        ("request", "application/http; msgtype=request", _request_bytes(exchange)),
    ):
        named = {"WARC-Type": kind, "WARC-Record-ID": _new_id(), "Content-Type": media_type}
        records.append(_record({**named, **common, "WARC-Concurrent-To": response["WARC-Record-ID"]}, content))
    return b"".join(records)


def encode_warcinfo(name: str, fields: dict[str, str]) -> bytes:
    """Return the first record of a file, which names the software that wrote it."""
    header = {
        "WARC-Type": "warcinfo",
        "WARC-Record-ID": _new_id(),
        "WARC-Date": _time(datetime.now(UTC)),
        "WARC-Filename": name,
        "Content-Type": "application/warc-fields",
    }
    return _record(header, b"".join(_field(key, value) for key, value in fields.items()))


def digest(*content: bytes) -> str:
    """Return a digest in WARC's form, SHA-1 in base 32. It identifies content and serves no security."""
    sha1 = hashlib.sha1(usedforsecurity=False)
    for part in content:
        sha1.update(part)
    return f"sha1:{base64.b32encode(sha1.digest()).decode()}"


def _record(fields: dict[str, str], *content: bytes) -> bytes:
    """Return a record as a gzip member.

    FastWARC would copy the content, often hundreds of kilobytes, four times. That takes as long as compressing it.
    """
    length = str(sum(map(len, content)))
    header = {**fields, "Content-Length": length, "WARC-Block-Digest": digest(*content)}
    lines = b"".join(_field(name, value) for name, value in header.items())
    packer = isal_zlib.compressobj(COMPRESSION_LEVEL, isal_zlib.DEFLATED, GZIP)
    parts = (b"WARC/1.1\r\n", lines, b"\r\n", *content, b"\r\n\r\n")
    return b"".join([*map(packer.compress, parts), packer.flush()])


def _new_id() -> str:
    return f"<{uuid4().urn}>"


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _field(name: str, value: str) -> bytes:
    """Return a line of a record's header or of a warc-fields block."""
    return f"{name}: {' '.join(value.split())}\r\n".encode("utf-8", "replace")


def _response_head(exchange: Exchange) -> bytes:
    """Return the status line and headers of the HTTP response."""
    protocol = exchange.protocol if (exchange.protocol or "").startswith("HTTP/") else "HTTP/1.1"
    phrase = HTTPStatus(exchange.status).phrase if exchange.status in set(HTTPStatus) else ""
    start = f"{protocol} {exchange.status} {phrase}".encode()
    return _message_head(start, _corrected_headers(exchange.response_headers, len(exchange.body)))


def _corrected_headers(headers: Headers, body_bytes: int) -> Headers:
    """Return the headers, and rename those that do not describe the archived body."""
    length = str(body_bytes).encode()
    corrected: Headers = []
    for name, value in headers:
        if name.lower() == b"transfer-encoding":
            corrected.append((ORIGINAL_PREFIX + name, value))
        elif name.lower() == b"content-length" and value.strip() != length:
            corrected += [(ORIGINAL_PREFIX + name, value), (name, length)]
        else:
            corrected.append((name, value))
    return corrected


def _request_bytes(exchange: Exchange) -> bytes:
    """Return the HTTP request without secrets, and with a Host header."""
    parts = urlsplit(exchange.url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = [pair for pair in exchange.request_headers if pair[0].lower() not in SECRET_HEADERS]
    if not any(name.lower() == b"host" for name, _ in headers):
        headers.insert(0, (b"Host", parts.netloc.rpartition("@")[2].encode()))
    return _message_head(f"{exchange.method} {target} HTTP/1.1".encode(), headers) + exchange.request_body


def _message_head(start: bytes, headers: Headers) -> bytes:
    """Return an HTTP message up to its body; line breaks in header values become spaces."""
    lines = [start, *(name + b": " + value.replace(b"\r", b" ").replace(b"\n", b" ") for name, value in headers)]
    return b"\r\n".join(lines) + b"\r\n\r\n"
