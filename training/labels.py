"""Which blocks of a page are its body, by what a person says of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cleaners.body.alignment import matched_shares, words
from cleaners.document import Block
from training.pages import Sample

MIN_SHARE = 0.5  # of a block's words in the gold
RUN = 3  # words
MIN_SNIPPET_SHARE = 0.6  # of a snippet's runs in one block
UNKNOWN = -1


@dataclass(frozen=True, slots=True)
class Labels:
    """One value a block, 1 body, 0 not, -1 unknown; and how far the gold is in the blocks, 0 to 1."""

    values: list[int]
    found: float


def labels(blocks: Sequence[Block], sample: Sample) -> Labels:
    """Label blocks by the gold text, or where there is none by the lines that must and must not be in it."""
    if sample.body is not None:
        return _by_body(blocks, sample.body)
    return Labels(_by_snippets(blocks, sample.inside, sample.outside), 1.0)


def _by_body(blocks: Sequence[Block], body: str) -> Labels:
    """In order first, so that of repeated lines one is labelled; then what stands elsewhere than in the gold."""
    shares, found = matched_shares([block.text for block in blocks], body)
    values = [int(share >= MIN_SHARE) for share in shares]
    taken = {run for block, value in zip(blocks, values, strict=True) if value for run in _runs(block.text)}
    left = _runs(body) - taken
    for index, block in enumerate(blocks):
        runs = _runs(block.text)
        if not values[index] and len(runs) >= RUN and len(runs & left) >= 0.8 * len(runs):
            values[index] = 1
            left -= runs
    return Labels(values, found)


def _by_snippets(blocks: Sequence[Block], inside: Sequence[str], outside: Sequence[str]) -> list[int]:
    values = []
    runs_inside, runs_outside = ([_runs(text) for text in texts if _runs(text)] for texts in (inside, outside))
    for block in blocks:
        runs = _runs(block.text)
        is_in, is_out = (any(_holds(runs, sought) for sought in texts) for texts in (runs_inside, runs_outside))
        values.append(UNKNOWN if is_in == is_out else int(is_in))
    return values


def _holds(runs: set[tuple[str, ...]], sought: set[tuple[str, ...]]) -> bool:
    return len(runs & sought) >= MIN_SNIPPET_SHARE * len(sought)


def _runs(text: str) -> set[tuple[str, ...]]:
    split = words(text)
    if len(split) < RUN:
        return {tuple(split)} if split else set()
    return set(zip(*(split[offset:] for offset in range(RUN)), strict=False))
