"""The outline of a page: the elements around its blocks, with their places and classes.

`outline` numbers every element that holds a block, and every element around those. A place is a kind of element that
says something about its contents, such as an article, a list or a footer.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from lxml.html import HtmlElement
from numpy.typing import NDArray

from cleaners import native
from cleaners.body.fields.captions import names_caption
from cleaners.document import Document
from cleaners.markup.outline import Floats, Ints, Outline

# Kinds of elements, one bit each. An element has its own bits and those of all elements around it.
PLACES = (
    "article", "main", "aside", "nav", "header", "footer", "form", "figure", "table", "list", "quote", "link",
    "button", "section", "declared_body", "embed",
)  # fmt: skip
_TAGS = {
    **{name: name for name in PLACES},
    "ul": "list", "ol": "list", "dl": "list", "blockquote": "quote", "a": "link", "details": "embed",
    "summary": "embed", "dialog": "embed", "address": "footer",
}  # fmt: skip
_ROLES = {
    "navigation": "nav", "complementary": "aside", "contentinfo": "footer", "banner": "header", "main": "main",
    "article": "article", "dialog": "embed", "search": "form",
}  # fmt: skip
_Row = tuple[int, int, int, int, bool, int]  # the first six fields of `Outline`, for one element
_Fields = tuple[Ints, Ints, Ints, Ints, NDArray[np.bool_], Ints, Ints]
_BITS = {name: 1 << index for index, name in enumerate(PLACES)}
# Tags that never hold the body, for the prior, which reads no roles. Their bit is above those of PLACES.
_ASIDE_TAGS = frozenset({"aside", "nav", "footer", "form", "button", "menu", "dialog"})
ASIDE = 1 << len(PLACES)
_TAG_BITS = {tag: _BITS[place] for tag, place in _TAGS.items()}


def places(found: Outline) -> Floats:
    """Return a row per place of PLACES: 1.0 for each block inside it, 0.0 for the others."""
    bits = found.bits[found.of_block]
    flags: Floats = (bits >> np.arange(len(PLACES))[:, None] & 1).astype(float)
    return flags


def outline(document: Document) -> Outline:
    """Return the outline of the elements that hold the page's blocks, and of all elements around them.

    The document keeps it for later callers while its number of blocks stays the same.
    """
    found = document.cached_outline
    if found is None or len(found.of_block) != len(document.blocks):
        elements = [block.element for block in document.blocks]
        found = Outline(*(native.outline.outline(elements, _kind) if native.in_use() else _outline(elements)))
        document.cached_outline = found
    return found


def _outline(elements: Sequence[HtmlElement | None]) -> _Fields:
    """Return the first seven fields of the outline of these elements, which hold blocks."""
    rows: list[_Row] = [(0, 0, 0, 0, False, 0)]  # number 0 is the root, and holds blocks without an element
    numbers: dict[HtmlElement, int] = {}
    signatures: dict[tuple[str, str | None], int] = {}
    of_block: list[int] = []
    for element in elements:
        new_elements: list[HtmlElement] = []  # from the inside out
        while element is not None and element not in numbers:
            new_elements.append(element)
            element = element.getparent()
        number = numbers[element] if element is not None else 0
        for new_element in reversed(new_elements):
            rows.append(_row(new_element, number, rows, signatures))
            number = numbers[new_element] = len(rows) - 1
        of_block.append(number)
    parents, bits, depths, signatures_of, captions, articles = map(np.array, zip(*rows, strict=True))
    return parents, bits, depths, signatures_of, captions, articles, np.array(of_block, np.int64)


def _row(
    element: HtmlElement, parent: int, rows: Sequence[_Row], signatures: dict[tuple[str, str | None], int]
) -> _Row:
    """Return the outline's row for an element; `parent` is the number of its parent."""
    tag, class_attribute = str(element.tag), element.get("class")
    bits, is_caption = _kind(tag, class_attribute, element.get("role"), element.get("itemprop"))
    _, outer_bits, depth, _, _, article = rows[parent]
    signature = signatures.setdefault((tag, class_attribute), len(signatures) + 1)
    return parent, outer_bits | bits, depth + 1, signature, is_caption, len(rows) if tag == "article" else article


@lru_cache(maxsize=4_096)  # the same elements repeat within a page and across a site
def _kind(tag: str, class_attribute: str | None, role: str | None, properties: str | None) -> tuple[int, bool]:
    """Return the bits of an element without those around it, and True if its class names a caption."""
    bits = _TAG_BITS.get(tag, 0) | (ASIDE if tag in _ASIDE_TAGS else 0)
    if role in _ROLES:
        bits |= _BITS[_ROLES[role]]
    if "articleBody" in (properties or ""):
        bits |= _BITS["declared_body"]
    return bits, bool(class_attribute) and names_caption(class_attribute)
