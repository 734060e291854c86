"""Stories that a site splits over several pages. The record has the first page only."""

from __future__ import annotations

from itertools import chain, islice

from lxml.html import HtmlElement

from cleaners.body.links import base_of
from cleaners.document import Document
from cleaners.groups.comment_signs import is_named_for_comments
from cleaners.page_number import added_number
from cleaners.urls import resolve

SECOND = 2
SECOND_DIGIT = str(SECOND)
MAX_LEVELS = 4  # elements upwards from a page number to one that also holds the last kept block
MAX_LINKS = 3_000


def has_further_pages(document: Document) -> bool:
    """Return True if the page leads to a second page of its story.

    It declares it as the next page, or has a "2" beside its text. The address of that page is its own with the number 2
    added. Pages of readers' comments do not count.
    """
    declared = ((link, link.get("href") or "") for link in document.elements.tagged("link"))
    links = chain(declared, document.elements.linked[:MAX_LINKS])
    found = [(link, href) for link, href in links if SECOND_DIGIT in href and _is_next_or_second(link)]
    base, url = base_of(document) if found else "", document.page.url
    for link, href in found:
        address = resolve(base, href)
        if address and added_number(url, address) == SECOND and (link.tag == "link" or _is_of_story(link, document)):
            return True
    return False


def _is_next_or_second(link: HtmlElement) -> bool:
    first = link.text or (link[0].text if len(link) else None)
    if first is not None and first.strip() == SECOND_DIGIT and link.tag != "link":
        return True
    return "next" in (link.get("rel") or "").lower().split()


def _is_of_story(link: HtmlElement, document: Document) -> bool:
    """Return True if an element close around a link also holds the last kept block, and none holds comments."""
    last = next((block.element for block in reversed(document.blocks) if block.removal is None), None)
    around = set() if last is None else set(last.iterancestors())
    is_beside = any(element in around for element in islice(link.iterancestors(), MAX_LEVELS) if element.tag != "body")
    return is_beside and not any(map(is_named_for_comments, link.iterancestors()))
