"""Strings as pages write them, made plain."""

from __future__ import annotations

import re
from html import unescape

from lxml.etree import XPath
from lxml.html import HtmlElement

MAX_CHARS = 5_000  # longer values are no title, name, date or description

_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,500}>")
_INVISIBLE = re.compile(
    # U+200C and U+200D stay where the record keeps them (metadata/sanitize.py): Persian and Hindi are written with them
    r"[\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff\u00ad\ufffe\uffff]|[\ud800-\udfff]"
    r"|[\x00-\x08\x0e-\x1f\x7f-\x9f]"
)
_NOTHING = frozenset({"null", "none", "undefined", "nan", "n/a", "[object object]", "-", "–", "—"})
_TEXTS = XPath(
    ".//text()[not(parent::script or parent::style or parent::noscript or parent::template or ancestor::svg)]",
    smart_strings=False,
)


def plain(value: object) -> str | None:
    """The value as one line without markup and entities; None where it is no text or says nothing."""
    if not isinstance(value, str):
        return None
    text = value[:MAX_CHARS]
    for _ in range(2):  # twice: entities are often escaped twice
        if "&" not in text:
            break
        text = unescape(text)
    if "<" in text:
        text = _TAG.sub(" ", text)
    text = " ".join(_INVISIBLE.sub("", text).split())
    return None if not text or text.casefold() in _NOTHING else text


def chunks(element: HtmlElement, max_chars: int = MAX_CHARS) -> list[str]:
    """The pieces of text in an element, in page order, without scripts and styles, cut at `max_chars`."""
    found: list[str] = []
    left = max_chars
    for text in _TEXTS(element):
        if left <= 0:
            break
        found.append(text[:left])
        left -= len(text)
    return found


def element_text(element: HtmlElement, max_chars: int = MAX_CHARS) -> str:
    """The text of an element on one line; words of neighbouring elements do not run together."""
    text = ""
    for chunk in chunks(element, max_chars):
        text += (" " if text[-1:].isalnum() and chunk[:1].isalnum() else "") + chunk
    return plain(text) or ""
