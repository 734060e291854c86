"""Read a large sitemap without parsing known entries again.

The text of the sitemap is cut into its entries, the `<url>` elements. Each entry gets a mark, a hash of its text.
Entries whose marks earlier runs have settled, and articles that the store knows, are left out; an XML parser reads the
rest. Only large and plain sitemaps are cut: each entry must be well-formed by itself, so that leaving one out does not
change how the parser reads the others.
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass, field
from hashlib import blake2b

from cleaners import __version__
from cleaners.urls import link_id
from crawler.sources.readers.elements import plain_address
from crawler.sources.readers.sitemaps import MAX_ENTRIES, MAX_URL_CHARACTERS, is_sitemap_file, sitemap_markup
from crawler.sources.settled import MARK_BYTES, Settled
from crawler.sources.source import Source

MIN_ENTRIES = 100  # a sitemap with fewer entries is parsed in a few milliseconds

MAX_CHILDREN = 1_000  # of an element; an entry may list this many images

# Each repetition can match in only one way, so there is no costly backtracking. Repetitions of a group are not
# possessive because of bugs in CPython: before 3.11.5 it continues after a part of the group that failed to match, and
# later versions may mix up the spans.
_END = "</url>"
_TEXT = r"[^<]*+(?:<!\[CDATA\[(?:[^\]]++|\](?!\]>))*\]\]>[^<]*+)*"
_WORD = r"[A-Za-z_][A-Za-z0-9_.-]*+"
_NAME = rf"(?:{_WORD}:)?(?!(?i:url|sitemap|news)[\s/>]){_WORD}"  # these three have a meaning at any depth
_ATTRIBUTE = rf"""{_WORD}(?::{_WORD})?\s*+=\s*+(?:"[^"<&]*+(?:&#38;[^"<&]*+)*"|'[^'<&]*+')"""
_ATTRIBUTES = rf"(?:\s++{_ATTRIBUTE})*\s*+"


def _children(element: str) -> str:
    """Return the pattern of an element's content: text and up to MAX_CHILDREN elements."""
    return f"{_TEXT}(?:{element}{_TEXT}){{0,{MAX_CHILDREN}}}"


def _element(level: int, content: str) -> str:
    """Return the pattern of an element with this content; `level` names the group that the end tag repeats."""
    return f"<(?P<name{level}>{_NAME}){_ATTRIBUTES}(?:/>|>{content}</(?P=name{level})\\s*+>)"


# Three levels deep, because images and videos have children.
_ELEMENT = _element(2, _children(_element(1, _children(_element(0, _TEXT)))))
_ENTRY = re.compile(rf"<url>\s*+(?:<loc>(?P<loc>{_TEXT})</loc>)?{_children(_ELEMENT)}", re.ASCII)
_MISC = r"(?:\s*+<(?:\?[^<>]*\?|!--[^<>]*--)>)*"
_HEAD = re.compile(rf"{_MISC}\s*+<urlset{_ATTRIBUTES}>{_MISC}", re.ASCII)
_LASTMOD = re.compile(r"<lastmod>([^<]*+)</lastmod>")
_CDATA = re.compile(r"<!\[CDATA\[([^\]<&]*+)\]\]>")
_MARKUP = re.compile(r"<|\]\]>|&(?!#38;)")  # in an address: the XML parser must read it


@dataclass(slots=True)
class CutSitemap:
    """A sitemap cut at its entries, with the settled ones set apart."""

    head: str
    tail: str
    offered: set[bytes]  # marks of settled entries, see `Settled`
    refused: set[bytes]  # marks of settled entries, see `Settled`
    entries: dict[bytes, str]  # mark -> the text of the entry without its end tag
    keys: dict[bytes, str] = field(default_factory=dict)  # mark -> the article key, if the address can be read

    def rest(self, known: Container[str]) -> str:
        """Return the sitemap without the settled entries and those whose key is known."""
        unknown = (text + _END for mark, text in self.entries.items() if self.keys.get(mark) not in known)
        return f"{self.head}{''.join(unknown)}{self.tail}"

    def dates(self, known: Container[str]) -> dict[str, str | None]:
        """Return the unparsed lastmod, or None, of the entries with these keys, by key."""
        dates: dict[str, str | None] = {}
        for mark, key in self.keys.items():
            if key in known and key not in dates:
                match = _LASTMOD.search(self.entries[mark])
                dates[key] = match[1] if match else None
        return dates


def cut_sitemap(body: bytes, url: str, settled: Settled) -> CutSitemap | None:
    """Cut a sitemap into its entries.

    Return None if the sitemap is small or not plain, so that the XML parser must read all of it.
    """
    markup = sitemap_markup(body)
    *texts, tail = markup.split(_END)
    head = _HEAD.match(markup)
    if len(texts) < MIN_ENTRIES or head is None:
        return None
    texts[0] = texts[0][head.end() :]
    tail = "" if len(texts) > MAX_ENTRIES else tail
    entries = {_entry_mark(text): text for text in map(str.strip, texts[:MAX_ENTRIES])}
    offered, refused = entries.keys() & settled.offered, entries.keys() & settled.refused
    for mark in offered | refused:
        del entries[mark]
    sitemap = CutSitemap(head[0], tail, offered, refused, entries)
    return sitemap if _note_keys(sitemap, url) else None


def settle(sitemap: CutSitemap, offered: set[str], source: Source) -> Settled:
    """Settle all entries whose address was read; `offered` has the keys of the links that will be noted.

    Of several entries with the same key, the first is offered and the others are refused. With `max_age`, offered
    entries are not settled, because they may be refused on a later day.
    """
    unassigned = set(offered)
    offered_marks, refused_marks = set(sitemap.offered), set(sitemap.refused)
    for mark, key in sitemap.keys.items():
        if key not in unassigned:
            refused_marks.add(mark)
        elif source.max_age is None:
            offered_marks.add(mark)
        unassigned.discard(key)
    return Settled(rules_fingerprint(source), frozenset(offered_marks), frozenset(refused_marks))


def rules_fingerprint(source: Source) -> str:
    """Return a hash of the rules that refuse links: those of the source and of this version of the crawler."""
    patterns = [pattern and (pattern.pattern, pattern.flags) for pattern in (source.article_url, source.skip_url)]
    rules = (__version__, source.id, source.home, source.sections, source.max_age, patterns)
    return blake2b(repr(rules).encode(), digest_size=16).hexdigest()


def _entry_mark(text: str) -> bytes:
    """Return the hash of an entry's text, which identifies the entry."""
    return blake2b(text.encode("utf-8", "replace"), digest_size=MARK_BYTES).digest()


def _note_keys(sitemap: CutSitemap, url: str) -> bool:
    """Note the article keys of the entries; return False if an entry is not well-formed by itself, or is a sitemap."""
    for mark, text in sitemap.entries.items():
        entry = _ENTRY.fullmatch(text)
        if entry is None:
            return False
        address = (entry["loc"] or "").strip()
        if "<" in address or "&" in address or "]]>" in address:
            address = _decode_address(address)
        if is_sitemap_file(address):
            return False  # it must be read again in every run
        if text.count("<loc>") > 1:
            continue  # the parser reads all of its addresses
        if address and (key := link_id(url, plain_address(address[:MAX_URL_CHARACTERS]))):
            sitemap.keys[mark] = key
    return True


def _decode_address(markup: str) -> str:
    """Return an address as the XML parser would read it; "" if only the parser can read it."""
    if cdata := _CDATA.fullmatch(markup):
        return cdata[1].strip()
    return "" if _MARKUP.search(markup) else markup.replace("&#38;", "&")
