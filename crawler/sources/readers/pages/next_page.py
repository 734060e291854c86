"""Find the next page of a list of articles in any language: by its declaration, its number, or other marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from urllib.parse import urlsplit

from lxml import etree
from lxml.html import HtmlElement

from cleaners.page_number import added_number
from cleaners.urls import is_same_site, resolve, url_key
from crawler.sources.link_score import (
    ARTICLE_THRESHOLD,
    Place,
    has_headline,
    names_action,
    score_link,
    telling_words,
)
from crawler.sources.readers.pages.anchors import MAX_ANCHORS, anchor_text
from crawler.sources.readers.pages.references import JSON_ADDRESS, MAX_HREF_CHARACTERS, reference_of

_MAX_TEXT_WORDS = 3  # in a link to the next page: "2", "Older posts", "Mehr anzeigen"
# Names that programs give to the continuation of a list. Links called "more" lead to articles.
_CLASSES_OF_LINKS = re.compile(r"(?<![a-z])(?:next|older)(?![a-z])", re.IGNORECASE)
_CLASSES = re.compile(r"(?<![a-z])(?:next|older|more|infinite|pagination)(?![a-z])", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"data-(?:[a-z]{1,20}-){0,3}(?:next|more)(?:-[a-z]{1,20}){0,3}|hx-get", re.IGNORECASE)
_REFERENCE = re.compile(r"href|data-(?:[a-z]{1,20}-){0,3}(?:url|href|link|src|path|endpoint|source|api)", re.IGNORECASE)
_WITH_JSON = etree.XPath("//*[@*[starts-with(., '{') and starts-with(name(), 'data-')]]")
_WITH_PATHS = etree.XPath(
    "//*[not(self::a[@href and not(starts-with(@href, '#'))])"
    " and @*[starts-with(., '/') and starts-with(name(), 'data-')]]"
)
_CONTINUING = etree.XPath(
    "//*[self::button or ((self::a or self::div or self::li or self::span or self::section) and @*)]"
)
_ARROWS = frozenset("›»→>▸▶⟩❯≫⇒➔➜►")  # at the end of the text of a link to the next page
# The next page in the data of a script, such as "next_page_url": "/politics?page=2".
_DATA_ADDRESS = re.compile(
    r"""(?<![a-z])next_?(?:page)?_?(?:url|link|href|path)?["']?\s{0,9}:\s{0,9}["']"""
    r"""(?=\\?/|\?|https?:)([^"'\s<>]{1,2000})["']""",
    re.IGNORECASE,
)
_MAX_DATA_ADDRESSES = 100  # read from a script or attribute
_MAX_DATA_CHARACTERS = 200_000  # of a script or attribute that are searched for the next page
_LOADED = ("turbo-frame", "include-fragment")  # elements whose content is loaded when they come into view
_NUMBERS = re.compile(r"\d{1,9}")
# A parameter with a number of articles, not of a page.
_OFFSET = re.compile(r"(?:^|&)(?:offset|start|skip|from|begin)=\d", re.IGNORECASE)

# A parameter that names the article after which a page of a list begins.
_CURSOR = re.compile(r"(?:^|&)(before|after|until|older|cursor|max|max_?id|olderthan|older_than|last|last_?id)=[^&]")


@dataclass(frozen=True, slots=True)
class PageOfList:
    """A page of a list of articles."""

    url: str
    number: int  # from 1
    sections: frozenset[str] = frozenset()  # addresses of other lists to which it links


def find_next_page(tree: HtmlElement, base: str, page: PageOfList) -> str | None:
    """Return the address of the page that follows a page of a list; None if there is none.

    A link with rel="next" declares it. Otherwise its address differs from this page's only in one number, and either
    that number or the link's text is the number of the next page. (The addresses of days in a calendar differ in
    several numbers.) If there is no such link, these decide: names of classes and attributes, arrows, the data of
    scripts, or a parameter that says where the next page begins.
    """
    by_number = by_cursor = None
    for element in islice(tree.iter("link", "a", "form", "button", "option", *_LOADED), MAX_ANCHORS):
        named = {"link": "href"} | dict.fromkeys(_LOADED, "src")
        reference = element.get(named[element.tag], "") if element.tag in named else reference_of(element)
        address = _address(reference, base, page.url)
        if address is None:
            continue
        if "next" in element.get("rel", "").lower().split():
            return address
        is_other_list = element.tag != "form" and address in page.sections
        may_be_next = by_number is None and element.tag != "link" and not is_other_list
        text = anchor_text(element)
        if may_be_next and (_is_next_number(address, text, page) or _is_sent_number(element, address, page)):
            by_number = address
        if may_be_next and _continues_by_cursor(address, text, page):
            by_cursor = address  # the last one counts, because newer articles are offered before older ones
    found = by_number or _by_name(tree, base, page) or _in_data(tree, base, page) or by_cursor
    return found or _in_attribute(tree, base, page)


def _by_name(tree: HtmlElement, base: str, page: PageOfList) -> str | None:
    """Return the address at which a script, or a link with a class such as "next", continues the list; else None."""
    for element in islice(_CONTINUING(tree), MAX_ANCHORS):
        for reference in _continuations(element):
            address = _address(reference, base, page.url)
            if address and address not in page.sections and _may_continue(element, address, page.url):
                return address
    return None


