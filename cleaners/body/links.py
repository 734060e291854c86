"""Find the links in the kept blocks of a page, and the nesting depth of its lists, for Markdown and HTML.

Both come from the page's tree, because blocks hold only text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from lxml.html import HtmlElement

from cleaners.body.tags import BLOCK_TAGS
from cleaners.document import Block, Document
from cleaners.metadata.sanitize import clean_text, web_address
from cleaners.record import LinkRecord
from cleaners.text.normalize import fold_visible
from cleaners.urls import resolve

MAX_LINKS = 200  # per block
MAX_LINKS_OF_ARTICLE = 1_000  # in its record
MAX_ANCESTORS = 60  # ancestors that are visited per element
_LIST_TAGS = frozenset({"ul", "ol", "dir"})
_CELL_TAGS = frozenset({"td", "th"})


@dataclass(frozen=True, slots=True)
class Link:
    """A piece of a block's text that links to a web page."""

    text: str  # a part of the block's text, character for character
    url: str  # absolute, http or https


@dataclass(frozen=True, slots=True)
class Markup:
    """The markup of one block."""

    links: tuple[Link, ...] = ()  # in the order of the text
    depth: int = 0  # for a list item, the number of lists around its own list


class _Anchor(NamedTuple):
    """An `a` element, and its words as a block has them."""

    words: str
    element: HtmlElement


def markup(document: Document) -> list[Markup]:
    """Return the markup of each kept block, in page order. On a page of plain text, no block has links or a depth."""
    base = base_of(document)
    # By element, the links that no block has taken yet: several blocks can have the same element and share its links.
    # Removed blocks take theirs too, so that no later block gets them.
    unused_anchors: dict[HtmlElement, list[_Anchor]] = {}
    of_kept = {block.element for block in document.kept()}
    of_kept &= {block.element for block in document.blocks if block.link_share > 0}  # the others have no link
    markups: list[Markup] = []
    for block in document.blocks:
        links: list[Link] = []
        if block.element is not None and block.element in of_kept:
            if block.element not in unused_anchors:
                unused_anchors[block.element] = _anchors(block.element)
            links = list(_take_links(block.text, unused_anchors[block.element], base)) or _link_around(block, base)
        if block.removal is None:
            markups.append(Markup(tuple(links), _depth(block)))
    return markups


def links_of(document: Document) -> list[LinkRecord]:
    """Return the links in the kept blocks of a document, ready for its record."""
    kept = (clean_text(block.text) for block in document.kept())
    links = (
        LinkRecord(block=index, text=words, url=url)
        for index, (text, markup_of_block) in enumerate(zip(kept, markup(document), strict=True))
        for link in markup_of_block.links
        if (words := clean_text(link.text)) in text and (url := web_address(link.url))
    )
    return list(islice(links, MAX_LINKS_OF_ARTICLE))


def base_of(document: Document) -> str:
    """Return the address against which links are resolved."""
    elements = document.elements.tagged("base")
    href = next((element.get("href", "") for element in elements if "href" in element.attrib), "")
    return resolve(document.page.url, href) or document.page.url


def _anchors(element: HtmlElement) -> list[_Anchor]:
    """Return the links in an element's own text, but not those in block elements inside it."""
    anchors = (anchor for anchor in element.iter("a") if anchor.get("href") and _belongs_to(anchor, element))
    return [_Anchor(fold_visible("".join(each.itertext())), each) for each in islice(anchors, MAX_LINKS)]


def _belongs_to(anchor: HtmlElement, element: HtmlElement) -> bool:
    """Return True if no block element lies between the link and the element, except the cells of a row."""
    for ancestor in islice(anchor.iterancestors(), MAX_ANCESTORS):
        if ancestor is element:
            return True
        if ancestor.tag in BLOCK_TAGS and not (element.tag == "tr" and ancestor.tag in _CELL_TAGS):
            return False
    return False


def _take_links(text: str, anchors: list[_Anchor], base: str) -> Iterator[Link]:
    """Take out of `anchors` the links whose words occur in the text in the same order.

    Yield those that lead to a web page.
    """
    start = 0
    for anchor in tuple(anchors):
        position = text.find(anchor.words, start)
        if position < 0:
            continue  # the link is in a later block of the same element
        anchors.remove(anchor)
        start = position + len(anchor.words)
        if anchor.words and (url := _target(anchor.element, base)):
            yield Link(anchor.words, url)


def _link_around(block: Block, base: str) -> list[Link]:
    """Return the link that contains the whole block, if there is one."""
    ancestors = () if block.element is None else islice(block.element.iterancestors(), MAX_ANCESTORS)
    anchor = next((element for element in ancestors if element.tag == "a" and element.get("href")), None)
    url = None if anchor is None else _target(anchor, base)
    return [Link(block.text, url)] if url else []


def _target(anchor: HtmlElement, base: str) -> str | None:
    """Return the absolute address of a link, or None if it leads to a place on the same page or is not http(s)."""
    reference = (anchor.get("href") or "").strip()
    return None if reference.startswith("#") else resolve(base, reference)


def _depth(block: Block) -> int:
    """Return the number of lists around the list that a list item belongs to, and 0 for other blocks."""
    if block.type != "list_item" or block.element is None:
        return 0
    lists = sum(1 for e in islice(block.element.iterancestors(), MAX_ANCESTORS) if e.tag in _LIST_TAGS)
    return max(0, lists - 1)
