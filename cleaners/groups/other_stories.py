"""Find other stories on the page of a story: the next article below it, or one that scrolling has loaded."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.html import HtmlElement

from cleaners.document import Block
from cleaners.groups.spans import Range, Spans
from cleaners.text.normalize import normalise

MIN_STORY_WORDS = 40  # words of kept prose in each of the stories
MAX_HEAD_BLOCKS = 8  # blocks of a story up to its headline
MIN_TITLE_CHARS = 8  # of a normalised title; shorter ones are in other headings by chance
_ADDRESSES = ("data-url", "data-href", "data-permalink", "data-link", "data-canonical", "data-share-url", "itemid")


def find_headline(page: Spans, title: str) -> Block | None:
    """Return the first heading that has the page's title, or None. It is an h1 if one has the title."""
    sought = normalise(title)
    if len(sought) < MIN_TITLE_CHARS:
        return None
    headings = [block for block in page.blocks if block.type == "heading"]
    for block in sorted(headings, key=lambda block: block.level != 1):
        text = normalise(block.text)
        if len(text) >= MIN_TITLE_CHARS and (text in sought or sought in text):
            return block
    return None


def find_story(page: Spans, headline: Block) -> HtmlElement | None:
    """Return the smallest element that holds the headline and a story's prose, or None."""
    element = headline.element
    while element is not None and page.prose_in(*page.of[element]) < MIN_STORY_WORDS:
        element = element.getparent()
    return element


def find_other_stories(page: Spans, headline: Block, story: HtmlElement) -> list[Range]:
    """Return the ranges of the stories below the one that has the page's headline."""
    found: list[Range] = []
    for element in _candidates(page, story):
        start, end = page.of[element]
        is_new = not found or start >= found[-1][1]
        if is_new and _is_story(page, element, headline):
            found.append((start, end))
    return found


def _candidates(page: Spans, story: HtmlElement) -> Iterator[HtmlElement]:
    """Yield elements that may be another story: those below the story that are <article> or have its tag and class."""
    own_end = page.of[story][1]
    kind = (story.tag, story.get("class"))
    for element, (start, _) in page.of.items():
        is_below = start >= own_end
        if (is_below and (element.tag == "article" or element.get("role") == "article")) or (
            is_below and kind[1] and (element.tag, element.get("class")) == kind
        ):
            yield element


def _is_story(page: Spans, element: HtmlElement, headline: Block) -> bool:
    """Return True if an element has a story's prose below a headline of its own, and a sign of its own address."""
    start, end = page.of[element]
    if page.prose_in(start, end) < MIN_STORY_WORDS:
        return False
    head = page.blocks[start : min(end, start + MAX_HEAD_BLOCKS)]
    own = next((block for block in head if _is_headline(block, headline)), None)
    if own is None or own.text == headline.text or page.prose_in(start, own.position):  # prose above a sub-heading
        return False
    is_article = element.tag == "article" or element.get("role") == "article"
    has_address = own.link_share > 0.8 or any(element.get(name) for name in _ADDRESSES)
    return has_address or _is_dated(element) or (is_article and own.level == 1)


def _is_dated(element: HtmlElement) -> bool:
    return next(element.iter("time"), None) is not None


def _is_headline(block: Block, headline: Block) -> bool:
    """Return True for a heading of the same level as the page's headline, or a linked one that may be."""
    level = block.level or 6
    return block.type == "heading" and (level == headline.level or (level <= 2 and block.link_share > 0.8))
