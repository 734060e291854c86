"""Read microdata and RDFa: the `itemprop` and `property` attributes of elements."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from lxml.etree import XPath
from lxml.html import HtmlElement

from cleaners.markup.element_index import ElementIndex
from cleaners.metadata.strings import element_text, plain

MAX_ELEMENTS = 2_000  # per page
MAX_VALUE_CHARS = 500
MAX_ANCESTORS = 30  # visited per author

Microdata = dict[str, list[str]]

_ITEM_AROUND = XPath("ancestor::*[@itemscope or @typeof][1]")
_ARTICLE_TYPE = re.compile(
    r"Article|Posting|Report|WebPage|CreativeWork|Recipe|Review|Blog$|^sioc:(?:Item|Post)", re.IGNORECASE
)
_COMMENT_NAME = re.compile(
    r"(?<![a-z])(?:comments?|respon[ds]|responses?|replies|disqus|kommentare?|commentaires?)(?![a-z])"
)
_PROPERTIES = frozenset(
    {"headline", "alternativeheadline", "datepublished", "datemodified", "author", "creator", "articlesection"}
)
_OTHER_NAMES = {  # those of Dublin Core, and the one in which Joomla gives the section
    "dc:date": "datepublished",
    "dc:created": "datepublished",
    "dc:modified": "datemodified",
    "dc:creator": "creator",
    "genre": "articlesection",
}


def read(page: ElementIndex) -> Microdata:
    """Return the values of the article's properties by lower-case name, and under "itemtype" the page's item types.

    Items are nested, and a property belongs to the innermost item around it, its scope. The article is the first item
    of an article type that has one of _PROPERTIES; a publisher alone is not enough. Properties outside all items count
    if they come before the article.
    """
    annotated = [element for element in page.annotated if not _is_meta_tag(element)]
    properties: Microdata = {"itemtype": _item_types(annotated)}
    article: HtmlElement | None = None
    for element in annotated[:MAX_ELEMENTS]:
        names = (_PROPERTIES if article is None else _PROPERTIES | {"publisher"}).intersection(_names(element))
        scope = next(iter(_ITEM_AROUND(element)), None) if names else None
        if not names or _is_other_item(scope):
            continue
        article = scope if article is None else article
        if scope is not article:
            continue  # a property of another article
        if "author" in names and _is_in_comments(element, scope):
            continue
        value = _value(element)
        for name in names if value else ():
            properties.setdefault(name, []).append(value)
    return properties


def _item_types(annotated: Iterable[HtmlElement]) -> list[str]:
    """Return the last parts of the types of the first items."""
    types = [kind for e in annotated if e.get("itemscope") is not None and (kind := e.get("itemtype")) is not None]
    return [kind.rstrip("/").rsplit("/", 1)[-1] for kind in types[:MAX_ELEMENTS]]


def _is_other_item(scope: HtmlElement | None) -> bool:
    """Return True for an item other than an article, such as a person, a comment or a product."""
    return scope is not None and not _ARTICLE_TYPE.search(scope.get("itemtype") or scope.get("typeof") or "")


def _is_meta_tag(element: HtmlElement) -> bool:
    """Return True for a `meta` element of OpenGraph, whose `property` is not that of an item."""
    return element.tag == "meta" and element.get("itemprop") is None and element.get("itemscope") is None


def _is_in_comments(element: HtmlElement, scope: HtmlElement | None) -> bool:
    """Return True if an element inside the scope, around this one, is for readers' comments."""
    for ancestor in islice(element.iterancestors(), MAX_ANCESTORS):
        if ancestor is scope:
            return False
        if _COMMENT_NAME.search(f"{ancestor.get('class')} {ancestor.get('id')}".lower()):
            return True
    return False


def _names(element: HtmlElement) -> set[str]:
    """Return the property names of an element in lower case, without RDFa prefixes."""
    names = f"{element.get('itemprop') or ''} {element.get('property') or ''}".lower().split()
    return {_OTHER_NAMES.get(name.replace("dcterms:", "dc:")) or name.rpartition(":")[2] for name in names}


def _value(element: HtmlElement) -> str:
    """Return the value of a property. If it is an item with a name, such as a person, that is the name."""
    is_item = element.get("itemscope") is not None or element.get("typeof") is not None
    if is_item:
        name = next((e for e in element.iter("*") if e is not element and "name" in _names(e)), None)
        element = element if name is None else name
    for attribute in ("content", "datetime", *(("title",) if element.tag == "abbr" else ())):
        if value := plain(element.get(attribute)):
            return value
    return element_text(element, MAX_VALUE_CHARS)
