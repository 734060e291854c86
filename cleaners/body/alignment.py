"""Alignment: find the blocks of a page in a text that another program took from the same page.

Both are sequences of runs of three tokens: with two there are too many chance hits, and four lose short lines.
The longest common subsequence is computed by the method of Hunt and Szymanski ("A fast algorithm for computing longest
common subsequences", 1977). It distinguishes repeated lines by their context, and finds parts of blocks, too.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TypeAlias

MAX_TOKENS = 300_000  # of a page, and of a text; an article has some hundreds of words, a novel a third of this
MAX_PLACES = 8  # of one run in the text; a run with more identifies no place, and costs time

Tokens = list[str]

_Run = tuple[str, str, str]
# Index in the page, place in the text, and the hit before it in its chain.
_Hit: TypeAlias = "tuple[int, int, _Hit | None]"


def matched_shares(blocks: Sequence[Tokens], text: Tokens) -> tuple[list[float], float]:
    """Return the share of each block that the text has, and the share of the text that the blocks have.

    Both are shares of tokens, 0 to 1, and count each token of the text once.
    """
    if sum(map(len, blocks)) > MAX_TOKENS:
        blocks = [block[: MAX_TOKENS // len(blocks)] for block in blocks]  # its beginning stands for the rest of it
    sought = text[:MAX_TOKENS]
    found = _align(list(chain.from_iterable(blocks)), sought)
    shares, start = [], 0
    for block in blocks:
        missed = found[start : start + len(block)].count(-1)
        shares.append((len(block) - missed) / max(1, len(block)))
        start += len(block)
    return shares, len(set(found) - {-1}) / max(1, len(sought))


def _align(page: Tokens, text: Tokens) -> list[int]:
    """Return for each token of the page the index of the same token in the text, or -1."""
    found = [-1] * len(page)
    for first, place in _longest_chain(_runs(page), _runs(text)):
        found[first], found[first + 1], found[first + 2] = place, place + 1, place + 2
    return found


def _runs(sequence: Tokens) -> list[_Run]:
    return list(zip(sequence, sequence[1:], sequence[2:], strict=False))


def _longest_chain(page: list[_Run], text: list[_Run]) -> Iterator[tuple[int, int]]:
    """Yield a longest chain of common runs from its end: the index of each in the page, and in the text.

    Of equally long chains it is the one with the latest runs of the page.
    """
    last_place, earlier_places = _places(text)
    ends: list[int] = []  # by length of chain: the lowest place at which a chain of that length ends
    tails: list[_Hit] = []  # by length of chain: the last hit of that chain
    end = -1  # place at which the longest chain ends
    tail: _Hit | None = None
    for position, run in enumerate(page):
        place = last_place.get(run)
        if place is None:
            continue
        if place > end:  # it extends the longest chain: by far the most frequent case
            end, hit = place, (position, place, tail)
            ends.append(place)
            tails.append(hit)
        else:
            _insert(position, place, ends, tails)
        for earlier in earlier_places.get(run, ()):
            _insert(position, earlier, ends, tails)
        end, tail = ends[-1], tails[-1]
    while tail:
        yield tail[:2]
        tail = tail[2]


def _insert(position: int, place: int, ends: list[int], tails: list[_Hit]) -> None:
    """Add a hit to the end of the longest chain that it can extend."""
    length = bisect_left(ends, place)
    hit = (position, place, tails[length - 1] if length else None)
    if length == len(ends):
        ends.append(place)
        tails.append(hit)
    else:
        ends[length], tails[length] = place, hit


def _places(text: list[_Run]) -> tuple[dict[_Run, int], dict[_Run, list[int]]]:
    """Return the last place of each run, and its earlier places in descending order, without too frequent runs.

    In a text that consists mostly of repetitions, frequent runs keep their last MAX_PLACES places.
    """
    last = dict(zip(text, range(len(text)), strict=True))
    earlier: dict[_Run, list[int]] = {}
    if len(last) < len(text):
        for place in range(len(text) - 1, -1, -1):
            if last[text[place]] != place:
                earlier.setdefault(text[place], []).append(place)
    frequent = [run for run, places in earlier.items() if len(places) >= MAX_PLACES]
    is_refrain = 2 * sum(len(earlier[run]) for run in frequent) > len(
        text
    )  # then no other runs would be left to compare
    for run in frequent:
        if is_refrain:
            earlier[run] = earlier[run][: MAX_PLACES - 1]
        else:
            del last[run]
    return last, earlier
