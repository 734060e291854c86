"""Alignment: find the blocks of a page in a text that another program took from the same page.

Page and text are compared as sequences of runs of three tokens: runs of two match too often by chance, and runs of four
miss short lines. The longest common subsequence of the runs is computed by the method of Hunt and Szymanski ("A fast
algorithm for computing longest common subsequences", 1977). It distinguishes repeated lines by their context, and it
also finds parts of blocks.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TypeAlias

# Tokens of a page, and of a text, that are compared. An article has some hundreds, a novel a third of this number.
MAX_TOKENS = 300_000
MAX_PLACES = 8  # places of one run in the text; a run with more does not identify a place, and costs time

Tokens = list[str]

_Run = tuple[str, str, str]
# A run that both have: its index in the page, its index ("place") in the text, and the hit before it in its chain.
_Hit: TypeAlias = "tuple[int, int, _Hit | None]"


def matched_shares(blocks: Sequence[Tokens], text: Tokens) -> tuple[list[float], float]:
    """Return the share of each block that the text has, and the share of the text that the blocks have.

    Both are shares of tokens, 0 to 1, and count each token of the text once.
    """
    if sum(map(len, blocks)) > MAX_TOKENS:
        blocks = [block[: MAX_TOKENS // len(blocks)] for block in blocks]  # compare only the beginning of each block
    compared_text = text[:MAX_TOKENS]
    places = _align(list(chain.from_iterable(blocks)), compared_text)
    shares, start = [], 0
    for block in blocks:
        missed = places[start : start + len(block)].count(-1)
        shares.append((len(block) - missed) / max(1, len(block)))
        start += len(block)
    return shares, len(set(places) - {-1}) / max(1, len(compared_text))


def _align(page: Tokens, text: Tokens) -> list[int]:
    """Return for each token of the page the index of the same token in the text, or -1."""
    places = [-1] * len(page)
    for position, place in _longest_chain(_runs(page), _runs(text)):
        places[position], places[position + 1], places[position + 2] = place, place + 1, place + 2
    return places


def _runs(sequence: Tokens) -> list[_Run]:
    return list(zip(sequence, sequence[1:], sequence[2:], strict=False))


def _longest_chain(page: list[_Run], text: list[_Run]) -> Iterator[tuple[int, int]]:
    """Yield a longest chain of common runs, last run first: the index of each in the page, and in the text.

    Among equally long chains, it is the one with the latest runs of the page.
    """
    last_place, earlier_places = _places(text)
    # At index n: the lowest place where a chain of n + 1 hits ends, and the last hit of that chain.
    ends: list[int] = []
    tails: list[_Hit] = []
    end = -1  # place where the longest chain ends
    tail: _Hit | None = None  # its last hit
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
    """Append a hit to the longest chain that it can extend."""
    length = bisect_left(ends, place)
    hit = (position, place, tails[length - 1] if length else None)
    if length == len(ends):
        ends.append(place)
        tails.append(hit)
    else:
        ends[length], tails[length] = place, hit


def _places(text: list[_Run]) -> tuple[dict[_Run, int], dict[_Run, list[int]]]:
    """Return the last place of each run, and its earlier places in descending order.

    Runs with more than MAX_PLACES places are left out. In a text that consists mostly of them, they keep their last
    MAX_PLACES places, since there would be few other runs to compare.
    """
    last_place = dict(zip(text, range(len(text)), strict=True))
    earlier_places: dict[_Run, list[int]] = {}
    if len(last_place) < len(text):
        for place in range(len(text) - 1, -1, -1):
            if last_place[text[place]] != place:
                earlier_places.setdefault(text[place], []).append(place)
    frequent = [run for run, places in earlier_places.items() if len(places) >= MAX_PLACES]
    is_repetitive = 2 * sum(len(earlier_places[run]) for run in frequent) > len(text)
    for run in frequent:
        if is_repetitive:
            earlier_places[run] = earlier_places[run][: MAX_PLACES - 1]
        else:
            del last_place[run]
    return last_place, earlier_places
