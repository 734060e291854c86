"""Find the places of an article's pictures among the blocks of its text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from lxml.html import HtmlElement

from cleaners.body.links import base_of
from cleaners.document import Document
from cleaners.metadata import Image
from cleaners.metadata.images.addresses import picture_key
from cleaners.metadata.images.sizes import largest_address
from cleaners.urls import resolve

MAX_PICTURES = 1_000  # of a page


def placed(images: Sequence[Image], document: Document) -> list[Image]:
    """Return the pictures with their positions.

    A picture is where the page first shows it in any size. One that only the page's data name has no position.
    """
    elements = _elements_by_key(document) if any(image.url for image in images) else {}
    found = [elements.get(picture_key(image.url)) if image.url else None for image in images]
    if not any(element is not None for element in found) or document.tree is None:
        return list(images)
    order = {element: number for number, element in enumerate(document.tree.iter())}
    starts = [order.get(block.element, 0) for block in document.kept() if block.element is not None]
    return [
        image if element is None else replace(image, position=sum(start < order[element] for start in starts))
        for image, element in zip(images, found, strict=True)
    ]


def _elements_by_key(document: Document) -> dict[str, HtmlElement]:
    """Return the first element of each picture that the page shows."""
    if document.tree is None or not any(document.kept()):
        return {}
    base = base_of(document)
    elements: dict[str, HtmlElement] = {}
    for element in islice(document.tree.iter("img", "amp-img"), MAX_PICTURES):
        address = largest_address(element, element)
        if address and (url := resolve(base, address)):
            elements.setdefault(picture_key(url), element)
    return elements
