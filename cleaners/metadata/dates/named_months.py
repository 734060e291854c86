"""Find a date whose month is written as a word, in any language that Babel knows."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from babel import Locale, UnknownLocaleError

# Numbers, and words of letters; Indic and Thai vowel signs, which are not letters in Unicode, belong to the words.
_WORD = re.compile(r"\d+|(?:[^\W\d_]|[\u0900-\u0963\u0980-\u09e3\u0a00-\u0dff\u0e00-\u0e4e׳'’])+")
_THAI_DOTS = re.compile(
    r"(?<=[\u0e00-\u0e7f])\."
)  # in abbreviations of months, removed on both sides of the comparison
_COMMON_LANGUAGES = (
    "en",
    "es",
    "fr",
    "de",
    "pt",
    "it",
    "ru",
    "nl",
    "pl",
    "tr",
    "ar",
    "id",
)  # tried after the page's own


class NamedDay(NamedTuple):
    """A day as digits, and the text around it, which may contain the time."""

    year: str
    month: str
    day: str
    surroundings: str


def find_day(text: str, language: str | None) -> NamedDay | None:
    """Return the first day with a month name, by the words of `language` (BCP 47) and then of common languages.

    The day is a number of one or two digits next to the month, the year one of four digits at most three words away.
    """
    text = _THAI_DOTS.sub("", text)
    matches = list(_WORD.finditer(text))
    words = [match[0].lower() for match in matches]
    for months in map(month_numbers, dict.fromkeys((language or "en", *_COMMON_LANGUAGES))):
        for i, word in enumerate(words):
            month = months.get(word) or months.get(word.removeprefix("ב"))  # the Hebrew prefix for "in"
            if month is None:
                continue
            nearby = range(max(0, i - 3), min(len(words), i + 4))
            year = next((j for j in nearby if len(words[j]) == 4 and words[j].isdigit()), None)
            day_places = (j for j in (i - 1, i + 1, i - 2) if 0 <= j < len(words))
            day = next((j for j in day_places if len(words[j]) <= 2 and words[j].isdigit()), None)
            if year is not None and day is not None:
                before, after = matches[min(i, year, day)].start(), matches[max(i, year, day)].end()
                return NamedDay(words[year], str(month), words[day], text[after:] + " " + text[:before])
    return None


@lru_cache(maxsize=64)
def month_numbers(language: str) -> dict[str, int]:
    """Return the month numbers by lower-case name and abbreviation; empty if Babel does not know the language."""
    try:
        months = Locale.parse(language.split("-")[0].lower()).months
    except (UnknownLocaleError, ValueError):
        return {}
    numbers: dict[str, int] = {}
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in months[context][width].items():
                words = _WORD.findall(_THAI_DOTS.sub("", name.lower()))
                if words and not words[-1].isdigit():
                    numbers.setdefault(words[-1], number)
                    numbers.setdefault(words[-1][:3] if language[:2] == "en" else words[-1], number)
    return numbers | ({"sept": 9} if language[:2] == "en" else {})
