"""Find the text of a page's article in its data: the longest rich text beside the page's title."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from cleaners.document import Block
from cleaners.islands import rich_text
from cleaners.islands.access import costs_money
from cleaners.islands.members import is_of_other_texts
from cleaners.islands.references import is_cache, linked
from cleaners.islands.story import Story

MAX_NODES = 200_000  # per page
MAX_DEPTH = 80
MAX_HOLDERS = 40  # objects with the page's title
MAX_BODIES = 200  # rich texts that are compared
MAX_TEXT_NODES = 150_000  # of all rich texts of a page together
MAX_INNER_LEVELS = 8  # between the object with the title and the text
MIN_STRING_CHARS = 200  # of a string that may be a body
MIN_PARTED_CHARS = 80  # of one with several paragraphs; Chinese and Japanese ones are short
MIN_NESTED_CHARS = 300  # of a string that may be JSON itself
MAX_NESTED_CHARS = 20_000_000  # of strings that are tried as JSON, of all strings of a page together
MIN_PROSE_WORDS = 8  # of a paragraph that counts
MIN_OWN_WORDS = 80  # words of prose in an object with the title; with fewer, the story may be in its neighbours
_PART_END = re.compile(r"(?:<|&lt;)/p\b|\n")


@dataclass(frozen=True, slots=True)
class Found:
    """The blocks of the article, none if it was not found, and True if the data say that it is not free."""

    blocks: list[Block]
    costs_money: bool


@dataclass
class _Budget:
    """The budgets left for a page: objects and lists, bodies, nodes of bodies, and characters of JSON in strings."""

    nodes: int = MAX_NODES
    bodies: int = MAX_BODIES
    text_nodes: int = MAX_TEXT_NODES
    nested_chars: int = MAX_NESTED_CHARS


@dataclass
class _Best:
    """The longest bodies found so far, and whether an object with the title says that the story costs money."""

    own: list[Block] = field(default_factory=list)  # of an object that has the title itself
    beside: list[Block] = field(default_factory=list)  # of an object with a member that has the title
    costs_money: bool = False

    def add(self, blocks: list[Block], *, is_titled: bool) -> None:
        if is_titled:
            self.own = blocks if _is_longer(blocks, self.own) else self.own
        else:
            self.beside = blocks if _is_longer(blocks, self.beside) else self.beside


def find_body(values: Iterable[Any], titles: list[str], slug: str) -> Found:
    """Find the article with one of the titles or the slug of an address."""
    best, budget, story, seen = _Best(), _Budget(), Story(titles, slug), _Seen()
    for value in values:
        for holder, is_titled in _holders(value, story, budget, seen):
            best.costs_money = best.costs_money or costs_money(holder)
            for blocks in _bodies(holder, story, budget):
                best.add(blocks, is_titled=is_titled)
    is_own = prose_words(best.own) >= min(MIN_OWN_WORDS, prose_words(best.beside))
    return Found(best.own if is_own else best.beside, best.costs_money)


def prose_words(blocks: list[Block]) -> int:
    """Return the number of words in paragraphs, without lines that are too short for prose."""
    return sum(block.words for block in blocks if has_prose_length(block))


def has_prose_length(block: Block) -> bool:
    """Return True for a block that is long enough for a paragraph of prose."""
    return block.words >= MIN_PROSE_WORDS


def _is_longer(blocks: list[Block], best: list[Block]) -> bool:
    """Return True if a body is longer than the best one, or as long and in more paragraphs."""
    words, best_words = prose_words(blocks), prose_words(best)
    if words > 1.2 * best_words:
        return True
    return words >= 0.8 * best_words and len(blocks) > 2 * len(best)


def _holders(value: Any, story: Story, budget: _Budget, seen: _Seen) -> Iterator[tuple[dict[str, Any], bool]]:
    """Yield the objects with the page's title or slug, each with True, and those with such a member, with False."""
    root = value if isinstance(value, dict) else {}
    stack, found = [(one, 0) for one in seen.new([value])], 0
    while stack and budget.nodes > 0 and found < MAX_HOLDERS:
        node, depth = stack.pop()
        budget.nodes -= 1
        inner = seen.new(_members(node, budget)) if depth < MAX_DEPTH else []
        if isinstance(node, dict):
            is_titled = story.has_title(node)
            if is_titled or (not is_cache(node) and story.is_beside_title(node)):
                found += 1
                yield linked(node, root), is_titled
        stack.extend((one, depth + 1) for one in reversed(inner))


class _Seen:
    """The objects and lists that a walk has met. Data with references have one object in many places."""

    def __init__(self) -> None:
        self._met: dict[int, Any] = {}  # by identity; the objects are kept, so that none gets the identity of another

    def new(self, values: Iterable[Any]) -> list[Any]:
        """Return the objects and lists that are met for the first time."""
        found = []
        for value in values:
            if isinstance(value, dict | list) and id(value) not in self._met:
                self._met[id(value)] = value
                found.append(value)
        return found


def _members(node: Any, budget: _Budget) -> Iterator[Any]:
    """Yield the values in a node, with JSON in strings parsed."""
    if isinstance(node, dict):
        values: Iterable[Any] = node.values()
    else:
        values = node if isinstance(node, list) else ()
    for value in values:
        yield _nested(value, budget) if isinstance(value, str) else value


def _nested(text: str, budget: _Budget) -> Any:
    """Return the data of a string that is JSON itself, else the string."""
    if len(text) < MIN_NESTED_CHARS or not text.startswith(("{", "[")) or budget.nested_chars < len(text):
        return text
    budget.nested_chars -= len(text)
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return text


def _bodies(holder: dict[str, Any], story: Story, budget: _Budget) -> Iterator[list[Block]]:
    """Yield the rich texts in an object with the title, but not those of other stories."""
    stack: list[tuple[Any, int]] = [(holder, 0)]
    seen = _Seen()
    while stack and budget.nodes > 0 and budget.bodies > 0 and budget.text_nodes > 0:
        node, level = stack.pop()
        for value in _story_members(node, budget):
            budget.nodes -= 1
            if isinstance(value, dict) and story.is_other_story(value):
                continue
            if not _may_be_body(value) or budget.text_nodes < 0:
                continue
            budget.bodies -= 1
            blocks, nodes = rich_text.read(value, story.is_other)
            budget.text_nodes -= nodes
            if blocks:
                yield blocks
            stack.extend((inner, level + 1) for inner in seen.new([value]) if level < MAX_INNER_LEVELS)


def _story_members(node: Any, budget: _Budget) -> Iterator[Any]:
    """Yield the values in a node without those that hold other texts than the story's."""
    if isinstance(node, dict):
        node = [value for name, value in node.items() if not is_of_other_texts(name)]
    yield from _members(node, budget)


def _may_be_body(value: Any) -> bool:
    if isinstance(value, str):
        is_parted = len(value) >= MIN_PARTED_CHARS and len(_PART_END.findall(value, 0, MIN_STRING_CHARS)) > 1
        return is_parted or len(value) >= MIN_STRING_CHARS
    return isinstance(value, dict | list) and len(value) > 0
