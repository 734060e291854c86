"""Follow the references in caches of Apollo and Relay, which store each object of a page once, by its id."""

from __future__ import annotations

from itertools import islice
from typing import Any

MAX_LEVELS = 6  # of objects inside the story
MAX_VALUES = 20_000  # per story
MAX_ITEMS = 2_000  # per list


def is_cache(node: dict[str, Any]) -> bool:
    """Return True for a cache: an object that has all objects of a page by their ids, several stories side by side."""
    return "ROOT_QUERY" in node or any(isinstance(v, dict) and ":" in k for k, v in islice(node.items(), 20))


def linked(node: dict[str, Any], cache: dict[str, Any]) -> dict[str, Any]:
    """Return an object with its references replaced by the objects of a cache, as far as the bounds allow."""
    follower = _Follower(cache)
    return {key: follower.followed(value, MAX_LEVELS) for key, value in node.items()}


class _Follower:
    """Follows the references of one object; counts the values that it may still read."""

    def __init__(self, cache: dict[str, Any]) -> None:
        self.cache = cache
        self.left = MAX_VALUES

    def followed(self, value: Any, levels: int) -> Any:
        self.left -= 1
        if levels == 0 or self.left < 0:
            return value
        if isinstance(value, list):
            return [self.followed(item, levels) for item in value[:MAX_ITEMS]]
        if not isinstance(value, dict):
            return value
        if isinstance(names := value.get("__refs"), list):
            return [self.followed(self.target(name), levels - 1) for name in names[:MAX_ITEMS]]
        name = value.get("__ref") or (value.get("id") if value.get("type") == "id" else None)
        target = self.target(name) or value
        return {key: self.followed(inner, levels - 1) for key, inner in target.items()}

    def target(self, name: Any) -> dict[str, Any] | None:
        """Return the object of the cache with this name, or None."""
        found = self.cache.get(name) if isinstance(name, str) else None
        return found if isinstance(found, dict) else None
