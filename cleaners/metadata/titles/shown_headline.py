"""Find the element that shows the headline, by the titles in the markup.

Many pages have no `h1`, or give it to the name of the site or of a section. Their title element still contains the
headline, beside these names, and the page shows it as a lower heading or as a plain line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from lxml.html import HtmlElement

from cleaners.markup.element_index import ElementIndex
from cleaners.markup.text_nodes import short_texts, texts_in
from cleaners.metadata.strings import element_text, heading_text, plain
from cleaners.metadata.titles.comparison import fold, similarity
from cleaners.text.character_classes import MARKS
from cleaners.urls import parts_of

MAX_HEADINGS = 60  # per page and level
MAX_HEADLINE_CHARS = 500
MAX_MARKS = 12  # marks in a title that may separate its parts
MAX_PIECES = 8  # pieces of text of a heading
MAX_LINES = 20_000  # elements whose own text is compared with the titles
MIN_LINE_CHARS = 8  # of a headline outside headings
MAX_LINK_LEVELS = 3  # elements around a line that may make it a link
MIN_SHARE_OF_HEADING = 0.5  # length of a heading relative to the longest other part of the title
MIN_SHARE_OF_LINE = 1.0  # the same of a line, which may also be the name of the site in the header
MAX_BETWEEN = 1_000  # elements between the name of the site and the headline
MIN_PROSE_CHARS = 60  # of a text that belongs to a paragraph
MIN_SIMILARITY = 0.5  # of an `h1` to a title; with a lower one the page may show the headline elsewhere

# What may divide the parts of a title. A mark within the headline does no harm, because only parts that the page shows
# count. Hyphens divide parts if spaces are around them, and in Chinese and Japanese, where a space does so too.
_INNER = MARKS + r"\w\s'’‘\"“”„«»「」『』()\[\]（）【】《》.!?？！%&$€£#@\-"
_HYPHEN = r"(?<=\s)(?:-+|[«»])(?=\s)|(?<=[\u2018-\u9fff])-|--+"
_SPACE = r"(?<=[\u3040-\u9fff])\s(?=[\u3040-\u9fff])"
_MARK = re.compile(rf"\s*(?:[^{_INNER}]+|_+|{_HYPHEN})\s*|{_SPACE}")
_STRONG_MARK = re.compile(rf"\s*(?:[^{_INNER}:：,，、]+|::+|_+|{_HYPHEN})\s*")  # without those of kickers and lists
_BREADCRUMB = re.compile(r".*[>»›→〉》]\s*(?=\S)")
_NOT_LINES = frozenset({"a", "title", "script", "style", "option", "button", "label", "noscript", "textarea"})


@dataclass(frozen=True, slots=True)
class Shown:
    """A text as the page shows it, and its element."""

    text: str
    element: HtmlElement


def headings(page: ElementIndex, titles: Iterable[str]) -> list[Shown]:
    """Return the headline if it can be found, then the `h1` elements with text in page order.

    `titles` are the titles in the markup. An `h1` that links to the front page shows the name of the site, and is left
    out unless it is the only heading.
    """
    all_h1 = [Shown(text, h) for h in page.tagged("h1")[:MAX_HEADINGS] if (text := heading_text(h, MAX_HEADLINE_CHARS))]
    found = [shown for shown in all_h1 if not _links_to_front_page(shown)]
    parts = _Parts([title[:MAX_HEADLINE_CHARS] for title in dict.fromkeys(titles)])
    headline = _headline(page, found, parts)
    return [headline, *(shown for shown in found if shown != headline)] if headline else found or all_h1


def _headline(page: ElementIndex, found: list[Shown], parts: _Parts) -> Shown | None:
    """Return the longest `h1` that is a part of a title, else a long enough lower heading, part of an `h1`, or line."""
    in_title = max((shown for shown in found if parts.has(shown.text)), key=_length, default=None)
    if in_title and parts.begins(in_title.text):
        return _headline_below_site(page, in_title, parts) or in_title
    lower = _longest(_lower_headings(page, found, in_title), parts, MIN_SHARE_OF_HEADING)
    rivals = filter(None, [*(shown for shown in found[:1] if parts.resembles(shown.text)), in_title])
    if lower and _length(lower) > max(map(_length, rivals), default=0):
        return lower
    if in_title:
        return in_title
    piece = next((shown for shown in _pieces(found) if parts.has(shown.text, _STRONG_MARK)), None)
    if piece or any(parts.resembles(shown.text) for shown in found):
        return piece
    line = _longest(_lines(page, parts), parts, MIN_SHARE_OF_LINE)
    return line if line and _length(line) > max(map(_length, found), default=0) else None


def _headline_below_site(page: ElementIndex, first: Shown, parts: _Parts) -> Shown | None:
    """Return the headline if the `first` heading shows the name of the site: a longer heading that ends the same title.

    No prose may stand between the two. If prose follows the first heading, that is the headline, and the other one is
    the name of the site in the footer.
    """
    start = page.positions[first.element]
    for shown in _lower_headings(page, [first], first) if parts.of_three else ():
        if _length(shown) > _length(first) and parts.ends(shown.text) and parts.has(shown.text):
            between = page.all[start : page.positions[shown.element]]
            if 0 < len(between) <= MAX_BETWEEN and not any(map(_has_prose, between)):
                return shown
    return None


def _has_prose(element: HtmlElement) -> bool:
    return any(len((text or "").strip()) >= MIN_PROSE_CHARS for text in (element.text, element.tail))


class _Parts:
    """The parts of titles between marks."""

    def __init__(self, titles: list[str]) -> None:
        self.titles = [title for title in titles if fold(title)]
        self.folded = [f" {fold(title)} " for title in self.titles]

    def may_have(self, folded: str) -> bool:
        """Return True if a folded text is in a title, whatever is beside it."""
        return bool(folded) and any(f" {folded} " in title for title in self.folded)

    def has(self, text: str, mark: re.Pattern[str] = _MARK) -> bool:
        """Return True if a text is a title, or a part of one between marks."""
        folded = fold(text)
        return self.may_have(folded) and any(folded in _parts(title, mark) for title in self.titles)

    def begins(self, text: str) -> bool:
        """Return True if a title begins with a text."""
        return any(title.startswith(f" {fold(text)} ") for title in self.folded)

    def ends(self, text: str) -> bool:
        """Return True if a title of three parts or more ends with a text."""
        return any(title.endswith(f" {fold(text)} ") for title in self.of_three)

    @cached_property
    def of_three(self) -> list[str]:
        """The folded titles of three parts or more."""
        pairs = zip(self.titles, self.folded, strict=True)
        return [folded for title, folded in pairs if len(_STRONG_MARK.split(title)) > 2]

    def resembles(self, text: str) -> bool:
        """Return True if a text has many letters in common with a title."""
        return any(similarity(text, title) >= MIN_SIMILARITY for title in self.titles)

    def share(self, text: str) -> float:
        """Return the length of a text relative to the longest part of the title outside it."""
        folded = fold(text)
        of_title = (_MARK.split(title, MAX_MARKS) for title in self.titles if folded in _parts(title, _MARK))
        others = [[len(other) for part in parts if (other := fold(part)) not in folded] for parts in of_title]
        return min((len(folded) / max(lengths, default=1) for lengths in others), default=0.0)


def shared_part(first: str | None, second: str | None) -> str | None:
    """Return the longest part, folded, that two different titles have in common, or None."""
    if not first or not second or fold(first) == fold(second):
        return None
    of_both = (_parts(title[:MAX_HEADLINE_CHARS], _MARK) for title in (first, second))
    return max(set.intersection(*of_both), key=len, default=None)


def _parts(title: str, mark: re.Pattern[str]) -> set[str]:
    """Return every run of neighbouring parts of a title, folded."""
    marks = list(islice(mark.finditer(title), MAX_MARKS))
    starts, ends = [0, *(found.end() for found in marks)], [*(found.start() for found in marks), len(title)]
    return {fold(title[start:end]) for i, start in enumerate(starts) for end in ends[i:]} - {""}


def _longest(shown: Iterable[Shown], parts: _Parts, min_share: float) -> Shown | None:
    """Return the longest text that is a part of a title and not too short for the headline; of equals the first.

    A text that is one part takes precedence over one of several, such as a breadcrumb with a section and the headline.
    """
    fitting = [one for one in shown if parts.has(one.text) and parts.share(one.text) >= min_share]
    single = [one for one in fitting if not _STRONG_MARK.search(one.text)]
    return max(single or fitting, key=_length, default=None)


def _length(shown: Shown) -> int:
    return len(shown.text)


def _pieces(found: list[Shown]) -> Iterator[Shown]:
    """Yield the texts in an `h1` that may be its headline, if a date or a breadcrumb is there too; short ones first."""
    for shown in found:
        if arrow := _BREADCRUMB.match(shown.text):
            yield Shown(shown.text[arrow.end() :], shown.element)
        texts = map(plain, texts_in(shown.element, MAX_HEADLINE_CHARS))
        pieces = list(islice(filter(None, texts), MAX_PIECES))
        for length in range(1, len(pieces)):
            for start in range(len(pieces) - length + 1):
                yield Shown(" ".join(pieces[start : start + length]), shown.element)


def _lower_headings(page: ElementIndex, found: list[Shown], in_title: Shown | None) -> Iterator[Shown]:
    """Yield the headings of the second to fourth level; if there is an `h1`, only those that are not links.

    If that `h1` is the end of a title, links count too: it is often the name of a blog above its story.
    """
    start = page.positions[in_title.element] if in_title else None
    for element in page.tagged("h2", "h3", "h4")[:MAX_HEADINGS]:
        may_be_link = not found or (start is not None and page.positions[element] > start)
        if not may_be_link and (next(element.iter("a"), None) is not None or _is_linked(element)):
            continue  # most are teasers, and reading their texts takes longer
        shown = Shown(heading_text(element, MAX_HEADLINE_CHARS), element)
        if shown.text and not _links_to_front_page(shown):
            yield shown


def _lines(page: ElementIndex, parts: _Parts) -> Iterator[Shown]:
    """Yield the lines in a title that are not links."""
    for element, text in short_texts(page.all[:MAX_LINES], MAX_HEADLINE_CHARS):
        if len(text) >= MIN_LINE_CHARS and element.tag not in _NOT_LINES:
            line = plain(text)
            if line and parts.may_have(fold(line)) and not _is_linked(element):
                yield Shown(line, element)


def _is_linked(element: HtmlElement) -> bool:
    return any(ancestor.tag in _NOT_LINES for ancestor in islice(element.iterancestors(), MAX_LINK_LEVELS))


def _links_to_front_page(heading: Shown) -> bool:
    """Return True if the whole text of a heading is a link to the front page."""
    links = [*islice(heading.element.iter("a"), 2), *islice(heading.element.iterancestors("a"), 1)]
    return any(_is_front_page(a.get("href") or "") and heading.text in element_text(a, 600) for a in links)


def _is_front_page(address: str) -> bool:
    parts = parts_of(address.strip())
    return parts.path in ("/", "") and bool(parts.netloc or parts.path) and not (parts.query or parts.fragment)
