"""Suggestions for mistyped names."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return a question with the known names most like this one, to follow a sentence; "" if none is similar.

    Letter case makes no difference.
    """
    by_capitals = {each.upper(): each for each in known}
    near = [by_capitals[match] for match in difflib.get_close_matches(name.upper(), by_capitals, n=3)]
    return f" Did you mean {', '.join(near)}?" if near else ""
