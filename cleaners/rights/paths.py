"""Match the path patterns of robots.txt and tdmrep.json in linear time."""

from __future__ import annotations

import re
import string
from urllib.parse import quote

from cleaners.urls import parts_of

MAX_PATTERN_CHARS = 2_000
_UNRESERVED = frozenset(string.ascii_letters + string.digits + "-._~")
_SAFE = "/?*$&=+,;:@!'()[]%"
_ESCAPE = re.compile("%([0-9a-fA-F]{2})")


def comparable_path(url: str) -> str:
    """Return the path and query of an address in the form that patterns are compared with."""
    parts = parts_of(url)
    return normal_path((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))


def normal_path(path: str) -> str:
    """Return a path with canonical escapes: those of unreserved characters decoded, the others in upper case."""
    return quote(_ESCAPE.sub(_canonical, path), safe=_SAFE)


def _canonical(escape: re.Match[str]) -> str:
    character = chr(int(escape[1], 16))
    return character if character in _UNRESERVED else escape[0].upper()


def matches(pattern: str, path: str) -> bool:
    """Return True if a pattern matches the start of a path: `*` is any text, `$` at the end is the path's end.

    Each part between two `*` is searched once from the left, so the time is linear.
    """
    pattern = normal_path(pattern[:MAX_PATTERN_CHARS])
    is_anchored = pattern.endswith("$")
    first, *parts = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    last = parts.pop() if parts and is_anchored else None
    position = len(first)
    for part in parts:
        found = path.find(part, position)
        if found < 0:
            return False
        position = found + len(part)
    if last is not None:
        return path.endswith(last) and len(path) - len(last) >= position
    return not is_anchored or position == len(path)
