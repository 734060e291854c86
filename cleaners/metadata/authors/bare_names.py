"""Find a name without a label beside the date below the headline: "Ada Berg | 3 March 2026"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from cleaners.metadata.authors import east_asian, given_names
from cleaners.metadata.authors.beside_names import CONTACT, OPEN_END, without_surroundings
from cleaners.metadata.authors.byline_labels import match_label
from cleaners.metadata.authors.byline_words import (
    NAME_PARTICLES,
    NEWS_AGENCIES,
    ORGANISATION_WORDS,
    ROLE_NOUNS,
    ROLE_WORDS,
    words_of,
)
from cleaners.metadata.authors.names import looks_like_name, split_names
from cleaners.metadata.dates.parsing import parse
from cleaners.metadata.titles.comparison import name_key

MAX_PIECES = 5  # pieces of text below the headline that are searched
MAX_LINE_CHARS = 90  # of a line with a name and a date; a longer one is a dek
MAX_PIECES_BEFORE_AGENCY = 2  # further down, a name with an agency is that of a photographer
MAX_PARTS = 2  # of a line with a name; more are the parts of a path
MAX_ROLE_WORDS = 4
WORDS = range(2, 4)  # of a name; one word is often a label, more than three the name of a department
_MARKS = re.compile(r"\s*[|｜·•]\s*|\s+[–—-]\s+")
_BEFORE_DATE = re.compile(r"^([^\d|·•–—-]{4,60}?)\s+(?=\d{1,2}[./\s]\s?[^\W_])")  # "Ada Berg 3 March 2026"
_INITIAL = re.compile(r"^([^\W\d_])\.(?=[^\W\d_]{2})")  # "A.Berg"
_SLASH = re.compile(r"\s+/\s+")  # between a date and a name; without a date, between sections
# First words of places, of sections and of days ("Am Sonntag"), and last words of places.
_FIRST_OF_PLACES = words_of(
    """
    new san santa santo são los las saint sankt north south east west nord sud süd ost mein meine mon ma mi il la le les
    el port porto puerto fort mount lake bad neu neue upper lower great little cape rio villa monte central am im in on
    """
)
_LAST_OF_PLACES = words_of(
    """
    city town county beach island islands bay springs heights hills falls creek valley harbor harbour village
    township district borough province state region coast
    """
)
# Words of labels, such as "Press Release", besides those of roles and organisations.
_OF_LABELS = (
    ROLE_WORDS
    | ORGANISATION_WORDS
    | words_of(
        """
        update updates release releases report reports review reviews story stories time read reading opinion analysis
        column blog video podcast newsletter section category tag date share print comment comments photo photos image
        gallery listen watch play print save download now today
        """
    )
)
# "By" in languages in which the word is common in names or texts of other languages.
_LABELS = {
    "af": "deur",
    "ca": "per",
    "cy": "gan",
    "fil": "ni",
    "is": "eftir",
    "ro": "de",
    "sq": "nga",
    "sw": "na",
    "tl": "ni",
}
_AGENCY_MARKS = re.compile(r"(?:\s*[/,()]\s*|\s)(?:mit|avec|con|com|with|et|und|y|and)\s|\s*[/,()]\s*")
_WRITER = re.compile(r"([^()\d]{5,60}?)\s\((?:text|words|story|texte|texto|testo|tekst|teksti)\)", re.IGNORECASE)
_JOINER = re.compile(r",?\s?(?:and|und|et|y|e|ed|en|och|og|ja|i|a|és|și|ve|и|і|та|και|و)|[,&]", re.IGNORECASE)
MAX_HOUSE_CHARS = 4  # of the initials of a house behind a name
_HOUSE_AT_END = re.compile(r"(?<=\w\s\w\w)(?P<rest>\w*)\s[A-ZÀ-Þ]{2,4}$")  # "Ada Berg HS"
_LIST_MARK = re.compile(r"[,;/&、，・]|\s\w{1,3}\s")
_AROUND_WORD = ".,;:!?\"“”„«»‘’'()"
_NAME_MARKS = frozenset(" .'’-")  # other marks belong to a label and its value, as in "Source: The Courier"


def names_beside_date(texts: list[str], title: str, language: str | None = None) -> list[str]:
    """Return the names that are in one line with a date, or in the pieces of text directly before or after a date.

    Of several such pieces in a row, the first has the names, and the next is a place. In scripts without capitals every
    short text is shaped like a name, so there a common surname or given name decides. A name with a word of the title
    names the story's subject, not its author.
    """
    known = set(_words(title)) - {""}
    shown = [text for text in _joined(texts[: 2 * MAX_PIECES]) if not _is_beside(text)][:MAX_PIECES]
    lines = [_parts(without_label(text, language), language) for text in shown]
    dated = [any(_is_date(part, language) for part in parts) for parts in lines]
    named = [_names_of_line(parts, known) for parts in lines]
    start = 0
    for index, names in enumerate(named):
        if names and any(dated[max(0, index - 1) : index + 2]):
            return named[start]
        start = start if names else index + 1
    return []


def _names_of_line(parts: list[str], known: set[str]) -> list[str]:
    """Return the names in a line of at most two parts, if one part alone has names, and none of the `known` words."""
    if len(parts) > MAX_PARTS and any(any(map(str.isdigit, part)) for part in parts):
        # Beside a name and a date, a single word is a place, and what has a number is a time.
        parts = [part for part in parts if " " in part and not any(map(str.isdigit, part))]
    parts = [part for part in parts if not _OF_LABELS.issuperset(_words(part))]
    lists = [names for part in parts if (names := _bare_names(part)) and known.isdisjoint(_words(part))]
    return lists[0] if len(lists) == 1 and len(parts) <= MAX_PARTS else []


def names_before_role(texts: list[str]) -> list[str]:
    """Return the names with a role: "Ada Berg", "Senior Writer" in two pieces of text, or "Ada Berg, Senior Writer".

    "Ada Berg (text) and Bo Lind (photos)" names the work of each.
    """
    for text in texts[: MAX_PIECES + 1]:
        if (writer := _WRITER.match(text)) and _is_bare_name(writer[1]):
            return [writer[1]]
    lines = [*texts[: MAX_PIECES + 1], ""]
    if names := [text for text, following in pairwise(lines) if _is_role(following) and _is_bare_name(text)]:
        return names
    for text in lines:
        name, comma, role = text.partition(", ")
        is_name = name.istitle() or (name.isupper() and len(name.split()) in WORDS)
        if comma and _is_role(role) and is_name and _is_bare_name(name.title()):
            return [name]
    return []


def _is_role(text: str) -> bool:
    words = text.lower().split()
    return 0 < len(words) <= MAX_ROLE_WORDS and not ROLE_NOUNS.isdisjoint((words[0], words[-1]))


def names_beside_agency(texts: list[str]) -> list[str]:
    """Return the name that is in one short line with a news agency: "Ada Berg/dpa", "Ada Berg (AFP)"."""
    for text in texts[:MAX_PIECES_BEFORE_AGENCY]:
        parts = [part for part in _AGENCY_MARKS.split(text) if part] if len(text) <= MAX_LINE_CHARS else []
        is_place_between = len(parts) == 3 and parts[1].isupper()  # "Ada BERG / OSLO, (AFP)"
        has_agency = (len(parts) == 2 or is_place_between) and name_key(parts[-1]) in NEWS_AGENCIES
        if has_agency and (_is_bare_name(parts[0]) or _has_surname_in_capitals(parts[0])):
            return parts[:1]
    return []


def _is_beside(text: str) -> bool:
    """Return True for a sign such as "·", a mail address, and a short line of a newsroom or a place beside the name."""
    is_short = len(text) <= MAX_LINE_CHARS
    is_newsroom = is_short and not ORGANISATION_WORDS.isdisjoint(_words(text))
    return is_newsroom or (is_short and _is_place(text)) or not any(map(str.isalnum, CONTACT.sub("", text)))


def _joined(texts: list[str]) -> list[str]:
    """Return the texts with the parts of a list in one: "Ada Berg", ",", "Bo Lind", "and", "Cy Holm"."""
    joined: list[str] = []
    is_open = False
    for text in texts:
        is_mark = _JOINER.fullmatch(text) is not None
        if joined and (is_mark or is_open):
            joined[-1] += f" {text}"
        else:
            joined.append(text)
        is_open = is_mark
    return joined


def names_behind_label(texts: list[str], language: str | None) -> list[str]:
    """Return the name in the first piece that begins with the language's own word for "by", such as "Na Asha Juma"."""
    rests = ((text, without_label(text, language)) for text in texts[: 2 * MAX_PIECES] if len(text) <= MAX_LINE_CHARS)
    names = (_bare_names("".join(_parts(rest, language)[:1])) for text, rest in rests if rest != text)
    return next(filter(None, names), [])


