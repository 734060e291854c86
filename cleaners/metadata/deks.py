"""Find the text that a page marks as its dek."""

from __future__ import annotations

from itertools import accumulate, islice

from lxml.html import HtmlElement

from cleaners.markup.class_names import ClassPattern
from cleaners.metadata.strings import element_text
from cleaners.metadata.visible import Visible
from cleaners.text.words import count_words

_DEK_CLASS = ClassPattern(r"(?<=[ _-])dek|standfirst|sub[_-]?title|sub-?head|bajada|lede")
_NOT_DEK_TAGS = frozenset(
    {"html", "body", "main", "article", "section", "header", "script", "style", "svg", "img", "button", "a"}
)
MAX_BESIDE = 20  # elements above a text that may be paragraphs
MIN_PARAGRAPH_WORDS = 20
# Characters of text between the headline and a dek after or before it. On the pages of some fifty sites, the deks after
# it had at most 661, and boxes, dialogs and headings of sections at least 2,786.
MAX_CHARS_AFTER, MAX_CHARS_BEFORE = 1_000, 20
_UNSEEN = frozenset({"script", "style", "template", "noscript"})


def marked_dek(visible: Visible) -> str | None:
    """Return the first text of a plausible length that the page marks as its dek, or None.

    A text below paragraphs is the heading of a section, and one far from the headline belongs to something else.
    """
    marked = (e for e in visible.with_class(_DEK_CLASS) if e.tag not in _NOT_DEK_TAGS and not _is_below_text(e))
    texts = ((e, element_text(e, 1_000)) for e in marked if next(e.iterancestors("footer"), None) is None)
    likely = (text for e, text in texts if 20 <= len(text) <= 600 and _is_near_headline(e, visible))
    return next(likely, None)


def _is_near_headline(element: HtmlElement, visible: Visible) -> bool:
    """Return True if little text is between an element and the headline. An element around the headline is no dek."""
    headline, position = visible.first_heading, visible.page.positions
    if headline is None:
        return True
    if element in visible.around_heading or element is headline:
        return False
    if position[element] > position[headline]:
        return _has_little_between(headline, element, visible, MAX_CHARS_AFTER)
    return _has_little_between(element, headline, visible, MAX_CHARS_BEFORE)


def _has_little_between(first: HtmlElement, last: HtmlElement, visible: Visible, most: int) -> bool:
    """Return True if at most a number of characters stand between two elements."""
    position = visible.page.positions
    start = position[first] + sum(1 for _ in first.iter("*"))
    between = islice(visible.page.all, start, max(start, position[last]))
    sizes = (len((one.text or "").strip()) + len((one.tail or "").strip()) for one in between if one.tag not in _UNSEEN)
    return all(chars <= most for chars in accumulate(sizes))


def _is_below_text(element: HtmlElement) -> bool:
    above = islice(element.itersiblings("p", preceding=True), MAX_BESIDE)
    return any(count_words(element_text(paragraph, 1_000) or "") >= MIN_PARAGRAPH_WORDS for paragraph in above)
