"""Stories that a site splits over several pages, of which the record has the first one only."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

from cleaners.body.links import base_of
from cleaners.document import Document
from cleaners.groups.comment_signs import is_named_for_comments
from cleaners.page_number import added_number
from cleaners.urls import resolve

SECOND = 2
MAX_LEVELS = 4  # elements upwards from a page number to one that also holds the last kept block
MAX_LINKS = 3_000


def has_further_pages(document: Document) -> bool:
    """Return True if the page leads to a second page of its story.

    It declares it as the next page, or has a "2" beside its text. The address of that page is its own with the number 2
    added. Pages of readers' comments do not count.
    """
    base, url = base_of(document), document.page.url
    for link, href in _links(document):
        address = resolve(base, href) if str(SECOND) in href else None
        if address and added_number(url, address) == SECOND and _is_of_story(link, document):
            return True
    return False


def _links(document: Document) -> Iterator[tuple[HtmlElement, str]]:
    for link in document.elements.tagged("link"):
        if "next" in (link.get("rel") or "").lower().split():
            yield link, link.get("href") or ""
    yield from islice(document.elements.linked, MAX_LINKS)


def _is_of_story(link: HtmlElement, document: Document) -> bool:
    if link.tag == "link":
        return True
    is_next = "next" in (link.get("rel") or "").lower().split()
    if not is_next and "".join(link.itertext()).strip() != str(SECOND):
        return False
    return _is_beside_text(link, document) and not any(map(is_named_for_comments, link.iterancestors()))


def _is_beside_text(link: HtmlElement, document: Document) -> bool:
    """Return True if an element close around the link also holds the last kept block."""
    last = next((block.element for block in reversed(document.blocks) if block.removal is None), None)
    around = set() if last is None else set(last.iterancestors())
    return any(element in around for element in islice(link.iterancestors(), MAX_LEVELS) if element.tag != "body")