def without_label(text: str, language: str | None) -> str:
    """Return "Ioana Pop" for "de Ioana Pop" on a page in Romanian."""
    label, space, name = text.partition(" ")
    return name if space and label.lower() == _LABELS.get((language or "").split("-")[0]) else text


def _parts(text: str, language: str | None) -> list[str]:
    """Return the parts of a line between bars, points, dashes, and slashes beside a date."""
    if len(text) > MAX_LINE_CHARS:
        return []
    text = _BEFORE_DATE.sub(r"\1 | ", CONTACT.sub("", text))
    by_slash = _SLASH.split(text)
    parts = by_slash if any(_is_date(part, language) for part in by_slash) else [text]
    return [kept for part in parts for piece in _MARKS.split(part) if (kept := OPEN_END.sub("", piece))]


def _is_date(text: str, language: str | None) -> bool:
    return any(map(str.isdigit, text)) and bool(parse(text, language))


def _bare_names(text: str) -> list[str]:
    """Return the names that a text lists, if it has nothing else."""
    name, comma, _ = text.partition(", ")
    if comma and given_names.begins_name(name):
        text = name  # what follows is a place or the next name, which nothing tells apart
    text = without_surroundings(_HOUSE_AT_END.sub(r"\g<rest>", text))
    names = split_names(text) if _LIST_MARK.search(text) and not match_label(text) else [text]
    names = [name for name in names if name and not _is_place(name) and not _is_beside_name(name)]
    return names if names and all(map(_is_bare_name, names)) else []


