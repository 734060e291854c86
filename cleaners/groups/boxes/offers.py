"""Find lines that lead to a service of the site or to an advertiser, and share hardly any words with the story.

Services are subscriptions, newsletters, competitions, contact and the like.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from lxml.html import HtmlElement

from cleaners.document import Block
from cleaners.groups.boxes.apart import Box, is_alone_in_form
from cleaners.groups.boxes.controls import links_of
from cleaners.groups.spans import Range, Spans
from cleaners.groups.story_words import StoryWords
from cleaners.kinds.address import kinds_of_address
from cleaners.kinds.listing import leads_to_other_page
from cleaners.text.normalize import fold_visible, is_quoted
from cleaners.text.sentences import ends_sentence
from cleaners.urls import is_same_site, resolve

MIN_PROSE_BEFORE = 30  # words of kept prose above the line
MAX_WORDS = 40
MAX_LINK_SHARE = 0.8  # of a sentence with a link in it
# Largest share of a line's content words that the story has too. On labelled pages, no such line with a share up to a
# half was article; above that, eleven were. The bound leaves a margin.
MAX_SHARED = 0.35
# The same for a line with a mail address of the site. Above it, 15 such lines were article or debatable, since they
# name the author or an office; below it, none was.
MAX_SHARED_BY_MAILBOX = 0.1
# The path of a service is a word or two. Those of stories have more words, numbers or sections.
_SERVICE = re.compile(r"(?:(?:https?:)?//[^/?#]+)?/?[^\W\d]*(?:-[^\W\d]+)?(?:\.[a-z]{2,5})?/?(?:[?#].*)?")
_MARKS = frozenset(["b", "strong", "i", "em"])
_SERVICE_KINDS = frozenset(["login", "static_page"])
# Addresses of campaigns, and of counters that send the reader on to another address.
_COUNTED = re.compile(r"[?&;]utm_(?:campaign|medium)=|\?.*https?(?::|%3a)(?:/|%2f){2}", re.IGNORECASE)
MAX_PAID_WORDS = 60
# The share for a line or box with paid links. Out of fold, none that was alone on its page was article below it.
MAX_SHARED_BY_PAID = 0.25


def find_offers(page: Spans, story: StoryWords, url: str) -> Iterator[Block]:
    """Yield the kept lines that lead to a service or a mailbox of the site and share hardly any words with the story.

    A line that leads to a service must also be unlike the paragraphs beside it, or its address must name the service.
    """
    for block in page.blocks:
        is_below = page.prose[block.position] >= MIN_PROSE_BEFORE
        if is_below and _may_be_offer(block) and _is_offer(page, block, story, url):
            yield block


def find_paid_links(page: Spans, boxes: Sequence[Box], story: StoryWords, url: str) -> Iterator[Range]:
    """Yield the range of a page's only line or box with paid links if it shares hardly any words with the story.

    Where there are several, the story may be a review with links to what it reviews.
    """
    paid = _with_paid_links(page, boxes, url)
    if len(paid) != 1:
        return
    start, end = paid[0][0].position, paid[0][-1].position + 1
    is_ad = page.prose[start] >= MIN_PROSE_BEFORE and sum(block.words for block in paid[0]) <= MAX_PAID_WORDS
    if is_ad and story.shares_at_most(paid[0], MAX_SHARED_BY_PAID):
        yield start, end


def _with_paid_links(page: Spans, boxes: Sequence[Box], url: str) -> list[Sequence[Block]]:
    """Return the blocks of each box, and each kept line outside the boxes, whose links all lead to advertisers."""
    found = [box.blocks for box in boxes if _are_paid([*box.element.iter("a")], url)]
    inside = {block.position for blocks in found for block in blocks}
    lines = (block for block in page.blocks if block.removal is None and block.position not in inside)
    return [*found, *([block] for block in lines if _are_paid(links_of(block), url))]


def _are_paid(links: Sequence[HtmlElement], url: str) -> bool:
    return bool(links) and all(_leads_to_advertiser(link, url) for link in links)


def _leads_to_advertiser(link: HtmlElement, url: str) -> bool:
    address = link.get("href") or ""
    is_counted = "sponsored" in (link.get("rel") or "") or _COUNTED.search(address) is not None
    return is_counted and not leads_to_other_page(address, url)


def _may_be_offer(block: Block) -> bool:
    is_line = block.removal is None and block.type == "paragraph" and block.words <= MAX_WORDS
    return is_line and 0 < block.link_share < MAX_LINK_SHARE and not is_quoted(block.text)


def _is_offer(page: Spans, block: Block, story: StoryWords, url: str) -> bool:
    links = links_of(block)
    addresses = [link.get("href") or "" for link in links]
    if not links or _follows_sentence(block.text, links[-1]):
        return False
    if all(_is_own_mailbox(address, url) for address in addresses):
        return story.shares_at_most([block], MAX_SHARED_BY_MAILBOX)
    if not all(leads_to_other_page(address, url) for address in addresses):
        return False
    is_marked = _is_marked(block)
    if all(map(_SERVICE.fullmatch, addresses)) and (is_marked or _is_alone_in_form(page, block)):
        return story.shares_at_most([block], MAX_SHARED)
    is_named = is_marked or all(_names_service(address, url) for address in addresses)
    return is_named and story.shares_hardly_any([block])


def _is_own_mailbox(address: str, url: str) -> bool:
    host = address.partition("?")[0].rpartition("@")[2]
    return address.startswith("mailto:") and bool(host) and is_same_site(f"https://{host}/", url)


def _names_service(address: str, url: str) -> bool:
    """Return True if the path of an address names a service, such as "login" or "newsletter"."""
    return not _SERVICE_KINDS.isdisjoint(kinds_of_address(resolve(url, address) or ""))


def _is_marked(block: Block) -> bool:
    """Return True for a line that is wholly in bold or italics."""
    element = block.element
    assert element is not None  # it has links
    marked = element[0] if len(element) == 1 else element
    return marked.tag in _MARKS and fold_visible("".join(marked.itertext())) == block.text


def _is_alone_in_form(page: Spans, block: Block) -> bool:
    """Return True if the largest element that has only this block is unlike the paragraphs beside it."""
    element = block.element
    assert element is not None  # it has links
    own = (block.position, block.position + 1)
    around = takewhile(lambda outer: page.of[outer] == own, element.iterancestors())
    return is_alone_in_form(page, [element, *around][-1])


def _follows_sentence(text: str, link: HtmlElement) -> bool:
    """Return True if a link follows the last sentence of a text, as "All corrections" follows a correction."""
    name = fold_visible("".join(link.itertext()))
    return text.endswith(name) and ends_sentence(text.removesuffix(name).rstrip() or name)
