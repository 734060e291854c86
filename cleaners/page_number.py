"""Page numbers in addresses: find the number that the address of a later page adds to that of the first page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import takewhile
from urllib.parse import unquote

from cleaners.urls import parts_of

_MAX_ADDED_LETTERS = 14  # "page", "seite", "offset"
_MAX_DIGITS = 6
_PARTS = re.compile(r"\d+|\D")  # numbers are compared as a whole
# A number with the signs and letters around it, as in "/page/2/", "_2" and "&p=2".
_NUMBERED = re.compile(r"([^\W\d]*+(?:\W++[^\W\d]*+)*+)(\d+)\W*")


def added_number(url: str, address: str) -> int | None:
    """Return the number in an address if it is the only difference from `url`, and larger; else None."""
    if parts_of(url).netloc != parts_of(address).netloc:
        return None
    old, new = _differences(_path(url), _path(address))
    found = _NUMBERED.fullmatch(new)
    if not found or len(found[2]) > _MAX_DIGITS or (old and not old.isdecimal()):
        return None
    letters, number = sum(map(str.isalpha, found[1])), int(found[2])
    return number if letters <= _MAX_ADDED_LETTERS and number > int(old or 0) else None


def _path(url: str) -> list[str]:
    split = parts_of(url)
    path = split.path.rstrip("/")
    return _PARTS.findall(unquote(f"{path}/?{split.query}" if split.query else path).lower())


def _differences(old: list[str], new: list[str]) -> tuple[str, str]:
    """Return the parts of two addresses between their common beginning and their common end."""
    start = _common(zip(old, new, strict=False))
    old, new = old[start:], new[start:]
    end = _common(zip(reversed(old), reversed(new), strict=False))
    return "".join(old[: len(old) - end]), "".join(new[: len(new) - end])


def _common(pairs: Iterable[tuple[str, str]]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
