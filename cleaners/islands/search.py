"""Find the text of a page's article in its data: the longest rich text beside the page's title."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from cleaners.document import Block
from cleaners.islands import rich_text
from cleaners.metadata.titles import fold, similarity

MAX_NODES = 200_000  # per page
MAX_DEPTH = 80
MAX_HOLDERS = 40  # objects with the page's title
MAX_BODIES = 200  # rich texts that are compared
MAX_INNER_LEVELS = 8  # between the object with the title and the text
MIN_STRING_CHARS = 200  # of a string that may be a body
MIN_NESTED_CHARS = 300  # of a string that may be JSON itself
MIN_TITLE_CHARS = 8
MIN_PROSE_WORDS = 8  # of a paragraph that counts
MIN_OWN_WORDS = 80  # of prose in an object with the title; with fewer, its neighbours may have the story
MAX_MEMBERS = 60  # of an object whose strings are compared with the title
MAX_ADDRESS_CHARS = 500
MAX_CHILDREN = 6  # of an element that are searched for a heading
MAX_ELEMENT_LEVELS = 3
MIN_SIMILARITY = 0.8  # share of trigrams

_TITLE_KEYS = ("title", "headline", "headlines", "heading", "name", "seoTitle", "pageTitle", "shortTitle", "titre",
               "titulo", "titel", "subject")  # fmt: skip
# Members that have other texts than the story's.
_OTHER_KEYS = frozenset([
    "comments", "comment", "related", "relatedarticles", "relatedstories", "recommended", "recommendations",
    "translations", "messages", "locale", "i18n", "labels", "morestories", "mostread", "popular", "trending", "latest",
    "teasers", "author", "authors", "byline", "navigation", "menu", "footer", "header", "ads", "faq", "disclaimer",
    "captions", "images", "gallery", "newsletter", "strings",
])  # fmt: skip


@dataclass
class _Budget:
    """The numbers of nodes and bodies that may still be read."""

    nodes: int = MAX_NODES
    bodies: int = MAX_BODIES


def find_body(values: Iterable[Any], titles: list[str], slug: str) -> list[Block]:
    """Return the blocks of the article with one of the titles or the slug of an address; none if it is not found."""
    own: list[Block] = []  # of an object that has the title itself
    beside: list[Block] = []  # of an object with a member that has the title
    budget = _Budget()
    forms = [fold(title) for title in titles if len(title) >= MIN_TITLE_CHARS]
    for value in values:
        for holder, is_titled in _holders(value, forms, slug, budget):
            for blocks in _bodies(holder, forms, budget):
                if is_titled:
                    own = blocks if _beats(blocks, own) else own
                else:
                    beside = blocks if _beats(blocks, beside) else beside
    return own if prose_words(own) >= MIN_OWN_WORDS else beside


def prose_words(blocks: list[Block]) -> int:
    """Return the number of words in paragraphs, without lines that are too short for prose."""
    return sum(block.words for block in blocks if block.words >= MIN_PROSE_WORDS)


def _beats(blocks: list[Block], best: list[Block]) -> bool:
    """Return True if a body is longer than the best one, or as long and in more paragraphs."""
    words, best_words = prose_words(blocks), prose_words(best)
    if words > 1.2 * best_words:
        return True
    return words >= 0.8 * best_words and len(blocks) > 2 * len(best)


def _holders(value: Any, forms: list[str], slug: str, budget: _Budget) -> Iterator[tuple[dict[str, Any], bool]]:
    """Yield the objects that have the page's title or slug, or a member that has; True for the former."""
    root = value if isinstance(value, dict) else {}
    stack, found = [(value, 0)], 0
    while stack and budget.nodes > 0 and found < MAX_HOLDERS:
        node, depth = stack.pop()
        budget.nodes -= 1
        inner = [v for v in _members(node) if isinstance(v, dict | list)] if depth < MAX_DEPTH else []
        if isinstance(node, dict):
            is_titled = _has_title(node, forms, slug)
            if is_titled or (not _is_cache(node) and _is_beside_title(node, forms)):
                found += 1
                yield _linked(node, root), is_titled
        stack.extend((one, depth + 1) for one in reversed(inner))


def _is_cache(node: dict[str, Any]) -> bool:
    """Return True for the objects of a page by their ids, in which stories are side by side."""
    return "ROOT_QUERY" in node or any(isinstance(v, dict) and ":" in k for k, v in islice(node.items(), 20))


def _members(node: Any) -> Iterator[Any]:
    """Yield the values in a node, with JSON in strings parsed."""
    if isinstance(node, dict):
        values: Iterable[Any] = node.values()
    else:
        values = node if isinstance(node, list) else ()
    for value in values:
        yield _nested(value) if isinstance(value, str) else value


def _nested(text: str) -> Any:
    """Return the data of a string that is JSON itself, else the string."""
    if len(text) < MIN_NESTED_CHARS or not text.startswith(("{", "[")):
        return text
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return text


