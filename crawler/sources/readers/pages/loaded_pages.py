"""Find pages that belong to a page: those that it loads or leads to by itself, and those that readers choose."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from urllib.parse import urlencode

from lxml import etree
from lxml.html import HtmlElement

from cleaners.urls import is_same_site, resolve
from crawler.sources.link_score import is_file
from crawler.sources.readers.pages.anchors import MAX_ANCHORS
from crawler.sources.readers.pages.references import MAX_HREF_CHARACTERS

MAX_FRAMES = 10
MAX_FRAGMENTS = 10
MAX_FORMS = 10
MAX_OPTIONS = 60  # the first options of a list in a form
_MAX_FIELDS = 10  # in a form in which people only choose
_BUTTONS = frozenset({"submit", "button", "image", "hidden", "reset"})
# Relations of HTML 4 and of blogs.
_INDEXES = frozenset({"contents", "index", "toc", "archives", "archive", "section", "chapter"})
_REFRESH = re.compile(  # the content of a meta refresh: seconds and an address
    r"\s{0,9}\d{0,9}(?:\.\d{0,9})?\s{0,9}[;,\s]\s{0,9}(?:url\s{0,9}=)?\s{0,9}[\"']?([^\s\"']++)", re.IGNORECASE
)
# A directive for the server (SSI) that reached the page, because the server does not know it.
_INCLUDE = re.compile(
    r"""<!--\s{0,9}#\s{0,9}include\s{1,9}(?:virtual|file)\s{0,9}=\s{0,9}["']?([^"'<>\s]{1,2000})""", re.IGNORECASE
)
# Elements whose content a script loads when they are shown: custom elements, and those that htmx fills.
_FRAGMENTS = etree.XPath("//*[(contains(name(), '-') and @src) or (@hx-get and @hx-trigger)]")
_FILLING = re.compile(r"data-(?:[a-z]{1,20}-){0,3}(?:url|href|src|endpoint|source|api|remote)")
_EMPTY_PARTS = etree.XPath(
    "//*[(self::div or self::section or self::ul or self::ol) and not(*) and not(normalize-space())"
    " and @*[starts-with(name(), 'data-') and starts-with(., '/')]]"
)
_WHEN_SHOWN = re.compile(r"(?:^|[\s,])(?:load|revealed|intersect)(?![\w-])", re.IGNORECASE)
_MAX_TRIGGER_CHARACTERS = 200


def loaded_pages(tree: HtmlElement, base: str) -> Iterator[str]:
    """Yield the pages of the site that a page shows in a frameset, loads as parts of itself, or refreshes to."""
    references = [frame.get("src", "") for frame in islice(tree.iter("frame"), MAX_FRAMES)]
    references += islice(_fragments(tree), MAX_FRAGMENTS)
    for meta in islice(tree.iter("meta"), MAX_ANCHORS):
        if meta.get("http-equiv", "").strip().lower() == "refresh":
            found = _REFRESH.match(meta.get("content", "")[:MAX_HREF_CHARACTERS])
            references += [found[1]] if found else []
    yield from _of_site(references, base)


def included_pages(text: str, base: str) -> Iterator[str]:
    """Yield the pages of the site that its server should have included in a page, by comments that it left there."""
    if "#include" in text:
        yield from _of_site((match[1] for match in islice(_INCLUDE.finditer(text), MAX_FRAMES)), base)


def framed_pages(tree: HtmlElement, base: str) -> Iterator[str]:
    """Yield the pages of the site that a page shows in inline frames or objects, or that its server should include."""
    references = [frame.get("src", "") for frame in islice(tree.iter("iframe", "embed", "esi:include"), MAX_FRAMES)]
    references += [shown.get("data", "") for shown in islice(tree.iter("object"), MAX_FRAMES)]
    yield from _of_site(references, base)


def indexed_pages(tree: HtmlElement, base: str) -> Iterator[str]:
    """Yield the pages of the site that a page declares as its contents, or that may fill its empty parts."""
    links = (link for link in islice(tree.iter("link"), MAX_ANCHORS) if _is_index(link))
    yield from _of_site((link.get("href", "") for link in links), base, with_files=True)
    parts = (part.attrib.items() for part in islice(_EMPTY_PARTS(tree), MAX_FRAGMENTS))
    yield from _of_site((value for each in parts for name, value in each if _FILLING.fullmatch(name)), base)


def translated_pages(tree: HtmlElement, base: str) -> Iterator[str]:
    """Yield the pages of the site that a page declares as its translations into other languages."""
    known = {_language(tree.get("lang", "")), "x"}  # x-default
    links = (link for link in islice(tree.iter("link"), MAX_ANCHORS) if "hreflang" in link.attrib)
    yield from _of_site(
        (link.get("href", "") for link in links if _language(link.get("hreflang", "")) not in known), base
    )


def _language(tag: str) -> str:
    return tag.strip().lower().partition("-")[0]


def chosen_pages(tree: HtmlElement, base: str) -> Iterator[str]:
    """Yield the pages of the site that people choose from the one list in a form, such as the days of an archive."""
    for form in islice(tree.iter("form"), MAX_FORMS):
        fields = list(islice(form.iter("input", "select", "textarea"), _MAX_FIELDS))
        lists = [field for field in fields if field.tag == "select" and field.get("name")]
        others = [field.get("type", "").strip().lower() for field in fields if field.tag != "select"]
        if len(lists) == 1 and _BUTTONS.issuperset(others) and form.get("method", "get").strip().lower() == "get":
            hidden = [(field.get("name", ""), field.get("value", "")) for field in fields if field.tag == "input"]
            values = [option.get("value", "") for option in islice(lists[0].iter("option"), MAX_OPTIONS)]
            queries = ([*filter(all, hidden), (lists[0].get("name", ""), value)] for value in values if value.strip())
            action = form.get("action", "").strip().partition("?")[0]
            yield from _of_site((f"{action}?{urlencode(query)}" for query in queries), base)


def _is_index(link: HtmlElement) -> bool:
    relations = link.get("rel", "").lower().split()
    is_data = "preload" in relations and link.get("as") == "fetch"
    return is_data or not _INDEXES.isdisjoint(relations)


def _of_site(references: Iterable[str], base: str, *, with_files: bool = False) -> Iterator[str]:
    for reference in references:
        address = resolve(base, reference[:MAX_HREF_CHARACTERS]) if reference.strip() else None
        if address and is_same_site(address, base) and (with_files or not is_file(address)):
            yield address


def _fragments(tree: HtmlElement) -> Iterator[str]:
    """Yield the addresses of the parts that a page's scripts load; AMP's components are pictures and films."""
    for element in _FRAGMENTS(tree):
        if _WHEN_SHOWN.search(element.get("hx-trigger", "")[:_MAX_TRIGGER_CHARACTERS]):
            yield element.get("hx-get", "")
        elif element.get("src") and not element.tag.startswith("amp-"):
            yield element.get("src", "")
