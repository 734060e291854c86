"""Count how many words of a page are prose and how many are teasers, as on a listing."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from lxml.html import HtmlElement

from cleaners.document import Block, Document
from cleaners.markup.element_index import ElementIndex
from cleaners.markup.text_nodes import starts
from cleaners.text.sentences import ends_sentence
from cleaners.text.words import IDEOGRAPH, count_words
from cleaners.urls import is_same_site

MAX_LINKS = 3_000  # links checked per page; a page with more is certainly a list
MAX_LINK_CHARS = 400  # characters of a link's text that are read
MAX_LINK_PIECES = 12  # pieces of this text, with tags between them
MIN_HEADLINE_WORDS = 4  # words in the text of a link; the labels of menus are shorter than a headline
MIN_HEADLINE_IDEOGRAPHS = 9  # the same for Han and kana, where each character counts as a word
MIN_SIBLINGS = 3  # similar elements side by side that make a list
CARD_DEPTH = 8  # levels between a card and its link
MIN_PROSE_WORDS = 15  # of a paragraph that is prose even if it does not end like a sentence
MAX_TEASER_WORDS = 90  # words per card
TEASER_PARAGRAPHS = 2  # paragraphs below a linked heading that are its teaser; further ones are an article

MIN_LINK_SHARE = 0.8  # share of a block's characters that are in links, if it consists of links

_NUMBER = re.compile(r"(?<!\S)[^\w\s]{0,3}+\d[\d.,:/%-]{0,20}+(?!\S)")
_DIGIT = re.compile(r"\d")
_CUT_OFF = ("...", "…", "[…]", "[...]", "… »", "...»")
_OTHER_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")  # mailto, javascript, whatsapp and so on
_HOST = re.compile(r"(?:https?:)?//([^/?#]*)", re.IGNORECASE)
_NOT_PROSE_TYPES = frozenset({"heading", "caption"})


@dataclass(slots=True)
class PageCounts:
    """Counts of a page: kept words, numbers among them, words of links, of prose and of teasers, cards and headings.

    Words of menus, captions and headings count neither as prose nor as teasers.
    """

    words: int = 0
    numbers: int = 0  # words without a letter
    linked_words: int = 0  # words of blocks that consist of links to other pages of the site
    prose_words: int = 0
    teaser_words: int = 0
    cards: int = 0
    linked_headings: int = 0


def count_page(document: Document) -> PageCounts:
    """Count the kept words of a page in running prose and in teasers."""
    url = document.page.url
    cards = _find_cards(document.elements, url)
    counts = PageCounts(cards=len(cards))
    card_texts = _card_texts(document, cards)
    words_by_card: Counter[object] = Counter()
    teasers_left = 0  # paragraphs that still belong to the linked heading above
    for block in document.blocks:
        teasers_left -= 1
        if block.type == "heading":
            is_linked = _is_linked(block, url)
            counts.linked_headings += is_linked
            teasers_left = TEASER_PARAGRAPHS if is_linked else 0
        if block.removal is not None:
            continue
        card, numbers = _card_of(block.element, cards), _numbers(block)
        counts.words += block.words
        counts.numbers += numbers
        counts.linked_words += block.words if _is_linked(block, url) else 0
        is_copy = block.element is None and block.text in card_texts
        if card is not None or is_copy:
            words_by_card[block if card is None else card] += block.words
        else:
            _count_outside_cards(counts, block, numbers, is_teaser=teasers_left >= 0)
    for words in words_by_card.values():
        if words <= MAX_TEASER_WORDS:
            counts.teaser_words += words
        else:  # too long for a teaser: an article that happens to look like the cards beside it
            counts.prose_words += words
    return counts


def _card_texts(document: Document, cards: set[HtmlElement]) -> set[str]:
    """Return the texts of the blocks in cards, with which kept blocks without an element are compared."""
    if all(block.element is not None for block in document.kept()):
        return set()
    return {block.text for block in document.blocks if _card_of(block.element, cards) is not None}


def _count_outside_cards(counts: PageCounts, block: Block, numbers: int, *, is_teaser: bool) -> None:
    """Add the words of one block, some of them numbers, to those of teasers or prose, or to neither."""
    words = block.words
    if block.type in _NOT_PROSE_TYPES or block.link_share > 0.5 or 2 * numbers > words:
        return
    if is_teaser or block.text.endswith(_CUT_OFF):
        counts.teaser_words += words
    elif words >= MIN_PROSE_WORDS or (words > 2 and ends_sentence(block.text)):
        counts.prose_words += words


def _numbers(block: Block) -> int:
    """Return the number of words without a letter. Most blocks have no digit, so searching for one first saves time."""
    return len(_NUMBER.findall(block.text)) if _DIGIT.search(block.text) else 0


def _find_cards(page: ElementIndex, url: str) -> set[HtmlElement]:
    """Return the teaser cards: similar siblings, MIN_SIBLINGS or more, each with a link to one headline."""
    hrefs_inside: defaultdict[HtmlElement, set[str]] = defaultdict(set)
    for link, href in _headline_links(page, url):
        hrefs_inside[link].add(href)
        for ancestor in islice(link.iterancestors(), CARD_DEPTH):
            hrefs_inside[ancestor].add(href)
    groups: defaultdict[tuple[object, ...], list[HtmlElement]] = defaultdict(list)
    for element, hrefs in hrefs_inside.items():
        if len(hrefs) <= 2 and element.tag not in ("p", "span"):
            groups[element.getparent(), element.tag, _first_class(element)].append(element)
    return {element for group in groups.values() if len(group) >= MIN_SIBLINGS for element in group}


def _headline_links(page: ElementIndex, url: str) -> Iterator[tuple[HtmlElement, str]]:
    """Yield the links to other pages of the site whose text is as long as a headline, with their addresses."""
    links = page.linked[:MAX_LINKS]
    texts = starts([link for link, _ in links], MAX_LINK_PIECES, MAX_LINK_CHARS)
    for (link, href), text in zip(links, texts, strict=True):
        if href and _is_headline(text) and leads_to_other_page(href, url):
            yield link, href


def _is_headline(text: str) -> bool:
    if text.isascii() and len(text.split()) < MIN_HEADLINE_WORDS:
        return False  # most links are labels of menus, and counting words takes longer
    words = count_words(text)
    return words >= MIN_HEADLINE_WORDS and (words >= MIN_HEADLINE_IDEOGRAPHS or not IDEOGRAPH.search(text))


def _first_class(element: HtmlElement) -> str:
    """Return the first class name without numbers; later ones often differ among cards ("first", "odd", "large")."""
    return (element.get("class") or "").partition(" ")[0].rstrip("0123456789")


def _is_linked(block: Block, url: str) -> bool:
    """Return True if a block consists of links to other pages rather than to places on this one."""
    if block.link_share < MIN_LINK_SHARE or block.element is None:
        return False
    links = [*islice(block.element.iter("a"), 3), *block.element.iterancestors("a")]
    return any(leads_to_other_page(link.get("href", ""), url) for link in links)


def leads_to_other_page(href: str, url: str) -> bool:
    """Return True if a link leads to another page of the same site.

    Links to other sites do not count, because a list of other sites' pages is an article.
    """
    address = href.partition("#")[0].strip()
    if not address or address.rstrip("/") == url.partition("#")[0].rstrip("/"):
        return False
    if address[0] == "/" != address[1:2]:
        return True
    host, page_host = _HOST.match(address), _HOST.match(url)
    if host is None:
        return not _OTHER_SCHEME.match(address)
    return page_host is None or _is_host_of_site(host[1], page_host[1])


@lru_cache(maxsize=10_000)
def _is_host_of_site(host: str, page_host: str) -> bool:
    return host == page_host or is_same_site(f"https://{host}/", f"https://{page_host}/")


def _card_of(element: HtmlElement | None, cards: set[HtmlElement]) -> HtmlElement | None:
    """Return the card that an element is in, or None."""
    levels_left = CARD_DEPTH if cards else -1
    while element is not None and levels_left >= 0 and element not in cards:
        element, levels_left = element.getparent(), levels_left - 1
    return element if levels_left >= 0 else None
