"""Recognise a page that declares itself an article, by a time of publication or its type."""

from __future__ import annotations

import re
from itertools import islice

from lxml.html import HtmlElement

_MAX_ELEMENTS = 1_000  # of one name, read per page
_TIMES = frozenset({"article:published_time", "og:article:published_time", "dc.date.issued", "parsely-pub-date"})
# Types of schema.org. Open Graph's type "article" is not used, because some programs declare it for service pages.
_TYPE = re.compile(r"""["']@type["']\s{0,9}:\s{0,9}\[?\s{0,9}["'](?:[A-Za-z]{0,20}Article|(?:Live)?BlogPosting)["']""")
_ITEM_TYPE = re.compile(r"\bschema\.org/(?:[A-Za-z]{0,20}Article|(?:Live)?BlogPosting)\b")


def declares_article(tree: HtmlElement) -> bool:
    """Return True if a page has a time of publication or the type of an article, for one article only."""
    metas = islice(tree.iter("meta"), _MAX_ELEMENTS)
    if any(
        (meta.get("property") or meta.get("name") or "").lower() in _TIMES and meta.get("content") for meta in metas
    ):
        return True
    scripts = islice(tree.iter("script"), _MAX_ELEMENTS)
    typed = [script for script in scripts if script.get("type") == "application/ld+json" and script.text]
    found = sum(len(_TYPE.findall(script.text or "")) for script in typed)
    items = [
        each for each in tree.xpath("//*[@itemtype]")[:_MAX_ELEMENTS] if _ITEM_TYPE.search(each.get("itemtype", ""))
    ]
    return found == 1 or (found == 0 and len(items) == 1)
