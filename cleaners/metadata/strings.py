"""Turn attribute values and elements into plain strings."""

from __future__ import annotations

import re
from html import unescape

from lxml.etree import XPath
from lxml.html import HtmlElement

MAX_CHARS = 5_000  # per value; no title, name, date or description is longer

_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,500}>")
_INVISIBLE = re.compile(
    # The joiners U+200C and U+200D are not in this list, because Persian and Hindi need them; sanitize.py handles them.
    r"[\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff\u00ad\ufffe\uffff]|[\ud800-\udfff]"
    r"|[\x00-\x08\x0e-\x1f\x7f-\x9f]"
)
_EMPTY_VALUES = frozenset({"null", "none", "undefined", "nan", "n/a", "[object object]", "-", "–", "—"})
_TEXT_NODES = XPath(
    ".//text()[not(parent::script or parent::style or parent::noscript or parent::template or ancestor::svg)]",
    smart_strings=False,
)


def plain(value: object) -> str | None:
    """Return the value as one line without markup and entities; None if it is not a string or says nothing."""
    if not isinstance(value, str):
        return None
    text = value[:MAX_CHARS]
    for _ in range(2):  # entities are often escaped twice
        if "&" not in text:
            break
        text = unescape(text)
    if "<" in text:
        text = _TAG.sub(" ", text)
    text = " ".join(_INVISIBLE.sub("", text).split())
    return None if not text or text.casefold() in _EMPTY_VALUES else text


def text_pieces(element: HtmlElement, max_chars: int = MAX_CHARS) -> list[str]:
    """Return the text nodes of an element in page order, without scripts and styles, up to `max_chars` in all."""
    pieces: list[str] = []
    chars_left = max_chars
    for text in _TEXT_NODES(element):
        if chars_left <= 0:
            break
        pieces.append(text[:chars_left])
        chars_left -= len(text)
    return pieces


def element_text(element: HtmlElement, max_chars: int = MAX_CHARS) -> str:
    """Return the text of an element as one line, with a space between the words of neighbouring elements."""
    text = ""
    for piece in text_pieces(element, max_chars):
        text += (" " if text[-1:].isalnum() and piece[:1].isalnum() else "") + piece
    return plain(text) or ""