def _linked(node: dict[str, Any], root: dict[str, Any]) -> dict[str, Any]:
    """Return a node with its references to other nodes of a cache replaced, two levels deep."""
    return {key: _followed(value, root, 4) for key, value in node.items()}


def _followed(value: Any, root: dict[str, Any], levels: int) -> Any:
    if levels == 0:
        return value
    if isinstance(value, list):
        return [_followed(item, root, levels) for item in value[:2_000]]
    if not isinstance(value, dict):
        return value
    name = value.get("__ref") or (value.get("id") if value.get("type") == "id" else None)
    if isinstance(name, str) and isinstance(target := root.get(name), dict):
        value = target
    return {key: _followed(inner, root, levels - 1) for key, inner in value.items()}


def _has_title(node: dict[str, Any], forms: list[str], slug: str) -> bool:
    """Return True if a string of a node is the page's title, or an address with its slug."""
    strings = (value for value in islice(node.values(), MAX_MEMBERS) if isinstance(value, str))
    return any(_is_title(text, forms) or (slug and _ends_in(text, slug)) for text in strings)


def _ends_in(text: str, slug: str) -> bool:
    return len(text) < MAX_ADDRESS_CHARS and slug in text.rstrip("/").rsplit("/", 1)[-1]


def _is_beside_title(node: dict[str, Any], forms: list[str]) -> bool:
    """Return True if an object in a node has the page's title, or an element in it is the heading."""
    for value in islice(node.values(), MAX_MEMBERS):
        if isinstance(value, dict) and _has_title(value, forms, ""):
            return True
    return _has_heading(node.get("children"), forms, MAX_ELEMENT_LEVELS)


def _has_heading(children: Any, forms: list[str], levels: int) -> bool:
    """Return True if one of the first elements among children is a heading with the page's title."""
    for child in (children if isinstance(children, list) else [children])[:MAX_CHILDREN]:
        if isinstance(child, dict) and levels:
            inner = child.get("children")
            is_heading = child.get("type") in ("h1", "h2") and isinstance(inner, str) and _is_title(inner, forms)
            if is_heading or _has_heading(inner, forms, levels - 1):
                return True
    return False


def _is_title(text: str, forms: list[str]) -> bool:
    if not MIN_TITLE_CHARS <= len(text) <= 400 or text.startswith(("http", "/", "<")):
        return False
    for form in forms:
        if 0.6 * len(form) <= len(text) <= 1.7 * len(form):
            own = fold(text)
            if own == form or (own[:4] == form[:4] and similarity(own, form) >= MIN_SIMILARITY):
                return True
    return False


def _bodies(holder: dict[str, Any], forms: list[str], budget: _Budget) -> Iterator[list[Block]]:
    """Yield the rich texts in an object with the title, without those of other stories in it."""
    stack: list[tuple[Any, int]] = [(holder, 0)]
    while stack and budget.nodes > 0 and budget.bodies > 0:
        node, level = stack.pop()
        for value in _inner_values(node):
            budget.nodes -= 1
            if isinstance(value, dict) and _is_other_story(value, forms):
                continue
            if not _may_be_body(value):
                continue
            budget.bodies -= 1
            blocks = [] if _is_list_of_stories(value, forms) else rich_text.to_blocks(value)
            if blocks:
                yield blocks
            if isinstance(value, dict | list) and level < MAX_INNER_LEVELS:
                stack.append((value, level + 1))


def _inner_values(node: Any) -> Iterator[Any]:
    if isinstance(node, dict):
        members: Iterable[Any] = [value for key, value in node.items() if key.casefold() not in _OTHER_KEYS]
    else:
        members = node if isinstance(node, list) else ()
    for value in members:
        yield _nested(value) if isinstance(value, str) else value


def _may_be_body(value: Any) -> bool:
    if isinstance(value, str):
        return len(value) >= MIN_STRING_CHARS
    return isinstance(value, dict | list) and len(value) > 0


def _own_title(node: dict[str, Any]) -> str | None:
    """Return the title of a node, None if it has none."""
    for key in _TITLE_KEYS:
        value = node.get(key)
        if isinstance(value, dict):
            value = next((inner for inner in value.values() if isinstance(inner, str)), None)
        if isinstance(value, str) and len(value.split()) >= 2:
            return value
    return None


def _is_other_story(node: dict[str, Any], forms: list[str]) -> bool:
    """Return True if a node has another title than the page's and what only stories have."""
    title = _own_title(node)
    is_story = not {"url", "slug", "path", "link", "href", "publishedAt", "datePublished", "author", "id"}.isdisjoint(
        node
    )
    return title is not None and is_story and not _is_title(title, forms)


def _is_list_of_stories(value: Any, forms: list[str]) -> bool:
    """Return True for a list in which most objects are other stories."""
    if not isinstance(value, list):
        return False
    nodes = [item for item in value[:50] if isinstance(item, dict)]
    return bool(nodes) and 2 * sum(_is_other_story(node, forms) for node in nodes) > len(nodes)
