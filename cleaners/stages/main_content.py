"""Which blocks are the body: learned models decide from the evidence, and the page's own fields are taken out."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby, pairwise
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from cleaners.body import model as body_model
from cleaners.body import trafilatura
from cleaners.body.alignment import matched_shares, words
from cleaners.body.features.prior import note_prior, presumed
from cleaners.body.inline_fields import mark_fields
from cleaners.body.repeats import mark_repeats
from cleaners.body.threshold import expected_f1, page_threshold
from cleaners.document import Block, Document

STAGE = "main_content"
MIN_SHARE = 0.5  # of a block's words; what trafilatura kept less of is not in its body (.3 to .8 score the same)
MIN_FOUND = 0.5  # of trafilatura's words in our blocks; with less, its text is from elsewhere, such as JSON-LD
MIN_PAIRS = 0.9  # of the text's pairs of words on the page, if not in its order
MIN_DOUBTFUL = 0.3  # probability; of such list items that trafilatura has, two in three are in the body
MAX_HEADING_LINK_SHARE = 0.3
MIN_PROSE_WORDS = 300  # in running text, of a page on which trafilatura finds no body
MIN_DOUBTFUL_HEADING = 0.2  # of a section's heading; with .3 for it as well, F1 out of fold is the same
# Where a model that knows the page alone expects to be so right, trafilatura is not asked: on most pages, whose
# F1 out of fold is the same with it and without (docs/decisions/0007-ask-trafilatura-last.md).
MIN_EXPECTED_F1 = 0.9
MIN_CHARS = 1_000  # of a body that is believed at first sight; trafilatura finds what stands in JSON-LD only
MIN_BLOCKS = 3  # the model has seen no page with fewer
MAX_BLOCKS = 10_000  # the model has seen none with more, and its time grows with them


class BlockModel(Protocol):
    """What is asked for the probability of each block, and from which one on a block is in the body."""

    @property
    def threshold(self) -> float: ...  # noqa: D102

    def probabilities(self, document: Document) -> NDArray[np.float64]: ...  # noqa: D102


class BlockModels(Protocol):
    """The model that is asked first, and the one that is asked with trafilatura's text as evidence."""

    @property
    def page_only(self) -> BlockModel: ...  # noqa: D102

    @property
    def body(self) -> BlockModel: ...  # noqa: D102


Measure = Callable[[Document], tuple[str, float]]


def main_content(document: Document, models: BlockModels | None = None) -> None:
    """Mark every block outside the body, and in it the title, byline and captions, which are fields of their own.

    Sets `evidence["prior"]`, where the body seems to be by the page alone, `evidence["body"]`, the probability of
    the model that decided (of those that the package brings, where none are given), and where the first model was not
    sure `evidence["trafilatura"]`, the share of a block's words that trafilatura kept. Flags: "trafilatura_failed" (a
    rule of thumb stands for it), "text_not_in_page" (its text is in none of the page's blocks), "unusual_page"
    (trafilatura decided alone, or found nothing where the model did).
    """
    if document.tree is not None:
        decide(document, models or body_model.load(), measure)


def decide(document: Document, models: BlockModels, measure: Measure) -> None:
    """Decide at first sight, or by what `measure` returns and sets."""
    if not _decide_by_page_alone(document, models.page_only):
        _decide_with_trafilatura(document, *measure(document), models.body)
    _drop_screen_reader_text(document)
    mark_repeats(document, STAGE)
    mark_fields(document, STAGE)
    if not any(document.kept()):  # nothing but a title or captions: better those than no text
        _restore(document)


def _decide_by_page_alone(document: Document, model: BlockModel) -> bool:
    """Decide by the page alone, where the model is sure of it; tell whether it was."""
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
        document.flags += ["unusual_page"] * (bool(text) and "trafilatura_failed" not in document.flags)
        _decide_by_share(document.blocks)


def measure(document: Document) -> tuple[str, float]:
    """Set `evidence["trafilatura"]`; return trafilatura's text and the share of it that the blocks have, 0 to 1."""
    text = _body_text(document)
    shares, found = matched_shares([block.text for block in document.blocks], text)
    for block, share in zip(document.blocks, shares, strict=True):
        block.evidence["trafilatura"] = round(share, 3)
    return text, found


def _body_text(document: Document) -> str:
    assert document.tree is not None
    try:
        return trafilatura.extract(document.tree, document.blocks)
    except trafilatura.ExtractionError:
        document.flags.append("trafilatura_failed")
        return "\n".join(block.text for block in document.blocks if trafilatura.is_prose(block))


