"""Recognises markup and plain text among fetched and saved bodies."""

from __future__ import annotations

import re
from typing import Literal

from cleaners.text.formats import is_readable

PageKind = Literal["html", "text"]

START_BYTES = 1024  # of a body, which decide
# Bytes that text in no charset for the web has: controls other than tab, line ends, form feed and escape (ISO-2022).
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b"))
_MOST_CONTROLS = 0.02  # share of the start; damaged text has single ones
_TAG = re.compile(rb"<[a-z!?/]")
_TYPES_BY_SUFFIX = {".txt": "text/plain", ".html": "text/html", ".htm": "text/html", ".xhtml": "application/xhtml+xml"}


def page_kind(content_type: str, body: bytes) -> PageKind | None:
    """Return "html" or "text", or None for a body that no cleaner reads.

    Binary data and JSON are refused whatever they are declared as. Other declared content types are often wrong too, so
    the start of the body takes precedence. Without a declared type, a body
    with tags is markup, and any other is text.
    """
    if not is_readable(body):
        return None
    start = body[:START_BYTES].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"<!doctype html") or b"<html" in start:
        return "html"
    declared = content_type.partition(";")[0].strip().lower()
    if declared in ("text/html", "application/xhtml+xml"):
        return "html"
    if not declared:
        return "html" if _has_tags(start, body) else "text"
    return "text" if declared == "text/plain" else None


def saved_kind(name: str, body: bytes) -> PageKind | None:
    """Return the kind of a saved body: its file name, "" if it has none, stands for the declared content type."""
    suffix = name[name.rfind(".") :].lower() if "." in name else ""
    return None if _is_binary(body[:START_BYTES]) else page_kind(_TYPES_BY_SUFFIX.get(suffix, ""), body)


def _is_binary(start: bytes) -> bool:
    """Return True if the start of a body has more control characters than any text, as programs and pictures have.

    Text in UTF-16 or UTF-32 has a zero byte beside most letters, or begins with a byte order mark.
    """
    if start.startswith((b"\xff\xfe", b"\xfe\xff")) or _is_wide(start):
        return False
    return len(start) - len(start.translate(None, _CONTROLS)) > _MOST_CONTROLS * len(start)


def _is_wide(start: bytes) -> bool:
    """Return True if zero bytes alternate with letters, as in UTF-16 without a byte order mark."""
    zeros = start.count(0)
    return zeros > len(start) / 3 and max(start[0::2].count(0), start[1::2].count(0)) == zeros


def _has_tags(start: bytes, body: bytes) -> bool:
    plain = start.replace(b"\0", b"")  # UTF-16 has a zero byte beside each letter
    return plain.startswith(b"<") or bool(_TAG.search(plain) and (b"</" in body or b"\0" in start))
