"""Normalise the header of a WARC record: archivers write it in ways that our parser does not expect.

The version and field names may be in any case, and lines may end without a carriage return. Whatever its declared
media type, a response is an HTTP message if it begins like one, and a page without HTTP headers if it begins with a
tag. Interim responses (1xx), which some archivers keep before the final one, are removed. Of a long header only the
fields that we read are kept, because our parser refuses it as a whole; some crawlers note all about a page there.
"""

from __future__ import annotations

import re

START_BYTES = len(b"WARC/")
_KNOWN_NAMES = {
    name.lower(): name
    for name in (
        b"Content-Length", b"Content-Type", b"WARC-Concurrent-To", b"WARC-Date", b"WARC-Record-ID", b"WARC-Target-URI",
        b"WARC-Type", b"WARC-Segment-Number", b"WARC-Segment-Origin-ID", b"WARC-Segment-Total-Length",
    )
}  # fmt: skip
_FIELD = re.compile(rb"(?<=\n)([A-Za-z-]{1,60})[ \t]{0,8}:")
_VERSION = re.compile(rb"WARC/\d\.\d{1,2}", re.IGNORECASE)
LONG_HEADER_BYTES = 1 << 14  # our parser refuses headers of twice this length
MAX_LINE_BYTES = 1 << 12  # of a line in a long header: a longer address cannot be stored
_KNOWN_VERSIONS = (b"WARC/1.0", b"WARC/1.1", b"WARC/0.17", b"WARC/0.18")
_RESPONSE = re.compile(rb"\nWARC-Type:[ \t]{0,8}response[ \t]{0,8}\r\n")
_HTTP_TYPE = re.compile(rb"\nContent-Type:[ \t]{0,8}application/http\b")
_CONTENT_TYPE = re.compile(rb"\nContent-Type:[^\r\n]*\r\n")
_TYPE_BYTES = 128  # of the content, enough to see its type
# A status line that our parser does not expect: in small letters, with further blanks, after blank lines, or of an
# audio server. Browsers read them.
_ODD_STATUS = re.compile(
    rb"\A(?!HTTP/\d(?:\.\d)? \d{3}(?: |\r?\n))\s{0,8}(?i:http(?:/[\d.]{1,4})?|icy)[ \t]{1,8}(\d{3})(?!\d)[ \t]?"
)
_LINE_END = re.compile(rb"\r?\n")
_LENGTH = re.compile(rb"(?<=\nContent-Length:)[^\r\n]*", re.IGNORECASE)
# Status lines and headers of interim responses before the final one. 101 is excluded: what follows it is not HTTP.
_INTERIM = re.compile(rb"\A(?:HTTP/[\d.]{1,4} 1(?!01)\d\d\b[^\r\n]*\r?\n(?:[^\r\n]+\r?\n)*\r?\n)+(?=HTTP/)")


def is_start(data: bytes | bytearray) -> bool:
    """Return True if these are the first bytes of a record, of which there must be at least START_BYTES."""
    return data[:START_BYTES].upper() == b"WARC/"


def normalised_record(header: bytes, block: bytes) -> tuple[bytes, bytes]:
    """Return the header and content of a record in normalised form."""
    if b"\r\nWARC-Type:" not in header or not header.startswith(_KNOWN_VERSIONS) or len(header) > LONG_HEADER_BYTES:
        header = _VERSION.sub(_known_version, _LINE_END.sub(b"\r\n", header), count=1)
        header = _shortened(_FIELD.sub(_known_name, header))
    if not _RESPONSE.search(header):
        return header, block
    message = _INTERIM.sub(b"", _ODD_STATUS.sub(rb"HTTP/1.1 \1 ", block, count=1), count=1)
    if len(message) != len(block):
        header = _LENGTH.sub(b" %d" % len(message), header, count=1)
    if not (_HTTP_TYPE.search(header) and message.startswith(b"HTTP/")):
        header = _with_media_type(header, message[:_TYPE_BYTES])
    return header, message


def _shortened(header: bytes) -> bytes:
    """Return a header that our parser takes: of a long one, the beginnings of the fields that we read."""
    if len(header) <= LONG_HEADER_BYTES:
        return header
    version, *lines = header.split(b"\r\n")
    known = {line.partition(b":")[0]: line[:MAX_LINE_BYTES] for line in reversed(lines)}  # the first of each name
    return b"\r\n".join([version, *(known[name] for name in _KNOWN_NAMES.values() if name in known), b"", b""])


def _with_media_type(header: bytes, block: bytes) -> bytes:
    """Return the header of a response with the media type of its actual content."""
    if block.startswith(b"HTTP/"):
        return _typed(header, b"application/http; msgtype=response")
    if block.lstrip()[:1] == b"<":
        return _typed(_RESPONSE.sub(b"\nWARC-Type: resource\r\n", header, count=1), b"text/html")
    return header


def _typed(header: bytes, media_type: bytes) -> bytes:
    first, rest = _CONTENT_TYPE.sub(b"\n", header).split(b"\r\n", 1)
    return b"%s\r\nContent-Type: %s\r\n%s" % (first, media_type, rest)


def _known_version(match: re.Match[bytes]) -> bytes:
    return match[0] if match[0] in _KNOWN_VERSIONS else b"WARC/1.1"


def _known_name(match: re.Match[bytes]) -> bytes:
    return _KNOWN_NAMES.get(match[1].lower(), match[1]) + b":"
