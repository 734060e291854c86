"""Find saved pages in files and folders, and turn a file into a page."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from cleaners.page import Page
from crawler.archive.content import TooLargeError
from crawler.archive.foreign_fields import requested_address
from crawler.archive.forms import ARCHIVE_SUFFIXES, FOREIGN_FORMS, FOREIGN_SUFFIXES, WACZ_SUFFIX, unpacked
from crawler.archive.record_page import MAX_BODY_BYTES
from crawler.moments import as_text
from crawler.sources.content_type import begins_as_page, saved_kind

PACKED_SUFFIXES = (".gz", ".zst")
PLAIN_SUFFIXES = (".html", ".htm", ".xhtml", ".txt")
PAGE_SUFFIXES = PLAIN_SUFFIXES + tuple(plain + packed for plain in PLAIN_SUFFIXES for packed in PACKED_SUFFIXES)
ARCHIVE_NAMES = (*ARCHIVE_SUFFIXES, WACZ_SUFFIX)
START_BYTES = 8_192  # read from a file whose name does not tell its type
# Browsers and other programs that save a page note its address in a comment above the head.
_HEAD = re.compile(rb"<(?:head|meta|title|script|body)\b", re.IGNORECASE)
_SAVED_FROM = re.compile(rb"<!--(?=[^>]{0,500}\bsaved\b)[^>]{0,500}?(https?://[^\s<>\"']{1,2000})", re.IGNORECASE)
# Why a saved file is not read, by reason code.
WHY_NOT = {
    **FOREIGN_FORMS,
    "not_html": "is neither HTML nor text; save the page as a browser shows it",
    "too_large": f"is larger than {MAX_BODY_BYTES // 1024**2} MB, unpacked; a crawl would not fetch it",
    "empty": "is empty",
}


def files_of(paths: Iterable[str]) -> Iterator[Path | None]:
    """Yield the files in order, a folder's files sorted; None stands for standard input, which is named `-`."""
    for given in paths:
        path = Path(given)
        if given == "-":
            yield None
        elif os.path.isdir(path):  # unlike Path.is_dir, it raises no error for a name that is too long
            named = (file for file in path.rglob("*") if _holds_pages(file))
            # A folder without pages and a broken link are not left out: reading them fails with an error that names
            # them.
            yield from sorted(file for file in named if file.is_file() or not file.exists()) or [path]
        else:
            yield path


def _holds_pages(file: Path) -> bool:
    """Return True for a file that has the suffix of pages or archives, or that begins like an HTML page.

    Copies of whole sites have pages such as `story.php`, `index.html?id=5` and `story`.
    """
    if file.name.lower().endswith(PAGE_SUFFIXES + ARCHIVE_NAMES + FOREIGN_SUFFIXES):
        return True
    if not file.is_file():  # opening a pipe would wait for its writer
        return False
    try:
        with file.open("rb") as opened:
            return begins_as_page(opened.read(START_BYTES))
    except OSError:
        return False


def saved_page(path: Path) -> Page:
    """Read a page that was saved as a file.

    Raises:
        OSError: The file cannot be read.
        ValueError: The file is not a page; the message is a reason code.
    """
    with path.open("rb") as file:
        body = file.read(MAX_BODY_BYTES + 1)
    address = path.absolute().as_uri()
    saved_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)  # the best guess at when it was fetched
    page = page_of(body, path.name)
    return replace(page, requested_url=address, raw_ref=address, fetched_at=as_text(saved_at))


def page_of(body: bytes, name: str = "") -> Page:
    """Return the content of a file as a page, with the address that it notes, if any; `name` is the file's name, or "".

    Raises:
        ValueError: The body is not a page; the message is a reason code: too_large, not_html or empty.
    """
    if len(body) > MAX_BODY_BYTES:
        raise ValueError("too_large")
    try:
        body = unpacked(body, MAX_BODY_BYTES)
    except TooLargeError:
        raise ValueError("too_large") from None
    kind = saved_kind(name.removesuffix(".gz").removesuffix(".zst"), body)
    if kind is None or not body:
        raise ValueError("not_html" if body else "empty")
    return Page(body=body, url=_saved_from(body) if kind == "html" else "", kind=kind, discovered_by="given")


def _saved_from(body: bytes) -> str:
    """Return the address in the comment of the program that saved a page; "" without one."""
    above_head = _HEAD.split(body[:START_BYTES], maxsplit=1)[0]
    found = _SAVED_FROM.search(above_head)
    return (found and requested_address(found[1].decode("utf-8", "replace"))) or ""
