"""Find the text that a page marks as its dek."""

from __future__ import annotations

from itertools import islice

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


def marked_dek(visible: Visible) -> str | None:
    """Return the first text of a plausible length that the page marks as its dek, or None.

    A text below paragraphs is the heading of a section.
    """
    marked = (e for e in visible.with_class(_DEK_CLASS) if e.tag not in _NOT_DEK_TAGS and not _is_below_text(e))
    texts = (element_text(e, 1_000) for e in marked if next(e.iterancestors("footer"), None) is None)
    return next((text for text in texts if 20 <= len(text) <= 600), None)


def _is_below_text(element: HtmlElement) -> bool:
    above = islice(element.itersiblings("p", preceding=True), MAX_BESIDE)
    return any(count_words(element_text(paragraph, 1_000) or "") >= MIN_PARAGRAPH_WORDS for paragraph in above)
