"""The prior: a guess, from the page alone, that the blocks in the element with most prose are body.

Readability finds the body in the same way. The prior costs next to nothing. With it, the page-only model is sure of
most pages, so trafilatura need not run on them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from cleaners.body.features.elements import ASIDE, outline
from cleaners.document import Block, Document
from cleaners.markup.outline import Outline
from cleaners.text.sentences import ends_sentence

# A block is in the presumed body if trafilatura's text has at least this share of its tokens or, if trafilatura did not
# run, if its prior is at least this. Values from 0.3 to 0.8 score the same.
MIN_SHARE = 0.5
# The following figures were not tuned, since a model weighs the result.
MIN_PROSE_WORDS = 10
MIN_UNSPACED_CHARS = 40  # characters of a prose block in scripts without spaces between words
MAX_PROSE_LINK_SHARE = 0.3
_MIN_PROSE_CHARS = min(2 * MIN_PROSE_WORDS - 1, MIN_UNSPACED_CHARS)  # words of one letter, with spaces between them
FULL_CHARS = 600  # characters of a paragraph with the greatest weight; a longer one has no more
LEVELS = 4  # elements around a paragraph that get its weight
FADING = 0.6  # share of an element's weight that the element around it gets
# The prior of a block inside the main element, by its kind.
PROSE_PRIOR = 1.0
SENTENCE_PRIOR = 0.8  # a sentence that is too short to be prose
HEADING_PRIOR = 0.6  # a heading, list item or quote

_CONTAINERS = frozenset({"div", "section", "article", "td", "main", "body"})


def note_prior(document: Document) -> bool:
    """Set `signals.prior` of each block, and return True if the page has any prose."""
    blocks, found = document.blocks, outline(document)
    are_aside = (found.bits[found.of_block] & ASIDE != 0).tolist()
    weights = [0.0 if is_aside else _prose_weight(block) for is_aside, block in zip(are_aside, blocks, strict=True)]
    main = _main_element(blocks, weights, found)
    are_inside = [False] * len(blocks) if main is None else (found.steps_below(main)[found.of_block] >= 0).tolist()
    for block, weight, is_aside, is_inside in zip(blocks, weights, are_aside, are_inside, strict=True):
        block.signals.prior = _prior(block, weight) if is_inside and not is_aside else 0.0
    return main is not None


def presumed(block: Block) -> float:
    """Return the share of the block that is presumed to be body, 0 to 1: trafilatura's if it ran, else the prior."""
    signals = block.signals
    return (signals.prior if signals.trafilatura is None else signals.trafilatura) or 0.0


def _prose_weight(block: Block) -> float:
    """Return the weight of a prose block by its length, doubled if it ends a sentence; 0 for other blocks."""
    if block.element is None or block.link_share > MAX_PROSE_LINK_SHARE or block.signals.hidden:
        return 0.0
    if len(block.text) < _MIN_PROSE_CHARS:
        return 0.0
    # Not `block.words`: the page-only model was fitted to a prior that counts single signs such as "»" as words.
    words, size = len(block.text.split()), len(block.text)
    is_unspaced = size >= MIN_UNSPACED_CHARS and words < MIN_UNSPACED_CHARS // 10 and not block.text.isascii()
    if words < MIN_PROSE_WORDS and not is_unspaced:
        return 0.0
    return min(size, FULL_CHARS) * (1.0 if ends_sentence(block.text) else 0.5) * (1.0 - block.link_share)


def _main_element(blocks: Sequence[Block], weights: Sequence[float], found: Outline) -> int | None:
    """Return the number of the element with the greatest weight of prose, or None if the page has no prose."""
    scores: defaultdict[int, float] = defaultdict(float)
    parents = found.parent.tolist()
    for block, weight, number in zip(blocks, weights, found.of_block.tolist(), strict=True):
        if not weight or block.element is None:
            continue
        if block.element.tag not in _CONTAINERS:
            number = parents[number]
        for _ in range(LEVELS):
            if not number:  # above the root
                break
            scores[number] += weight
            weight, number = weight * FADING, parents[number]
    return max(scores, key=lambda number: scores[number], default=None)


def _prior(block: Block, prose_weight: float) -> float:
    """Return the prior of a block inside the main element."""
    if prose_weight:
        return PROSE_PRIOR
    if block.type in ("heading", "list_item", "quote") and block.link_share < 0.5:
        return HEADING_PRIOR
    return SENTENCE_PRIOR if block.link_share < MAX_PROSE_LINK_SHARE and ends_sentence(block.text) else 0.0
