"""Marks in and on links that belong to the page, not to the sentence.

They are references to notes, the links that lead back from them, and hints that a link opens a window.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice

from lxml.html import HtmlElement

from cleaners.markup.element_index import ElementIndex

MAX_MARK_CHARS = 12  # of a reference with its brackets and spaces
MAX_HINT_CHARS = 60
MIN_REPEATED = 2  # links of a page with the same last words, which no two links of a sentence have
MAX_LINKS_BACK = 20  # links to one reference
MAX_LEVELS = 6  # elements around a link that may be the note
MIN_HINT_WORDS = 2  # of a hint without brackets

_NUMBER = r"(?:\d{1,3}|[a-z]|[ivx]{1,5}|[*†‡§]{1,3})"
_MARK = re.compile(rf"\s*(?:{_NUMBER}|[\[(（［]\s*{_NUMBER}\s*[\])）］])\s*", re.IGNORECASE)
_BRACKETED = re.compile(r"\s*[\[(（［【][^\d\[\]()]{2,}[\])）］】]\s*")
_ROLES = frozenset(["doc-noteref", "doc-backlink"])
_HINT_TAGS = frozenset(["span", "small", "sup"])
_WORD = re.compile(r"\w")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def remove_link_marks(elements: ElementIndex) -> int:
    """Remove references to notes, links back from notes, and hints in links that open a window.

    Returns their number.
    """
    links_to_places = [link for link, address in elements.linked if "#" in address and address[-1] != "#"]
    raised = [link for sup in elements.tagged("sup") for link in sup.iterchildren("a")]
    short = [link for link in dict.fromkeys((*links_to_places, *raised)) if _is_short(link)]
    places = _Places(elements, links_to_places) if short else None
    marks = [link for link in short if places is not None and _is_note_mark(link, places)]
    hints = list(_window_hints(elements))
    for mark in (*map(_with_sup, marks), *hints):
        mark.drop_tree()
    return len(marks) + len(hints)


def _is_short(link: HtmlElement) -> bool:
    """Return True if the text of a link has no more characters than a mark, and some."""
    text = link.text
    if len(link) > 1 or (text is not None and len(text.strip()) > MAX_MARK_CHARS):
        return False
    return 0 < len(_text(link)) <= MAX_MARK_CHARS


def _with_sup(mark: HtmlElement) -> HtmlElement:
    """Return the raised element around a mark if it has nothing else, so that no white space of it is left."""
    around = mark.getparent()
    assert around is not None
    return around if around.tag == "sup" and "".join(around.itertext()) == "".join(mark.itertext()) else mark


class _Places:
    """The named places of a page, and the links to each."""

    def __init__(self, elements: ElementIndex, links: Sequence[HtmlElement]) -> None:
        self.named: dict[str, HtmlElement] = {}
        self.links: defaultdict[str, list[HtmlElement]] = defaultdict(list)
        for element in elements.all:
            if (name := element.get("id") or element.get("name")) is not None:
                self.named.setdefault(name, element)
        for link in links:
            self.links[_fragment(link)].append(link)

    def of(self, link: HtmlElement) -> HtmlElement | None:
        """Return the element that a link leads to on its page."""
        return self.named.get(_fragment(link))

    def leads_back(self, link: HtmlElement, target: HtmlElement) -> bool:
        """Return True if a link in or right around the target leads to another link, or to the element around it."""
        own = {link.get("id"), link.get("name"), link.getparent().get("id")} - {None}
        around = (target, target.getparent()) if target.tag in ("a", "span", "sup") else (target,)
        backs = (back for name in own for back in self.links.get(name, ())[:MAX_LINKS_BACK] if back is not link)
        return any(one in around for back in backs for one in (back, *islice(back.iterancestors(), MAX_LEVELS)))


def _is_note_mark(link: HtmlElement, places: _Places) -> bool:
    """Return True for a number or sign that links to a note, or a sign that leads back from it."""
    text = "".join(link.itertext())
    if next(link.iterancestors(*_HEADINGS), None) is not None:
        return False
    if _fragment(link) and not _WORD.search(text):
        return True
    if not _MARK.fullmatch(text):
        return False
    if link.getparent().tag == "sup" or link.get("role") in _ROLES or next(link.iter("sup"), None) is not None:
        return True
    target = places.of(link)
    return target is not None and not _has_space_before(link) and places.leads_back(link, target)


def _fragment(link: HtmlElement) -> str:
    return (link.get("href") or "").partition("#")[2]


def _has_space_before(link: HtmlElement) -> bool:
    """Return True if white space separates a link from the text before it in its element."""
    before = link.getprevious()
    text = link.getparent().text if before is None else before.tail
    return bool(text) and text[-1:].isspace()


def _window_hints(elements: ElementIndex) -> Iterator[HtmlElement]:
    """Yield the last elements of links inside a text that say how the link opens.

    They are in brackets, or end several links of the page, or follow the link's words without a space.
    """
    links = [link for link in elements.tagged("a") if len(link) and link.get("target") == "_blank"]
    hints = [(hint, _text(hint)) for link in links if (hint := _last_part(link)) is not None]
    times = Counter(text for _, text in hints)
    for hint, text in hints:
        is_repeated = times[text] >= MIN_REPEATED and len(text.split()) >= MIN_HINT_WORDS
        if is_repeated or _BRACKETED.fullmatch(text) or _is_glued(hint, text):
            yield hint


def _text(element: HtmlElement) -> str:
    return "".join(element.itertext()).strip()


def _last_part(link: HtmlElement) -> HtmlElement | None:
    """Return the plain element that ends a link in the middle of a text, after other words of the link."""
    last, around = link[-1], link.getparent()
    if last.tag not in _HINT_TAGS or (last.tail or "").strip() or not (link.text or "").strip() or around is None:
        return None
    is_in_text = bool((link.tail or "").strip() or (around.text or "").strip())
    return last if is_in_text and 0 < len(_text(last)) <= MAX_HINT_CHARS else None


def _is_glued(hint: HtmlElement, text: str) -> bool:
    """Return True for several words that only a style can separate from the word before them."""
    before, link = hint.getprevious(), hint.getparent()
    words = (link.text if link is not None else None) if before is None else before.tail
    is_glued = words is not None and words[-1:].isalpha() and text[:1].isalpha()
    return is_glued and len(text.split()) >= MIN_HINT_WORDS
