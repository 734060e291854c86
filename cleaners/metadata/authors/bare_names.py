"""Find unlabelled names below the headline that a date, a role or a news agency beside them shows to be an author's.

"Ada Berg | 3 March 2026" and "Ada Berg", "Senior Writer" name an author; "Ada Berg" alone may be anybody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from enum import Enum, auto
from itertools import islice, pairwise
from typing import NamedTuple

from cleaners.metadata.authors import byline_text
from cleaners.metadata.authors.beside_names import CONTACT, OPEN_END, without_surroundings
from cleaners.metadata.authors.byline_labels import AND, PLAIN_LABELS, TEXT, match_label
from cleaners.metadata.authors.byline_words import (
    LABEL_WORDS,
    NAME_PARTICLES,
    NEWS_AGENCIES,
    ORGANISATION_WORDS,
    PLACE_WORDS,
    ROLE_NOUNS,
)
from cleaners.metadata.authors.name_shapes import (
    CAPITALISED_WORDS,
    begins_name,
    has_surname_in_capitals,
    is_bare_name,
    is_short_text,
    words_in,
)
from cleaners.metadata.authors.names import is_lower, split_names
from cleaners.metadata.dates import labels, relative, without_year
from cleaners.metadata.dates.named_months import is_month
from cleaners.metadata.dates.parsing import parse
from cleaners.metadata.titles.comparison import name_key

MAX_PIECES = 10  # pieces of text below the headline that are searched
MAX_LINES = 5  # lines among them, without those that only stand beside names
MAX_LINE_CHARS = 90  # of a line with a name and a date; a longer one is a dek
MAX_LINES_BEFORE_AGENCY = 2  # further down, a name with an agency is a photographer's
MAX_PARTS_OF_LINE = 2  # parts of a line with a name and no date; a line with more is a breadcrumb
MAX_ROLE_WORDS = 4
MAX_COUNT_WORDS = 4  # of a count beside a byline
MAX_LABEL_WORDS = 2  # of a label that is not in the lists of labels
_COLON = re.compile(r"\s?[:：՝፡]\s")
_ANY_TIME = datetime(2026, 7, 1, tzinfo=UTC)  # any time will do, because only the shape of a relative date counts here
_MARKS = re.compile(r"\s*[|｜·•]\s*|\s+[–—-]\s+")
_BEFORE_DATE = re.compile(r"^([^\d|·•–—-]{4,60}?)\s+(?=\d{1,2}[./\s]\s?[^\W_])")  # "Ada Berg 3 March 2026"
# "Ada Berg March 3, 2026"
_BEFORE_MONTH = re.compile(r"^([^\d|·•–—-]{4,60}?)\s+(?=(?P<month>[^\W\d_]{3,10})\.?\s\d{1,2}(?:,|\s\d{4}))")
_AFTER_DATE = re.compile(r"(?:(?<=\b20\d\d)|(?<=\d:\d\d)),\s(?=[^\W\d])")  # "3 March 2026, Ada Berg"
_SLASH = re.compile(r"\s+/\s+")  # between a date and a name; without a date, between sections
_AGENCY_MARKS = re.compile(r"(?:\s*[/,()]\s*|\s)(?:mit|avec|con|com|with|et|und|y|and)\s|\s*[/,()]\s*")
_WRITER = re.compile(rf"([^()\d]{{5,60}}?)\s\((?:{TEXT})\)", re.IGNORECASE)
_JOINER = re.compile(rf",?\s?(?:{AND})|[,&]", re.IGNORECASE)
_IN_PLACE = re.compile(r"\s(?:in|at|for|en|à)\s.*$")  # after a role: "correspondent in Oslo"
_ORGANISATION_AT_END = re.compile(r"(?<=\w\s\w\w)(?P<rest>\w*)\s[A-ZÀ-Þ]{2,4}$")  # "Ada Berg HS"
_LIST_MARK = re.compile(r"[,;/&、，・]|\s\w{1,3}\s")


class Kind(Enum):
    """The role of a part of a line."""

    NAMES = auto()
    DATE = auto()
    ROLE = auto()  # or a news agency
    BESIDE = auto()  # an organisation, place, address or label, which may stand between a name and its date
    WORD = auto()  # a single word in a line of its own
    OTHER = auto()


class _Page(NamedTuple):
    """The facts about a page that decide whether a line of it is a name."""

    title: frozenset[str]  # the words of the title, without particles of names
    language: str | None


class Part(NamedTuple):
    """A part of a line below the headline."""

    kind: Kind
    names: tuple[str, ...] = ()


def names_without_label(texts: list[str], title: str, language: str | None = None) -> list[str]:
    """Return the names with the most signs of an author: a role or an agency after them, a date before or after them.

    Of several names in a row beside a date, the first is the author's, and the next is a place. In scripts without
    capitals every short text is shaped like a name, so a common surname or given name decides there. A name that shares
    a word with the title is that of the story's subject.
    """
    parts = _parts(texts[:MAX_PIECES], _Page(frozenset(words_in(title)) - {""} - NAME_PARTICLES, language))
    has_role = [part.kind == Kind.NAMES and following.kind == Kind.ROLE for part, following in pairwise([*parts, _END])]
    signs = [*map(int, has_role)]
    for start, end in _rows(parts):
        after = end + 1 if parts[end : end + 1] == [_WORD] else end  # "Ada Berg", "Oslo", "3 March"
        beside = (*parts[max(0, start - 1) : start], *parts[after : after + 1])
        signs[start] += any(part.kind == Kind.DATE for part in beside)
    best = max(signs, default=0)
    chosen = [index for index, count in enumerate(signs) if count and (count == best or has_role[index])]
    if not all(has_role[index] for index in chosen):
        chosen = [signs.index(best)]
    return [name for index in chosen for name in parts[index].names]


def _parts(texts: list[str], page: _Page) -> list[Part]:
    """Return the parts of the first lines, without those that only stand beside names."""
    all_lines = (_parts_of_line(text, number, page) for number, text in _numbered(_joined(texts)))
    lines = (line for parts in all_lines if (line := [part for part in parts if part.kind != Kind.BESIDE]))
    return [part for line in islice(lines, MAX_LINES) for part in line]


def _numbered(texts: list[str]) -> Iterator[tuple[int, str]]:
    """Yield each text with the number of texts before it that are not dates with a label."""
    number = 0
    for text in texts:
        yield number, text
        number += not (labels.begins_with_one(text) and labels.has_digit(text))


def _rows(parts: list[Part]) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each row of names and their roles."""
    start = None
    for index, part in enumerate([*parts, _END]):
        if part.kind == Kind.NAMES and start is None:
            start = index
        elif part.kind not in (Kind.NAMES, Kind.ROLE) and start is not None:
            yield start, index
            start = None


