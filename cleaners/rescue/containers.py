"""Containers of the story that look like those beside them: sections of a split body, entries of a live blog.

If most containers of one shape are body, those of the same shape among them are body too.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

from lxml.html import HtmlElement

from cleaners.document import Block
from cleaners.rescue.lost import is_lost, is_lost_prose, is_prose, mean_probability

MAX_LEVELS = 6  # elements upwards from a block that may be its container
MIN_ALIKE = 2  # containers of the same shape with text that is body
# Probability of the lost text, as a share of that of the text beside it: of one paragraph beside others, of a container
# with one paragraph, and of one with several. A last paragraph of its own is often a line about the newsletter or the
# author, on which the models are surer than on the text.
MIN_SHARE_OF_PARAGRAPH = 0.5
MIN_SHARE_OF_ENTRY = 0.3
MIN_SHARE_OF_SECTION = 0.1
MAX_ALIKE = 1_000  # children of one element that are compared
# Elements around whole pages, or around what is not a story.
_OUTER = frozenset(["html", "body", "main", "aside", "nav", "footer", "header", "form", "ul", "ol", "table", "dialog"])
_NUMBER = re.compile(r"\d+")

Shape = tuple[str, str]


def rescue_containers(blocks: Sequence[Block]) -> list[Block]:
    """Return the lost blocks of containers that look like most of the containers beside them, which are body."""
    lost = [block for block in blocks if is_lost_prose(block)]
    if not lost:
        return []
    kept, missed = (_Containers(group) for group in ([b for b in blocks if b.removal is None], lost))
    found: list[Block] = []
    for container in dict.fromkeys(_container(block, kept) for block in lost):
        if container is not None and _is_likely(container, kept, missed.prose[container]):
            found += _alike_blocks(container, blocks, kept)
    return found


class _Containers:
    """For each element around some blocks: these blocks, and those of them that are prose."""

    def __init__(self, blocks: Iterable[Block]) -> None:
        self.blocks: defaultdict[HtmlElement, list[Block]] = defaultdict(list)
        self.prose: defaultdict[HtmlElement, list[Block]] = defaultdict(list)
        for block in blocks:
            for element in ancestors(block):
                self.blocks[element].append(block)
                if is_prose(block):
                    self.prose[element].append(block)


def ancestors(block: Block) -> list[HtmlElement]:
    """Return the block's element and the elements around it that may be containers of a story."""
    found: list[HtmlElement] = []
    element = block.element
    while element is not None and len(found) < MAX_LEVELS and element.tag not in _OUTER:
        found.append(element)
        element = element.getparent()
    return found


def _container(block: Block, kept: _Containers) -> HtmlElement | None:
    """Return the innermost container of a lost block that looks like kept ones beside it."""
    for element in ancestors(block):
        if element in kept.prose:
            return None
        alike = _alike(element)
        are_kept = sum(child in kept.prose for child in alike)
        if are_kept >= MIN_ALIKE and 2 * are_kept >= len(alike):
            return element
    return None


def _alike(element: HtmlElement) -> list[HtmlElement]:
    """Return the elements beside an element that have its shape."""
    parent, shape = element.getparent(), shape_of(element)
    if parent is None or len(parent) > MAX_ALIKE:
        return []
    return [child for child in parent if child is not element and shape_of(child) == shape]


def _is_likely(container: HtmlElement, kept: _Containers, lost: Sequence[Block]) -> bool:
    """Return True if the lost prose of a container is not much less probable than that of the kept ones beside it."""
    beside = [block for child in _alike(container) if child in kept.prose for block in kept.prose[child]]
    if len(lost) > 1 or _is_in_split_body(lost[0], kept):
        min_share = MIN_SHARE_OF_SECTION
    else:
        min_share = MIN_SHARE_OF_PARAGRAPH if lost[0].element is container else MIN_SHARE_OF_ENTRY
    return mean_probability(lost) >= min_share * mean_probability(beside)


def _is_in_split_body(block: Block, kept: _Containers) -> bool:
    """Return True if a block is in a container beside others of its shape that have several kept paragraphs."""
    around = ancestors(block)[1:]  # without the paragraph itself
    return any(len(kept.prose[child]) > 1 for element in around for child in _alike(element) if child in kept.prose)


def shape_of(element: HtmlElement) -> Shape:
    """Return the tag and the class of an element, without numbers."""
    return str(element.tag), _without_numbers(element.get("class") or "")


@lru_cache(maxsize=4_096)
def _without_numbers(name: str) -> str:
    return _NUMBER.sub("", name[:300])


def _alike_blocks(container: HtmlElement, blocks: Sequence[Block], kept: _Containers) -> list[Block]:
    """Return the lost blocks of a container whose place in it is that of kept blocks in the containers beside it."""
    alike = [child for child in _alike(container) if child in kept.prose]
    places = {place(block, child) for child in alike for block in kept.blocks[child]}
    inside = [block for block in blocks if is_lost(block) and container in ancestors(block)]
    return [block for block in inside if place(block, container) in places]


def place(block: Block, container: HtmlElement) -> tuple[str, ...]:
    """Return the tags from a container down to a block."""
    tags: list[str] = []
    element = block.element
    while element is not None and element is not container:
        tags.append(str(element.tag))
        element = element.getparent()
    return tuple(reversed(tags))
