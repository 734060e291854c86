"""Suggestions for mistyped names."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return the question " Did you mean ...?" with the known names most similar to this one; "" if none is similar.

    The comparison ignores letter case and the hyphens of options.
    """
    by_key = {_key(each): each for each in known}
    near = [by_key[match] for match in difflib.get_close_matches(_key(name), by_key, n=3)]
    return f" Did you mean {', '.join(near)}?" if near else ""


def _key(name: str) -> str:
    return name.upper().lstrip("-")
