"""Recognise the page's story among the objects in its data: by its title or by the last part of its address."""

from __future__ import annotations

from itertools import islice
from typing import Any

from cleaners.islands.members import is_of_other_texts
from cleaners.metadata.titles.comparison import fold, similarity

MIN_TITLE_CHARS = 8
MAX_TITLE_CHARS = 400
MIN_SIMILARITY = 0.8  # share of trigrams
MAX_MEMBERS = 60  # of an object whose strings are compared with the title
MAX_ADDRESS_CHARS = 500
MAX_CHILDREN = 6  # of an element that are searched for a heading
MAX_ELEMENT_LEVELS = 3
MAX_COMPARED = 50  # objects of a list

_TITLE_KEYS = ("title", "headline", "headlines", "heading", "name", "seoTitle", "pageTitle", "shortTitle", "titre",
               "titulo", "titel", "subject")  # fmt: skip
_ADDRESS_KEYS = frozenset(["url", "slug", "path", "link", "href", "permalink", "canonical_url"])
_STORY_KEYS = _ADDRESS_KEYS | {"publishedAt", "datePublished", "author", "id"}


class Story:
    """The titles that the page's story may have, and its slug, which is "" if the address has none."""

    def __init__(self, titles: list[str], slug: str) -> None:
        """Prepare the titles for comparisons; a title that is too short names no story."""
        self._forms = [fold(title) for title in titles if len(title) >= MIN_TITLE_CHARS]
        self._slug = slug

    def has_title(self, node: dict[str, Any]) -> bool:
        """Return True if a string of an object is the page's title, or an address with its slug."""
        texts = (value for value in islice(node.values(), MAX_MEMBERS) if isinstance(value, str))
        return any(self._is_title(text) or (self._slug and _ends_in(text, self._slug)) for text in texts)

    def is_beside_title(self, node: dict[str, Any]) -> bool:
        """Return True if an object in a node has the page's title, or an element in it is the heading."""
        for name, value in islice(node.items(), MAX_MEMBERS):
            if isinstance(value, dict) and not is_of_other_texts(name) and self._is_titled(value):
                return True
        return self._has_heading(node.get("children"), MAX_ELEMENT_LEVELS)

    def is_other(self, value: Any) -> bool:
        """Return True for an object that is another story with its address, and for a list of other stories."""
        if isinstance(value, list):
            nodes = [item for item in value[:MAX_COMPARED] if isinstance(item, dict)]
            return bool(nodes) and 2 * sum(map(self.is_other_story, nodes)) > len(nodes)
        return isinstance(value, dict) and not _ADDRESS_KEYS.isdisjoint(value) and self.is_other_story(value)

    def is_other_story(self, node: dict[str, Any]) -> bool:
        """Return True if an object has another title than the page's, and a member that only stories have."""
        title = None if _STORY_KEYS.isdisjoint(node) else _own_title(node)
        return title is not None and not self._is_title(title)

    def _is_titled(self, node: dict[str, Any]) -> bool:
        texts = (value for value in islice(node.values(), MAX_MEMBERS) if isinstance(value, str))
        return any(map(self._is_title, texts))

    def _has_heading(self, children: Any, levels: int) -> bool:
        """Return True if one of the first elements among children is a heading with the page's title."""
        for child in (children if isinstance(children, list) else [children])[:MAX_CHILDREN]:
            if isinstance(child, dict) and levels:
                inner = child.get("children")
                is_heading = child.get("type") in ("h1", "h2") and isinstance(inner, str) and self._is_title(inner)
                if is_heading or self._has_heading(inner, levels - 1):
                    return True
        return False

    def _is_title(self, text: str) -> bool:
        if not MIN_TITLE_CHARS <= len(text) <= MAX_TITLE_CHARS or text.startswith(("http", "/", "<")):
            return False
        for form in self._forms:
            if 0.6 * len(form) <= len(text) <= 1.7 * len(form):
                own = fold(text)
                if own == form or (own[:4] == form[:4] and similarity(own, form) >= MIN_SIMILARITY):
                    return True
        return False


def _ends_in(text: str, slug: str) -> bool:
    return len(text) < MAX_ADDRESS_CHARS and slug in text.rstrip("/").rsplit("/", 1)[-1]


def _own_title(node: dict[str, Any]) -> str | None:
    """Return the title of a node, or None."""
    for key in _TITLE_KEYS:
        value = node.get(key)
        if isinstance(value, dict):
            value = next((inner for inner in value.values() if isinstance(inner, str)), None)
        if isinstance(value, str) and len(value.split()) >= 2:
            return value
    return None
