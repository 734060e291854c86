"""The links in the kept blocks of a page, and how deep their lists are nested: what blocks of text do not tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from lxml.html import HtmlElement

from cleaners.body.blocks import BLOCK_TAGS, fold
from cleaners.document import Block, Document
from cleaners.urls import resolve

MAX_LINKS = 200  # of one block
MAX_DEPTH = 60  # ancestors that are looked at
_LISTS = frozenset({"ul", "ol", "dir"})
_CELLS = frozenset({"td", "th"})


@dataclass(frozen=True, slots=True)
class Link:
    """A piece of a block's text that leads somewhere."""

    text: str  # as it stands in the block
    url: str  # absolute, http or https


@dataclass(frozen=True, slots=True)
class Markup:
    """What the page says of one block beside its text."""

    links: tuple[Link, ...] = ()  # in the order of the text
    depth: int = 0  # of a list item: how many lists its own list stands in


def markup(document: Document) -> list[Markup]:
    """The markup of each kept block, in page order; without links and depth for a page of plain text."""
    base = _base(document)
    waiting: dict[HtmlElement, list[HtmlElement]] = {}  # links of an element that no block before has taken
    found: list[Markup] = []
    for block in document.blocks:
        links: list[Link] = []
        if block.element is not None:
            if block.element not in waiting:
                waiting[block.element] = _anchors(block.element)
            links = list(_links(block.text, waiting[block.element], base)) or _around(block, base)
        if block.removal is None:
            found.append(Markup(tuple(links), _depth(block)))
    return found


def _base(document: Document) -> str:
    element = None if document.tree is None else next(document.tree.iter("base"), None)
    href = "" if element is None else element.get("href") or ""
    return resolve(document.page.url, href) or document.page.url


def _anchors(element: HtmlElement) -> list[HtmlElement]:
    """The links in an element's own text; those of blocks within it are theirs."""
    own = (anchor for anchor in element.iter("a") if anchor.get("href") and _is_own(anchor, element))
    return list(islice(own, MAX_LINKS))


def _is_own(anchor: HtmlElement, element: HtmlElement) -> bool:
    for ancestor in islice(anchor.iterancestors(), MAX_DEPTH):
        if ancestor is element:
            return True
        if ancestor.tag in BLOCK_TAGS and not (element.tag == "tr" and ancestor.tag in _CELLS):
            return False
    return False


def _links(text: str, anchors: list[HtmlElement], base: str) -> Iterator[Link]:
    """Take those links off the list whose words stand in the text, one after the other."""
    start = 0
    for anchor in tuple(anchors):
        words = fold("".join(anchor.itertext()))
        at = text.find(words, start)
        if at < 0:
            continue  # it stands in a later block of the same element
        anchors.remove(anchor)
        start = at + len(words)
        if words and (url := _target(anchor, base)):
            yield Link(words, url)


def _around(block: Block, base: str) -> list[Link]:
    """The link that the whole block stands in, if any."""
    ancestors = () if block.element is None else islice(block.element.iterancestors(), MAX_DEPTH)
    anchor = next((element for element in ancestors if element.tag == "a" and element.get("href")), None)
    url = None if anchor is None else _target(anchor, base)
    return [Link(block.text, url)] if url else []


def _target(anchor: HtmlElement, base: str) -> str | None:
    """Where a link leads, None where that is no other web page."""
    reference = (anchor.get("href") or "").strip()
    return None if reference.startswith("#") else resolve(base, reference)


def _depth(block: Block) -> int:
    if block.type != "list_item" or block.element is None:
        return 0
    lists = sum(1 for e in islice(block.element.iterancestors(), MAX_DEPTH) if e.tag in _LISTS)
    return max(0, lists - 1)
