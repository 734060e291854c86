"""Recognises markup and plain text among fetched and saved bodies."""

from __future__ import annotations

import re
from typing import Literal

PageKind = Literal["html", "text"]

START_BYTES = 1024  # of a body, which decide
_TAG = re.compile(rb"<[a-z!?/]")
_TYPES_BY_SUFFIX = {".txt": "text/plain", ".html": "text/html", ".htm": "text/html", ".xhtml": "application/xhtml+xml"}


def page_kind(content_type: str, body: bytes) -> PageKind | None:
    """Return "html" or "text", or None for a body that no cleaner reads.

    Declared content types are often wrong, so the start of the body takes precedence. Without a declared type, a body
    with tags is markup, and any other is text.
    """
    start = body[:START_BYTES].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"<!doctype html") or b"<html" in start:
        return "html"
    declared = content_type.partition(";")[0].strip().lower()
    if start.startswith(b"%pdf") or b"\0\0\0" in start:
        return None
    if declared in ("text/html", "application/xhtml+xml"):
        return "html"
    if not declared:
        return "html" if _has_tags(start, body) else "text"
    return "text" if declared == "text/plain" else None


def saved_kind(name: str, body: bytes) -> PageKind | None:
    """Return the kind of a saved body: its file name, "" if it has none, stands for the declared content type."""
    suffix = name[name.rfind(".") :].lower() if "." in name else ""
    return page_kind(_TYPES_BY_SUFFIX.get(suffix, ""), body)


def _has_tags(start: bytes, body: bytes) -> bool:
    plain = start.replace(b"\0", b"")  # UTF-16 has a zero byte beside each letter
    return plain.startswith(b"<") or bool(_TAG.search(plain) and (b"</" in body or b"\0" in start))
