"""Find lines between the paragraphs of a story that are nothing but a link to another story of the site."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.html import HtmlElement

from cleaners.document import Block
from cleaners.groups.spans import Spans, is_kept_prose
from cleaners.kinds.listing import leads_to_other_page
from cleaners.text.words import IDEOGRAPH

MAX_OTHER_CHARS = 4  # characters outside the link, such as ">> " and an arrow
MIN_WORDS = 6  # a shorter line may be the name of a thing
MIN_IDEOGRAPHS = 9  # words of a line in Han and kana, in which each character counts as a word
MAX_WORDS = 30


def find_link_lines(page: Spans, url: str) -> Iterator[Block]:
    """Yield the kept lines that are a link to another story and stand alone between two paragraphs."""
    kept = [block for block in page.blocks if block.removal is None]
    for before, block, after in zip(kept, kept[1:], kept[2:], strict=False):
        if not _is_link(block) or block.type != "paragraph" or not _is_headline(block):
            continue
        if is_kept_prose(before) and is_kept_prose(after) and not before.text.endswith((":", "：")):
            if before.link_share < 0.5 and after.link_share < 0.5 and _leads_away(block, url):
                yield block


def _is_link(block: Block) -> bool:
    return block.link_share > 0 and len(block.text) * (1 - block.link_share) <= MAX_OTHER_CHARS


def _is_headline(block: Block) -> bool:
    least = MIN_IDEOGRAPHS if IDEOGRAPH.search(block.text) else MIN_WORDS
    return least <= block.words <= MAX_WORDS and not block.text.endswith((".", "。", "।"))


def _leads_away(block: Block, url: str) -> bool:
    """Return True if the line is one link, to another page of the same site."""
    links: list[HtmlElement] = [] if block.element is None else [*block.element.iter("a")]
    addresses = {link.get("href", "") for link in links}
    return len(addresses) == 1 and leads_to_other_page(addresses.pop(), url)
