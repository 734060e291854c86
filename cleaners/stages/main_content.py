"""Stage: decide which blocks of an HTML page are the body, by learned models, and take the page's own fields out."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby, pairwise
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from cleaners.body import model as body_model
from cleaners.body import trafilatura
from cleaners.body.alignment import matched_shares
from cleaners.body.features.prior import note_prior, presumed
from cleaners.body.inline_fields import mark_fields
from cleaners.body.repeats import mark_repeats
from cleaners.body.threshold import expected_f1, page_threshold
from cleaners.document import Block, Document
from cleaners.removal import OUTSIDE_BODY, RemovingStage
from cleaners.signals import Signals
from cleaners.text.words import tokens

STAGE: RemovingStage = "main_content"
# Share of a block's words from which the block counts as kept by trafilatura; 0.3 to 0.8 score the same.
MIN_SHARE = 0.5
# Share of trafilatura's words that are in our blocks; with less, its text is from elsewhere, such as JSON-LD.
MIN_FOUND = 0.5
MIN_PAIRS = 0.9  # share of the text's pairs of words that are on the page, in whatever order
MIN_DOUBTFUL = 0.3  # probability; two of three list items above it that trafilatura kept are in the body
MAX_HEADING_LINK_SHARE = 0.3
MIN_PROSE_WORDS = 300  # in running text, of a page on which trafilatura finds no body
MIN_DOUBTFUL_HEADING = 0.2  # probability of a section's heading; with 0.3 F1 out of fold is the same
# Where the page-only model expects this F1, trafilatura is not run. That is so on most pages, and their F1 out of fold
# is the same with it and without it (docs/decisions/0007-ask-trafilatura-last.md).
MIN_EXPECTED_F1 = 0.9
# Of a body for which the page-only model is believed; trafilatura also finds text that is only in JSON-LD.
MIN_CHARS = 1_000
MIN_BLOCKS = 3  # no page in training had fewer
MAX_BLOCKS = 10_000  # no page in training had more, and the model's time grows with them


class BlockModel(Protocol):
    """A model that gives each block its probability of being body, and the threshold for it."""

    @property
    def threshold(self) -> float: ...  # noqa: D102

    def probabilities(self, document: Document) -> NDArray[np.float64]: ...  # noqa: D102


class BlockModels(Protocol):
    """The page-only model, which is tried first, and the full model, which also weighs trafilatura's text."""

    @property
    def page_only(self) -> BlockModel: ...  # noqa: D102

    @property
    def body(self) -> BlockModel: ...  # noqa: D102


Measure = Callable[[Document], tuple[str, float]]


def main_content(document: Document, models: BlockModels | None = None) -> None:
    """Mark every block outside the body, and inside it the title, byline and captions, which are fields of their own.

    `models` are by default those of the package. Sets `signals.prior`; `signals.body`, the probability of the model
    that decided; and `signals.trafilatura` where the page-only model was unsure. Flags: "trafilatura_failed" (a rule of
    thumb replaces it), "text_not_in_page" (trafilatura's text is not in the page's blocks), "unusual_page" (trafilatura
    decided alone, or found nothing where the model found a body).
    """
    if document.tree is not None:
        decide(document, models or body_model.load(), measure)


def decide(document: Document, models: BlockModels, measure: Measure) -> None:
    """Decide by the page alone, or else with what `measure` returns and sets."""
    if not _decide_by_page_alone(document, models.page_only):
        _decide_with_trafilatura(document, *measure(document), models.body)
    _drop_screen_reader_text(document)
    mark_repeats(document, STAGE)
    mark_fields(document, STAGE)
    if not any(document.kept()):  # the body is only a title or captions: better those than no text
        _restore(document)


def _decide_by_page_alone(document: Document, model: BlockModel) -> bool:
    """Decide by the page alone where the model is sure; return True if it was."""
    if not MIN_BLOCKS <= len(document.blocks) <= MAX_BLOCKS or not note_prior(document.blocks):
        return False
    probabilities, sizes = model.probabilities(document), _sizes(document)
    is_long = sizes[probabilities >= model.threshold].sum() >= MIN_CHARS
    if not is_long or expected_f1(probabilities, sizes, model.threshold) < MIN_EXPECTED_F1:
        return False
    _mark(document.blocks, probabilities, model.threshold)
    _keep_headings(document.blocks)
    _keep_doubtful_headings(document.blocks)
    return True


def _decide_with_trafilatura(document: Document, text: str, found: float, model: BlockModel) -> None:
    if text and found < MIN_FOUND and not _stands_in(document.blocks, text):
        _take(document, text)
    elif _is_usual(document, text):
        _decide(document, model)
    elif not text and _has_prose(document.blocks):
        document.flags.append("unusual_page")
        _decide(document, model)
    else:
        if text and "trafilatura_failed" not in document.flags:
            document.flags.append("unusual_page")
        _decide_by_share(document.blocks)


def measure(document: Document) -> tuple[str, float]:
    """Set `signals.trafilatura`; return trafilatura's text and the share of it that is in the blocks, 0 to 1."""
    text = _body_text(document)
    shares, found = matched_shares([block.tokens for block in document.blocks], tokens(text))
    for block, share in zip(document.blocks, shares, strict=True):
        block.signals.trafilatura = round(share, 3)
    return text, found


def _body_text(document: Document) -> str:
    assert document.tree is not None
    try:
        return trafilatura.extract(document.tree, document.blocks)
    except trafilatura.ExtractionError:
        document.flags.append("trafilatura_failed")
        return "\n".join(block.text for block in document.blocks if trafilatura.is_prose(block))


