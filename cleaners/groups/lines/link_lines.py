"""Find lines in a story that consist of a link to another story of the site, or of a label and such a link."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, islice, pairwise, takewhile

from lxml.html import HtmlElement

from cleaners.document import Block
from cleaners.groups.lines.headlines import (
    MAX_LABEL_WORDS,
    MIN_IDEOGRAPHS,
    MIN_LAST_IDEOGRAPHS,
    MIN_LAST_WORDS,
    SURE_TEXT,
    is_link,
    is_sentence,
    is_title,
    leads_away,
)
from cleaners.groups.lines.labelled_links import (
    is_label_with_links,
    is_labelled,
    labelled_links,
    starts_with_pointer,
)
from cleaners.groups.spans import Spans, is_kept_prose, is_prose
from cleaners.kinds.listing import leads_to_other_page
from cleaners.text.sentences import COLONS, ends_sentence
from cleaners.text.words import IDEOGRAPH

MIN_WORDS_WITH_ARROW = 3
MIN_LIST_SHARE = 0.6  # share of a headline in a list that is in its link
MIN_LIST = 3  # links in a row below a label
MAX_LINKED = 0.5  # link share of a paragraph
MAX_LEVELS_OF_CARD = 2  # elements around the title of a card
_ARROW = re.compile(r"^(?:>>|»|►|▶|→|➡|👉)\s?\S|\S\s?(?:>>|→|►|▶)$")


def find_link_lines(page: Spans, url: str) -> Iterator[Block]:
    """Yield the kept lines that are a link to another story, or a label and such a link.

    A line without a label counts if it has an arrow, ends the text, or stands alone between two paragraphs: the items
    of a list may belong to the story.
    """
    kept = [block for block in page.blocks if block.removal is None]
    yield from _last_lines(kept, url)
    for before, block, after in zip(kept, kept[1:], kept[2:], strict=False):
        is_line = is_link(block) and block.type in ("paragraph", "list_item")
        is_card = block.type == "quote" and is_link(block)  # no real quotation is only a link to another page
        is_marked = is_card or (is_line and (_has_arrow(block) or _is_alone(before, block, after)))
        if (is_marked and leads_away(block, url)) or _is_under_link(before, block, after, url):
            yield block
    yield from (block for before, block in pairwise(kept) if is_labelled(before, block) and leads_away(block, url))
    yield from _lists_under_label(kept, url)
    for block in kept[1:]:
        if (starts_with_pointer(block) and _links_away(block, url)) or is_label_with_links(block, url):
            yield block


def _last_lines(kept: list[Block], url: str) -> Iterator[Block]:
    """Yield the links that end the text, unless they are the end of a list or the paragraph above announces them."""
    lines = [*takewhile(lambda block: _may_be_last(block, url), reversed(kept))]
    text = kept[: len(kept) - len(lines)]
    is_list = bool(text) and (text[-1].type == "list_item" or text[-1].text.endswith(COLONS))
    if lines and not is_list and any(map(is_prose, text)):
        yield from lines


def _lists_under_label(kept: Sequence[Block], url: str) -> Iterator[Block]:
    """Yield the runs of links to other stories below prose that have a short label without a colon, and this label."""
    above: list[Block] = []
    for is_links, group in groupby(kept, key=lambda block: _may_be_listed(block, url)):
        run = [*group]
        if is_links and len(run) >= MIN_LIST and any(map(is_prose, above)) and _is_list_label(above[-1]):
            yield from (above[-1], *run)
        above += run


def _may_be_listed(block: Block, url: str) -> bool:
    """Return True for a linked headline, which may have a date beside it."""
    if block.link_share < MIN_LIST_SHARE or block.type not in ("paragraph", "list_item", "heading"):
        return False
    least = MIN_LAST_IDEOGRAPHS if IDEOGRAPH.search(block.text) else MIN_LAST_WORDS
    return block.words >= least and not ends_sentence(block.text) and leads_away(block, url)


def _is_list_label(block: Block) -> bool:
    is_short = block.words <= (MIN_IDEOGRAPHS if IDEOGRAPH.search(block.text) else MAX_LABEL_WORDS)
    is_label = block.type in ("paragraph", "heading") and not block.text.endswith(COLONS)
    is_unsure = (block.signals.body or 0.0) < SURE_TEXT
    return is_short and is_label and is_unsure and not ends_sentence(block.text)


def _may_be_last(block: Block, url: str) -> bool:
    least = MIN_LAST_IDEOGRAPHS if IDEOGRAPH.search(block.text) else MIN_LAST_WORDS
    if is_link(block):
        return block.words >= least and leads_away(block, url)
    return (block.signals.body or SURE_TEXT) < SURE_TEXT and bool(labelled_links(block, url))


def _is_alone(before: Block, block: Block, after: Block) -> bool:
    """Return True for a headline between two paragraphs, the first of which does not announce it."""
    follows = (is_kept_prose(after) or is_sentence(after)) and after.link_share < MAX_LINKED
    is_before_section = _is_in_brackets(block) and after.type == "heading"
    if (
        not (block.type == "paragraph" or _is_only_item(block))
        or not is_kept_prose(before)
        or not (follows or is_before_section)
        or before.text.endswith(COLONS)
    ):
        return False
    return before.link_share < MAX_LINKED and _is_headline(block)


def _is_in_brackets(block: Block) -> bool:
    return block.text.startswith("(") and block.text.endswith((")", ")."))


def _is_only_item(block: Block) -> bool:
    """Return True for the item of a list that has no other one."""
    parent = None if block.element is None else block.element.getparent()
    return parent is not None and parent.tag in ("ul", "ol") and len(parent) == 1


def _is_under_link(before: Block, block: Block, after: Block, url: str) -> bool:
    """Return True for the title of a card between two paragraphs, if an empty link over the card leads to a story."""
    if block.link_share or block.type not in ("paragraph", "heading") or ends_sentence(block.text):
        return False
    if not (is_kept_prose(before) and is_kept_prose(after)) or before.text.endswith(COLONS):
        return False
    link = _link_over(block)
    around = () if link is None or before.element is None else before.element.iterancestors()
    if link is None or link.getparent() in around:
        return False
    return leads_to_other_page(link.get("href", ""), url) and is_title(block.text, block.words, MIN_LAST_WORDS)


def _link_over(block: Block) -> HtmlElement | None:
    """Return the empty link in the element of a block, or in the two around it; None if there are other links."""
    element = block.element
    around = () if element is None else islice(element.iterancestors(), MAX_LEVELS_OF_CARD)
    for card in () if element is None else (element, *around):
        if links := [*islice(card.iter("a"), 2)]:
            is_empty = len(links) == 1 and len(links[0]) == 0 and not (links[0].text or "").strip()
            return links[0] if is_empty else None
    return None


def _links_away(block: Block, url: str) -> bool:
    return any(leads_to_other_page(link.get("href", ""), url) for link in block.links)


def _has_arrow(block: Block) -> bool:
    return block.words >= MIN_WORDS_WITH_ARROW and _ARROW.search(block.text) is not None


def _is_headline(block: Block) -> bool:
    return is_title(block.text, block.words)