def _continuations(element: HtmlElement) -> Iterator[str]:
    """Yield the addresses in attributes of an element that are named like the continuation of a list."""
    names = _CLASSES_OF_LINKS if element.tag == "a" else _CLASSES
    labels = " ".join(element.get(name, "")[:200] for name in ("class", "aria-label"))
    is_named = bool(names.search(labels)) or (element.tag == "a" and _is_arrow(anchor_text(element)))
    for name, value in element.attrib.items():
        if ("/" in value or "?" in value) and (_ATTRIBUTE.fullmatch(name) or (is_named and _REFERENCE.fullmatch(name))):
            in_json = JSON_ADDRESS.search(value[:MAX_HREF_CHARACTERS]) if value[:1] == "{" else None
            yield in_json[1].replace("\\/", "/") if in_json else value.strip()


def _in_data(tree: HtmlElement, base: str, page: PageOfList) -> str | None:
    """Return the address that a script, or JSON in an attribute, names as the next page; else None.

    It is below the list, or differs from the page's address only in a number.
    """
    scripts = (script.text or "" for script in islice(tree.iter("script"), MAX_ANCHORS))
    attributes = (value for element in islice(_WITH_JSON(tree), MAX_ANCHORS) for value in element.attrib.values())
    for text in chain(scripts, (value for value in attributes if value[:1] == "{")):
        for match in islice(_DATA_ADDRESS.finditer(text[:_MAX_DATA_CHARACTERS]), _MAX_DATA_ADDRESSES):
            address = _address(match[1].replace("\\/", "/"), base, page.url)
            if address is None:
                continue
            is_below = urlsplit(address).path.startswith(urlsplit(page.url).path.rstrip("/"))
            continues = is_below or added_number(page.url, address) is not None
            if continues and score_link(address, "", Place())[0] < ARTICLE_THRESHOLD:
                return address
    return None


def _in_attribute(tree: HtmlElement, base: str, page: PageOfList) -> str | None:
    """Return the address with the number of the next page in any attribute for scripts; else None."""
    for element in islice(_WITH_PATHS(tree), MAX_ANCHORS):
        for name, value in element.attrib.items():
            address = _address(value, base, page.url) if name.startswith("data-") and value[:1] == "/" else None
            if address and (added_number(page.url, address) == page.number + 1 or _loads_rest(element, address)):
                return address
    return None


def _loads_rest(button: HtmlElement, address: str) -> bool:
    """Return True for a button that loads articles from a number on."""
    found = _OFFSET.search(urlsplit(address).query)
    return button.tag == "button" and found is not None and not found[0].endswith("=0")


def _may_continue(element: HtmlElement, address: str, url: str) -> bool:
    """Return False if the address is that of an article, or if a link leads away from the list.

    A link with a class such as "next" may lead to the folder of the list; one with a label or an arrow, only below it.
    """
    path = urlsplit(url).path
    is_named = bool(_CLASSES_OF_LINKS.search(element.get("class", "")[:200]))
    is_below = urlsplit(address).path.startswith(path.rpartition("/")[0] + "/" if is_named else path.rstrip("/"))
    return (is_below or element.tag != "a") and score_link(address, "", Place())[0] < ARTICLE_THRESHOLD


def _address(reference: str, base: str, url: str) -> str | None:
    """Return the address of a link to another page of the site, unless it changes something; else None."""
    if not reference or len(reference) > MAX_HREF_CHARACTERS or reference.startswith("#"):
        return None
    address = resolve(base, reference)
    if not address or names_action(address):
        return None
    return address if is_same_site(address, url) and url_key(address) != url_key(url) else None


def _is_next_number(address: str, text: str, page: PageOfList) -> bool:
    number = added_number(page.url, address)
    if text.isdecimal() and len(text) < 10:
        return int(text) == page.number + 1 and (number is not None or _is_file_of_page(address, text, page.url))
    if number is None:
        return False
    has_offset = bool(_OFFSET.search(urlsplit(address).query))
    is_counted_from_zero = number == page.number and text[-1:] in _ARROWS
    if not (number == page.number + 1 or is_counted_from_zero or has_offset or _follows(page.url, address)):
        return False
    return telling_words(text) <= _MAX_TEXT_WORDS or (has_offset and not has_headline(text))


def _is_arrow(text: str) -> bool:
    """Return True for an arrow to the right, which may be doubled."""
    return bool(text) and _ARROWS.issuperset(text)


def _is_sent_number(element: HtmlElement, address: str, page: PageOfList) -> bool:
    """Return True for a form of one button that sends the number of the next page, counted from 0 or 1."""
    return element.tag == "form" and added_number(page.url, address) in (page.number, page.number + 1)


def _is_file_of_page(address: str, number: str, url: str) -> bool:
    """Return True for a file in the folder of the page whose name has only the page number, such as index2.html."""
    folder, _, name = urlsplit(address).path.rpartition("/")
    return folder == urlsplit(url).path.rpartition("/")[0] and _NUMBERS.findall(name) == [number]


def _follows(url: str, address: str) -> bool:
    """Return True if the parameters of two addresses differ only in one number, by one."""
    pairs = [
        pair for pair in zip(*map(_NUMBERS.findall, map(_query, (url, address))), strict=False) if pair[0] != pair[1]
    ]
    return len(pairs) == 1 and int(pairs[0][0]) + 1 == int(pairs[0][1])


def _query(url: str) -> str:
    return urlsplit(url).query


def _continues_by_cursor(address: str, text: str, page: PageOfList) -> bool:
    """Return True if an address is the page's with a cursor, which must be the same parameter if the page has one."""
    here, there = urlsplit(page.url), urlsplit(address)
    if here.path != there.path or telling_words(text) > _MAX_TEXT_WORDS:
        return False
    old, new = _CURSOR.search(here.query.lower()), _CURSOR.search(there.query.lower())
    return new is not None and (old is None or old[1] == new[1])
