"""Find headings and labels that were kept although the text or links below them were removed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from cleaners.document import Block
from cleaners.groups.spans import is_kept_prose
from cleaners.text.sentences import COLONS, ends_sentence, ends_statement
from cleaners.text.words import IDEOGRAPH

# A heading at the end of the text: the probability of being body from which it stays, and its greatest number of words.
# On labelled pages, such headings were clutter on 8 sites and of the story on one.
SURE_END = 0.9
MAX_LAST_WORDS = 10
# The same for a line with a colon at the end of the text. On labelled pages, such lines were clutter in 3 cases,
# debatable in 11, such as "Sources:", and in one the label of a list that was lost.
SURE_LAST_LABEL = 0.95
MAX_LAST_LABEL_WORDS = 5
# The same for a line above links that were all removed. On labelled pages, such lines with a colon were clutter on 9
# sites, debatable on 2 and of the story on 3.
SURE_LABEL = 0.9
MAX_LABEL_WORDS = 9
MAX_LABEL_IDEOGRAPHS = 18
MIN_LINK_SHARE = 0.8  # of a line that is a link
MIN_LINK_WORDS = 3
MIN_LINKS = 2  # removed links below a label without a colon


def find_last_heading(blocks: Sequence[Block]) -> Block | None:
    """Return the last kept block if it is a heading without a section, or a label that announces nothing; else None."""
    kept = [block for block in blocks if block.removal is None]
    if len(kept) < 2:
        return None
    above, last = kept[-2:]
    is_heading = _may_be_of_box(last) and not ends_statement(last.text) and above.type != "heading"
    return last if is_heading or _announces_nothing(last) else None


def _announces_nothing(last: Block) -> bool:
    is_label = last.type == "paragraph" and last.text.endswith(COLONS) and not last.link_share
    return is_label and last.words <= MAX_LAST_LABEL_WORDS and (last.signals.body or 0.0) < SURE_LAST_LABEL


def _may_be_of_box(heading: Block) -> bool:
    is_heading = heading.type == "heading" and heading.level != 1 and heading.words <= MAX_LAST_WORDS
    return is_heading and heading.element is not None and (heading.signals.body or 0.0) < SURE_END


def find_link_labels(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the kept labels below a paragraph whose links were all removed.

    A label ends with a colon, or is the last kept line.
    """
    has_text = False
    last = next((block for block in reversed(blocks) if block.removal is None), None)
    for block in blocks:
        if has_text and _is_label(block, is_last=block is last):
            least = 1 if block.text.endswith(COLONS) else MIN_LINKS
            if _announces_removed_links(blocks[block.position + 1 :], least):
                yield block
        has_text = has_text or is_kept_prose(block)


def _is_label(block: Block, *, is_last: bool) -> bool:
    if block.removal is not None or block.type != "paragraph":
        return False
    if not block.text.endswith(COLONS) and (not is_last or ends_sentence(block.text)):
        return False
    most = MAX_LABEL_IDEOGRAPHS if IDEOGRAPH.search(block.text) else MAX_LABEL_WORDS
    is_unsure = (block.signals.body or 0.0) < SURE_LABEL and not block.link_share
    return is_unsure and block.words <= most


def _announces_removed_links(below: Sequence[Block], least: int) -> bool:
    """Return True if the blocks below a label begin with `least` removed links or more, and no kept item follows."""
    links = [*takewhile(lambda block: block.link_share >= MIN_LINK_SHARE, below)]
    if len(links) < least or links[0].words < MIN_LINK_WORDS or any(link.removal is None for link in links):
        return False
    after = below[len(links)] if len(below) > len(links) else None
    return after is None or after.removal is not None or after.type not in ("list_item", "table_row")
