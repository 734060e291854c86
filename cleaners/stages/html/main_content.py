"""Stage: decide which blocks of an HTML page are the body, by learned models, and mark the inline fields among them.

The page-only model decides on most pages. Where it is unsure, trafilatura runs, and the full model decides, which also
reads trafilatura's text. If that text is only a scrap, the page-only model decides after all. Where a page is unlike
those that the models were fitted to, trafilatura decides alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from cleaners.body import model as body_model
from cleaners.body.alignment import matched_shares
from cleaners.body.features.prior import MIN_SHARE, note_prior, presumed
from cleaners.body.fields.dek import mark_dek
from cleaners.body.fields.header_lines import mark_header_lines
from cleaners.body.fields.marking import mark_fields
from cleaners.body.repeats import mark_copies_in_text, mark_repeats
from cleaners.body.threshold import expected_f1, page_threshold
from cleaners.document import Block, Document
from cleaners.removal import OUTSIDE_BODY, Removal, RemovingStage
from cleaners.rescue.doubtful import keep_headings, keep_lead_ins
from cleaners.signals import Signals
from cleaners.text.words import tokens

STAGE: RemovingStage = "main_content"
# Least share of trafilatura's tokens that the blocks have. Below it, the text is from elsewhere, such as JSON-LD.
MIN_TEXT_SHARE = 0.5
MIN_PAIRS = 0.9  # share of the pairs of tokens of trafilatura's text that are on the page, in any order
MIN_PROSE_WORDS = 300  # words of prose on a page that the full model judges although trafilatura finds no body
# Trafilatura is not run if the page-only model expects this F1 (docs/decisions/0007-ask-trafilatura-last.md). Out of
# fold, on 622 pages, 0.9 ran it on 0.20 of the pages and left 0.825 of them spotless, 0.95 on 0.24 and left 0.835, and
# 0.97 on 0.29 and left 0.839.
MIN_EXPECTED_F1 = 0.95
# Characters of a body that the page-only model may decide. Trafilatura also finds text that is only in JSON-LD, which
# a page with a shorter body may have.
MIN_CHARS = 1_000
# Trafilatura's text as a share of the page-only model's body. With less it is a scrap, such as a slogan in the header.
MAX_SCRAP = 0.1
MIN_BLOCKS = 3  # no page in training had fewer
MAX_BLOCKS = 10_000  # no page in training had more, and the model's time grows with their number


class BlockModel(Protocol):
    """A model that gives each block its probability of being body, and has the threshold for it."""

    @property
    def threshold(self) -> float: ...  # noqa: D102

    def probabilities(self, document: Document) -> NDArray[np.float64]: ...  # noqa: D102


class BlockModels(Protocol):
    """The page-only model, which is tried first, and the full model, which also reads trafilatura's text."""

    @property
    def page_only(self) -> BlockModel: ...  # noqa: D102

    @property
    def body(self) -> BlockModel: ...  # noqa: D102


Measure = Callable[[Document], tuple[str, float]]  # `measure`, or a replacement in training


def main_content(document: Document, models: BlockModels | None = None) -> None:
    """Mark every block outside the body, and inside it the title, byline and captions, which are separate fields.

    `models` are by default those of the package. Set `signals.prior`; `signals.body`, the probability by the model that
    decided; and `signals.trafilatura` if the page-only model was unsure. Add flags about trafilatura:
    "trafilatura_failed" (it raised an error, and all prose of the page stands in for its text), "text_not_in_page" (its
    text is not in the page's blocks), "unusual_page" (it decided alone, or found nothing although the page has prose).
    """
    if document.tree is not None:
        decide(document, models or body_model.load(), measure)


