"""Find lists of teaser cards: linked headlines, each above a few lines of another story."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from cleaners.document import Block
from cleaners.groups.boxes.controls import links_of
from cleaners.groups.spans import Range, Spans, is_kept_prose, is_prose
from cleaners.kinds.listing import leads_to_other_page
from cleaners.text.normalize import is_cut_off
from cleaners.text.words import IDEOGRAPH

MIN_CARDS = 3
MIN_PROSE_BEFORE = 30  # words of kept prose above the cards; without them the cards may be the page's text
MAX_TEASER_WORDS = 90
MAX_TEASER_IDEOGRAPHS = 180  # words of a teaser in Han or kana, where each character counts as a word
MIN_OWN_WORDS = 100  # words of unlinked paragraphs above a list; with fewer the page may be a digest
MIN_OWN_PARAGRAPHS = 3
MAX_OWN_LINKS = 0.3  # link share of such a paragraph
MIN_HEADLINE_WORDS = 3
MIN_LINK_SHARE = 0.8  # of a headline
REACH = 3  # blocks above a teaser that are searched for its headline
# How much of a list's prose, and of its kept prose, must be in its cards. The rest is advertisements and other cards.
MIN_SHARE = 0.6
MIN_KEPT_SHARE = 0.7
MIN_LIST_CHILDREN = 3

Card = tuple[int, int, tuple[str, str]]  # positions of the headline and of the teaser, and the tags of both


def find_cards(page: Spans, url: str, story: HtmlElement | None) -> list[Range]:
    """Return the ranges of lists of cards. `story` is the element around the page's story, if it is known."""
    lists = _lists(page, list(_cards(page, url)))
    return [(cards[0][0], cards[-1][1] + 1) for element, cards in lists if _is_list(page, element, cards, story)]


def _cards(page: Spans, url: str) -> Iterator[Card]:
    """Yield each teaser with its headline. Removed ones count too, since the models often keep only part of a list."""
    start = bisect_left(page.prose, MIN_PROSE_BEFORE)
    for block in page.blocks[start:]:
        if not is_prose(block) or not _is_short(block):
            continue
        headline = block if _starts_with_headline(block, url) else _headline_above(page, block, url)
        if headline is not None:
            yield headline.position, block.position, (_tag(headline), _tag(block))


def _is_short(block: Block) -> bool:
    if block.words <= MAX_TEASER_WORDS:
        return True
    return block.words <= MAX_TEASER_IDEOGRAPHS and IDEOGRAPH.search(block.text) is not None


def _starts_with_headline(block: Block, url: str) -> bool:
    """Return True if a block begins with the link of a headline and is cut off, as in lists of related stories."""
    element = block.element
    if (
        element is None
        or not 0.1 < block.link_share < 0.9
        or not is_cut_off(block.text)
        or (element.text or "").strip()
    ):
        return False
    link = next(element.iter("a"), None)
    return link is not None and leads_to_other_page(link.get("href", ""), url)


def _headline_above(page: Spans, block: Block, url: str) -> Block | None:
    """Return the linked headline just above a teaser, or None."""
    for above in reversed(page.blocks[max(0, block.position - REACH) : block.position]):
        if is_prose(above) and above.link_share < MIN_LINK_SHARE:
            return None
        if above.link_share >= MIN_LINK_SHARE and above.words >= MIN_HEADLINE_WORDS and _leads_away(above, url):
            return above
    return None


def _leads_away(block: Block, url: str) -> bool:
    links = links_of(block)
    return len(links) == 1 and leads_to_other_page(links[0].get("href", ""), url)


def _tag(block: Block) -> str:
    return "" if block.element is None else str(block.element.tag)


def _lists(page: Spans, cards: Sequence[Card]) -> Iterator[tuple[HtmlElement, list[Card]]]:
    """Yield the elements that may be lists, each with its cards of the same tags."""
    found: defaultdict[tuple[HtmlElement, tuple[str, str]], list[Card]] = defaultdict(list)
    for card in cards:
        element = page.blocks[card[1]].element
        around = () if element is None else element.iterancestors()
        blocks = MIN_CARDS * len(set(card[:2]))
        if (found_list := next((one for one in around if _may_be_list(page, one, blocks)), None)) is not None:
            found[found_list, card[2]].append(card)
    yield from ((element, own) for (element, _), own in found.items() if len(own) >= MIN_CARDS)


def _may_be_list(page: Spans, element: HtmlElement, blocks: int) -> bool:
    """Return True for an element with several children and at least this number of blocks."""
    start, end = page.of[element]
    return len(page.children.get(element, ())) >= MIN_LIST_CHILDREN and end - start >= blocks


def _have_own_links(page: Spans, cards: list[Card]) -> bool:
    """Return True if each headline has a link of its own. If not, the whole story may be inside one link."""
    links = [link for headline, _, _ in cards for link in links_of(page.blocks[headline])[:1]]
    return len(set(links)) == len({headline for headline, _, _ in cards})


def _is_list(page: Spans, element: HtmlElement, cards: list[Card], story: HtmlElement | None) -> bool:
    """Return True if most of the prose of a list, and most of its kept prose, is in its cards.

    Inside the story, the list must also be the smaller part of the prose or have the story's own text above it: a
    digest consists of such items.
    """
    start, end = cards[0][0], cards[-1][1] + 1
    if not page.kept_in(start, end) or not _have_own_links(page, cards):
        return False
    words = sum(page.all_prose_in(first, last + 1) for first, last, _ in cards)
    kept_words = sum(page.prose_in(first, last + 1) for first, last, _ in cards)
    is_most = words >= MIN_SHARE * page.all_prose_in(*page.of[element])
    if not is_most or kept_words < MIN_KEPT_SHARE * page.prose_in(start, end):
        return False
    return _is_beside_story(page, (start, end), words, story)


def _is_beside_story(page: Spans, cards: Range, words: int, story: HtmlElement | None) -> bool:
    """Return True if cards with this many words of prose are outside the story, or beside its own text."""
    if story is None:
        return True
    start, end = cards
    first, last = page.of[story]
    is_inside = first <= start and end <= last
    return not is_inside or 2 * words < page.all_prose_in(first, last) or _has_own_story(page, first, start)


def _has_own_story(page: Spans, start: int, end: int) -> bool:
    """Return True if the blocks from `start` up to `end` have several kept paragraphs with hardly any links."""
    own = [block for block in page.blocks[start:end] if is_kept_prose(block) and block.link_share < MAX_OWN_LINKS]
    return len(own) >= MIN_OWN_PARAGRAPHS and sum(block.words for block in own) >= MIN_OWN_WORDS
