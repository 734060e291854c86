"""Write the header of a WARC record as our parser expects it, for archivers that write it differently.

Names of fields may be in any case, and lines may end without a carriage return. A response is an HTTP message if it
begins like one, and a page without HTTP headers if it begins with a tag, whatever its media type says.
"""

from __future__ import annotations

import re

_USUAL_NAMES = {
    name.lower(): name
    for name in (
        b"Content-Length", b"Content-Type", b"WARC-Concurrent-To", b"WARC-Date", b"WARC-Record-ID", b"WARC-Target-URI",
        b"WARC-Type",
    )
}  # fmt: skip
_FIELD = re.compile(rb"(?<=\n)([A-Za-z-]{1,60})[ \t]{0,8}:")
_VERSION = re.compile(rb"WARC/\d\.\d{1,2}")
_KNOWN_VERSIONS = (b"WARC/1.0", b"WARC/1.1", b"WARC/0.17", b"WARC/0.18")
_RESPONSE = re.compile(rb"\nWARC-Type:[ \t]{0,8}response[ \t]{0,8}\r\n")
_HTTP_TYPE = re.compile(rb"\nContent-Type:[ \t]{0,8}application/http\b")
_CONTENT_TYPE = re.compile(rb"\nContent-Type:[^\r\n]*\r\n")
_LINE_END = re.compile(rb"\r?\n")


def usual_header(header: bytes, block: bytes) -> bytes:
    """Return the header of a record in the usual form; `block` is the beginning of the record's content."""
    if b"\r\nWARC-Type:" not in header or not header.startswith(_KNOWN_VERSIONS):
        header = _VERSION.sub(_usual_version, _LINE_END.sub(b"\r\n", header), count=1)
        header = _FIELD.sub(_usual_name, header)
    if _RESPONSE.search(header) and not (_HTTP_TYPE.search(header) and block.startswith(b"HTTP/")):
        return _with_media_type(header, block)
    return header


def _with_media_type(header: bytes, block: bytes) -> bytes:
    """Return the header of a response with the media type that its content has."""
    if block.startswith(b"HTTP/"):
        return _typed(header, b"application/http; msgtype=response")
    if block.lstrip()[:1] == b"<":
        return _typed(_RESPONSE.sub(b"\nWARC-Type: resource\r\n", header, count=1), b"text/html")
    return header


def _typed(header: bytes, media_type: bytes) -> bytes:
    first, rest = _CONTENT_TYPE.sub(b"\n", header).split(b"\r\n", 1)
    return b"%s\r\nContent-Type: %s\r\n%s" % (first, media_type, rest)


def _usual_version(match: re.Match[bytes]) -> bytes:
    return match[0] if match[0] in _KNOWN_VERSIONS else b"WARC/1.1"


def _usual_name(match: re.Match[bytes]) -> bytes:
    return _USUAL_NAMES.get(match[1].lower(), match[1]) + b":"
