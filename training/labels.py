"""Label blocks as body or not: by the letters that a person gave to them, else by the gold text of the page."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass

from cleaners.body.alignment import matched_shares
from cleaners.document import Block
from cleaners.text.words import tokens
from training.pages import ARTICLE, CLUTTER, NO_STORY, BlockLabels, Sample

MIN_SHARE = 0.5  # share of a block's words that the gold has
RUN = 3  # tokens that are compared as one
MIN_SNIPPET_SHARE = 0.6  # share of a snippet's runs that one block has
UNKNOWN = -1
NOT_LABELLED = "?"
MIN_PART_CHARS = 20  # characters of a part that its text identifies; a shorter one is in many blocks
# Weight of a debatable block, whose value is that of the gold text. With 0 the models would forget the convention that
# a dek belongs to the text.
DEBATABLE_WEIGHT = 0.25


@dataclass(frozen=True, slots=True)
class Labels:
    """A value for each block (1 body, 0 not, -1 unknown), and the share of the gold that is in the blocks, 0 to 1."""

    values: list[int]
    found: float
    weights: list[float]  # of each block, 0 to 1: how certain its value is


def labels(blocks: Sequence[Block], sample: Sample) -> Labels:
    """Label blocks by their letters where a person gave them, else by the gold."""
    by_gold = gold_labels(blocks, sample)
    if sample.labelled is None:
        return by_gold
    if sample.labelled.kind in NO_STORY and sample.labelled.kind != "notarticle":
        return Labels([UNKNOWN] * len(blocks), 0.0, [0.0] * len(blocks))
    return _by_letters(letters([block.text for block in blocks], sample.labelled), by_gold.values)


def with_captions(label: Labels, are_captions: Sequence[bool]) -> Labels:
    """Label debatable captions as not body, with full weight.

    Captions are separate fields, and a model that is sure of them would put them back into the text.
    """
    of_field = [known == DEBATABLE_WEIGHT and own for known, own in zip(label.weights, are_captions, strict=True)]
    values = [0 if own else value for own, value in zip(of_field, label.values, strict=True)]
    weights = [1.0 if own else weight for own, weight in zip(of_field, label.weights, strict=True)]
    return Labels(values, label.found, weights)


def gold_labels(blocks: Sequence[Block], sample: Sample) -> Labels:
    """Label blocks by the gold alone."""
    values, found = _by_gold(blocks, sample)
    return Labels(values, found, [float(value != UNKNOWN) for value in values])


def letters(texts: Sequence[str], labelled: BlockLabels) -> str:
    """Return the letter of each text, or NOT_LABELLED. Copies of a text are taken in order.

    A part of a labelled block gets the block's letter: the splitter may have divided the block since.
    """
    left: defaultdict[str, deque[str]] = defaultdict(deque)
    for text, letter in zip(labelled.blocks, labelled.letters, strict=True):
        left[text].append(letter)
    return "".join(left[text].popleft() if left.get(text) else _letter_of_part(text, labelled) for text in texts)


def _letter_of_part(text: str, labelled: BlockLabels) -> str:
    if len(text) < MIN_PART_CHARS:
        return NOT_LABELLED
    pairs = zip(labelled.blocks, labelled.letters, strict=True)
    return next((letter for block, letter in pairs if len(text) < len(block) and text in block), NOT_LABELLED)


def _by_letters(found: str, by_gold: Sequence[int]) -> Labels:
    sure = {ARTICLE: 1, CLUTTER: 0}
    values = [sure.get(letter, value) for letter, value in zip(found, by_gold, strict=True)]
    weights = [1.0 if letter in sure else DEBATABLE_WEIGHT for letter in found]
    known = [weight * (value != UNKNOWN) for weight, value in zip(weights, values, strict=True)]
    return Labels(values, 1.0, known)


def _by_gold(blocks: Sequence[Block], sample: Sample) -> tuple[list[int], float]:
    """Label blocks by the gold text, or without one by the lines that must and must not be in it."""
    if sample.body is not None:
        return _by_body(blocks, sample.body)
    return _by_snippets(blocks, sample.inside, sample.outside), 1.0


def _by_body(blocks: Sequence[Block], body: str) -> tuple[list[int], float]:
    """Label in the order of the gold, so that only one of repeated lines is labelled; then blocks in other orders."""
    shares, found = matched_shares([block.tokens for block in blocks], tokens(body))
    values = [int(share >= MIN_SHARE) for share in shares]
    taken = {run for block, value in zip(blocks, values, strict=True) if value for run in _runs(block.tokens)}
    left = _runs(tokens(body)) - taken
    for index, block in enumerate(blocks):
        runs = _runs(block.tokens)
        if not values[index] and len(runs) >= RUN and len(runs & left) >= 0.8 * len(runs):
            values[index] = 1
            left -= runs
    return values, found


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
