"""Where the blocks of a page stand in a text that another program took from the same page.

Both are compared as sequences of three-word runs (two words have too many chance hits, four lose short lines), whose
longest common subsequence is found by the method of Hunt and Szymanski ("A fast algorithm for computing longest common
subsequences", 1977). Repeated lines are so told apart by what stands around them, and a part of a block is found as
well as a whole one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from cleaners.text.normalize import without

MAX_WORDS = 300_000  # of a page, and of a text; an article has some hundreds, a novel a third of this
MAX_PLACES = 8  # of one run; what is repeated more often tells no place, and costs time

# A character of scripts without spaces is a word; invisible characters are left out, since programs differ about them.
_WORD = re.compile(r"\w+")
_IDEOGRAPH = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_WORD_OR_IDEOGRAPH = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+")
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"

_Run = tuple[str, str, str]
_Hit = tuple[int, int, Any]  # index in the page, place in the text, and the hit before it in its chain, or None


def words(text: str) -> list[str]:
    """Split a text into its words as they are compared."""
    if text.isascii():
        return _WORD.findall(text)
    pattern = _WORD_OR_IDEOGRAPH if _IDEOGRAPH.search(text) else _WORD
    return pattern.findall(without(_INVISIBLE, text))


def matched_shares(blocks: Sequence[str], text: str) -> tuple[list[float], float]:
    """Return for each block the share of its words that stand in the text, and the share of the text so found.

    Both are 0 to 1, and count each word of the text once.
    """
    split = [words(block) for block in blocks]
    if sum(map(len, split)) > MAX_WORDS:
        split = [block[: MAX_WORDS // len(split)] for block in split]  # the beginning says it for the rest
    sought = words(text)[:MAX_WORDS]
    found = _align(list(chain.from_iterable(split)), sought)
    shares, start = [], 0
    for block in split:
        missed = found[start : start + len(block)].count(-1)
        shares.append((len(block) - missed) / max(1, len(block)))
        start += len(block)
    return shares, len(set(found) - {-1}) / max(1, len(sought))


def _align(page: list[str], text: list[str]) -> list[int]:
    """For each word of the page, the word of the text that it is, or -1."""
    found = [-1] * len(page)
    for first, place in _longest_chain(_runs(page), _runs(text)):
        found[first], found[first + 1], found[first + 2] = place, place + 1, place + 2
    return found


def _runs(sequence: list[str]) -> list[_Run]:
    return list(zip(sequence, sequence[1:], sequence[2:], strict=False))


def _longest_chain(page: list[_Run], text: list[_Run]) -> Iterator[tuple[int, int]]:
    """A longest chain of common runs, last one first: for each its index in the page, and in the text.

    Of equally long chains it is that with the latest runs of the page.
    """
    last_place, earlier_places = _places(text)
    ends: list[int] = []  # by length of chain: the lowest place that such a chain ends at
    tails: list[_Hit] = []  # and its last hit
    end = -1  # of the longest chain
    tail: _Hit | None = None
    for position, run in enumerate(page):
        place = last_place.get(run)
        if place is None:
            continue
        if place > end:  # it follows on the longest chain: the most frequent case by far
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
    """Let a hit end the longest chain that it can."""
    length = bisect_left(ends, place)
    hit = (position, place, tails[length - 1] if length else None)
    if length == len(ends):
        ends.append(place)
        tails.append(hit)
    else:
        ends[length], tails[length] = place, hit


def _places(text: list[_Run]) -> tuple[dict[_Run, int], dict[_Run, list[int]]]:
    """The last place of each run, and the earlier ones in descending order; nothing of what is repeated too often.

    A text that consists of repetitions keeps the last places of each.
    """
    last = dict(zip(text, range(len(text)), strict=True))
    earlier: dict[_Run, list[int]] = {}
    if len(last) < len(text):
        for place in range(len(text) - 1, -1, -1):
            if last[text[place]] != place:
                earlier.setdefault(text[place], []).append(place)
    frequent = [run for run, places in earlier.items() if len(places) >= MAX_PLACES]
    is_refrain = 2 * sum(len(earlier[run]) for run in frequent) > len(text)  # then nothing else would tell a place
    for run in frequent:
        if is_refrain:
            earlier[run] = earlier[run][: MAX_PLACES - 1]
        else:
            del last[run]
    return last, earlier
