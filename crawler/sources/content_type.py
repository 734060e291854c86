"""Recognises markup and plain text among fetched bodies."""

from __future__ import annotations

from typing import Literal

PageKind = Literal["html", "text"]


def page_kind(content_type: str, body: bytes) -> PageKind | None:
    """Return "html" or "text", or None for a body that no cleaner reads.

    Declared content types are often wrong, so the start of the body takes precedence.
    """
    start = body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")) or b"<html" in start:
        return "html"
    declared = content_type.partition(";")[0].strip().lower()
    if start.startswith(b"%pdf") or b"\0\0\0" in start:
        return None
    if declared in ("", "text/html", "application/xhtml+xml"):
        return "html"
    return "text" if declared == "text/plain" else None