def decide(document: Document, models: BlockModels, measure: Measure) -> None:
    """Decide by the page-only model, or else by the full model and trafilatura's text, which `measure` returns.

    If that text is a scrap that misleads the full model, the body of the page-only model stands.
    """
    found = _found_by_page_alone(document, models.page_only)
    if found is not None and found.is_sure:
        _keep_found(document, found)
    else:
        text, text_share = measure(document)
        if found is not None and _misleads(text, document, found, models.body):
            _keep_found(document, found)
        else:
            _decide_with_trafilatura(document, text, text_share, models.body)
    _remove_screen_reader_text(document)
    mark_repeats(document, STAGE)
    title = mark_fields(document, STAGE)
    mark_header_lines(document, STAGE, title)
    mark_dek(document, STAGE, title)
    mark_copies_in_text(document, STAGE)
    if not any(document.kept()):
        _restore_presumed_body(document)  # a text of only a title or captions is better than none


@dataclass(frozen=True, slots=True)
class _Found:
    """A long enough body that the page-only model found."""

    probabilities: NDArray[np.float64]
    threshold: float
    chars: float  # its length
    is_sure: bool  # True if the model is sure of it


def _found_by_page_alone(document: Document, model: BlockModel) -> _Found | None:
    """Return the body that the page-only model finds, or None if it is too short or the page is unusual."""
    if not MIN_BLOCKS <= len(document.blocks) <= MAX_BLOCKS:
        return None
    has_prior = note_prior(document)
    probabilities, sizes = model.probabilities(document), _sizes(document)
    chars = _chars(document, probabilities, model.threshold)
    if chars < MIN_CHARS:
        return None
    is_sure = has_prior and expected_f1(probabilities, sizes, model.threshold) >= MIN_EXPECTED_F1
    return _Found(probabilities, model.threshold, chars, is_sure)


def _misleads(text: str, document: Document, found: _Found, model: BlockModel) -> bool:
    """Return True if trafilatura's text is a scrap of a body that the full model hardly finds because of it."""
    if not 0 < len(text) < MAX_SCRAP * found.chars:
        return False
    return _chars(document, model.probabilities(document), model.threshold) < found.chars / 2


def _keep_found(document: Document, found: _Found) -> None:
    _mark_outside_body(document.blocks, found.probabilities, found.threshold)
    keep_headings(document.blocks)


def _decide_with_trafilatura(document: Document, text: str, text_share: float, model: BlockModel) -> None:
    """Decide by the full model and by trafilatura's text; `text_share` of it is in the blocks."""
    if text and text_share < MIN_TEXT_SHARE and not _has_pairs_of(document.blocks, text):
        _replace_blocks(document, text)
    elif _is_usual(document, text):
        _decide_by_full_model(document, model)
    elif not text and _has_prose(document.blocks):
        document.flags.append("unusual_page")
        _decide_by_full_model(document, model)
    else:
        if text and "trafilatura_failed" not in document.flags:
            document.flags.append("unusual_page")
        _decide_by_presumed_body(document.blocks)


def measure(document: Document) -> tuple[str, float]:
    """Set `signals.trafilatura`; return trafilatura's text and the share of it that the blocks have, 0 to 1."""
    text = _trafilatura_text(document)
    shares, text_share = matched_shares([block.tokens for block in document.blocks], tokens(text))
    for block, share in zip(document.blocks, shares, strict=True):
        block.signals.trafilatura = round(share, 3)
    return text, text_share


def _trafilatura_text(document: Document) -> str:
    """Return trafilatura's text, or all prose of the page if trafilatura fails."""
    from cleaners.body import trafilatura  # here, because few pages need it, and its import takes a tenth of a second

    assert document.tree is not None
    try:
        return trafilatura.extract(document.tree, document.blocks)
    except trafilatura.ExtractionError:
        document.flags.append("trafilatura_failed")
        return "\n".join(block.text for block in document.blocks if trafilatura.looks_like_prose(block))


