"""Find the links in a page's data, from which scripts render its list: in JSON, in script values, in written markup.

Even if a page has its list as markup, its data may name further articles, which a click would show.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, islice
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from cleaners.islands import scripts
from cleaners.urls import is_same_site, path_of, resolve, url_key
from crawler.sources.link_score import ARTICLE_THRESHOLD, Place, is_file, score_link, telling_words
from crawler.sources.readers.elements import clean_title
from crawler.sources.readers.json_links import NotJsonError, json_links, json_value
from crawler.sources.readers.pages.anchors import Anchor
from crawler.sources.readers.pages.data.packed_data import commented_markup, packed_values, quoted_addresses
from crawler.sources.source import ArticleLink, FoundBy

MAX_SCRIPTS = 100  # from which data are read
MAX_WRITTEN_CHARACTERS = 500_000  # of scripts that are searched for markup
MAX_MENU_WORDS = 3  # in the name of a section
MIN_CHARACTERS = 20  # in a script with data
_DATA_TYPE = re.compile(r"[\w./+-]{0,60}json", re.IGNORECASE)
# A link in a string of a script; its quotation marks and slashes may be escaped. An address that the script composes
# contains quotation marks or a placeholder, and does not match.
_WRITTEN = re.compile(
    r"""<a\s[^<>]{0,300}?href\s{0,9}=\s{0,9}(?P<mark>\\?["'])(?P<address>[^"'`\s<>${}+]{1,2000})(?P=mark)[^<>]{0,300}>"""
    r"""(?P<text>(?:[^<]{0,300}<(?!\\?/a\b)){0,9}[^<]{0,300})<\\?/a\b""",
    re.IGNORECASE,
)
_INTERFACE_SEGMENTS = frozenset({"api", "ajax", "graphql", "wp-json", "_next"})  # addresses of data, not of pages


@dataclass(frozen=True, slots=True)
class DataPage:
    """A page whose data are searched for links."""

    text: str
    tree: HtmlElement
    base: str


def all_links(page: DataPage, found_by: FoundBy) -> Iterator[ArticleLink]:
    """Yield the distinct links in all data of a page, in the markup that its scripts write, and in their strings."""
    values = chain(script_values(page.tree, any_type=True), scripts.values(page.text, ()), packed_values(page.tree))
    found = chain(*(json_links(value, page.base, found_by) for value in values), _written_links(page, found_by))
    yield from _of_site(chain(found, _named_links(page, found_by)), page.base)


def _named_links(page: DataPage, found_by: FoundBy) -> Iterator[ArticleLink]:
    """Yield the addresses in the strings of scripts that are those of articles, although no title is known."""
    for named in quoted_addresses(page.tree):
        address = resolve(page.base, named)
        score, reasons = score_link(address, "", Place()) if address else (0.0, ())
        if address and score >= ARTICLE_THRESHOLD and not _is_interface(address):
            yield ArticleLink(url=address, found_by=found_by, score=score, reasons=reasons)


def titled_links(page: DataPage, found_by: FoundBy) -> Iterator[ArticleLink]:
    """Yield the distinct probable articles in the JSON of a page that have a title or are in a schema.org list."""
    found = chain.from_iterable(
        json_links(value, page.base, found_by) for value in script_values(page.tree, any_type=False)
    )
    yield from (
        link for link in _of_site(found, page.base) if link.score >= ARTICLE_THRESHOLD and not _is_interface(link.url)
    )


def menu_anchors(tree: HtmlElement, base: str) -> Iterator[Anchor]:
    """Yield the addresses with a short name in the data of a page, of which a script may make a menu."""
    values = chain(script_values(tree, any_type=True), packed_values(tree))
    for link in chain.from_iterable(json_links(value, base, "front_page") for value in values):
        if link.title and telling_words(link.title) <= MAX_MENU_WORDS and link.score < ARTICLE_THRESHOLD:
            yield Anchor(link.url, link.title, Place(navigation=True), is_navigation=True)


def _of_site(found: Iterator[ArticleLink], base: str) -> Iterator[ArticleLink]:
    seen: set[str] = set()
    for link in found:
        if (key := url_key(link.url)) not in seen and is_same_site(link.url, base) and not is_file(link.url):
            seen.add(key)
            yield link


def _is_interface(url: str) -> bool:
    is_host = urlsplit(url).netloc.startswith("api.")
    return is_host or not _INTERFACE_SEGMENTS.isdisjoint(path_of(url).lower().split("/"))


def script_values(tree: HtmlElement, *, any_type: bool) -> Iterator[object]:
    """Yield the JSON in scripts, even in those that are too short to hold an article."""
    for script in islice(tree.iter("script"), MAX_SCRIPTS):
        text = (script.text or "").strip().removeprefix("<!--").removesuffix("-->").strip()
        is_read = any_type or _DATA_TYPE.fullmatch(script.get("type", "").strip())
        if is_read and len(text) >= MIN_CHARACTERS and ("{" in text[:200] or "[" in text[:200]):
            with suppress(NotJsonError):
                yield json_value(text)


def _written_links(page: DataPage, found_by: FoundBy) -> Iterator[ArticleLink]:
    """Yield the links in the markup that scripts write into the page, or show from its comments."""
    left = MAX_WRITTEN_CHARACTERS
    for element in islice(page.tree.iter("script", "textarea"), MAX_SCRIPTS):
        text = "" if _DATA_TYPE.fullmatch(element.get("type", "").strip()) else (element.text or "")[:left]
        left -= len(text)
        yield from _links_in(text, page, found_by)
    yield from _links_in(commented_markup(page.text), page, found_by)


def _links_in(text: str, page: DataPage, found_by: FoundBy) -> Iterator[ArticleLink]:
    if "<a" in text:
        for match in _WRITTEN.finditer(text):
            address = resolve(page.base, match["address"].replace("\\/", "/"))
            title = clean_title(match["text"].replace("\\/", "/"))
            if address and title:
                score, reasons = score_link(address, title, Place())
                yield ArticleLink(url=address, found_by=found_by, title=title, score=score, reasons=reasons)
