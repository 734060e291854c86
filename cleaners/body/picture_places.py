"""Find the places of an article's pictures among the blocks of its text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lxml.html import HtmlElement

from cleaners.body.links import base_of
from cleaners.document import Document
from cleaners.metadata import Image
from cleaners.metadata.images.addresses import picture_key
from cleaners.metadata.images.sizes import shown_address
from cleaners.urls import resolve

MAX_PICTURES = 1_000  # of a page


def placed(images: Sequence[Image], document: Document) -> list[Image]:
    """Return the pictures with their positions.

    A picture's position is where the page first shows it, in any size. Pictures that only the page's data name have
    none.
    """
    wanted = {picture_key(image.url) for image in images if image.url}
    elements = _elements_by_key(document, wanted)
    if not elements:
        return list(images)
    found = [elements.get(picture_key(image.url)) if image.url else None for image in images]
    order = document.elements.positions
    starts = [order.get(block.element, 0) for block in document.kept() if block.element is not None]
    return [
        image if element is None else replace(image, position=sum(start < order[element] for start in starts))
        for image, element in zip(images, found, strict=True)
    ]


def _elements_by_key(document: Document, wanted: set[str]) -> dict[str, HtmlElement]:
    """Return the first element of each wanted picture that the page shows, by the picture's key."""
    if not wanted or not any(document.kept()):
        return {}
    base, page = base_of(document), document.elements
    elements: dict[str, HtmlElement] = {}
    for element in page.tagged("img", "amp-img")[:MAX_PICTURES]:
        address, _ = shown_address(page, element)
        if address and (url := resolve(base, address)) and (key := picture_key(url)) in wanted:
            elements.setdefault(key, element)
            if len(elements) == len(wanted):
                break
    return elements