def _parts_of_line(text: str, number: int, page: _Page) -> list[Part]:
    """Return the parts of a line between bars, dots, dashes and, if the line has a date, slashes."""
    if names := _names_after_rare_label(text):
        return [Part(Kind.NAMES, tuple(names))]
    if name := name_with_role(text) or (number < MAX_LINES_BEFORE_AGENCY and _name_with_agency(text)):
        return [Part(Kind.NAMES, (name,)), Part(Kind.ROLE)]
    if is_role(text):
        return [Part(Kind.ROLE)]
    text = with_plain_label(text, page.language)
    texts = _split(text, page.language) if len(text) <= MAX_LINE_CHARS else [text]
    parts = [_part(part, page, is_whole=len(texts) == 1) for part in texts]
    is_path = len(parts) > MAX_PARTS_OF_LINE and all(part.kind != Kind.DATE for part in parts)
    return [Part(Kind.OTHER)] if is_path else parts


def _part(text: str, page: _Page, *, is_whole: bool) -> Part:
    if any(map(str.isdigit, text)):
        is_date = len(text) <= MAX_LINE_CHARS and _is_date(text, page.language)
        is_count = text[0].isdigit() and len(text.split()) <= MAX_COUNT_WORDS  # "5 min read", "12 comments"
        return Part(Kind.DATE if is_date else Kind.OTHER if is_whole and not is_count else Kind.BESIDE)
    if len(text) > MAX_LINE_CHARS:
        return Part(Kind.OTHER)
    if names := bare_names(text):
        days = without_year.words_of_days(page.language or "en")
        is_day = days.issuperset(without_year.without_case(word) for name in names for word in name.split())
        is_subject = not page.title.isdisjoint(words_in(" ".join(names)))
        return Part(Kind.BESIDE if is_day else Kind.OTHER if is_subject else Kind.NAMES, tuple(names))
    if " " not in text and is_whole:
        return _WORD
    return Part(Kind.BESIDE if _is_beside(text) or " " not in text else Kind.OTHER)


def _is_date(text: str, language: str | None) -> bool:
    return bool(parse(text, language) or relative.resolve(text, _ANY_TIME, language))


def _names_after_rare_label(text: str) -> list[str]:
    """Return the names after a label that no list has, in any language: "Heimildarmaður: Ada Berg"."""
    colon = _COLON.search(text) if len(text) <= MAX_LINE_CHARS else None
    if colon is None or match_label(text) or byline_text.is_of_others(without_surroundings(text)):
        return []
    words = [*words_in(text[: colon.start()])]
    is_label = 0 < len(words) <= MAX_LABEL_WORDS and LABEL_WORDS.isdisjoint(words)
    return bare_names(text[colon.end() :]) if is_label else []


def _is_beside(text: str) -> bool:
    """Return True for what may stand between a name and its date: a mark, mail address, newsroom, place or label."""
    is_label = LABEL_WORDS.issuperset(words_in(text))
    return is_label or is_organisation(text) or _is_place(text) or not any(map(str.isalnum, CONTACT.sub("", text)))


def is_organisation(text: str) -> bool:
    """Return True for the name of a newsroom, an agency or another organisation."""
    return name_key(text) in NEWS_AGENCIES or not ORGANISATION_WORDS.isdisjoint(words_in(text))


def is_role(text: str) -> bool:
    """Return True for a short text that begins or ends with the noun of a role."""
    words = _IN_PLACE.sub("", text).lower().split()
    return 0 < len(words) <= MAX_ROLE_WORDS and not ROLE_NOUNS.isdisjoint((words[0], words[-1]))


