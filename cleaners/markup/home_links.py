"""Move links to the front page that follow a paragraph's last sentence, as in "The ferry sails. Back to the Courier".

Each gets a line of its own, which the later stages judge.
"""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from cleaners.markup.element_index import ElementIndex
from cleaners.text.sentences import ends_sentence
from cleaners.urls import is_same_site, resolve

MAX_WRAPPERS = 3  # elements between the paragraph and the link
_HOME = re.compile(r"(?:(?:https?:)?//[^/?#]++)?/?(?:[?#].*)?")


def separate_home_links(elements: ElementIndex, url: str) -> int:
    """Move such links on the page at `url` into paragraphs of their own, and return their number."""
    found = [
        (link, paragraph)
        for link, href in elements.linked
        if len(href) > 1 and _HOME.fullmatch(href) and not href.startswith("#")
        if (paragraph := _paragraph_above(link, href, url)) is not None
    ]
    for link, paragraph in found:
        line = paragraph.makeelement("p")
        line.append(link)
        line.tail, paragraph.tail = paragraph.tail, None
        paragraph.addnext(line)
    return len(found)


def _paragraph_above(link: HtmlElement, href: str, url: str) -> HtmlElement | None:
    """Return the paragraph that a link to a front page ends after a sentence, if that is the site's own, or None."""
    inner: HtmlElement = link
    for _ in range(MAX_WRAPPERS):
        around = inner.getparent()
        if around is None or (inner.tail or "").strip() or inner.getnext() is not None:
            return None
        if around.tag == "p":
            is_own = _has_sentence_before(around, link) and is_same_site(resolve(url, href) or "", url)
            return around if is_own else None
        inner = around
    return None


def _has_sentence_before(paragraph: HtmlElement, link: HtmlElement) -> bool:
    text, name = "".join(paragraph.itertext()).rstrip(), "".join(link.itertext()).rstrip()
    return bool(name) and text.endswith(name) and ends_sentence(text.removesuffix(name).rstrip() or name)
