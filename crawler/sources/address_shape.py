"""Compute the shape of an address: its host and path, with numbers, ids and slugs replaced by their kind.

Pages from the same program have addresses of the same shape. A crawler trap (a calendar, a session id in the path,
endless paging) makes any number of addresses, but of few shapes. The trap guard counts requests by shape.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby
from urllib.parse import unquote, urlsplit

from cleaners.urls import path_of

MAX_SEGMENTS = 16  # of a path; the paths of articles have at most eight
MAX_CACHED_SHAPES = 60_000  # addresses, enough for a whole sitemap, whose shapes are computed when it is read
MAX_REPEATS = 2  # of one word in a path
_SLUG = re.compile(r"[^\W\d_]+(?:[-_+ ]\w+){2}")
_DIGITS = re.compile(r"\d+")
_ENDING = re.compile(r"\.[a-z]{2,5}$")
_MIXED = re.compile(r"(?=\w*\d)(?=\w*[^\W\d_])\w+")
_LONG_WORD = 25  # characters; a longer segment without hyphens counts as a slug


def has_growing_path(url: str) -> bool:
    """Return True if a path seems to grow from link to link without end.

    The signs are a repeated pair (/a/b/a/b), a word that occurs more than MAX_REPEATS times, and more than MAX_SEGMENTS
    segments.
    """
    if url.count("/") < 3 + MAX_REPEATS:
        return False  # scheme, host and too few segments to repeat one
    segments = [segment for segment in path_of(url).split("/") if segment]
    words = [segment for segment in segments if not segment.isdigit()]
    if len(segments) > MAX_SEGMENTS or any(count > MAX_REPEATS for count in Counter(words).values()):
        return True
    return any(words[start : start + 2] == words[start + 2 : start + 4] for start in range(len(words) - 3))


@lru_cache(maxsize=MAX_CACHED_SHAPES)
def fine_shape(url: str) -> str:
    """Return the host, the path and the parameter names, with everything that varies replaced by its kind.

    Numbers become 0, and slugs and ids become their kind. The last segment always becomes its kind, unless it is a word
    followed by a query.
    """
    host, segments, parameters = _split_address(url)
    last = segments.pop() if segments else ""
    path = [
        _DIGITS.sub("0", segment) if _segment_kind(segment) == "word" else _segment_kind(segment)
        for segment in segments
    ]
    path.append(last if parameters and _segment_kind(last) == "word" else _segment_kind(last))
    ending = _ENDING.search(last)
    return f"{host}/{'/'.join(path)}{ending[0] if ending and not parameters else ''}?{'&'.join(parameters)}"


@lru_cache(maxsize=MAX_CACHED_SHAPES)
def coarse_shape(url: str) -> str:
    """Return the host and the kinds of the path's segments; consecutive segments of one kind count as one."""
    host, segments, parameters = _split_address(url)
    kinds = [kind for kind, _ in groupby(map(_segment_kind, segments))]
    return f"{host}/{'/'.join(kinds)}{'?' if parameters else ''}"


def cache_shapes(urls: Iterable[str]) -> None:
    """Compute the shapes of many addresses, so that later calls find them in the cache."""
    for url in urls:
        fine_shape(url)
        coarse_shape(url)


def _split_address(url: str) -> tuple[str, list[str], list[str]]:
    """Return the host, the first segments of the path and the sorted parameter names, with 0 for each number."""
    parts = urlsplit(url)
    segments = [segment for segment in unquote(parts.path).lower().split("/") if segment]
    names = {part.partition("=")[0].lower() for part in parts.query.split("&") if part}
    return parts.netloc, segments[: MAX_SEGMENTS + 1], sorted(_DIGITS.sub("0", name) for name in names)


def _segment_kind(segment: str) -> str:
    """Return "0" for a number, "id" for letters mixed with digits, "slug" for a headline, else "word"."""
    plain = _ENDING.sub("", segment)
    if plain.isdigit():
        return "0"
    if _MIXED.fullmatch(plain):
        return "id"
    return "slug" if len(plain) > _LONG_WORD or _SLUG.match(plain) else "word"