def name_with_role(text: str) -> str | None:
    """Return the name in "Ada Berg, Senior Writer" and "Ada Berg (text) and Bo Lind (photos)"."""
    if writer := _WRITER.match(text):
        return writer[1] if is_bare_name(writer[1]) else None
    first, _, rest = text.partition(" ")
    if rest and first.lower() in ROLE_NOUNS and match_label(f"{first}: ") and is_bare_name(rest):
        return rest  # "Columnist Ada Berg"; "President Ada Berg" may be anybody
    name, comma, role = text.partition(", ")
    role = role.partition(", ")[0]  # without the organisation after it
    is_name = name.istitle() or (name.isupper() and len(name.split()) in CAPITALISED_WORDS)
    return name if comma and is_role(role) and is_name and is_bare_name(name.title()) else None


def _name_with_agency(text: str) -> str | None:
    """Return the name in a short line that ends with a news agency: "Ada Berg/dpa", "Ada Berg (AFP)"."""
    parts = parts_before_agency(text)
    is_place_between = len(parts) == 3 and parts[1].isupper()  # "Ada BERG / OSLO, (AFP)"
    name = parts[0] if len(parts) == 2 or is_place_between else ""
    shape = name.title() if name.isupper() else name  # "ADA BERG, Associated Press"
    return name if shape and (is_bare_name(shape) or has_surname_in_capitals(shape)) else None


def parts_before_agency(text: str) -> list[str]:
    """Return the parts of a short line that ends with a news agency, the agency included; [] for other lines."""
    parts = [part for part in _AGENCY_MARKS.split(text) if part] if len(text) <= MAX_LINE_CHARS else []
    return parts if parts and name_key(parts[-1]) in NEWS_AGENCIES else []


def _joined(texts: list[str]) -> list[str]:
    """Return the texts with the parts of each list joined: "Ada Berg", ",", "Bo Lind", "and", "Cy Holm"."""
    joined: list[str] = []
    is_open = False
    for text in texts:
        is_mark = _JOINER.fullmatch(text) is not None
        if joined and (is_mark or is_open):
            joined[-1] += text if text == "," else f" {text}"
        else:
            joined.append(text)
        is_open = is_mark
    return joined


def with_plain_label(text: str, language: str | None) -> str:
    """Return "by Ioana Pop" for "de Ioana Pop" on a page in Romanian, also after a date, and other texts unchanged."""
    own = PLAIN_LABELS.get((language or "").split("-")[0])
    label = (
        re.search(rf"(?:^|(?<=\d)\s|\s[|·•–-]\s){own}\s", text, re.IGNORECASE)
        if own and len(text) <= MAX_LINE_CHARS
        else None
    )
    if label is None:
        return text
    before, rest = text[: label.start()], text[label.end() :]
    first = next(iter(_split(rest, language)), "")
    is_label = bare_names(first) or is_organisation(first)
    return f"{before} | by {rest}".removeprefix(" | ") if is_label else text


def _split(text: str, language: str | None) -> list[str]:
    text = _AFTER_DATE.sub(" | ", _BEFORE_DATE.sub(r"\1 | ", CONTACT.sub("", text)))
    if (named := _BEFORE_MONTH.match(text)) and is_month(named["month"]):
        text = f"{named[1]} | {text[named.end() :]}"
    by_slash = _SLASH.split(text)
    is_dated = any(any(map(str.isdigit, part)) and parse(part, language) for part in by_slash)
    pieces = [piece for part in (by_slash if is_dated else [text]) for piece in _MARKS.split(part)]
    return [kept for piece in pieces if (kept := OPEN_END.sub("", piece))]


def bare_names(text: str) -> list[str]:
    """Return the names in a text that has nothing but names, their places and their organisations; else []."""
    name, comma, rest = text.partition(", ")
    if comma and begins_name(name) and len(rest.split()) <= MAX_ROLE_WORDS:
        text = name  # what follows is a place or another name; nothing tells which
    text = without_surroundings(_ORGANISATION_AT_END.sub(r"\g<rest>", text))
    names = split_names(text) if _LIST_MARK.search(text) and not match_label(text) else [text]
    names = [name for name in names if name and not _is_beside(name) and not is_lower(name[0])]
    if comma:  # "Ada Berg, Oslo"; beside a slash, single words are sections
        names = [name for number, name in enumerate(names) if number == 0 or " " in name or not name[0].isupper()]
    are_names = [is_bare_name(name) or (is_short_text(name) and len(names) > 1) for name in names]
    return names if all(are_names) and any(map(is_bare_name, names)) else []


def _is_place(text: str) -> bool:
    """Return True for a name that begins or ends like a place's: "Port Ellis", "Ellis Springs"."""
    words = [*words_in(text)]
    is_capitalised = len(words) > 1 and all(word[0].isupper() for word in text.split())
    return is_capitalised and (words[0] in PLACE_WORDS[0] or words[-1] in PLACE_WORDS[1])


_END, _WORD = Part(Kind.OTHER), Part(Kind.WORD)
