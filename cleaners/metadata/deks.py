"""Find the text that a page marks as its dek."""

from __future__ import annotations

from cleaners.markup.class_names import ClassPattern
from cleaners.metadata.strings import element_text
from cleaners.metadata.visible import Visible

_DEK_CLASS = ClassPattern(r"(?<=[ _-])dek|standfirst|sub[_-]?title|sub-?head|bajada|lede")
_NOT_DEK_TAGS = frozenset(
    {"html", "body", "main", "article", "section", "header", "script", "style", "svg", "img", "button", "a"}
)


def marked_dek(visible: Visible) -> str | None:
    """Return the first text of a plausible length that the page marks as its dek, or None."""
    marked = (e for e in visible.with_class(_DEK_CLASS) if e.tag not in _NOT_DEK_TAGS)
    texts = (element_text(e, 1_000) for e in marked if next(e.iterancestors("footer"), None) is None)
    return next((text for text in texts if 20 <= len(text) <= 600), None)
