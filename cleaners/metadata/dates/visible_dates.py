"""The dates that readers see on a page, each with the role that its label or its class gives it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice, pairwise, takewhile

from lxml.html import HtmlElement

from cleaners.markup.class_names import ClassPattern
from cleaners.metadata import visible
from cleaners.metadata.dates import above_heading, labels
from cleaners.metadata.dates.calendars.conversion import to_gregorian
from cleaners.metadata.dates.labels import Part, Role
from cleaners.metadata.strings import element_text, plain
from cleaners.metadata.visible import Visible
from cleaners.text.words import count_words

MAX_DATE_CHARS = 80  # of a text in an element whose class names a date
MAX_DATE_LINE_CHARS = 60  # of a text below the heading; a longer one mentions a date, but is about something else
MAX_LABELLED_CHARS = 200  # of a line of labels and values
MIN_HEADLINE_WORDS = 3  # words without digits in a linked headline; a date has at most two: "Friday, 14 October 2011"
MIN_SENTENCE_WORDS = 12
MAX_SENTENCES_ABOVE = 2  # sentences between the headline and the date line
MAX_PIECES_OF_HEADER = 8
MAX_WORDS_OF_DATE = 4  # words of a date besides its numbers: a label, a weekday, a month
MAX_LEVELS = 3  # elements around a `time` element that may begin with its label

_DATE_CLASS = ClassPattern(r"publish|public|(?<![a-z])date(?![a-z])|pubtime|timestamp|datum|fecha|posted")
_PUBLISHED_CLASS = re.compile(r"publi|entry-date|post-date|posted", re.IGNORECASE)
_MODIFIED_CLASS = re.compile(r"updat|modif|chang|revis|aktualis", re.IGNORECASE)
_LABELLED = re.compile(r"\s(?=[^\W\d_]{2,14}：)")  # only before full-width colons, which end labels in East Asia
_BAR = re.compile(r"\s[|｜·•]\s")
_BAR_BEFORE_CLOCK = re.compile(r"\s[|｜·•](?=\s\d{1,2}[:.h]\d\d)")  # "15 November 2026 | 7:44 pm | Updated: ..."
_CLOCK_ONLY = re.compile(r"\d{1,2}[:.h]\d\d(?:\s?(?:[ap]\.?m\.?|uhr|h|hs))?", re.IGNORECASE)
_DATE_ATTRIBUTES = (
    "data-timestamp",
    "data-time",
    "data-datetime",
    "data-date-time",
    "data-date",
    "data-published",
    "title",
)
_WORD = re.compile(r"[^\W\d_]+")
_MACHINE_DATE = re.compile(r"\d{10}(?:\d{3})?|\d{4}-\d\d-\d\d[T ]\d\d:\d\d.{0,20}")
_OTHER_CLASS = re.compile(r"expir|event|deadline|start-?_?date|end-?_?date|valid", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20|25)\d\d")  # 25xx are years of the Thai calendar
_SHORT_YEAR = re.compile(r"(?<![\d.:/-])\d{1,2}([./-])\s?\d{1,2}\1\s?\d\d(?![\d:])")
_THAI_SHORT_YEAR = re.compile(r"\d{1,2}\s?[\u0e01-\u0e4e.]{3,12}\s?\d\d(?!\d)")  # "5 มี.ค. 69"
MAX_SHORT_DATES = 15  # pieces below the heading in which years of two digits count; related articles often have them


def times(shown: Visible) -> list[Part]:
    """Return the values of `time` elements with their roles: those of the publication first, those of updates last.

    Those far above the headline are left out.
    """
    return _in_order(element for element in _time_elements(shown) if not above_heading.is_far(shown, element))


def far_times(shown: Visible) -> list[Part]:
    """Return the values of `time` elements far above the headline, which often belong to other articles."""
    return _in_order(element for element in _time_elements(shown) if above_heading.is_far(shown, element))


def _time_elements(shown: Visible) -> list[HtmlElement]:
    return shown.outside_asides([*shown.page.tagged("time"), *_abbreviated(shown)])


def _abbreviated(shown: Visible) -> list[HtmlElement]:
    """Return the dates of hAtom: `<abbr class="published" title="2026-03-05T10:00:00Z">5 March</abbr>`."""
    return [e for e in shown.page.tagged("abbr") if _MACHINE_DATE.fullmatch(plain(e.get("title")) or "")]


def _in_order(elements: Iterable[HtmlElement]) -> list[Part]:
    order: tuple[Role | None, ...] = ("published", None, "modified", "other")
    parts = [part for element in elements for part in _of_time(element) if part.text]
    return sorted(parts, key=lambda part: order.index(part.role))


def by_class(shown: Visible) -> list[Part]:
    """Return the dates of elements whose class says that they hold one: in their data attributes and short texts.

    Those of the page itself, such as a bar with today's date, are left out.
    """
    others = set(of_page(shown))
    dated = (element for element in shown.with_class(_DATE_CLASS) if element not in others)
    elements = [(element, element_text(element, MAX_DATE_CHARS + 20)) for element in dated]
    in_attributes = [
        Part(value, _role_by_class(element.get("class") or ""))
        for element, _ in elements
        for name in _DATE_ATTRIBUTES
        if (value := plain(element.get(name))) and _MACHINE_DATE.fullmatch(value)
    ]
    return in_attributes + [
        Part(part.text, part.role or _role_by_class(element.get("class") or ""))
        for element, text in elements
        if len(text) < MAX_DATE_CHARS
        for part in labels.split_dates(text)
    ]


def of_page(shown: Visible) -> list[HtmlElement]:
    """Return the elements far above the headline whose class names a date, but not that of publication."""
    return [
        element
        for element in shown.with_class(_DATE_CLASS)
        if not _PUBLISHED_CLASS.search(element.get("class") or "") and above_heading.is_far(shown, element)
    ]


def below_heading(shown: Visible) -> list[Part]:
    """Return the short texts with a year between the first heading and the text."""
    pieces = visible.texts_below_heading(shown)
    return [part for _, part in _in_pieces(shown, pieces, range(_start_of_text(pieces)))]


def pair(shown: Visible) -> list[str]:
    """Return the first two dates below the heading if they stand together and neither has a known label.

    They are in one short text, or in two consecutive ones.
    """
    pieces = [text for text in visible.texts_below_heading(shown)[:MAX_PIECES_OF_HEADER] if len(text) > 1]
    pieces = list(takewhile(lambda text: len(text) < MAX_LABELLED_CHARS, pieces))
    dates = _in_pieces(shown, pieces, range(len(pieces)))
    dated = list(dict.fromkeys(piece for piece, _ in dates))[:2]
    if not dated or dated[-1] - dated[0] > 1:
        dated = dated[:1]
    parts = [part for piece, part in dates if piece in dated]
    are_bare = all(part.role is None and len(_WORD.findall(part.text)) <= MAX_WORDS_OF_DATE for part in parts)
    return [part.text for part in parts] if len(parts) == 2 and are_bare else []


def after_start(shown: Visible) -> list[Part]:
    """Return the dates in the text and after it, where comments and other stories have dates too."""
    pieces = visible.texts_below_heading(shown)
    return [part for _, part in _in_pieces(shown, pieces, range(_start_of_text(pieces), len(pieces)))]


def _start_of_text(pieces: list[str]) -> int:
    """Return the index of the first piece that surely belongs to the text: at most a dek and a caption precede it."""
    long = (index for index, text in enumerate(pieces) if count_words(text) >= MIN_SENTENCE_WORDS)
    return next(islice(long, MAX_SENTENCES_ABOVE, None), len(pieces))


def _in_pieces(shown: Visible, pieces: list[str], which: range) -> list[tuple[int, Part]]:
    """Return the dates in some pieces below the heading, each with its index; a label may be in the piece before."""
    texts_with_clocks = _with_clocks(pieces)[: which.stop]
    lines = [(index, part) for index, text in enumerate(texts_with_clocks) for part in _parts_of_line(text)]
    texts = [(-1, ""), *lines]
    return [
        (piece, Part(part.text, part.role or _role_by_line_before(before)))
        for index, ((_, before), (piece, text)) in enumerate(pairwise(texts))
        if piece in which and _is_date_line(text) and _has_year(text, index)
        if not _is_linked_headline(shown, text)
        for part in labels.split_dates(text)
        if len(part.text) < _max_chars(text) and _has_year(part.text, index)
    ]


def _with_clocks(pieces: list[str]) -> list[str]:
    """Return the pieces, with each piece that is only a time joined to the one before it and replaced by ""."""
    joined = [
        f"{text} {following}" if _YEAR.search(text) and _CLOCK_ONLY.fullmatch(following) else text
        for text, following in pairwise([*pieces, ""])
    ]
    return ["" if text != before and before.endswith(f" {text}") else text for before, text in pairwise(["", *joined])]


def _is_date_line(text: str) -> bool:
    """Return True for a short text, and for a text whose dates all have labels: "Published ... - Updated ...".

    In a longer text with names, few words are in small letters: "By Ada Berg and Bo Lind on 3 March 2026. Updated ..."
    """
    if len(text) < MAX_DATE_CHARS:
        return True
    if len(text) >= MAX_LABELLED_CHARS or not labels.has_digit(text):
        return False
    is_labelled = labels.begins_with_one(text) or _is_of_names(text)
    return is_labelled and all(len(part.text) < _max_chars(text) for part in labels.split_dates(text))


def _max_chars(text: str) -> int:
    return MAX_DATE_CHARS + 20 if _is_of_names(text) else MAX_DATE_LINE_CHARS


def _is_of_names(text: str) -> bool:
    """Return True for a line with a label of a date in which most words are names and numbers."""
    words = text.split()
    return 2 * sum(word[0].islower() for word in words) < len(words) and labels.first_label(text, 0) is not None


def _parts_of_line(text: str) -> list[str]:
    """Split a long line at bars, and before labels: "2011-12-15 08:20 来源：江城晚报 作者：吴敏"."""
    if len(text) < MAX_DATE_LINE_CHARS:
        return [text]
    return [
        piece
        for part in _BAR.split(_BAR_BEFORE_CLOCK.sub(" ", text))
        for piece in (_LABELLED.split(part) if len(part) < MAX_LABELLED_CHARS else [part])
    ]


def _is_linked_headline(shown: Visible, text: str) -> bool:
    """Return True for the headline of another story with its date: "Roofs of veterans are repaired (13.10.2011)"."""
    words = [word for word in text.split() if word.isalpha()]
    if len(words) < MIN_HEADLINE_WORDS:
        return False
    # Most links are too short, which is quick to check.
    links = (link for link, _ in shown.page.linked if len(link) or len(link.text or "") >= len(text))
    return any(element_text(link, MAX_DATE_CHARS + 20) == text for link in links)


def _has_year(text: str, index: int) -> bool:
    if not labels.has_digit(text):
        return False
    gregorian = to_gregorian(text)
    if _YEAR.search(gregorian):
        return True
    return index < MAX_SHORT_DATES and bool(_SHORT_YEAR.search(gregorian) or _THAI_SHORT_YEAR.search(gregorian))


def above(shown: Visible) -> list[Part]:
    """Return the short texts with a year directly above the headline."""
    return [part for text in above_heading.texts(shown) if _has_year(text, 0) for part in labels.split_dates(text)]


def with_roles(parts: Iterable[Part], *roles: Role | None) -> Iterator[str]:
    """Yield the texts of the parts that have one of these roles."""
    return (part.text for part in parts if part.role in roles)


def _of_time(element: HtmlElement) -> list[Part]:
    """Return the date of a `time` element, or several if its text has them.

    Its own class decides its role, else its label, else the class of the element around it.
    """
    parent = element.getparent()
    shown = labels.split_dates(element_text(element, 100))
    role = (
        ("published" if element.get("pubdate") is not None else None)
        or _role_by_class(f"{element.get('class')} {element.get('itemprop')}")
        or next((part.role for part in shown if part.role), None)
        or _label_before(element)
        or _role_by_class("" if parent is None else parent.get("class") or "")
    )
    if value := plain(element.get("datetime") or (element.get("title") if element.tag == "abbr" else None)):
        return [Part(value, role)]
    return [Part(part.text, part.role or role) for part in shown] or [Part(element_text(element, 100), role)]


def _label_before(element: HtmlElement) -> Role | None:
    """Return the role that the text directly before an element, or before elements that it begins, gives it."""
    for current in islice(chain([element], element.iterancestors()), MAX_LEVELS):
        parent, before = current.getparent(), current.getprevious()
        if parent is None or current.tag == "body":
            return None
        while before is not None and not _text_of(before):
            before = before.getprevious()  # an icon or a comment
        text = (parent.text or "").strip() if before is None else _text_of(before)
        if text:
            return _role_by_line_before(text)
    return None


def _text_of(element: HtmlElement) -> str:
    """Return the text of an element and of what follows it up to the next element; that of a comment is not text."""
    text = element_text(element, 100) if isinstance(element.tag, str) else ""
    return " ".join(f"{text} {element.tail or ''}".split())


def _role_by_line_before(text: str) -> Role | None:
    """Return the role by a short text before a date, unless it has a date itself."""
    label_only = re.split(r"\d", text)[-1]  # the text after an earlier date
    return labels.role_of(label_only) if len(label_only) <= labels.MAX_LABEL_LINE_CHARS else None


def _role_by_class(names: str) -> Role | None:
    if _PUBLISHED_CLASS.search(names):
        return "published"
    return "modified" if _MODIFIED_CLASS.search(names) else "other" if _OTHER_CLASS.search(names) else None
