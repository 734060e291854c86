"""Find a name without a label beside the date below the headline: "Ada Berg | 3 March 2026"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaners.metadata.authors.names import LABEL, looks_like_name
from cleaners.metadata.dates.formats import parse

MAX_PIECES = 5  # pieces of text below the headline that are searched
MAX_LINE_CHARS = 90  # of a line with a name and a date; a longer one is a dek
WORDS = range(2, 4)  # of a name; one word is often a label, more than three the name of a department
_MARKS = re.compile(r"\s*[|｜·•]\s*|\s+[–—-]\s+")
_WORD = re.compile(r"[^\W\d_]+")
_NAME_MARKS = frozenset(" .'’-")  # other marks belong to a label and its value, as in "Source: The Courier"


def names_beside_date(texts: list[str], title: str) -> list[str]:
    """Return the name that is in one line with a date, or in the piece of text before or after a date.

    Only scripts with capitals are read: in others every short text is shaped like a name. A name with a word of the
    title is not that of the author but of what the story is about.
    """
    known = {word.lower() for word in _WORD.findall(title)}
    lines = [_parts(text) for text in texts[:MAX_PIECES]]
    dated = [any(map(_is_date, parts)) for parts in lines]
    for index, parts in enumerate(lines):
        if any(dated[max(0, index - 1) : index + 2]):
            names = [part for part in parts if _is_capitalised(part) and known.isdisjoint(_words(part))]
            if len(names) == 1 and len(parts) <= 2:
                return names
    return []


def _parts(text: str) -> list[str]:
    return [part for part in _MARKS.split(text) if part] if len(text) <= MAX_LINE_CHARS else []


def _is_date(text: str) -> bool:
    return any(map(str.isdigit, text)) and bool(parse(text))


def _is_capitalised(text: str) -> bool:
    words = text.split()
    is_cased = all(word[0].isupper() and not word.isupper() for word in words)
    is_plain = all(c.isalpha() or c in _NAME_MARKS for c in text)
    is_label = LABEL.match(text) is not None  # "Written By" without a name
    return is_cased and is_plain and len(words) in WORDS and not is_label and looks_like_name(text)


def _words(text: str) -> Iterator[str]:
    return (word.lower() for word in _WORD.findall(text))
