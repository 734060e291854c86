"""Find a date whose month is written as a word, in any language that Babel knows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from cleaners.metadata.dates.locales import find_locales

# Numbers, and words of letters. Vowel signs of Indic and South-East Asian scripts, which are not letters in Unicode,
# belong to the words.
_WORD = re.compile(
    r"\d+|(?:[^\W\d_]|[\u0900-\u0963\u0980-\u09e3\u0a00-\u0dff\u0e00-\u0e4e\u0e80-\u0ecd\u1000-\u103f\u1780-\u17d3׳'’])+"
)
# Full stops in Thai abbreviations of months, removed on both sides of the comparison.
_THAI_DOTS = re.compile(r"(?<=[\u0e00-\u0e7f])\.")
# Accents, hamzas and nuktas, which many writers leave out.
_ACCENTS = re.compile("[\u0300-\u036f\u0653-\u0655\u093c\u09bc\u0a3c]")
_NASAL = re.compile("[ङञणनम]्(?=[क-ह])")  # Hindi has the anusvara or the nasal letter: नवंबर, नवम्बर
_PREFIXES = ("ב", "ខែ")  # Hebrew for "in", Khmer for "month"
# The names of months in Sinhala; CLDR has the traditional ones.
_SINHALA = "ජනවාරි පෙබරවාරි මාර්තු අප්රේල් මැයි ජූනි ජූලි අගෝස්තු සැප්තැම්බර් ඔක්තෝබර් නොවැම්බර් දෙසැම්බර්"
# Names that CLDR lacks, such as spellings without umlauts, and abbreviations that are not beginnings.
_MORE_NAMES = {
    "de": {"maerz": 3, "jaenner": 1},
    "id": {"agt": 8, "ags": 8},
    "si": {name: number for number, name in enumerate(_SINHALA.split(), start=1)},
}
MIN_YEAR = 1600  # an Islamic year, such as 1447, may be beside the date
MIN_ABBREVIATION_CHARS = 3
MIN_STEM_CHARS = 5  # of a month name that may have a further ending: Basque "martxoaren"
MAX_ENDING_CHARS = 4
# Tried after the page's own language.
_COMMON_LANGUAGES = ("en", "es", "fr", "de", "pt", "it", "ru", "nl", "pl", "tr", "ar", "id")
# Tried for words in a script, by its name in Unicode: many pages declare the language of their template.
_LANGUAGES_BY_SCRIPT = {
    "GREEK": "el", "CYRILLIC": "ru uk bg be sr mk kk ky", "HEBREW": "he", "ARABIC": "ar fa ur", "THAI": "th",
    "LAO": "lo", "KHMER": "km", "MYANMAR": "my", "GEORGIAN": "ka", "ARMENIAN": "hy", "DEVANAGARI": "hi mr ne",
    "BENGALI": "bn",
    "GURMUKHI": "pa", "GUJARATI": "gu", "TAMIL": "ta", "TELUGU": "te", "KANNADA": "kn", "MALAYALAM": "ml",
    "SINHALA": "si", "ETHIOPIC": "am",
}  # fmt: skip


class NamedDay(NamedTuple):
    """A day as digits, and the text around it, which may contain the time."""

    year: str
    month: str
    day: str
    surroundings: str


def find_day(text: str, language: str | None) -> NamedDay | None:
    """Return the first day with a month name in `language` (BCP 47), the languages of its script, or common ones.

    The day is a number of one or two digits next to the month; the year has four digits, in Thai perhaps two, and is at
    most three words away.
    """
    matches = list(_WORD.finditer(_THAI_DOTS.sub("", text)))
    words = [_fold(match[0]) for match in matches]
    for months in map(month_numbers, dict.fromkeys((language or "en", *_of_script(words), *_COMMON_LANGUAGES))):
        for i in range(len(words)):
            month = _month_at(words, i, months)
            place = _year_and_day(words, i, language) if month else None
            if place:
                year, day = place
                before, after = matches[min(i, year, day)].start(), matches[max(i, year, day)].end()
                text = _THAI_DOTS.sub("", text)
                return NamedDay(_full_year(words[year]), str(month), words[day], text[after:] + " " + text[:before])
    return None


def find_month_and_day(text: str, language: str | None) -> tuple[int, int] | None:
    """Return the start and end of a month with the day directly beside it, such as "5. März" or "March 5", or None."""
    matches = list(_WORD.finditer(text))
    words = [_fold(match[0]) for match in matches]
    for months in map(month_numbers, dict.fromkeys((language or "en", *_of_script(words), "en"))):
        for i in range(len(words)):
            days = (j for j in (i - 1, i + 1) if 0 <= j < len(words) and words[j].isdigit() and 0 < int(words[j]) <= 31)
            if words[i] in months and (day := next(days, None)) is not None:
                return matches[min(i, day)].start(), matches[max(i, day)].end()
    return None


def _of_script(words: list[str]) -> list[str]:
    """Return the languages that share the script of the first word that is not in Latin letters."""
    letter = next((word[0] for word in words if not word.isascii() and word[0].isalpha()), "a")
    return _LANGUAGES_BY_SCRIPT.get(unicodedata.name(letter, "").partition(" ")[0], "").split()


def is_month(word: str, languages: Sequence[str] = _COMMON_LANGUAGES) -> bool:
    """Return True if a word is the name of a month, or its abbreviation, in one of the languages."""
    return month_number(word, languages) is not None


def month_number(word: str, languages: Sequence[str] = _COMMON_LANGUAGES) -> int | None:
    """Return the number of the month that a word, or its abbreviation, names in one of the languages, else None."""
    folded = _fold(word.strip(".,"))
    return next(filter(None, (month_numbers(language).get(folded) for language in languages)), None)


def _month_at(words: list[str], i: int, months: dict[str, int]) -> int | None:
    """Return the month that the word with this index, or it and the word before it, name."""
    if i and (month := months.get(f"{words[i - 1]} {words[i]}")):
        return month
    word = words[i]
    if word in months or len(word) < 2 or word.isdigit():
        return months.get(word)
    for prefix in _PREFIXES:
        if word.startswith(prefix) and word.removeprefix(prefix) in months:
            return months[word.removeprefix(prefix)]
    stems = (word[:-n] for n in range(1, MAX_ENDING_CHARS + 1))
    return next((months[stem] for stem in stems if len(stem) >= MIN_STEM_CHARS and stem in months), None)


def _year_and_day(words: list[str], i: int, language: str | None) -> tuple[int, int] | None:
    """Return the indices of the year and the day around a month."""
    year = _year(words, i, language)
    is_of = words[i - 1 : i] == ["of"]  # "5th of March"
    day_places = (j for j in (i - 1, i + 1, i - 2, *((i - 3,) if is_of else ())) if 0 <= j < len(words) and j != year)
    day = next((j for j in day_places if len(words[j]) <= 2 and words[j].isdigit()), None)
    return None if year is None or day is None else (year, day)


def _year(words: list[str], i: int, language: str | None) -> int | None:
    """Return the index of the year around a month. In Thai, one of two digits may follow the month."""
    nearby = range(max(0, i - 3), min(len(words), i + 4))
    year = next((j for j in nearby if len(words[j]) == 4 and words[j].isdigit() and int(words[j]) >= MIN_YEAR), None)
    if year is None and (language or "").startswith("th"):
        return next((i + 1 for word in words[i + 1 : i + 2] if len(word) == 2 and word.isdigit()), None)
    return year


def _full_year(year: str) -> str:
    """Return the year with four digits; two digits are a year of the Thai calendar."""
    return f"25{year}" if len(year) == 2 else year


@lru_cache(maxsize=64)
def month_numbers(language: str) -> dict[str, int]:
    """Return the month numbers by folded name and abbreviation; empty if Babel does not know the language.

    A name of several words is also found by its last word, unless several months share that word.
    """
    numbers: dict[str, int] = {}
    last_words: dict[str, set[int]] = {}
    for number, name in _names(language):
        words = [_fold(word) for word in _WORD.findall(_THAI_DOTS.sub("", name))]
        if words and not words[-1].isdigit():
            numbers.setdefault(" ".join(words[-2:]), number)
            last_words.setdefault(words[-1], set()).add(number)
    for word, of_months in [*last_words.items(), *_beginnings(language, numbers).items()]:
        if len(of_months) == 1:
            numbers.setdefault(word, *of_months)
    return numbers | _MORE_NAMES.get(language[:2], {})


def _names(language: str) -> Iterator[tuple[int, str]]:
    """Yield the number and the name of each month, in all forms and lengths that CLDR has."""
    for locale, form, width in product(find_locales(language), ("format", "stand-alone"), ("wide", "abbreviated")):
        yield from locale.months[form][width].items()


def _beginnings(language: str, numbers: dict[str, int]) -> dict[str, set[int]]:
    """Return the months by each beginning of their names, since many writers abbreviate otherwise than CLDR: "Sept".

    Beginnings of weekdays are left out: French "mar" is Tuesday.
    """
    weekdays = tuple(_fold(day) for locale in find_locales(language) for day in locale.days["format"]["wide"].values())
    months: dict[str, set[int]] = {}
    for name, number in numbers.items():
        for end in range(MIN_ABBREVIATION_CHARS, len(name) if " " not in name else 0):
            if not any(day.startswith(name[:end]) for day in weekdays):
                months.setdefault(name[:end], set()).add(number)
    return months


def _fold(word: str) -> str:
    lower = word.lower()
    return (
        lower
        if lower.isascii()
        else _NASAL.sub("ं", unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", lower))))
    )
