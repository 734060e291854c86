"""Rescue containers that look like kept ones beside them: sections of a split body, entries of a live blog.

The shape of a container is its tag and class. If most containers of one shape are body, the others among them are too.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import islice, takewhile

from lxml.html import HtmlElement

from cleaners.document import Block
from cleaners.rescue.lost import is_lost, is_lost_heading, is_lost_prose, is_unlinked_sentence, mean_probability

MAX_LEVELS = 6  # elements upwards from a block that may be its container
MIN_ALIKE = 2  # containers of the same shape whose text is body
# Least probability of the lost text, as a share of the probability of the kept text beside it: for one paragraph beside
# others, for a container with one paragraph, and for one with several. A single paragraph is often a line about the
# newsletter or the author; of such lines the models are surer than of the text.
MIN_SHARE_OF_PARAGRAPH = 0.5
MIN_SHARE_OF_ENTRY = 0.3
MIN_SHARE_OF_SECTION = 0.06
MANY_ALIKE = 4  # kept containers of one shape; among so many, one with a single paragraph counts as a section
# Kept paragraphs of a container; if so many, it is enough that one container has the shape of the lost one.
MIN_LONG = 3
MAX_LOST = 300  # lost sentences or headings of a page; a page with more is not one story
MAX_ALIKE = 300  # children of one element that are compared
# Elements around whole pages, or around something other than a story.
_OUTER = frozenset(["html", "body", "main", "aside", "nav", "footer", "header", "form", "ul", "ol", "table", "dialog"])
_NUMBER = re.compile(r"\d+")

Shape = tuple[str, str]


def rescue_containers(blocks: Sequence[Block]) -> list[Block]:
    """Return the lost blocks of containers that look like the ones beside them, if most of those are body.

    From containers that are body themselves, only headings are returned.
    """
    prose = [block for block in blocks if is_lost_prose(block)]
    headings = [block for block in blocks if is_lost_heading(block)]
    if not (prose or headings) or len(prose) + len(headings) > MAX_LOST:
        return []
    kept = _Containers(block for block in blocks if block.removal is None)
    found = [block for block in headings if _is_entry_heading(block, kept)]
    return [*found, *_lost_in_containers(blocks, prose, kept)]


def _lost_in_containers(blocks: Sequence[Block], prose: Sequence[Block], kept: _Containers) -> list[Block]:
    """Return the lost blocks of the containers around lost prose."""
    containers = [one for one in dict.fromkeys(_container(block, kept) for block in prose) if one is not None]
    missed = _Containers(block for block in blocks if is_lost(block)) if containers else _Containers([])
    found: list[Block] = []
    for container in containers:
        if _is_likely(container, kept, missed.prose[container]):
            found += _alike_blocks(container, missed.blocks[container], kept)
    return found


class _Containers:
    """The blocks, and the blocks of prose, in each element around some blocks."""

    def __init__(self, blocks: Iterable[Block]) -> None:
        self.blocks: defaultdict[HtmlElement, list[Block]] = defaultdict(list)
        self.prose: defaultdict[HtmlElement, list[Block]] = defaultdict(list)
        for block in blocks:
            around = ancestors(block)
            for element in around:
                self.blocks[element].append(block)
            for element in around if is_unlinked_sentence(block) else ():
                self.prose[element].append(block)


def ancestors(block: Block) -> list[HtmlElement]:
    """Return the block's element and the elements around it that may be containers of a story."""
    return [*takewhile(lambda element: element.tag not in _OUTER, islice(block.around(), MAX_LEVELS))]


def _container(block: Block, kept: _Containers) -> HtmlElement | None:
    """Return the innermost container of a lost block that looks like kept ones beside it, or None."""
    for element in ancestors(block):
        if element in kept.prose:
            return None
        alike, kept_alike = _alike(element), _kept_alike(element, kept)
        if len(kept_alike) >= MIN_ALIKE and 2 * len(kept_alike) >= len(alike):
            return element
        if len(alike) == 1 and kept_alike and _continues(block, element, kept):
            return element
    return None


def _continues(block: Block, element: HtmlElement, kept: _Containers) -> bool:
    """Return True if the only other container of this shape holds much of the story, and this one only text."""
    if element is block.element:
        return not block.link_share and _is_in_split_body(block, kept)
    has_long_part = any(len(kept.prose[child]) >= MIN_LONG for child in _kept_alike(element, kept))
    return has_long_part and next(element.iter("a", "h1", "h2", "h3", "h4", "article"), None) is None


def _is_likely(container: HtmlElement, kept: _Containers, lost: Sequence[Block]) -> bool:
    """Return True if the lost prose of a container is not much less probable than the kept prose beside it."""
    beside = [block for child in _kept_alike(container, kept) for block in kept.prose[child]]
    return mean_probability(lost) >= _min_share(container, kept, lost) * mean_probability(beside)


def _min_share(container: HtmlElement, kept: _Containers, lost: Sequence[Block]) -> float:
    is_paragraph = lost[0].element is container
    if is_paragraph and any(block.link_share for block in lost):
        return 1.0
    if len(lost) > 1 or _is_in_split_body(lost[0], kept):
        return MIN_SHARE_OF_SECTION
    if is_paragraph:
        return MIN_SHARE_OF_PARAGRAPH
    return MIN_SHARE_OF_SECTION if len(_kept_alike(container, kept)) >= MANY_ALIKE else MIN_SHARE_OF_ENTRY


def _kept_alike(element: HtmlElement, kept: _Containers) -> list[HtmlElement]:
    """Return the siblings of an element that have its shape, and hold kept prose."""
    return [child for child in _alike(element) if child in kept.prose]


def _is_entry_heading(heading: Block, kept: _Containers) -> bool:
    """Return True if a heading is in a container of the body, and most containers like it have a kept heading there."""
    for element in ancestors(heading)[1:]:
        if element in kept.prose:
            own = place(heading, element)
            alike = _kept_alike(element, kept)
            have = sum(any(place(block, child) == own for block in kept.blocks[child]) for child in alike)
            return have >= MIN_ALIKE and 2 * have >= len(alike)
    return False


def _alike(element: HtmlElement) -> list[HtmlElement]:
    """Return the siblings of an element that have its shape."""
    parent, shape = element.getparent(), shape_of(element)
    if parent is None or len(parent) > MAX_ALIKE:
        return []
    return [child for child in parent if child is not element and shape_of(child) == shape]


def _is_in_split_body(block: Block, kept: _Containers) -> bool:
    """Return True if a container beside the block's own has the same shape and several kept paragraphs."""
    around = ancestors(block)[1:]  # without the paragraph itself
    return any(len(kept.prose[child]) > 1 for element in around for child in _kept_alike(element, kept))


def shape_of(element: HtmlElement) -> Shape:
    """Return the tag of an element, and its class attribute without numbers."""
    return str(element.tag), _without_numbers(element.get("class") or "")


@lru_cache(maxsize=4_096)
def _without_numbers(name: str) -> str:
    return _NUMBER.sub("", name[:300])


def _alike_blocks(container: HtmlElement, lost: Sequence[Block], kept: _Containers) -> list[Block]:
    """Return the lost blocks of a container that are in the same places as kept blocks in the containers beside it."""
    alike = _kept_alike(container, kept)
    places = {place(block, child) for child in alike for block in kept.blocks[child]}
    return [block for block in lost if place(block, container) in places]


def place(block: Block, container: HtmlElement) -> tuple[str, ...]:
    """Return the tags on the way from a container down to a block."""
    inside = takewhile(lambda element: element is not container, block.around())
    return tuple(str(element.tag) for element in inside)[::-1]
