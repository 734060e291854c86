"""Recognise markup and plain text among fetched and saved bodies."""

from __future__ import annotations

import re
from typing import Literal

from cleaners.text.formats import is_readable

PageKind = Literal["html", "text"]

START_BYTES = 1024  # of a body; its type is recognised by them
_BLANKS = b"\xef\xbb\xbf \t\r\n"  # with the bytes of a byte order mark
_TAG = re.compile(rb"<[a-z!?/]")
# Some servers put a space, a comma or a second type after the first one.
_MEDIA_TYPE = re.compile(r"[\s\"';,]*([\w.+*-]{1,60}/[\w.+*-]{1,60})")
# These count as unknown in WHATWG's MIME Sniffing Standard.
_UNKNOWN_TYPES = ("unknown/unknown", "application/unknown", "*/*")
_TYPES_BY_SUFFIX = {".txt": "text/plain", ".html": "text/html", ".htm": "text/html", ".xhtml": "application/xhtml+xml"}
# Suffixes of text files that are settings, programs or tables. A page with such a name is recognised by its tags.
_OTHER_SUFFIXES = frozenset({
    ".toml", ".ini", ".cfg", ".conf", ".env", ".yaml", ".yml", ".lock", ".log", ".csv", ".tsv", ".sql", ".sh", ".bat",
    ".py", ".js", ".mjs", ".ts", ".css", ".c", ".h", ".go", ".rs", ".java", ".rb", ".jsonl",
})  # fmt: skip


def body_kind(content_type: str, body: bytes) -> PageKind | None:
    """Return "html" or "text", or None for a body that the cleaner cannot read.

    Binary data and JSON are refused, whatever type is declared. Declared types are often wrong, so the start of the
    body takes precedence. Without a usable declared type, a body with tags is markup, and any other body is text.
    """
    if not is_readable(body):
        return None
    start = _start(body)
    if start.startswith(b"<!doctype html") or b"<html" in start:
        return "html"
    declared = _declared(content_type)
    if declared in ("text/html", "application/xhtml+xml"):
        return "html"
    if not declared:
        return "html" if _has_tags(start, body) else "text"
    return "text" if declared == "text/plain" else None


def _start(body: bytes) -> bytes:
    """Return the start of a body in lower case, after byte order marks, blanks and a comment."""
    start = body[: 8 * START_BYTES].lstrip(_BLANKS)
    if start.startswith(b"<!--"):
        start = start.partition(b"-->")[2].lstrip(_BLANKS) or start
    return start[:START_BYTES].lower()


def saved_kind(name: str, body: bytes) -> PageKind | None:
    """Return the kind of a saved body; the suffix of its file name, if it has one, is the declared type."""
    suffix = name[name.rfind(".") :].lower() if "." in name else ""
    kind = body_kind(_TYPES_BY_SUFFIX.get(suffix, ""), body)
    return None if kind == "text" and suffix in _OTHER_SUFFIXES else kind


def begins_as_page(body: bytes) -> bool:
    """Return True if the first tag is that of an HTML page, whatever the name and the declared type say."""
    start = _start(body)
    return start.startswith((b"<!doctype html", b"<html")) or (start.startswith(b"<?xml") and b"<html" in start)


def _declared(content_type: str) -> str:
    """Return the media type in a header; "" if there is none, or if it says nothing about the body."""
    found = _MEDIA_TYPE.match(content_type)
    media_type = found.group(1).lower() if found else ""
    return "" if media_type in _UNKNOWN_TYPES else media_type


def _has_tags(start: bytes, body: bytes) -> bool:
    plain = start.replace(b"\0", b"")  # UTF-16 has a zero byte beside each letter
    return plain.startswith(b"<") or bool(_TAG.search(plain) and (b"</" in body or b"\0" in start))
