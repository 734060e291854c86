"""Containers of the story that look like those beside them: sections of a split body, entries of a live blog.

If most containers of one shape are body, those of the same shape among them are body too.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

from lxml.html import HtmlElement

from cleaners.document import Block
from cleaners.rescue.lost import is_lost, is_lost_prose, is_prose

MAX_LEVELS = 6  # elements upwards from a block that may be its container
MIN_ALIKE = 2  # containers of the same shape with text that is body
MIN_ALIKE_PARAGRAPHS = 3  # the same if the container is the paragraph itself
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
    kept = _Containers(block for block in blocks if block.removal is None)
    found: list[Block] = []
    for block in lost:
        container = _container(block, kept)
        if container is not None:
            found += _alike_blocks(container, blocks, kept) if container is not block.element else [block]
    return found


class _Containers:
    """For each element around kept blocks: these blocks, and how many of them are prose."""

    def __init__(self, blocks: Iterable[Block]) -> None:
        self.blocks: defaultdict[HtmlElement, list[Block]] = defaultdict(list)
        self.prose: Counter[HtmlElement] = Counter()
        for block in blocks:
            for element in ancestors(block):
                self.blocks[element].append(block)
                self.prose[element] += is_prose(block)


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
        if kept.prose[element]:
            return None
        if _is_like_kept(element, kept, MIN_ALIKE_PARAGRAPHS if element is block.element else MIN_ALIKE):
            return element
    return None


def _is_like_kept(element: HtmlElement, kept: _Containers, min_alike: int) -> bool:
    parent = element.getparent()
    if parent is None or len(parent) > MAX_ALIKE:
        return False
    shape = shape_of(element)
    alike = [child for child in parent if child is not element and shape_of(child) == shape]
    are_kept = sum(kept.prose[child] > 0 for child in alike)
    return are_kept >= min_alike and 2 * are_kept >= len(alike)


def shape_of(element: HtmlElement) -> Shape:
    """Return the tag and the class of an element, without numbers."""
    return str(element.tag), _without_numbers(element.get("class") or "")


@lru_cache(maxsize=4_096)
def _without_numbers(name: str) -> str:
    return _NUMBER.sub("", name[:300])


def _alike_blocks(container: HtmlElement, blocks: Sequence[Block], kept: _Containers) -> list[Block]:
    """Return the lost blocks of a container whose place in it is that of kept blocks in the containers beside it."""
    parent, shape = container.getparent(), shape_of(container)
    assert parent is not None
    places = {
        place(block, child)
        for child in parent
        if child in kept.prose and shape_of(child) == shape
        for block in kept.blocks[child]
    }
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
