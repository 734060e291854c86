"""A large sitemap cut at its entries, so that those that are known need not be read as XML again.

Only a sitemap that is plain is cut: its entries are `<url>` elements, each sound by itself, so that an XML parser reads
the others as before when one is taken out.
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Self

from cleaners.article import CLEANER_VERSION
from cleaners.urls import link_id
from crawler.sources.sitemaps import MAX_ENTRIES, MAX_URL_CHARACTERS, sitemap_markup
from crawler.sources.source import Source

MIN_ENTRIES = 100  # fewer are read in some milliseconds
MARK_BYTES = 8

MAX_CHILDREN = 1_000  # of an element: a page may have as many images

# No repetition can be read in two ways, so that none costs a second try. Those of a group are not possessive: CPython
# before 3.11.5 goes on behind a part of the group that it has tried in vain, later ones may mix up the spans.
_END = "</url>"
_TEXT = r"[^<]*+(?:<!\[CDATA\[(?:[^\]]++|\](?!\]>))*\]\]>[^<]*+)*"
_WORD = r"[A-Za-z_][A-Za-z0-9_.-]*+"
_NAME = rf"(?:{_WORD}:)?(?!(?i:url|sitemap|news)[\s/>]){_WORD}"  # these three mean something wherever they stand
_ATTRIBUTE = rf"""{_WORD}(?::{_WORD})?\s*+=\s*+(?:"[^"<&]*+(?:&#38;[^"<&]*+)*"|'[^'<&]*+')"""
_ATTRIBUTES = rf"(?:\s++{_ATTRIBUTE})*\s*+"


def _children(element: str) -> str:
    return f"{_TEXT}(?:{element}{_TEXT}){{0,{MAX_CHILDREN}}}"


def _element(level: int, content: str) -> str:
    return f"<(?P<name{level}>{_NAME}){_ATTRIBUTES}(?:/>|>{content}</(?P=name{level})\\s*+>)"


_ELEMENT = _element(2, _children(_element(1, _children(_element(0, _TEXT)))))  # an image has a caption, a video more
_ENTRY = re.compile(rf"<url>\s*+(?:<loc>(?P<loc>{_TEXT})</loc>)?{_children(_ELEMENT)}", re.ASCII)
_MISC = r"(?:\s*+<(?:\?[^<>]*\?|!--[^<>]*--)>)*"
_HEAD = re.compile(rf"{_MISC}\s*+<urlset{_ATTRIBUTES}>{_MISC}", re.ASCII)
_LASTMOD = re.compile(r"<lastmod>([^<]*+)</lastmod>")
_CDATA = re.compile(r"<!\[CDATA\[([^\]<&]*+)\]\]>")
_MARKUP = re.compile(r"<|\]\]>|&(?!#38;)")  # in a text


@dataclass(frozen=True, slots=True)
class Settled:
    """Marks of the entries of a sitemap that earlier runs have dealt with, by the rules of that time."""

    rules: str = ""
    offered: frozenset[bytes] = frozenset()  # their links are noted in the store
    refused: frozenset[bytes] = frozenset()  # the rules refuse them, whatever the day

    @classmethod
    def of(cls, sheet: Sheet, offered: set[str], source: Source) -> Self:
        """Settle all entries of a sheet whose address was read; `offered` are the keys of the links to be noted.

        Of several entries with one key one is offered. What `max_age` may refuse another day is not settled.
        """
        left, marks = set(offered), (set(sheet.offered), set(sheet.refused))
        for mark, key in sheet.keys.items():
            is_offered = key in left
            left.discard(key)
            if not is_offered or source.max_age is None:
                marks[not is_offered].add(mark)
        return cls(rules_of(source), *map(frozenset, marks))


@dataclass(slots=True)
class Sheet:
    """A sitemap cut at its entries; texts and article keys by mark, the settled entries apart."""

    head: str
    tail: str
    offered: set[bytes]
    refused: set[bytes]
    entries: dict[bytes, str]
    keys: dict[bytes, str] = field(default_factory=dict)  # of the entries whose address is there to see

    def rest(self, known: Container[str]) -> str:
        """Return the sitemap without the settled entries and those whose key is known."""
        left = (text + _END for mark, text in self.entries.items() if self.keys.get(mark) not in known)
        return f"{self.head}{''.join(left)}{self.tail}"

    def dates(self, known: Container[str]) -> dict[str, str | None]:
        """Return when the entries with these keys were last touched, as the sitemap writes it, by key."""
        found = {}
        for mark, key in self.keys.items():
            if key in known and key not in found:
                match = _LASTMOD.search(self.entries[mark])
                found[key] = match[1] if match else None
        return found


def cut(body: bytes, url: str, settled: Settled) -> Sheet | None:
    """Cut a sitemap at its entries; None where it is not large and plain, and is to be read as a whole."""
    markup = sitemap_markup(body)
    *texts, tail = markup.split(_END)
    head = _HEAD.match(markup)
    if len(texts) < MIN_ENTRIES or head is None:
        return None
    texts[0] = texts[0][head.end() :]
    tail = "" if len(texts) > MAX_ENTRIES else tail
    entries = {_mark(text): text for text in map(str.strip, texts[:MAX_ENTRIES])}
    offered, refused = entries.keys() & settled.offered, entries.keys() & settled.refused
    for mark in offered | refused:
        del entries[mark]
    sheet = Sheet(head[0], tail, offered, refused, entries)
    return sheet if _read_keys(sheet, url) else None


def rules_of(source: Source) -> str:
    """Name the rules by which links are refused; another version of the crawler may have others."""
    patterns = [pattern and (pattern.pattern, pattern.flags) for pattern in (source.article_url, source.skip_url)]
    rules = (CLEANER_VERSION, source.id, source.home, source.sections, source.max_age, patterns)
    return blake2b(repr(rules).encode(), digest_size=16).hexdigest()


def _mark(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "replace"), digest_size=MARK_BYTES).digest()


def _read_keys(sheet: Sheet, url: str) -> bool:
    """Note the article keys of the entries; False where one is not sound by itself."""
    for mark, text in sheet.entries.items():
        entry = _ENTRY.fullmatch(text)
        if entry is None:
            return False
        address = (entry["loc"] or "").strip()
        if "<" in address or "&" in address or "]]>" in address:
            address = _plain_text(address)
        if address and (key := link_id(url, address[:MAX_URL_CHARACTERS])):
            sheet.keys[mark] = key
    return True


def _plain_text(markup: str) -> str:
    """Read an address as the XML parser would; "" where that is left to it."""
    if cdata := _CDATA.fullmatch(markup):
        return cdata[1].strip()
    return "" if _MARKUP.search(markup) else markup.replace("&#38;", "&")
