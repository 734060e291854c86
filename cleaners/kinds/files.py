"""Recognise the list of files that a web server shows for a folder, by its links and the text beside them."""

from __future__ import annotations

import re
from itertools import islice
from urllib.parse import unquote, urljoin, urlsplit

from lxml.html import HtmlElement

from cleaners.document import Document

MIN_FILES = 4
MIN_SHARE = 0.8  # share of the links that are files; links that sort the list or lead to a folder above do not count
MAX_OTHER_SHARE = 0.3  # share of the words that are neither file names nor dates and sizes
MAX_LINKS = 1_000  # links read
TRIED_LINKS = 30  # the first links; at least MIN_FILES of them are files
MAX_PIECES = 4  # of a link's text; servers put size and date into it
_PATH_END = re.compile("[?#]")
_CUT_OFF = ("..>", "...", "..", "…")


def is_file_list(document: Document) -> bool:
    """Return True if nearly all links have the name of the file that they lead to, and there is little other text."""
    tried = document.elements.linked[:TRIED_LINKS]
    if sum(_is_named(link, _PATH_END.split(href.strip(), 1)[0]) for link, href in tried) < MIN_FILES:
        return False  # as on most pages, whose addresses need not be resolved
    links = _links_inwards(document)
    named = sum(_is_named(*link) for link in links)
    return named >= max(MIN_FILES, MIN_SHARE * len(links)) and _has_little_else(document, links)


def _links_inwards(document: Document) -> list[tuple[HtmlElement, str]]:
    """Return the first links and their paths, without those that sort the list or lead to a folder above it."""
    base = document.page.url or ""
    folder = _path(base, "")
    paths = ((link, _path(base, href)) for link, href in document.elements.linked[:MAX_LINKS])
    return [(link, path) for link, path in paths if not folder.startswith(path)]


def _path(base: str, href: str) -> str:
    """Return the path of an address, "" if it is malformed, such as `http://[`."""
    try:
        return urlsplit(urljoin(base, href)).path
    except ValueError:
        return ""


def _is_named(link: HtmlElement, path: str) -> bool:
    """Return True if the first text in a link is the last part of its path, or the beginning of it if cut off."""
    name = unquote(path).rstrip("/").rpartition("/")[2]
    for piece in islice(link.itertext(), MAX_PIECES):
        if shown := piece.strip().rstrip("/"):
            cut = next((shown.removesuffix(end) for end in _CUT_OFF if shown.endswith(end)), None)
            return shown == name or bool(cut and name.startswith(cut))
    return False


def _has_little_else(document: Document, links: list[tuple[HtmlElement, str]]) -> bool:
    names = {word for link, _ in links for word in "".join(islice(link.itertext(), MAX_PIECES)).split()}
    words = [word for block in document.kept() for word in block.text.split()]
    others = (word for word in words if word not in names and word.isalpha())
    return sum(1 for _ in others) <= MAX_OTHER_SHARE * len(words)
