"""Mark the title wherever the page repeats it, and the labels above it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice

from cleaners.body.fields.bylines import casefolded, has_year
from cleaners.body.fields.certainty import is_surely_body
from cleaners.document import Block, Document
from cleaners.removal import RemovingStage
from cleaners.text.sentences import ends_sentence
from cleaners.text.words import count_words, tokens

MIN_TITLE_OVERLAP = 0.6  # Dice's coefficient; headlines on the page and in its metadata differ slightly
MIN_LINKS_SHARE = 0.9  # a block above the title with this share of its characters in links consists of links
MIN_SIGNED_TITLE = 3  # tokens of a title that has a date after it in the same block
MAX_SIGNATURE_WORDS = 16  # words of the byline and date after such a title
MAX_SIGNATURE_CHARS = 200
MAX_SECTION_GAP = 2  # blocks below the heading of a section; one of them must be kept
MAX_LABEL_WORDS = 6  # of a label above the title: a kicker, section or format


def mark_title(document: Document, stage: RemovingStage, opening: int) -> int | None:
    """Mark the title wherever the page repeats it, and the labels above it.

    Returns the position of the last title above the opening, or None if there is none.
    """
    title = document.metadata.title or ""
    title_tokens = tokens(title)
    titles = _titles(document.blocks[:opening], title, title_tokens)
    repeated = [b for b in document.blocks if b.type == "heading" and title and b.tokens == title_tokens]
    if titles:
        repeated = [block for block in repeated if block.position < opening or not _opens_section(document, block)]
    for block in (*titles, *repeated):
        block.remove(stage, "title", "it is the article's title")
    if not titles:
        return None
    _mark_labels(document, titles[-1].position, stage)
    return titles[-1].position


def _titles(above: Sequence[Block], title: str, title_tokens: list[str]) -> list[Block]:
    """Return the blocks above the opening that are the title, or else the first that is the title with a date."""
    least = _least_chars(title)
    alike = (
        block
        for block in above
        if block.level == 1 or (len(block.text.casefold()) >= least and overlap(block, title) >= MIN_TITLE_OVERLAP)
    )
    titles = [block for block in alike if not is_surely_body(block) or block.tokens == title_tokens]
    return titles or [*islice((block for block in above if is_signed_title(block, title_tokens)), 1)]


def _opens_section(document: Document, heading: Block) -> bool:
    """Return True for a heading in the text, which may have the words of the title, as in "The best lamps"."""
    below = document.blocks[heading.position + 1 : heading.position + 1 + MAX_SECTION_GAP]
    return heading.level != 1 and is_surely_body(heading) and any(block.removal is None for block in below)


def is_signed_title(block: Block, title: list[str]) -> bool:
    """Return True for a title and its date in one block, as on pages that put only a line break between them."""
    if len(title) < MIN_SIGNED_TITLE or not has_year(block.text[-MAX_SIGNATURE_CHARS:]):
        return False  # as for nearly all blocks, whose words need not be compared
    rest = " ".join(block.tokens[len(title) :])
    is_dated = count_words(rest) <= MAX_SIGNATURE_WORDS and has_year(rest)
    is_title = is_dated and casefolded(block.tokens[: len(title)]) == casefolded(title)
    return is_title and not ends_sentence(block.text)


def _least_chars(title: str) -> int:
    """Return the least number of characters with which a text can reach MIN_TITLE_OVERLAP with a title."""
    sizes = sorted(map(len, _casefolded_set(title)))
    least_tokens = math.ceil(len(sizes) * MIN_TITLE_OVERLAP / (2 - MIN_TITLE_OVERLAP) - 1e-9)
    return sum(sizes[:least_tokens])


def _mark_labels(document: Document, title: int, stage: RemovingStage) -> None:
    """Mark the kickers, links and names of the site among the blocks above the title."""
    site_name = tokens(document.metadata.site_name or "")
    for block in document.blocks[:title]:
        if block.words <= MAX_LABEL_WORDS and (block.tokens == site_name or not is_surely_body(block)):
            block.remove(stage, "kicker", "it is a label above the title")
        elif block.link_share >= MIN_LINKS_SHARE:
            block.remove(stage, "links_above_title", "it links to other pages, above the title")


def overlap(block: Block, text: str) -> float:
    """Return Dice's coefficient of the sets of tokens of a block and a text, ignoring case, 0 to 1."""
    in_block, in_text = {token.casefold() for token in block.tokens}, _casefolded_set(text)
    if not in_block or not in_text:
        return 0.0
    return 2 * len(in_block & in_text) / (len(in_block) + len(in_text))


@lru_cache(maxsize=8)  # one title or summary is compared with many blocks
def _casefolded_set(text: str) -> frozenset[str]:
    return frozenset(casefolded(tokens(text)))
