"""Find other stories on the page of a story: the next article below it, or one that scrolling has loaded."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, takewhile

from lxml.html import HtmlElement

from cleaners.document import Block
from cleaners.groups.spans import Range, Spans
from cleaners.metadata.authors.byline_text import labelled_names
from cleaners.metadata.dates.parsing import parse
from cleaners.text.normalize import normalise
from cleaners.text.sentences import ends_sentence

MIN_STORY_WORDS = 40  # words of kept prose in the page's story and in another one
# Words of prose that are enough for another story if its markup shows that it is one: it is an <article> like the
# page's own, or its headline is a link or as high as the page's.
MIN_ALIKE_WORDS = 8
MIN_FLAT_WORDS = 15  # words of kept prose below a second main heading that is signed like the first
MAX_HEAD_BLOCKS = 8  # first blocks of a story that are searched for its headline
MIN_TITLE_CHARS = 8  # of a normalised title; a shorter one occurs in other headings by chance
MAX_SIGNATURE_BLOCKS = 3  # blocks below a headline that are searched for a date or byline
MAX_SIGNATURE_WORDS = 14
MAX_INNER_STORIES = 2  # possible stories inside the story; more are the entries of a live blog or digest
MIN_LINK_SHARE = 0.8  # of a headline that is a link
MAX_LEVEL = 2  # heading level of another story's headline, if it differs from that of the page's own
_TYPES = ("Article", "BlogPosting")  # ends of the types of stories in microdata
_ADDRESSES = frozenset(
    ["data-url", "data-href", "data-permalink", "data-link", "data-canonical", "data-share-url", "itemid"]
)


def find_headline(page: Spans, title: str) -> Block | None:
    """Return the first heading that has the page's title, an <h1> if possible; else the line removed as the title.

    Return None if there is neither, or the title is too short to be recognised.
    """
    sought = normalise(title)
    if len(sought) < MIN_TITLE_CHARS:
        return None
    headings = [block for block in page.blocks if block.type == "heading"]
    for block in sorted(headings, key=lambda block: block.level != 1):
        text = normalise(block.text)
        if len(text) >= MIN_TITLE_CHARS and (text in sought or sought in text):
            return block
    titles = (block for block in page.blocks if block.removal is not None and block.removal.rule == "title")
    return next(titles, None)


def find_story(page: Spans, headline: Block) -> HtmlElement | None:
    """Return the smallest element that holds the headline and enough prose for a story, or None."""
    return next((one for one in headline.around() if page.prose_in(*page.of[one]) >= MIN_STORY_WORDS), None)


def find_other_stories(page: Spans, headline: Block, story: HtmlElement) -> list[Range]:
    """Return the ranges of other stories below the page's own, whose headline and element are given."""
    found: list[Range] = []
    for element in _candidates(page, headline, story):
        start, end = page.of[element]
        is_new = not found or start >= found[-1][1]
        if is_new and _is_story(page, element, headline, story):
            found.append((start, end))
    return found or _flat_stories(page, headline, story)