def _has_pairs_of(blocks: list[Block], text: str) -> bool:
    """Return True if most of the text's pairs of tokens are on the page, in any order.

    The alignment finds only a small share of a text that consists of repeated lines, such as lists of teasers, although
    it is from this page.
    """
    page_pairs = {pair for block in blocks for pair in pairwise(block.tokens)}
    text_pairs = list(pairwise(tokens(text)))
    return sum(pair in page_pairs for pair in text_pairs) >= MIN_PAIRS * len(text_pairs)


def _is_usual(document: Document, text: str) -> bool:
    """Return True if the page is like those that the full model was fitted to."""
    return (
        bool(text)
        and MIN_BLOCKS <= len(document.blocks) <= MAX_BLOCKS
        and "trafilatura_failed" not in document.flags
        and any(presumed(block) >= MIN_SHARE for block in document.blocks)
    )


def _has_prose(blocks: list[Block]) -> bool:
    """Return True if the page has enough prose to be an article although trafilatura found none."""
    from cleaners.body import trafilatura

    prose = (block.words for block in blocks if trafilatura.looks_like_prose(block))
    return len(blocks) <= MAX_BLOCKS and sum(prose) >= MIN_PROSE_WORDS


def _decide_by_full_model(document: Document, model: BlockModel) -> None:
    """Mark the blocks that the model puts outside the body. If these are all blocks, trafilatura decides."""
    probabilities = model.probabilities(document)
    threshold = page_threshold(probabilities, _sizes(document), model.threshold)
    _mark_outside_body(document.blocks, probabilities, threshold)
    if not any(document.kept()):
        if "unusual_page" not in document.flags:
            document.flags.append("unusual_page")
        for block in document.blocks:
            block.removal = None
        _decide_by_presumed_body(document.blocks)


def _chars(document: Document, probabilities: NDArray[np.float64], threshold: float) -> float:
    """Return the length of the body that a model finds, in characters."""
    return float(_sizes(document)[probabilities >= threshold].sum())


def _sizes(document: Document) -> NDArray[np.float64]:
    """Return the length of each block in characters."""
    return np.array([len(block.text) for block in document.blocks], float)


def _mark_outside_body(blocks: list[Block], probabilities: NDArray[np.float64], threshold: float) -> None:
    """Set `signals.body`, and mark the blocks below the threshold, except lines that lead into a list."""
    outside = Removal(STAGE, OUTSIDE_BODY, "the model of blocks found it to be outside the article's body")
    is_outside, rounded = (probabilities < threshold).tolist(), np.round(probabilities, 3).tolist()
    for block, probability, is_removed in zip(blocks, rounded, is_outside, strict=True):
        block.signals.body = probability
        if is_removed and block.removal is None:
            block.removal = outside
    keep_lead_ins(blocks)


def _decide_by_presumed_body(blocks: list[Block]) -> None:
    """Mark the blocks outside the presumed body, without a model."""
    for block in blocks:
        if presumed(block) < MIN_SHARE:
            block.remove(STAGE, OUTSIDE_BODY, "trafilatura did not find it to be in the article's body")
    keep_headings(blocks)


def _replace_blocks(document: Document, text: str) -> None:
    """Remove all blocks, and add the lines of a text that the blocks do not have."""
    document.flags.append("text_not_in_page")
    for block in document.kept():
        block.remove(STAGE, OUTSIDE_BODY, "the article's body was found elsewhere in the page")
    for line in filter(None, map(str.strip, text.splitlines())):
        block = Block(line, position=len(document.blocks), signals=Signals(trafilatura=1.0))
        document.blocks.append(block)


def _remove_screen_reader_text(document: Document) -> None:
    for block in document.kept():
        if block.signals.screen_reader:
            block.remove(STAGE, "screen_reader", "only screen readers read it out")


def _restore_presumed_body(document: Document) -> None:
    """Put back the blocks of the presumed body that were removed as titles, captions and the like."""
    for block in document.blocks:
        if block.removal and block.removal.rule != OUTSIDE_BODY and presumed(block) >= MIN_SHARE:
            block.removal = None
