"""Remove marks in the middle of a text that belong to the page, not to the sentence.

They are references to notes, the links that lead back from the notes, notes that open at a mark, hints that a link
opens a window, and names such as "open_in_new" that a font shows as icons.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import chain, islice

from lxml.html import HtmlElement

from cleaners.markup.element_index import ElementIndex

MAX_MARK_CHARS = 12  # of a reference with its brackets and spaces
MAX_HINT_CHARS = 60
MIN_REPEATED = 2  # links of a page that end with the same words; other links of a text end with different words
MAX_LINKS_BACK = 20  # links to one reference
NAMED_LEVELS = 3  # elements around a link whose id may name its note
MAX_LEVELS = 6  # elements around a link that may be the note
MIN_HINT_WORDS = 2  # of a hint without brackets

_NUMBER = r"(?:\d{1,3}|[a-z]|[ivx]{1,5}|[*†‡§]{1,3})"
_MARK = re.compile(rf"\s*(?:{_NUMBER}\.?|[\[(（［]\s*{_NUMBER}\s*[\])）］])\s*", re.IGNORECASE)
_BRACKET_ENDS = ("]", ")", "）", "］")
_BRACKETED = re.compile(r"\s*[\[(（［【][^\d\[\]()]{2,}[\])）］】]\s*")
_ROLES = frozenset(["doc-noteref", "doc-backlink"])
_HINT_TAGS = frozenset(["span", "small", "sup"])
_ICON_CLASS = re.compile(r"(?<![\w-])material-(?:icons|symbols)(?![a-z])")
_ICON_NAME = re.compile(r"[a-z0-9]+(?:_[a-z0-9]+)*")
_WORD = re.compile(r"\w")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def remove_marks(elements: ElementIndex) -> int:
    """Remove references to notes, links back from notes, notes at a mark, hints that a link opens a window, and icons.

    Return their number.
    """
    links_to_places = [link for link, address in elements.linked if "#" in address and address[-1] != "#"]
    raised = [link for sup in elements.tagged("sup") for link in sup.iterchildren("a")]
    short = [link for link in dict.fromkeys((*links_to_places, *raised)) if _is_short(link)]
    places = _Places(elements, links_to_places) if short else None
    marks = [link for link in short if places is not None and _is_note_mark(link, places)]
    others = [*_window_hints(elements), *_notes_at_marks(elements), *_icons(elements), *_tools(elements)]
    for mark in (*map(_with_sup, marks), *others):
        mark.drop_tree()
    return len(marks) + len(others)


def _is_short(link: HtmlElement) -> bool:
    """Return True if a link has a text that is as short as a mark."""
    text = link.text
    if len(link) > 1 or (text is not None and len(text.strip()) > MAX_MARK_CHARS):
        return False
    return 0 < len(_text(link)) <= MAX_MARK_CHARS


def _with_sup(mark: HtmlElement) -> HtmlElement:
    """Return the <sup> around a mark if it holds nothing else, so that no empty element is left; else the mark."""
    around = _around(mark)
    return around if around.tag == "sup" and "".join(around.itertext()) == "".join(mark.itertext()) else mark


class _Places:
    """The named places of a page, and the links to each."""

    def __init__(self, elements: ElementIndex, links: Sequence[HtmlElement]) -> None:
        self._elements = elements
        self.links: defaultdict[str, list[HtmlElement]] = defaultdict(list)
        for link in links:
            self.links[_fragment(link)].append(link)

    @cached_property
    def _named(self) -> dict[str, HtmlElement]:
        """The first element with each name. It is rarely needed, because few links may lead to a note."""
        names = ((element.get("id") or element.get("name"), element) for element in reversed(self._elements.all))
        return {name: element for name, element in names if name is not None}

    def of(self, link: HtmlElement) -> HtmlElement | None:
        """Return the element that a link leads to on its page."""
        return self._named.get(_fragment(link))

    def leads_back(self, link: HtmlElement, target: HtmlElement) -> bool:
        """Return True if a link in or right around the target leads to another link, or to an element around it."""
        names = (link.get("name"), *(one.get("id") for one in (link, *islice(link.iterancestors(), NAMED_LEVELS))))
        own = {name for name in names if name is not None}
        around = (target, target.getparent()) if target.tag in ("a", "span", "sup") else (target,)
        backs = (back for name in own for back in self.links.get(name, ())[:MAX_LINKS_BACK] if back is not link)
        return any(one in around for back in backs for one in (back, *islice(back.iterancestors(), MAX_LEVELS)))


def _is_note_mark(link: HtmlElement, places: _Places) -> bool:
    """Return True for a number or sign that links to a note, or a sign that leads back from it."""
    text = "".join(link.itertext())
    if next(link.iterancestors(*_HEADINGS), None) is not None:
        return False  # `_tools` judges it
    if _fragment(link) and not _WORD.search(text):
        return True
    if not _MARK.fullmatch(text) or (link.tail or "").startswith(_BRACKET_ENDS):
        return False  # without it, its brackets would stay
    if _around(link).tag == "sup" or link.get("role") in _ROLES or next(link.iter("sup"), None) is not None:
        return True
    target = places.of(link)
    return target is not None and not _has_space_before(link) and places.leads_back(link, target)


def _around(link: HtmlElement) -> HtmlElement:
    """Return the element around a link, or the link itself if it is the whole page."""
    parent = link.getparent()
    return link if parent is None else parent


def _fragment(link: HtmlElement) -> str:
    return (link.get("href") or "").partition("#")[2]


def _has_space_before(link: HtmlElement) -> bool:
    """Return True if white space separates a link from the text before it in its element."""
    before = link.getprevious()
    text = _around(link).text if before is None else before.tail
    return text is not None and text[-1:].isspace()


def _window_hints(elements: ElementIndex) -> Iterator[HtmlElement]:
    """Yield the elements at the end of links inside a text that say how the link opens.

    Their words are in brackets, end several links of the page, or follow the link's own words without a space.
    """
    links = [link for link in elements.tagged("a") if len(link) and link.get("target") == "_blank"]
    hints = [(hint, _text(hint)) for link in links if (hint := _last_part(link)) is not None]
    times = Counter(text for _, text in hints)
    for hint, text in hints:
        is_repeated = times[text] >= MIN_REPEATED and len(text.split()) >= MIN_HINT_WORDS
        if is_repeated or _BRACKETED.fullmatch(text) or _follows_without_space(hint, text):
            yield hint


def _text(element: HtmlElement) -> str:
    return "".join(element.itertext()).strip()


def _last_part(link: HtmlElement) -> HtmlElement | None:
    """Return the plain element that ends a link in the middle of a text, after other words of the link."""
    last, around = link[-1], _around(link)
    if last.tag not in _HINT_TAGS or (last.tail or "").strip() or not (link.text or "").strip():
        return None
    is_in_text = bool((link.tail or "").strip() or (around.text or "").strip())
    return last if is_in_text and 0 < len(_text(last)) <= MAX_HINT_CHARS else None


def _follows_without_space(hint: HtmlElement, text: str) -> bool:
    """Return True for several words with no space before them, where at most a style sets them apart."""
    before = hint.getprevious()
    words = _around(hint).text if before is None else before.tail
    is_glued = words is not None and words[-1:].isalpha() and text[:1].isalpha()
    return is_glued and len(text.split()) >= MIN_HINT_WORDS


def _notes_at_marks(elements: ElementIndex) -> Iterator[HtmlElement]:
    """Yield the notes that a hidden box with a label opens in the middle of a text."""
    for box in elements.tagged("input"):
        label, note = box.getprevious(), box.getnext()
        if box.get("type") != "checkbox" or label is None or note is None or (box.tail or "").strip():
            continue
        is_labelled = label.tag == "label" and label.get("for") == box.get("id")
        if (
            is_labelled
            and note.tag in ("span", "small")
            and not _WORD.search(_text(label))
            and (_around(box).text or "").strip()
        ):
            yield from (label, note)


def _icons(elements: ElementIndex) -> Iterator[HtmlElement]:
    """Yield the elements whose text a font for icons shows as a drawing."""
    for names, each in elements.by_class.items():
        if "material-" in names and _ICON_CLASS.search(names):
            yield from (one for one in each if not len(one) and _ICON_NAME.fullmatch(_text(one)))


def _tools(elements: ElementIndex) -> Iterator[HtmlElement]:
    """Yield buttons, and links to their own heading, at the end of headings, and buttons that open a note."""
    for heading in chain.from_iterable(elements.tagged(tag) for tag in _HEADINGS):
        last = heading[-1] if len(heading) else None
        if last is not None and _is_tool(last) and not (last.tail or "").strip():
            size = len(_text(last))
            if 0 < size <= len(_text(heading)) - size:  # a longer link may be the heading itself, after a number
                yield last
    for button in elements.tagged("button"):
        before = _text_before(button)
        if (
            before.strip()
            and not before[-1].isspace()
            and _MARK.fullmatch(_text(button))
            and _around(button).tag not in _HEADINGS
        ):
            yield button


def _is_tool(part: HtmlElement) -> bool:
    return part.tag == "button" or (part.tag == "a" and bool(_fragment(part)) and part.get("href", "").startswith("#"))


def _text_before(part: HtmlElement) -> str:
    """Return the text right before a part in its element, or before that element if the part begins a <span>."""
    before, around = part.getprevious(), _around(part)
    text = (around.text if before is None else before.tail) or ""
    if not text.strip() and before is None and around.tag == "span" and around is not part:
        return _text_before(around)
    return text