def _candidates(page: Spans, headline: Block, story: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the elements that may be another story: those below the story, then those inside it.

    Inside, an element must be below enough prose. It must be an <article>, have an address of its own, or begin with a
    signed heading that is a link.
    """
    own_end, kind = page.of[story][1], _kind(story)
    for element, start, _ in page.with_kept:
        if start >= own_end and (_is_article(element) or (kind is not None and _has_kind(element, kind))):
            yield element
    enough_prose = page.prose[headline.position] + MIN_STORY_WORDS
    inside = [
        element
        for element, (start, _) in page.of.items()
        if start < own_end
        and page.prose[start] >= enough_prose
        and (_is_article(element) or _has_address(element) or _begins_with_address(page, element))
    ]
    if len(inside) <= MAX_INNER_STORIES:
        yield from inside


def _has_kind(element: HtmlElement, kind: tuple[str, str]) -> bool:
    return element.tag == kind[0] and _kind(element) == kind


def _is_article(element: HtmlElement) -> bool:
    itemtype = element.get("itemtype") or ""
    return element.tag == "article" or element.get("role") == "article" or itemtype.endswith(_TYPES)


def _has_address(element: HtmlElement) -> bool:
    return any(map(element.get, _ADDRESSES.intersection(element.keys())))  # most elements have none of them


def _begins_with_address(page: Spans, element: HtmlElement) -> bool:
    """Return True for an element that begins with a signed heading that is a link."""
    first = page.blocks[page.of[element][0]]
    is_linked = first.type == "heading" and first.element is not element and _is_link(first)
    return is_linked and _is_signed(page, first)


def _kind(element: HtmlElement) -> tuple[str, str] | None:
    """Return what the elements of stories have in common: the tag, and the type, first class or custom tag's name.

    Return None for an element with nothing but a common tag.
    """
    tag = str(element.tag)
    itemtype = element.get("itemtype") or ""
    if itemtype.endswith(_TYPES):
        return tag, "article"
    name = next(iter((element.get("class") or "").split()), tag if "-" in tag else "")
    return (tag, name) if name else None


def _is_story(page: Spans, element: HtmlElement, headline: Block, story: HtmlElement) -> bool:
    """Return True if an element has a headline of its own, a story's prose below it, and signs of another story."""
    own = _own_headline(page, element, headline, story)
    if own is None:
        return False
    prose = page.prose_in(*page.of[element])
    if prose >= MIN_ALIKE_WORDS and _is_link(own) and _is_signed(page, own):
        return True
    is_long_enough = prose >= MIN_STORY_WORDS or _is_short_story(page, element, own, headline, story)
    return is_long_enough and _has_signs_of_story(page, element, own, headline, story)


def _own_headline(page: Spans, element: HtmlElement, headline: Block, story: HtmlElement) -> Block | None:
    """Return the headline at the top of an element, or None. A heading below prose is a sub-heading."""
    start, end = page.of[element]
    head = page.blocks[start : min(end, start + MAX_HEAD_BLOCKS)]
    may_differ = _is_lone_dated(page, element) or _is_dated_twin(element, story)
    own = next((block for block in head if _is_headline(block, headline, may_differ=may_differ)), None)
    if own is None or own.text == headline.text or page.prose_in(start, own.position):
        return None
    return own


def _is_short_story(page: Spans, element: HtmlElement, own: Block, headline: Block, story: HtmlElement) -> bool:
    """Return True if an element or its `own` headline shows that it is a story, so that it may be short.

    It is an <article> like the page's story, or another element like it with an address or a date; an article with a
    date and no other beside it, or whose headline is a link; or an element with a main heading that is an article or
    has an address.
    """
    start, end = page.of[element]
    is_alike = element.tag == story.tag == "article" and element.get("class") == story.get("class")
    has_prose = bool(page.kept_in(start, end)) and page.all_prose_in(start, end) >= MIN_ALIKE_WORDS
    if has_prose and (is_alike or _is_dated_twin(element, story)):
        return True
    if page.prose_in(start, end) < MIN_ALIKE_WORDS:
        return False
    if _is_article(element) and (_is_link(own) or _is_lone_dated(page, element)):
        return True
    is_main = own.level == 1 == (headline.level or 1)
    return is_main and (_is_article(element) or _is_link(own) or _has_address(element))


def _has_signs_of_story(page: Spans, element: HtmlElement, own: Block, headline: Block, story: HtmlElement) -> bool:
    """Return True if an element has an address or a date and is like the page's story, or has a signed headline."""
    is_of_level = own.level == (headline.level or 1)
    has_address = _is_link(own) or _has_address(element)
    if has_address or _is_dated(element) or _is_lone_dated(page, element):
        return is_of_level or _is_article(element) or element.get("class") == story.get("class")
    return (_is_article(element) and own.level == 1) or (is_of_level and _is_signed(page, own))


def _flat_stories(page: Spans, headline: Block, story: HtmlElement) -> list[Range]:
    """Return the range of the stories that follow in the same element as the page's own, without elements of their own.

    A main heading begins another story if it is a link, or if it has a date or byline below it, as the page's headline
    has.
    """
    start, end = headline.position, page.of[story][1]
    for block in page.blocks[start + 1 : end] if headline.level == 1 else ():
        is_main = block.type == "heading" and block.level == 1 and block.text != headline.text
        if (
            is_main
            and (_is_link(block) or (_is_signed(page, block) and _is_signed(page, headline)))
            and page.prose_in(start, block.position) >= MIN_STORY_WORDS
            and page.prose_in(block.position, end) >= MIN_FLAT_WORDS
        ):
            return [(block.position, end)]
    return []


def _is_dated(element: HtmlElement) -> bool:
    return next(element.iter("time"), None) is not None


def _is_lone_dated(page: Spans, element: HtmlElement) -> bool:
    """Return True for an <article> with a date and no other <article> beside it, unlike the entries of a digest."""
    parent = element.getparent()
    if element.tag != "article" or parent is None or len(parent.findall("article")) > 1:
        return False
    return _is_dated(element) or _is_signed(page, page.blocks[page.of[element][0]])


def _is_signed(page: Spans, headline: Block) -> bool:
    """Return True if one of the blocks right below a headline is a date or a byline."""
    start = headline.position + 1
    below = takewhile(lambda block: block.type != "heading", page.blocks[start : start + MAX_SIGNATURE_BLOCKS])
    return any(
        block.words <= MAX_SIGNATURE_WORDS
        and not ends_sentence(block.text)
        and bool(parse(block.text) or labelled_names([block.text]))
        for block in below
    )


def _is_link(headline: Block) -> bool:
    """Return True if a headline is a link to another page rather than to a place on this one."""
    if headline.link_share <= MIN_LINK_SHARE or headline.element is None:
        return False
    links = chain(headline.element.iter("a"), headline.element.iterancestors("a"))
    # An <a> without href is an anchor, the target of a link to the heading itself.
    return any("#" not in link.get("href", "#") for link in links)


def _is_dated_twin(element: HtmlElement, story: HtmlElement) -> bool:
    """Return True for an element with the tag and class of the story's own, and an address or date of its own."""
    is_twin = element.tag == story.tag and bool(story.get("class")) and element.get("class") == story.get("class")
    return is_twin and (_has_address(element) or _is_dated(element))


def _is_headline(block: Block, headline: Block, *, may_differ: bool) -> bool:
    """Return True for a heading of the same level as the page's headline.

    The level may differ if the heading is a link, or with `may_differ`: in an article with a date and no other beside
    it, or an element like that of the page's story.
    """
    if block.type != "heading":
        return False
    level = block.level or 6
    is_free = may_differ or block.link_share > MIN_LINK_SHARE
    return level == (headline.level or 1) or (level <= MAX_LEVEL and is_free)
