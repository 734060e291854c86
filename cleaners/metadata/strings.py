"""Turn attribute values and elements into plain strings."""

from __future__ import annotations

import re
from copy import deepcopy
from html import unescape
from itertools import pairwise

from lxml.etree import _ElementUnicodeResult
from lxml.html import HtmlElement

from cleaners.markup.hiding import hiding
from cleaners.markup.text_nodes import TEXT_NODES, texts_in

MAX_CHARS = 5_000  # per value; no title, name, date or description is longer

_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,500}>")
_LINK_TO_ITSELF = re.compile(r"(?<!\s)\s+[¶§#🔗]\s*$")
_INVISIBLE = re.compile(
    # The joiners U+200C and U+200D are not in this list, because Persian and Hindi need them; sanitize.py handles them.
    r"[\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff\u00ad\ufffe\uffff]|[\ud800-\udfff]"
    r"|[\x00-\x08\x0e-\x1f\x7f-\x9f]"
)
MAX_LABEL_CHARS = 20  # of a badge
MIN_HEADLINE_CHARS = 10
_LABEL_CLASS = re.compile(r"(?<![a-z])(?:badge|premium|paywall)(?![a-z])", re.IGNORECASE)
_EMPTY_VALUES = frozenset({"null", "none", "undefined", "nan", "n/a", "[object object]", "-", "–", "—"})
_MAX_EMPTY_CHARS = max(map(len, _EMPTY_VALUES))
# Elements that may begin or end within a word; at those of the first set there is never a space between words.
_WITHIN_WORDS = frozenset({"wbr", "sub", "sup", "ruby", "rb", "rt", "rp", "rtc"})
_INLINE = _WITHIN_WORDS | {"a", "abbr", "b", "em", "font", "i", "mark", "s", "small", "span", "strong", "u"}


def plain(value: object) -> str | None:
    """Return a value as one line without markup and entities; None if it is not a string, or is empty like "null"."""
    if not isinstance(value, str):
        return None
    text = value[:MAX_CHARS]
    if "&" in text:
        text = unescape(unescape(text))  # entities are often escaped twice
    if "<" in text:
        text = _TAG.sub(" ", text)
    if not text.isprintable():  # no invisible character is printable, and most values are
        text = _INVISIBLE.sub("", text)
    text = " ".join(text.split())
    return None if not text or (len(text) <= _MAX_EMPTY_CHARS and text.casefold() in _EMPTY_VALUES) else text


def plain_texts(pieces: list[str]) -> list[str]:
    """Return the pieces of text in plain form, without empty ones."""
    return [text for piece in pieces if (text := plain(piece))]


def element_text(element: HtmlElement, max_chars: int = MAX_CHARS) -> str:
    """Return the text of an element as one line, with a space between the words of neighbouring elements."""
    pieces = texts_in(element, max_chars)
    if len(pieces) > 1:
        if next(element.iter("br"), None) is not None:
            pieces = _with_line_breaks(pieces, TEXT_NODES(element))
        if any(_is_letter_pair(first, second) for first, second in pairwise(pieces)):
            pieces = _with_spaces(pieces, TEXT_NODES(element))
    return plain("".join(pieces)) or ""


def heading_text(heading: HtmlElement, max_chars: int = MAX_CHARS) -> str:
    """Return what a heading shows, without hidden text, badges and the sign of a link to itself."""
    unwanted = [part for part in heading.iterdescendants() if _is_hidden_word(part) or _is_label(part)]
    if unwanted:
        rest = _without(heading, unwanted)
        heading = rest if element_text(rest, MIN_HEADLINE_CHARS) else heading
    return _LINK_TO_ITSELF.sub("", element_text(heading, max_chars))


def _without(heading: HtmlElement, unwanted: list[HtmlElement]) -> HtmlElement:
    """Return a copy of a heading without some of the elements in it."""
    copy = deepcopy(heading)
    copies = dict(zip(heading.iter(), copy.iter(), strict=True))
    for element in (copies[part] for part in unwanted):
        if element.getparent() is not None:
            element.drop_tree()
    return copy


def _is_label(element: HtmlElement) -> bool:
    """Return True for a badge in a heading, such as "Premium"."""
    return bool(_LABEL_CLASS.search(element.get("class") or "")) and len(element_text(element, 100)) <= MAX_LABEL_CHARS


def _is_hidden_word(element: HtmlElement) -> bool:
    """Return True for a hidden element with a letter; a hidden colon separates the kicker from the headline."""
    return hiding(element) is not None and any(c.isalnum() for text in element.itertext() for c in text)


def _with_line_breaks(pieces: list[str], nodes: list[_ElementUnicodeResult]) -> list[str]:
    """Put a space before each piece that follows a line break; `nodes` are the text nodes of the pieces."""
    return [
        f" {piece}" if node.is_tail and (before := node.getparent()) is not None and before.tag == "br" else piece
        for piece, node in zip(pieces, nodes, strict=False)
    ]


def _with_spaces(pieces: list[str], nodes: list[_ElementUnicodeResult]) -> list[str]:
    """Put a space before each piece that directly follows another but begins a new word; `nodes` are their nodes."""
    before = ["", *pieces]
    return [
        f" {piece}" if _is_letter_pair(last, piece) and not _is_within_word(last[-1], node) else piece
        for last, piece, node in zip(before, pieces, nodes, strict=False)
    ]


def _is_letter_pair(first: str, second: str) -> bool:
    return first[-1:].isalnum() and second[:1].isalnum()


def _is_within_word(last: str, piece: _ElementUnicodeResult) -> bool:
    """Return True if a text node continues the word before it: only inline markup is between them.

    A digit, or a capital after a small letter, begins a new word, unless the markup is `<sub>` or the like.
    """
    parent = piece.getparent()
    if parent is None or parent.tag not in _INLINE:
        return False
    if parent.tag in _WITHIN_WORDS:
        return True
    before = parent.getprevious()
    if piece.is_text and before is not None and not before.tail:
        return False  # two elements side by side
    is_new_word = not (last.isalpha() and piece[0].isalpha()) or (last.islower() and piece[0].isupper())
    return not is_new_word
