"""The elements of a page by tag and attribute.

A search of the tree for one tag or attribute visits every node, and the stages need thirty of them. One pass fills the
index for all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import chain

from lxml.html import HtmlElement

# The attributes by which stages look for elements.
ATTRIBUTES = frozenset({"class", "itemprop", "itemscope", "property", "rel"})


class ElementIndex:
    """The elements of a tree, in page order. The index does not follow later changes of the tree."""

    def __init__(self, tree: HtmlElement | None = None) -> None:
        """Index a tree; without one, the index is empty."""
        self.all: list[HtmlElement] = [] if tree is None else list(tree.iter("*"))
        self._positions = dict(zip(self.all, range(len(self.all)), strict=True))
        self._by_tag: defaultdict[object, list[HtmlElement]] = defaultdict(list)
        self._by_value: dict[str, defaultdict[str, list[HtmlElement]]] = {
            name: defaultdict(list) for name in ATTRIBUTES
        }
        for element in self.all:
            self._by_tag[element.tag].append(element)
            for name in element.keys():  # noqa: SIM118 - no mapping
                if name in ATTRIBUTES:
                    self._by_value[name][element.get(name, "")].append(element)

    @property
    def root(self) -> HtmlElement:
        """The outermost element. Raises IndexError if the index is empty."""
        return self.all[0]

    def tagged(self, *tags: str) -> list[HtmlElement]:
        """Return the elements with one of these tags."""
        return self.in_page_order(self._by_tag[tag] for tag in tags if tag in self._by_tag)

    def having(self, *attributes: str) -> list[HtmlElement]:
        """Return the elements with one of these attributes, all of them in ATTRIBUTES."""
        return self.in_page_order(chain.from_iterable(self._by_value[name].values() for name in attributes))

    def by_value(self, attribute: str) -> dict[str, list[HtmlElement]]:
        """Return the elements with an attribute in ATTRIBUTES by its value."""
        return self._by_value[attribute]

    def in_page_order(self, groups: Iterable[list[HtmlElement]]) -> list[HtmlElement]:
        """Return the elements of several groups, each once, in page order. Each group is in page order."""
        lists = list(groups)
        if len(lists) == 1:
            return lists[0]
        return sorted(set().union(*lists), key=self._positions.__getitem__)
