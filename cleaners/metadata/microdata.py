"""Microdata: what `itemprop` attributes say in the body of a page."""

from __future__ import annotations

import re

from lxml.etree import XPath
from lxml.html import HtmlElement

from cleaners.metadata.text import element_text, plain

MAX_ELEMENTS = 2_000

Microdata = dict[str, list[str]]

_MARKED = XPath("descendant-or-self::*[@itemprop or @itemscope]")
_SCOPE = XPath("ancestor::*[@itemscope][1]")
_ARTICLE = re.compile(r"Article|Posting|Report|WebPage|CreativeWork|Recipe|Review|Blog$", re.IGNORECASE)
_WANTED = frozenset(
    {"headline", "alternativeheadline", "datepublished", "datemodified", "author", "creator", "articlesection"}
)


def read(tree: HtmlElement) -> Microdata:
    """The article's properties by lower-case name; `author` holds the names, `itemtype` the types of the page."""
    marked = _MARKED(tree)
    kinds = [kind for e in marked if e.get("itemscope") is not None and (kind := e.get("itemtype")) is not None]
    found: Microdata = {"itemtype": [kind.rstrip("/").rsplit("/", 1)[-1] for kind in kinds[:MAX_ELEMENTS]]}
    article: HtmlElement | None = None
    for element in [e for e in marked if e.get("itemprop") is not None][:MAX_ELEMENTS]:
        names = _WANTED.intersection(element.get("itemprop").lower().split())
        scope = next(iter(_SCOPE(element)), None) if names else None
        if not names or (scope is not None and not _ARTICLE.search(scope.get("itemtype") or "")):
            continue  # a person, a comment, a product
        article = scope if article is None else article
        if scope is not article:
            continue  # another article
        value = _value(element)
        for name in names if value else ():
            found.setdefault(name, []).append(value)
    return found


def _value(element: HtmlElement) -> str:
    if element.get("itemscope") is not None:  # a person: its name, not all that the box says of it
        inner = next(
            (e for e in element.iter() if e is not element and "name" in (e.get("itemprop") or "").split()), None
        )
        element = element if inner is None else inner
    for attribute in ("content", "datetime"):
        if value := plain(element.get(attribute)):
            return value
    return element_text(element, 500)
