"""The elements around a page's blocks, as plain arrays: their ancestors, places and classes, and sums over blocks.

`outline` numbers every element that holds a block, and every element around those. A place is a kind of element that
says something about its contents, such as an article, a list or a footer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from lxml.html import HtmlElement
from numpy.typing import NDArray

from cleaners import native
from cleaners.body.inline_fields import names_caption
from cleaners.document import Block

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

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
_Fields = tuple[list[int], list[int], list[int], list[int], list[bool], list[int], list[int]]
_BITS = {name: 1 << index for index, name in enumerate(PLACES)}
_TAG_BITS = {tag: _BITS[place] for tag, place in _TAGS.items()}


@dataclass(slots=True)
class Outline:
    """The elements of a page by number. A parent has a lower number than its children; the root is its own parent."""

    parent: list[int]
    bits: list[int]  # places, of PLACES
    depth: list[int]
    signature: list[int]  # equal for elements with the same tag and class
    caption: list[bool]  # True if the class names a caption
    article: list[int]  # the nearest <article>, which may be the element itself; 0: none
    of_block: list[int]  # by block: the element that holds it
    ancestors: list[Ints] = field(default_factory=list)  # by level; a cache of `ancestor`

    def ancestor(self, level: int) -> Ints:
        """Return for each block the element `level` steps above the one that holds it."""
        if not self.ancestors:
            self.ancestors.append(np.array(self.of_block))
        while len(self.ancestors) <= level:
            self.ancestors.append(np.array(self.parent)[self.ancestors[-1]])
        return self.ancestors[level]

    def sums(self, values: Floats) -> Floats:
        """Return for each element the sums of the values of all blocks inside it, one row per element."""
        totals = np.zeros((len(self.parent), values.shape[1]))
        np.add.at(totals, self.of_block, values)
        parent, depth = np.array(self.parent), np.array(self.depth)
        for level in range(depth.max(), 0, -1):
            elements = np.flatnonzero(depth == level)
            np.add.at(totals, parent[elements], totals[elements])
        return totals

    def flags(self) -> Floats:
        """Return a row per place of PLACES: 1.0 for each block inside it, 0.0 for the others."""
        bits = np.array(self.bits)[self.ancestor(0)]
        flags: Floats = (bits >> np.arange(len(PLACES))[:, None] & 1).astype(float)
        return flags


def outline(blocks: Iterable[Block]) -> Outline:
    """Return the outline of the elements that hold the blocks, and of all elements around them."""
    elements = [block.element for block in blocks]
    return Outline(*(native.outline.outline(elements, _kind) if native.in_use() else _outline(elements)))


def _outline(elements: Sequence[HtmlElement | None]) -> _Fields:
    """Return the first seven fields of the outline of the elements that hold blocks."""
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
    parents, bits, depths, signature, caption, article = map(list, zip(*rows, strict=True))
    return parents, bits, depths, signature, caption, article, of_block


def _row(
    element: HtmlElement, parent: int, rows: Sequence[_Row], signatures: dict[tuple[str, str | None], int]
) -> _Row:
    """Return what the outline says about an element, whose parent has this number."""
    tag, class_attribute = str(element.tag), element.get("class")
    bits, is_caption = _kind(tag, class_attribute, element.get("role"), element.get("itemprop"))
    _, outer_bits, depth, _, _, article = rows[parent]
    signature = signatures.setdefault((tag, class_attribute), len(signatures) + 1)
    return parent, outer_bits | bits, depth + 1, signature, is_caption, len(rows) if tag == "article" else article


@lru_cache(maxsize=4_096)  # the same elements repeat within a page and across a site
def _kind(tag: str, class_attribute: str | None, role: str | None, properties: str | None) -> tuple[int, bool]:
    """Return the bits of an element without those around it, and True if its class names a caption."""
    bits = _TAG_BITS.get(tag, 0)
    if role in _ROLES:
        bits |= _BITS[_ROLES[role]]
    if "articleBody" in (properties or ""):
        bits |= _BITS["declared_body"]
    return bits, bool(class_attribute) and names_caption(class_attribute)
