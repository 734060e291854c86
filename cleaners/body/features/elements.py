"""The elements that hold a page's blocks, as plain arrays: what they stand in, and sums over what they hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from lxml.html import HtmlElement
from numpy.typing import NDArray

from cleaners.body.inline_fields import names_caption
from cleaners.document import Block

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

# What a block stands in, one bit each; every element has the bits of those around it.
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
_BITS = {name: 1 << index for index, name in enumerate(PLACES)}
_TAG_BITS = {tag: _BITS[place] for tag, place in _TAGS.items()}


@dataclass(slots=True)
class Outline:
    """Elements by number, a parent always before what it holds; the root is its own parent."""

    parent: list[int] = field(default_factory=list)
    bits: list[int] = field(default_factory=list)
    depth: list[int] = field(default_factory=list)
    signature: list[int] = field(default_factory=list)  # the same for the same tag and class
    caption: list[bool] = field(default_factory=list)  # whether its class names it a caption
    article: list[int] = field(default_factory=list)  # the nearest <article> around it, or itself; 0 for none
    of_block: list[int] = field(default_factory=list)  # the element of each block
    ancestors: list[Ints] = field(default_factory=list)  # by level, as far as they were asked for

    def ancestor(self, level: int) -> Ints:
        """For each block the element `level` steps above its own."""
        if not self.ancestors:
            self.ancestors.append(np.array(self.of_block))
        while len(self.ancestors) <= level:
            self.ancestors.append(np.array(self.parent)[self.ancestors[-1]])
        return self.ancestors[level]

    def sums(self, values: Floats) -> Floats:
        """Sum values of the blocks over everything that each element holds; one row an element."""
        totals = np.zeros((len(self.parent), values.shape[1]))
        np.add.at(totals, self.of_block, values)
        parent, depth = np.array(self.parent), np.array(self.depth)
        for level in range(depth.max(), 0, -1):
            elements = np.flatnonzero(depth == level)
            np.add.at(totals, parent[elements], totals[elements])
        return totals

    def flags(self, place: str) -> Floats:
        """1.0 for each block that stands in a place of PLACES."""
        bits = np.array(self.bits)[self.ancestor(0)]
        return np.where(bits & _BITS[place], 1.0, 0.0)


def outline(blocks: Iterable[Block]) -> Outline:
    """Number the elements that hold the blocks, and all around them."""
    found = Outline([0], [0], [0], [0], [False], [0])  # number 0 is what blocks without an element stand in
    numbers: dict[HtmlElement, int] = {}
    signatures: dict[tuple[object, ...], int] = {}
    for block in blocks:
        chain: list[HtmlElement] = []
        element = block.element
        while element is not None and element not in numbers:
            chain.append(element)
            element = element.getparent()
        above = numbers[element] if element is not None else 0
        for one in reversed(chain):
            above = _add(found, one, above, signatures)
            numbers[one] = above
        found.of_block.append(above)
    return found


def _add(found: Outline, element: HtmlElement, above: int, signatures: dict[tuple[object, ...], int]) -> int:
    get = element.get
    tag, role, name = str(element.tag), get("role"), get("class")
    bits = found.bits[above] | _TAG_BITS.get(tag, 0)
    if role in _ROLES:
        bits |= _BITS[_ROLES[role]]
    if "articleBody" in get("itemprop", ""):
        bits |= _BITS["declared_body"]
    found.parent.append(above)
    found.bits.append(bits)
    found.depth.append(found.depth[above] + 1)
    found.signature.append(signatures.setdefault((tag, name), len(signatures) + 1))
    found.caption.append(bool(name) and names_caption(name))
    number = len(found.parent) - 1
    found.article.append(number if tag == "article" else found.article[above])
    return number
