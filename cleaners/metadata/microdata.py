"""Microdata and RDFa: what `itemprop` and `property` attributes say in the body of a page."""

from __future__ import annotations

import re

from lxml.etree import XPath
from lxml.html import HtmlElement

from cleaners.metadata.strings import element_text, plain

MAX_ELEMENTS = 2_000

Microdata = dict[str, list[str]]

_MARKED = XPath("descendant-or-self::*[@itemprop or @itemscope or (@property and not(self::meta))]")
_SCOPE = XPath("ancestor::*[@itemscope or @typeof][1]")
_ARTICLE = re.compile(r"Article|Posting|Report|WebPage|CreativeWork|Recipe|Review|Blog$", re.IGNORECASE)
_WANTED = frozenset(
    {"headline", "alternativeheadline", "datepublished", "datemodified", "author", "creator", "articlesection"}
)
_DUBLIN_CORE = {
    "dc:date": "datepublished",
    "dc:created": "datepublished",
    "dc:modified": "datemodified",
    "dc:creator": "creator",
}


def read(tree: HtmlElement) -> Microdata:
    """The article's properties by lower-case name; `author` holds the names, `itemtype` the types of the page."""
    marked = _MARKED(tree)
    kinds = [kind for e in marked if e.get("itemscope") is not None and (kind := e.get("itemtype")) is not None]
    found: Microdata = {"itemtype": [kind.rstrip("/").rsplit("/", 1)[-1] for kind in kinds[:MAX_ELEMENTS]]}
    article: HtmlElement | None = None
    for element in marked[:MAX_ELEMENTS]:
        names = _WANTED.intersection(_names(element))
        scope = next(iter(_SCOPE(element)), None) if names else None
        if not names or (scope is not None and not _ARTICLE.search(scope.get("itemtype") or scope.get("typeof") or "")):
            continue  # a person, a comment, a product
        article = scope if article is None else article
        if scope is not article:
            continue  # another article
        value = _value(element)
        for name in names if value else ():
            found.setdefault(name, []).append(value)
    return found


def _names(element: HtmlElement) -> set[str]:
    """The properties that an element gives, without the prefix of RDFa."""
    given = f"{element.get('itemprop') or ''} {element.get('property') or ''}".lower().split()
    return {_DUBLIN_CORE.get(name.replace("dcterms:", "dc:")) or name.rpartition(":")[2] for name in given}


def _value(element: HtmlElement) -> str:
    is_thing = element.get("itemscope") is not None or element.get("typeof") is not None
    if is_thing:  # a person: its name, not all that the box says of it
        inner = next((e for e in element.iter("*") if e is not element and "name" in _names(e)), None)
        element = element if inner is None else inner
    for attribute in ("content", "datetime"):
        if value := plain(element.get(attribute)):
            return value
    return element_text(element, 500)
