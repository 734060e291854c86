"""Find the end of a list of teasers, such as the one under the heading "You May Also Like"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cleaners.document import Block
from cleaners.text.normalize import is_cut_off
from cleaners.text.sentences import ends_sentence

MAX_LABEL_WORDS = 16  # words in the title or section label of a teaser; a longer block is a paragraph
MAX_TEASER_BLOCKS = 60  # blocks per list
MIN_LINK_SHARE = 0.6  # a block is a teaser if at least this share of its characters is inside links
MIN_LINE_LINK_SHARE = 0.9  # of a line that is only a link
MIN_TITLE_LEVEL = 4  # level of a heading that may be the title of a teaser
# A date or time, a year, or an age such as "3 h" or "20m".
_DATE = re.compile(r"\d{1,4}\s?[./:-]\s?\d{1,2}|\b(?:19|20)\d\d\b|\b\d{1,2}\s*[hm]\b")


def find_teasers_end(blocks: Sequence[Block], start: int) -> int:
    """Return the index after the last teaser of the list that begins at `start`; `start` if there is no teaser."""
    end = start
    while end < min(len(blocks), start + MAX_TEASER_BLOCKS) and _is_teaser(blocks[end]):
        end += 1
    article_continues = end < len(blocks) and not is_cut_off(blocks[end].text)
    while article_continues and end > start and _introduces(blocks[end - 1]):
        end -= 1  # this line introduces the paragraph below it, so it belongs to the article
    return end


def find_links_end(blocks: Sequence[Block], start: int) -> int:
    """Return the index after the last of the lines from `start` that are only links; `start` if there is none.

    Headings of higher levels are not counted, because they may be sections of a guide.
    """
    end = start
    while end < min(len(blocks), start + MAX_TEASER_BLOCKS) and _is_link_line(blocks[end]):
        end += 1
    return end


def _is_link_line(block: Block) -> bool:
    is_section = block.type == "heading" and (block.level or 1) < MIN_TITLE_LEVEL
    return block.link_share >= MIN_LINE_LINK_SHARE and not is_section


def _is_teaser(block: Block) -> bool:
    """Return True if the block looks like part of a teaser: linked, cut off, or a label rather than a sentence."""
    if block.type == "quote":
        return False
    if block.link_share >= MIN_LINK_SHARE or is_cut_off(block.text):
        return True
    if block.type == "heading" and block.element is not None:
        return False  # in HTML, only a linked or cut-off heading is a teaser
    words = block.words
    return words <= MAX_LABEL_WORDS and (not ends_sentence(block.text) or bool(_DATE.search(block.text)))


def _introduces(block: Block) -> bool:
    """Return True if the block ends with a colon and thus belongs to the text after it."""
    return block.text.endswith(":") and block.link_share < MIN_LINK_SHARE
