"""Labels of blocks, body or not, from the gold of a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cleaners.body.alignment import matched_shares
from cleaners.document import Block
from cleaners.text.words import tokens
from training.pages import Sample

MIN_SHARE = 0.5  # of a block's words in the gold
RUN = 3  # tokens
MIN_SNIPPET_SHARE = 0.6  # of a snippet's runs in one block
UNKNOWN = -1


@dataclass(frozen=True, slots=True)
class Labels:
    """One value per block: 1 body, 0 not, -1 unknown; and the share of the gold that is in the blocks, 0 to 1."""

    values: list[int]
    found: float


def labels(blocks: Sequence[Block], sample: Sample) -> Labels:
    """Label blocks by the gold text, or without one by the lines that must and must not be in it."""
    if sample.body is not None:
        return _by_body(blocks, sample.body)
    return Labels(_by_snippets(blocks, sample.inside, sample.outside), 1.0)


def _by_body(blocks: Sequence[Block], body: str) -> Labels:
    """Label in the order of the gold first, so that one of repeated lines is labelled; then blocks in another order."""
    shares, found = matched_shares([block.tokens for block in blocks], tokens(body))
    values = [int(share >= MIN_SHARE) for share in shares]
    taken = {run for block, value in zip(blocks, values, strict=True) if value for run in _runs(block.tokens)}
    left = _runs(tokens(body)) - taken
    for index, block in enumerate(blocks):
        runs = _runs(block.tokens)
        if not values[index] and len(runs) >= RUN and len(runs & left) >= 0.8 * len(runs):
            values[index] = 1
            left -= runs
    return Labels(values, found)


def _by_snippets(blocks: Sequence[Block], inside: Sequence[str], outside: Sequence[str]) -> list[int]:
    values = []
    runs_inside, runs_outside = (list(filter(None, map(_runs, map(tokens, texts)))) for texts in (inside, outside))
    for block in blocks:
        runs = _runs(block.tokens)
        is_in, is_out = (any(_holds(runs, sought) for sought in texts) for texts in (runs_inside, runs_outside))
        values.append(UNKNOWN if is_in == is_out else int(is_in))
    return values


def _holds(runs: set[tuple[str, ...]], sought: set[tuple[str, ...]]) -> bool:
    return len(runs & sought) >= MIN_SNIPPET_SHARE * len(sought)


def _runs(split: Sequence[str]) -> set[tuple[str, ...]]:
    if len(split) < RUN:
        return {tuple(split)} if split else set()
    return set(zip(*(split[offset:] for offset in range(RUN)), strict=False))
