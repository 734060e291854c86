"""Recognise bodies that are neither HTML nor text by their first bytes: pictures, archives, JSON, feeds."""

from __future__ import annotations

import re

START_BYTES = 1_024  # bytes at the start of a body that decide
MAX_CONTROLS = 4  # bytes that occur in no text; a short text with so few of them is a broken text
# Share of bytes that occur in no text; binary data have 0.1 and more, broken pages a few bytes.
MAX_CONTROL_SHARE = 0.02
# In UTF-16, every second byte of ASCII characters is zero. There must be this many times more zeros in those places
# than in the others.
MIN_ONE_SIDED = 10

# Bytes that occur in no charset of the web, by WHATWG's MIME Sniffing Standard ("binary data bytes").
_CONTROLS = bytes([*range(0x09), 0x0B, *range(0x0E, 0x1B), *range(0x1C, 0x20)])
_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")
_HTML = re.compile(rb"<!doctype html|<html", re.IGNORECASE)
# The first bytes of formats whose headers may have too few control bytes to be recognised by them: MP4 and its
# relatives (a length precedes "ftyp"), PNG, JPEG, RIFF, Ogg, fonts, and the archives ZIP, gzip, RAR, 7z and xz.
_SIGNATURE = re.compile(
    rb"[\0-\x0f][\0-\xff]{3}ftyp[a-zA-Z0-9 ]{4}|\x89PNG\r\n\x1a|\xff\xd8\xff"
    rb"|RIFF[\0-\xff]{4}(?:WEBP|AVI |WAVE)|OggS\0|wOF[F2]|PK\x03\x04|\x1f\x8b\x08|Rar!\x1a|7z\xbc\xaf|\xfd7zXZ\0"
)
# Prefixes that keep other sites from running JSON as a script, and the call of a function with it.
_JSON_PREFIX = rb"(?:\)\]\}'?,?|while\(1\);|for\(;;\);|[\w.$]{1,60}\()?\s*"
_JSON_OBJECT = rb'(?:\[\s*){0,3}\{\s*"(?:[^"\\]|\\.){0,200}"\s*:'
_JSON_LIST = rb'(?:\[\s*){1,3}(?:"(?:[^"\\]|\\.){0,500}"|-?\d+(?:\.\d+)?)\s*,\s*["\d\[{-]'
# The root element of a feed or sitemap, after a declaration, comments and the like.
_LISTING = re.compile(
    rb"(?:<[?!][^<>]{0,999}>\s*){0,9}<(?:\w{1,20}:)?(?:rss|feed|rdf|urlset|sitemapindex|opml)[\s>]", re.IGNORECASE
)
_JSON = re.compile(_JSON_PREFIX + b"(?:" + _JSON_OBJECT + b"|" + _JSON_LIST + b")")


def is_readable(body: bytes) -> bool:
    """Return False for binary data and JSON. A body that begins with the tag of a page is always readable."""
    start = body[: 4 * START_BYTES].removeprefix(b"\xef\xbb\xbf").lstrip(b"\0 \t\r\n")[:START_BYTES]
    if start.startswith(b"%PDF") or _SIGNATURE.match(body) or _JSON.match(start):
        return False
    controls = len(start) - len(start.translate(None, _CONTROLS))
    return controls <= max(MAX_CONTROLS, MAX_CONTROL_SHARE * len(start)) or bool(_HTML.search(start)) or is_utf16(body)


def is_listing(body: bytes) -> bool:
    """Return True for a feed or sitemap, which some sites send instead of a page."""
    return bool(_LISTING.match(body[: 4 * START_BYTES].removeprefix(b"\xef\xbb\xbf").lstrip()))


def is_utf16(body: bytes) -> bool:
    """Return True for UTF-16, with a byte order mark or recognised by its zeros in every second place."""
    return body.startswith(_BYTE_ORDER_MARKS) or utf16_order(body) is not None


def utf16_order(body: bytes) -> str | None:
    """Return the codec of UTF-16 without a byte order mark, or None for any other charset.

    In UTF-16 every second byte of an ASCII character is zero, and zeros hardly occur elsewhere.
    """
    head = body[:START_BYTES]
    even_zeros, odd_zeros = head[::2].count(0), head[1::2].count(0)
    few, many = sorted((even_zeros, odd_zeros))
    if few + many < max(2, len(head) / 20) or MIN_ONE_SIDED * few > many:
        return None
    return "utf-16-be" if even_zeros > odd_zeros else "utf-16-le"
