"""The elements of a page by tag and attribute.

A search of the tree for one tag or attribute visits every node, and the stages need thirty such searches. One pass
fills the index for all of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from lxml.html import HtmlElement

from cleaners.markup.class_names import ClassNames, ClassPattern


class ElementIndex:
    """The elements of a tree, in page order. The index does not follow later changes of the tree."""

    def __init__(self, tree: HtmlElement | None = None) -> None:
        """Index a tree; without one, the index is empty."""
        self.all: list[HtmlElement] = []
        self.by_class: defaultdict[str, list[HtmlElement]] = defaultdict(list)  # by the whole class attribute
        self.annotated: list[HtmlElement] = []  # with microdata or RDFa
        self.linked: list[tuple[HtmlElement, str]] = []  # links with their addresses as written
        self.related: list[tuple[HtmlElement, str]] = []  # links with their `rel` attributes
        # Largest address of a picture and its width, by element. `cleaners.metadata.images.sizes` fills it.
        self.picture_addresses: dict[HtmlElement, tuple[str | None, float]] = {}
        self.by_tag: defaultdict[object, list[HtmlElement]] = defaultdict(list)
        if tree is not None:
            self._fill(tree)

    def _fill(self, tree: HtmlElement) -> None:
        """Add the elements of a tree."""
        from cleaners import native  # here, because it imports numpy, which commands without cleaning do not need

        if native.in_use():
            native.index.fill(tree, self)
            return
        for element in tree.iter("*"):
            get = element.get
            self.all.append(element)
            self.by_tag[element.tag].append(element)
            if (names := get("class")) is not None:
                self.by_class[names].append(element)
            if get("itemprop") is not None or get("itemscope") is not None or get("property") is not None:
                self.annotated.append(element)
        for link in self.by_tag.get("a", ()):
            if (address := link.get("href")) is not None:
                self.linked.append((link, address))
            if (rel := link.get("rel")) is not None:
                self.related.append((link, rel))

    @property
    def root(self) -> HtmlElement:
        """The outermost element. Raises IndexError if the index is empty."""
        return self.all[0]

    def tagged(self, *tags: str) -> list[HtmlElement]:
        """Return the elements with one of these tags."""
        return self.in_page_order(self.by_tag[tag] for tag in tags if tag in self.by_tag)

    def with_class_name(self, pattern: ClassPattern) -> list[str]:
        """Return the class attributes that have a name which matches the pattern."""
        matching = pattern.among(self._class_names)
        found = {names for name in matching for names in self._by_class_name[name]}
        return [names for names in self.by_class if names in found] if found else []

    def in_page_order(self, groups: Iterable[list[HtmlElement]]) -> list[HtmlElement]:
        """Return the elements of several groups, each once, in page order. Each group is in page order."""
        lists = [group for group in groups if group]
        if len(lists) < 2:
            return lists[0] if lists else []
        return sorted(set().union(*lists), key=self.positions.__getitem__)

    @cached_property
    def _by_class_name(self) -> dict[str, list[str]]:
        """The class attributes with each name, by the name in lower case. Spaces separate names."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for names in self.by_class:
            for name in names.lower().split(" "):
                found[name].append(names)
        return found

    @cached_property
    def _class_names(self) -> ClassNames:
        return ClassNames(self._by_class_name)

    @cached_property
    def positions(self) -> dict[HtmlElement, int]:
        """The place of each element in page order, counted from 0."""
        return dict(zip(self.all, range(len(self.all)), strict=True))
