"""What addresses have in common: pages that one program makes have addresses of one shape.

A trap (a calendar, a session in the path, endless paging) makes any number of addresses, but few shapes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby
from urllib.parse import unquote, urlsplit

from cleaners.urls import path_of

MAX_SEGMENTS = 16  # of a path; articles have eight at most
MAX_KNOWN = 60_000  # addresses: those of a whole sitemap, whose shapes are worked out where it is read
MAX_REPEATS = 2  # of one word in a path
_SLUG = re.compile(r"[^\W\d_]+(?:[-_+ ]\w+){2,}")
_DIGITS = re.compile(r"\d+")
_ENDING = re.compile(r"\.[a-z]{2,5}$")
_MIXED = re.compile(r"(?=\w*\d)(?=\w*[^\W\d_])\w+")
_LONG_WORD = 25  # characters; what is longer is made up


def is_growing(url: str) -> bool:
    """Tell whether a path looks as if it grew by links that add to it: /a/b/a/b, a word again and again, no end."""
    if url.count("/") < 3 + MAX_REPEATS:
        return False  # scheme, host and too few segments to repeat one
    segments = [segment for segment in path_of(url).split("/") if segment]
    words = [segment for segment in segments if not segment.isdigit()]
    if len(segments) > MAX_SEGMENTS or any(count > MAX_REPEATS for count in Counter(words).values()):
        return True
    return any(words[start : start + 2] == words[start + 2 : start + 4] for start in range(len(words) - 3))


@lru_cache(maxsize=MAX_KNOWN)
def fine_shape(url: str) -> str:
    """Return the host, the path with numbers, ids and its last words replaced by their kind, and parameter names."""
    host, segments, query = _parts(url)
    last = segments.pop() if segments else ""
    shown = [_DIGITS.sub("0", segment) if _kind(segment) == "word" else _kind(segment) for segment in segments]
    kept = last if query and _kind(last) == "word" else _kind(last)
    ending = _ENDING.search(last)
    return f"{host}/{'/'.join([*shown, kept])}{ending[0] if ending and not query else ''}?{'&'.join(query)}"


@lru_cache(maxsize=MAX_KNOWN)
def coarse_shape(url: str) -> str:
    """Return the host and the kinds of the path's segments, one for several of a kind in a row."""
    host, segments, query = _parts(url)
    kinds = [kind for kind, _ in groupby(map(_kind, segments))]
    return f"{host}/{'/'.join(kinds)}{'?' if query else ''}"


def find_shapes(urls: Iterable[str]) -> None:
    """Work out the shapes of many addresses, so that they are known when they are asked for."""
    for url in urls:
        fine_shape(url), coarse_shape(url)


def _parts(url: str) -> tuple[str, list[str], list[str]]:
    parts = urlsplit(url)
    segments = [segment for segment in unquote(parts.path).lower().split("/") if segment]
    names = {part.partition("=")[0].lower() for part in parts.query.split("&") if part}
    return parts.netloc, segments[: MAX_SEGMENTS + 1], sorted(_DIGITS.sub("0", name) for name in names)


def _kind(segment: str) -> str:
    plain = _ENDING.sub("", segment)
    if plain.isdigit():
        return "0"
    if _MIXED.fullmatch(plain):
        return "id"
    return "slug" if len(plain) > _LONG_WORD or _SLUG.match(plain) else "word"
