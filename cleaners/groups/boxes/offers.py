"""Find lines of their own form that lead to a service of the site: subscriptions, letters, competitions, contact."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from lxml.html import HtmlElement

from cleaners.document import Block
from cleaners.groups.boxes.apart import is_alone_in_form
from cleaners.groups.boxes.controls import links_of
from cleaners.groups.boxes.unrelated import StoryWords
from cleaners.groups.spans import Spans
from cleaners.kinds.listing import leads_to_other_page
from cleaners.text.normalize import fold_visible, is_quoted
from cleaners.text.sentences import ends_sentence

MIN_PROSE_BEFORE = 30  # words of kept prose above the line
MAX_WORDS = 40
MAX_LINK_SHARE = 0.8  # of a sentence with a link in it
# Share of the line's content words that the story has, too. On labelled pages, no such line with at most half of them
# was article; with more, eleven were. The bound leaves a margin below that.
MAX_SHARED = 0.35
# The path of a service is a word or two. Those of stories have more words, numbers or sections.
_SERVICE = re.compile(r"(?:(?:https?:)?//[^/?#]+)?/?[^\W\d]*(?:-[^\W\d]+)?(?:\.[a-z]{2,5})?/?(?:[?#].*)?")


def find_offers(page: Spans, story: StoryWords, url: str) -> Iterator[Block]:
    """Yield the kept lines that are unlike the paragraphs beside them and lead to a service of the site."""
    for block in page.blocks:
        if _may_be(block) and page.prose[block.position] >= MIN_PROSE_BEFORE and _leads_to_service(block, url):
            element = _element_around(page, block)
            if is_alone_in_form(page, element) and story.are_mostly_others([block], MAX_SHARED):
                yield block


def _may_be(block: Block) -> bool:
    is_line = block.removal is None and block.type == "paragraph" and block.words <= MAX_WORDS
    return is_line and 0 < block.link_share < MAX_LINK_SHARE and not is_quoted(block.text)


def _leads_to_service(block: Block, url: str) -> bool:
    links = links_of(block)
    addresses = [link.get("href") or "" for link in links]
    is_service = all(leads_to_other_page(address, url) and _SERVICE.fullmatch(address) for address in addresses)
    return is_service and bool(links) and not _stands_behind(block.text, links[-1])


def _stands_behind(text: str, link: HtmlElement) -> bool:
    """Return True if a link follows the sentences of a text, as one to all corrections follows a correction."""
    name = fold_visible("".join(link.itertext()))
    return text.endswith(name) and ends_sentence(text.removesuffix(name).rstrip() or name)


def _element_around(page: Spans, block: Block) -> HtmlElement:
    """Return the largest element that has only this block."""
    element = block.element
    assert element is not None  # it has links
    own = (block.position, block.position + 1)
    return [element, *takewhile(lambda around: page.of[around] == own, element.iterancestors())][-1]
