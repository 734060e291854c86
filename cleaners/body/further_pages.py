"""Stories that a site splits over several pages. The record has the first page only."""

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
    found = [(link, href) for link, href in _links(document) if str(SECOND) in href and _is_next_or_second(link)]
    base, url = base_of(document) if found else "", document.page.url
    for link, href in found:
        address = resolve(base, href)
        if address and added_number(url, address) == SECOND and (link.tag == "link" or _is_of_story(link, document)):
            return True
    return False


def _links(document: Document) -> Iterator[tuple[HtmlElement, str]]:
    yield from ((link, link.get("href") or "") for link in document.elements.tagged("link"))
    yield from islice(document.elements.linked, MAX_LINKS)


def _is_next_or_second(link: HtmlElement) -> bool:
    if "next" in (link.get("rel") or "").lower().split():
        return True
    first = link.text or (link[0].text if len(link) else None)
    return link.tag != "link" and first is not None and first.strip() == str(SECOND)


def _is_of_story(link: HtmlElement, document: Document) -> bool:
    """Return True if an element close around a link also holds the last kept block, and none holds comments."""
    last = next((block.element for block in reversed(document.blocks) if block.removal is None), None)
    around = set() if last is None else set(last.iterancestors())
    is_beside = any(element in around for element in islice(link.iterancestors(), MAX_LEVELS) if element.tag != "body")
    return is_beside and not any(map(is_named_for_comments, link.iterancestors()))
