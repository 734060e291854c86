"""Find the addresses of the next page and of the first page of a story that a site splits over several pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice

from lxml.html import HtmlElement

from cleaners.body.links import base_of
from cleaners.document import Document
from cleaners.groups.comment_signs import is_named_for_comments
from cleaners.page_number import added_number
from cleaners.urls import normalise, resolve

FIRST = "1"
SECOND = 2
MAX_NUMBER = 99  # of a page; a larger number in an address is an id or a year
MAX_LEVELS = 4  # elements upwards from a page number to one that also holds the last kept block
MAX_LINKS = 3_000


def next_page(document: Document) -> str | None:
    """Return the address of the next page of a story, or None.

    The page declares the next page, or links to it beside the text by its number. The address is that of the story's
    first page with the number added. Pages of readers' comments do not count.
    """
    first = _plain(document.page.first_page or document.page.url)
    number = (added_number(first, _plain(document.page.url)) or 1) + 1
    label = str(number)
    found = [
        (link, href)
        for link, href in _links(document)
        if label in href and (_is_labelled(link, label) or _is_related(link, "next"))
    ]
    for link, address in _resolved(found, document):
        if added_number(first, _plain(address)) == number and _is_of_story(link, document):
            return address
    return None


def first_page(document: Document) -> str | None:
    """Return the address of the first page of a story if the page seems to be a later one, or None.

    A later page links to the first one by a "1" beside its text, and a second page may declare it as the page before.
    """
    url = _plain(document.page.url)
    found = [(link, href) for link, href in _links(document) if _is_related(link, "prev") or _is_labelled(link, FIRST)]
    for link, address in _resolved(found, document):
        number = added_number(_plain(address), url)
        is_first = number == SECOND or (_is_later(number) and not _is_related(link, "prev"))
        if is_first and _is_of_story(link, document):
            return address
    return None


def _plain(address: str) -> str:
    """Return an address without the parameters that tell how a reader came to it."""
    try:
        return normalise(address)
    except ValueError:
        return address


def _is_later(number: int | None) -> bool:
    return number is not None and SECOND <= number <= MAX_NUMBER


def _links(document: Document) -> Iterable[tuple[HtmlElement, str]]:
    declared = ((link, link.get("href") or "") for link in document.elements.tagged("link"))
    return chain(declared, document.elements.linked[:MAX_LINKS])


def _resolved(links: list[tuple[HtmlElement, str]], document: Document) -> Iterator[tuple[HtmlElement, str]]:
    base = base_of(document) if links else ""
    return ((link, address) for link, href in links if (address := resolve(base, href)))


def _is_related(link: HtmlElement, relation: str) -> bool:
    return relation in (link.get("rel") or "").lower().split()


def _is_labelled(link: HtmlElement, label: str) -> bool:
    first = link.text or (link[0].text if len(link) else None)
    return first is not None and first.strip() == label and link.tag != "link"


def _is_of_story(link: HtmlElement, document: Document) -> bool:
    """Return True for a `link` element, and for a link if an element close around it also holds the last kept block.

    A link in readers' comments does not count.
    """
    if link.tag == "link":
        return True
    last = next((block.element for block in reversed(document.blocks) if block.removal is None), None)
    around = set() if last is None else set(last.iterancestors())
    is_beside = any(element in around for element in islice(link.iterancestors(), MAX_LEVELS) if element.tag != "body")
    return is_beside and not any(map(is_named_for_comments, link.iterancestors()))