def _is_beside_name(text: str) -> bool:
    """Return True for a role or an origin in small letters: "professor of law", "do Rio"."""
    return text[0].islower() and text.isascii()


def _is_place(text: str) -> bool:
    """Return True for a name that begins or ends as those of places do: "Port Ellis", "Ellis Springs"."""
    words = [*_words(text)]
    is_capitalised = len(words) > 1 and all(word[0].isupper() for word in text.split())
    return is_capitalised and (words[0] in _FIRST_OF_PLACES or words[-1] in _LAST_OF_PLACES)


def _is_bare_name(text: str) -> bool:
    text = _INITIAL.sub(r"\1. ", text)
    if not text[0].isupper():
        return east_asian.is_surely_name(text) or given_names.begins_name(text)
    words = [word.lower() for word in text.split()]
    return _is_capitalised(text) and _OF_LABELS.isdisjoint(words)


def _has_surname_in_capitals(text: str) -> bool:
    given, _, surname = text.rpartition(" ")
    return len(surname) > MAX_HOUSE_CHARS and surname.isupper() and _is_bare_name(f"{given} {surname.capitalize()}")


def _is_capitalised(text: str) -> bool:
    words = text.split()
    is_cased = all(word[0].isupper() for word in (words[0], words[-1])) and all(map(_is_word_of_name, words))
    is_plain = all(c.isalpha() or c in _NAME_MARKS for c in text) and len(words[-1]) > 1
    is_label = match_label(text) is not None  # "Written By" without a name
    return is_cased and is_plain and len(words) in WORDS and not is_label and looks_like_name(text)


def _is_word_of_name(word: str) -> bool:
    is_capitalised = word[0].isupper() and (not word.isupper() or len(word.rstrip(".")) == 1)
    return is_capitalised or word in NAME_PARTICLES


def _words(text: str) -> Iterator[str]:
    return (word.strip(_AROUND_WORD).lower() for word in text.split())