def _stands_in(blocks: list[Block], text: str) -> bool:
    """Tell whether most of the text's pairs of words are on the page in any order: lists of teasers repeat them."""
    page = {pair for block in blocks for pair in pairwise(words(block.text))}
    sought = list(pairwise(words(text)))
    return sum(pair in page for pair in sought) >= MIN_PAIRS * len(sought)


def _is_usual(document: Document, text: str) -> bool:
    """Tell whether the page is like those that the model was made for."""
    return (
        bool(text)
        and MIN_BLOCKS <= len(document.blocks) <= MAX_BLOCKS
        and "trafilatura_failed" not in document.flags
        and any(block.evidence["trafilatura"] >= MIN_SHARE for block in document.blocks)
    )


def _has_prose(blocks: list[Block]) -> bool:
    """Tell whether there is so much running text that the page may be an article though trafilatura found none."""
    prose = (block.words for block in blocks if trafilatura.is_prose(block))
    return len(blocks) <= MAX_BLOCKS and sum(prose) >= MIN_PROSE_WORDS


def _decide(document: Document, model: BlockModel) -> None:
    """Mark the blocks that the model has outside the body; if that is all of them, trafilatura decides."""
    probabilities = model.probabilities(document)
    _mark(document.blocks, probabilities, page_threshold(probabilities, _sizes(document), model.threshold))
    if not any(document.kept()):
        document.flags += ["unusual_page"] * ("unusual_page" not in document.flags)
        for block in document.blocks:
            block.removal = None
        _decide_by_share(document.blocks)


def _sizes(document: Document) -> NDArray[np.float64]:
    """The characters of each block."""
    return np.array([len(block.text) for block in document.blocks], float)


def _mark(blocks: list[Block], probabilities: NDArray[np.float64], threshold: float) -> None:
    """Note the probabilities, and mark the blocks below the threshold."""
    for block, probability in zip(blocks, probabilities.tolist(), strict=True):
        block.evidence["body"] = round(probability, 3)
        if probability < threshold:
            block.remove(STAGE, "outside_body", "the model of blocks found it to be outside the article's body")
    _keep_inner_lists(blocks)


def _keep_inner_lists(blocks: list[Block]) -> None:
    """Keep list items and quotes of which the model is in doubt, which are in the presumed body with text around."""
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
        and block.evidence["body"] >= MIN_DOUBTFUL
        and presumed(block) >= MIN_SHARE
    )


def _decide_by_share(blocks: list[Block]) -> None:
    for block in blocks:
        if block.evidence["trafilatura"] < MIN_SHARE:
            block.remove(STAGE, "outside_body", "trafilatura did not find it to be in the article's body")
    _keep_headings(blocks)


def _take(document: Document, text: str) -> None:
    """Make blocks of a text that the page's blocks do not have."""
    document.flags.append("text_not_in_page")
    for block in document.kept():
        block.remove(STAGE, "outside_body", "the article's body was found elsewhere in the page")
    for line in filter(None, map(str.strip, text.splitlines())):
        block = Block(line, position=len(document.blocks), evidence={"trafilatura": 1.0})
        document.blocks.append(block)


def _keep_headings(blocks: list[Block]) -> None:
    """Keep a heading that stands between kept blocks and side by side with the next one: some are lost."""
    for (before, _), (heading, after) in pairwise(pairwise(blocks)):
        if heading.type != "heading" or heading.level == 1 or heading.link_share > MAX_HEADING_LINK_SHARE:
            continue
        if before.removal is None and after.removal is None and _are_siblings(heading, after):
            heading.removal = None


def _keep_doubtful_headings(blocks: list[Block]) -> None:
    """Keep a heading of which the model is in doubt, where a removed box stands between it and its section or above it.

    Text is kept above it, and the next kept block is its sibling.
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
    return is_sub_heading and block.evidence["body"] >= MIN_DOUBTFUL_HEADING


def _are_siblings(one: Block, other: Block) -> bool:
    if one.element is None or other.element is None:
        return False
    return one.element.getparent() is other.element.getparent()


def _drop_screen_reader_text(document: Document) -> None:
    for block in document.kept():
        if "screen_reader" in block.evidence:
            block.remove(STAGE, "screen_reader", "only screen readers are told it")


def _restore(document: Document) -> None:
    for block in document.blocks:
        if block.removal and block.removal.rule != "outside_body" and presumed(block) >= MIN_SHARE:
            block.removal = None
