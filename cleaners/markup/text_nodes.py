"""Find text nodes of a page: those in an element, those after it, and those that contain a certain text."""

from __future__ import annotations

from itertools import islice

from lxml.etree import XPath
from lxml.html import HtmlElement

from cleaners import native

_BESIDE_TEXT = ("script", "style", "noscript", "template")
_IN_DRAWINGS_AND_READINGS = ("svg", "rt", "rp")  # drawings, and readings beside the words of East Asian texts
_PROGRAMS = ("script", "style")
MAX_NODES_AFTER = 299  # text nodes after an element that are read
MAX_TEXTS_AFTER = 59  # of these, how many are returned

_BELOW_PATH = (
    f".//text()[not({' or '.join(f'parent::{tag}' for tag in _BESIDE_TEXT)}"
    f" or {' or '.join(f'ancestor::{tag}' for tag in _IN_DRAWINGS_AND_READINGS)})]"
)
_BELOW = XPath(_BELOW_PATH, smart_strings=False)
TEXT_NODES = XPath(_BELOW_PATH)  # the same with their elements
_NOT_IN_PROGRAM = f"[not({' or '.join(f'parent::{tag}' for tag in _PROGRAMS)})]"
_AFTER = XPath(
    f"following::text()[position() <= {MAX_NODES_AFTER}][normalize-space()]{_NOT_IN_PROGRAM}"
    f"[position() <= {MAX_TEXTS_AFTER}]"
)
_WITH = XPath(f"//text()[contains(., $part)]{_NOT_IN_PROGRAM}", smart_strings=False)

_BESIDE_TEXT_NAMES, _DRAWING_NAMES, _PROGRAM_NAMES = (
    tuple(tag.encode() for tag in tags) for tags in (_BESIDE_TEXT, _IN_DRAWINGS_AND_READINGS, _PROGRAMS)
)


def texts_in(element: HtmlElement, max_chars: int) -> list[str]:
    """Return the text nodes of an element in page order, without scripts and styles, up to `max_chars` in all."""
    if native.in_use():
        return native.texts.below(element, _BESIDE_TEXT_NAMES, _DRAWING_NAMES, max_chars)
    pieces: list[str] = []
    chars_left = max_chars
    for text in _BELOW(element):
        if chars_left <= 0:
            break
        pieces.append(text[:chars_left])
        chars_left -= len(text)
    return pieces


def texts_after(element: HtmlElement) -> list[tuple[str, HtmlElement]]:
    """Return the first texts after an element, each with the element before it or, if there is none, around it."""
    if native.in_use():
        return native.texts.following(element, _PROGRAM_NAMES, MAX_NODES_AFTER, MAX_TEXTS_AFTER)
    return [(node, node.getparent()) for node in _AFTER(element)]


def texts_with(page: HtmlElement, part: str, most: int) -> list[str]:
    """Return the first text nodes of the whole page that contain a text."""
    if native.in_use():
        return native.texts.containing(page.getroottree().getroot(), part, _PROGRAM_NAMES, most)
    found: list[str] = _WITH(page, part=part)
    return found[:most]


def starts(elements: list[HtmlElement], max_pieces: int, max_chars: int) -> list[str]:
    """Return the first text nodes in each element, joined by spaces and cut at `max_chars`."""
    if native.in_use():
        return native.texts.starts(elements, max_pieces, max_chars)
    texts = (" ".join(islice(each.itertext(), max_pieces)) if len(each) else each.text or "" for each in elements)
    return [text[:max_chars] for text in texts]


def short_texts(elements: list[HtmlElement], max_chars: int) -> list[tuple[HtmlElement, str]]:
    """Return the elements that begin with a text of at most `max_chars`, and these texts."""
    if native.in_use():
        return native.texts.short_texts(elements, max_chars)
    return [(element, text) for element in elements if (text := element.text) and len(text) <= max_chars]
