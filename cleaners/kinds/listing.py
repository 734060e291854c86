"""How much of a page is prose, and how much a list of teasers."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from lxml.html import HtmlElement

from cleaners.document import Block, Document
from cleaners.text.words import count_words, ends_sentence
from cleaners.urls import is_same_site

MAX_LINKS = 3_000  # looked at; a page with more is a list already
MAX_LINK_CHARS = 400
MIN_TEASER_WORDS = 4  # of a linked headline; a menu's labels are shorter
MIN_TEASER_IDEOGRAPHS = 9  # where a character counts as a word
MIN_SIBLINGS = 3  # look-alikes side by side that make a list
CARD_DEPTH = 8  # elements between a card and its link
MIN_PROSE_WORDS = 15  # of a paragraph that does not end as a sentence
MAX_TEASER_WORDS = 90  # in one card
TEASER_PARAGRAPHS = 2  # under a linked headline; with more it is a story

_CUT_OFF = ("...", "…", "[…]", "[...]", "… »", "...»")
_OTHER_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")  # mailto, javascript, whatsapp, ...
_HOST = re.compile(r"(?:https?:)?//([^/?#]*)", re.IGNORECASE)
_NO_PROSE = frozenset({"heading", "caption"})


@dataclass(slots=True)
class Build:
    """Counts over a page: words kept, of them in running prose and in teasers; teaser cards and linked headlines."""

    words: int = 0
    prose_words: int = 0
    teaser_words: int = 0
    cards: int = 0
    linked_headings: int = 0


def build_of(document: Document) -> Build:
    """Sort the kept text into running prose and teasers."""
    cards = _cards(document.tree, document.page.url)
    build = Build(cards=len(cards))
    card_of = [_card_of(block.element, cards) for block in document.blocks]
    texts = {block.text for block, card in zip(document.blocks, card_of, strict=True) if card is not None}
    in_card: Counter[object] = Counter()  # words, by card
    under_link = 0  # paragraphs that still belong to the linked headline above
    for block, card in zip(document.blocks, card_of, strict=True):
        under_link -= 1
        if block.type == "heading":
            linked = _is_linked_heading(block, document.page.url)
            build.linked_headings += linked
            under_link = TEASER_PARAGRAPHS if linked else 0
        if block.removal is not None:
            continue
        words = block.words
        build.words += words
        if card is not None or (block.element is None and block.text in texts):  # the copy of a card's text
            in_card[block if card is None else card] += words
        elif block.type in _NO_PROSE or block.link_share > 0.5:
            continue
        elif under_link >= 0 or block.text.endswith(_CUT_OFF):
            build.teaser_words += words
        elif words >= MIN_PROSE_WORDS or (words > 2 and ends_sentence(block.text)):
            build.prose_words += words
    for words in in_card.values():
        if words <= MAX_TEASER_WORDS:
            build.teaser_words += words
        else:  # a story, whatever stands beside it
            build.prose_words += words
    return build


def _cards(tree: HtmlElement | None, url: str) -> set[HtmlElement]:
    """Elements that look alike, stand side by side, and hold one linked headline each."""
    if tree is None:
        return set()
    links: defaultdict[HtmlElement, set[str]] = defaultdict(set)  # by element that holds them
    for link, href in _headline_links(tree, url):
        links[link].add(href)
        for ancestor in islice(link.iterancestors(), CARD_DEPTH):
            links[ancestor].add(href)
    groups: defaultdict[tuple[object, ...], list[HtmlElement]] = defaultdict(list)
    for element, hrefs in links.items():
        if len(hrefs) <= 2 and element.tag not in ("p", "span"):
            groups[element.getparent(), element.tag, _signature(element)].append(element)
    return {element for group in groups.values() if len(group) >= MIN_SIBLINGS for element in group}


def _headline_links(tree: HtmlElement, url: str) -> Iterator[tuple[HtmlElement, str]]:
    for link in islice(tree.iter("a"), MAX_LINKS):
        href = link.get("href", "")
        if href and _is_headline(link) and _leads_on(href, url):
            yield link, href


def _is_headline(link: HtmlElement) -> bool:
    text = " ".join(islice(link.itertext(), 12))[:MAX_LINK_CHARS]
    parts = len(text.split())
    if text.isascii() and parts < MIN_TEASER_WORDS:
        return False
    words = count_words(text)
    return words >= (MIN_TEASER_IDEOGRAPHS if words > parts else MIN_TEASER_WORDS)


def _signature(element: HtmlElement) -> str:
    """The first class: later ones often say "first", "odd" or "large"."""
    return (element.get("class") or "").partition(" ")[0].rstrip("0123456789")


def _is_linked_heading(block: Block, url: str) -> bool:
    """Tell whether a heading is a link to another page, not to its own place on this one."""
    if block.link_share < 0.8 or block.element is None:
        return False
    links = [*islice(block.element.iter("a"), 3), *block.element.iterancestors("a")]
    return any(_leads_on(link.get("href", ""), url) for link in links)


def _leads_on(href: str, url: str) -> bool:
    """Tell whether a link leads to another page of the site: a list of other sites' pages is an article."""
    address = href.partition("#")[0].strip()
    if not address or address.rstrip("/") == url.partition("#")[0].rstrip("/"):
        return False
    if address[0] == "/" != address[1:2]:
        return True
    host, own = _HOST.match(address), _HOST.match(url)
    if host is None:
        return not _OTHER_SCHEME.match(address)
    return own is None or _is_own_host(host[1], own[1])


@lru_cache(maxsize=10_000)
def _is_own_host(host: str, own: str) -> bool:
    return host == own or is_same_site(f"https://{host}/", f"https://{own}/")


def _card_of(element: HtmlElement | None, cards: set[HtmlElement]) -> HtmlElement | None:
    depth = CARD_DEPTH if cards else -1
    while element is not None and depth >= 0 and element not in cards:
        element, depth = element.getparent(), depth - 1
    return element if depth >= 0 else None