def _stands_in(blocks: list[Block], text: str) -> bool:
    """Return True if most of the text's pairs of tokens are on the page in any order: lists of teasers repeat them."""
    page = {pair for block in blocks for pair in pairwise(block.tokens)}
    sought = list(pairwise(tokens(text)))
    return sum(pair in page for pair in sought) >= MIN_PAIRS * len(sought)


def _is_usual(document: Document, text: str) -> bool:
    """Return True if the page is like those that the full model was fitted to."""
    return (
        bool(text)
        and MIN_BLOCKS <= len(document.blocks) <= MAX_BLOCKS
        and "trafilatura_failed" not in document.flags
        and any(presumed(block) >= MIN_SHARE for block in document.blocks)
    )


def _has_prose(blocks: list[Block]) -> bool:
    """Return True if the page has enough running text to be an article although trafilatura found none."""
    prose = (block.words for block in blocks if trafilatura.is_prose(block))
    return len(blocks) <= MAX_BLOCKS and sum(prose) >= MIN_PROSE_WORDS


def _decide(document: Document, model: BlockModel) -> None:
    """Mark the blocks that the model puts outside the body; if that is all of them, trafilatura decides."""
    probabilities = model.probabilities(document)
    _mark(document.blocks, probabilities, page_threshold(probabilities, _sizes(document), model.threshold))
    if not any(document.kept()):
        if "unusual_page" not in document.flags:
            document.flags.append("unusual_page")
        for block in document.blocks:
            block.removal = None
        _decide_by_share(document.blocks)


def _sizes(document: Document) -> NDArray[np.float64]:
    """Return the length of each block in characters."""
    return np.array([len(block.text) for block in document.blocks], float)


def _mark(blocks: list[Block], probabilities: NDArray[np.float64], threshold: float) -> None:
    """Note the probabilities, and mark the blocks below the threshold."""
    for block, probability in zip(blocks, probabilities.tolist(), strict=True):
        block.signals.body = round(probability, 3)
        if probability < threshold:
            block.remove(STAGE, OUTSIDE_BODY, "the model of blocks found it to be outside the article's body")
    _keep_inner_lists(blocks)


def _keep_inner_lists(blocks: list[Block]) -> None:
    """Keep doubtful list items and quotes that are in the presumed body with text around them."""
    for doubtful, run in groupby(blocks, _is_doubtful):
        found = list(run)
        start, end = found[0].position, found[-1].position + 1
        if not doubtful or start == 0 or blocks[start - 1].removal:
            continue
        if blocks[start - 1].text.endswith((":", "：")) or (end < len(blocks) and not blocks[end].removal):
            for block in found:
                block.removal = None


def _is_doubtful(block: Block) -> bool:
    return (
        block.removal is not None
        and block.type in ("list_item", "quote")
        and (block.signals.body or 0.0) >= MIN_DOUBTFUL
        and presumed(block) >= MIN_SHARE
    )


def _decide_by_share(blocks: list[Block]) -> None:
    for block in blocks:
        if presumed(block) < MIN_SHARE:
            block.remove(STAGE, OUTSIDE_BODY, "trafilatura did not find it to be in the article's body")
    _keep_headings(blocks)


def _take(document: Document, text: str) -> None:
    """Add blocks for a text that is not in the page's blocks."""
    document.flags.append("text_not_in_page")
    for block in document.kept():
        block.remove(STAGE, OUTSIDE_BODY, "the article's body was found elsewhere in the page")
    for line in filter(None, map(str.strip, text.splitlines())):
        block = Block(line, position=len(document.blocks), signals=Signals(trafilatura=1.0))
        document.blocks.append(block)


def _keep_headings(blocks: list[Block]) -> None:
    """Keep a heading between kept blocks that is a sibling of the next one: the decision loses some."""
    for (before, _), (heading, after) in pairwise(pairwise(blocks)):
        if heading.type != "heading" or heading.level == 1 or heading.link_share > MAX_HEADING_LINK_SHARE:
            continue
        if before.removal is None and after.removal is None and _are_siblings(heading, after):
            heading.removal = None


def _keep_doubtful_headings(blocks: list[Block]) -> None:
    """Keep a doubtful heading that a removed box separates from its section or from the text above it.

    Some text above it must be kept, and the next kept block must be its sibling.
    """
    top = next((block.position for block in blocks if block.removal is None), 0)
    following: Block | None = None  # the next kept block
    for heading, before in pairwise(reversed(blocks[top:])):
        if heading.removal is None:
            following = heading
        elif following and _may_head(heading) and _are_siblings(heading, following):
            is_near = before.removal is None or following.position == heading.position + 1
            heading.removal = None if is_near else heading.removal


def _may_head(block: Block) -> bool:
    is_sub_heading = block.type == "heading" and block.level != 1 and block.link_share <= MAX_HEADING_LINK_SHARE
    return is_sub_heading and (block.signals.body or 0.0) >= MIN_DOUBTFUL_HEADING


def _are_siblings(one: Block, other: Block) -> bool:
    if one.element is None or other.element is None:
        return False
    return one.element.getparent() is other.element.getparent()


def _drop_screen_reader_text(document: Document) -> None:
    for block in document.kept():
        if block.signals.screen_reader:
            block.remove(STAGE, "screen_reader", "only screen readers are told it")


def _restore(document: Document) -> None:
    for block in document.blocks:
        if block.removal and block.removal.rule != OUTSIDE_BODY and presumed(block) >= MIN_SHARE:
            block.removal = None
