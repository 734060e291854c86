"""Complete a date line without a year, such as "5 March, 10:20", by the time of the fetch."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import lru_cache

from cleaners.metadata.dates import named_months, parsing
from cleaners.metadata.dates.calendars.conversion import to_ascii_digits
from cleaners.metadata.dates.clock.day_periods import periods_by_word
from cleaners.metadata.dates.locales import find_locales
from cleaners.metadata.dates.parsing import Moment

MAX_CHARS = 60  # a longer text is not a date line

_YEAR = re.compile(r"(?<!\d)(?:\d{4}|\d{1,4}\s?[年년])(?!\d)")
_EAST_ASIAN = re.compile(r"(?<!\d)(?=\d{1,2}\s?[月월]\s?\d{1,2}\s?[日号號일])")
# 05.03. 10:20
_POINTS = re.compile(r"^\D{0,12}\d{1,2}\.\s?\d{1,2}\.(?=\s*(?:$|(?:[,|–-]\s*)?(?:[^\W\d_]{1,4}\.?\s)?\d{1,2}[:.]\d\d))")
_HYPHEN = re.compile(r"^(?=\d\d-\d\d\s+\d{1,2}:\d\d)")  # 03-05 10:20, in Chinese
_WORD = re.compile(r"[^\W\d_]+")
# Words beside day, month and time: "at", "o'clock" and articles in many languages, and zones.
_WORDS_BESIDE = """
    at on the of um uhr am den à le de el a las al alle ore il às em om op uur kl klo den d dne v o ve saat στις в о ч г
    године час th st nd rd er h hrs est edt et pst pt gmt utc cet cest bst ist msk wib jst kst pukul jam lúc ngày
    """
_BESIDE = frozenset(_WORDS_BESIDE.split())


def complete(text: str, language: str | None, now: datetime) -> Moment | None:
    """Return the latest day that a date line may mean, up to a day after `now`.

    Return None if the text has a year, or more than a day and a time.
    """
    text = " ".join(to_ascii_digits(text).split())
    if len(text) > MAX_CHARS or _YEAR.search(text):
        return None
    for year in (now.year, now.year - 1):
        for dated in _with_year(text, language or "en", year):
            moment = parsing.parse(dated, language, now + timedelta(days=1))
            if moment is not None:
                return moment
    return None


def _with_year(text: str, language: str, year: int) -> Iterator[str]:
    base = language.split("-")[0]
    if match := _EAST_ASIAN.search(text):
        yield f"{text[: match.start()]}{year}年{text[match.start() :].replace('월', '月').replace('일', '日')}"
    elif (match := _POINTS.match(text)) and base != "en":
        yield f"{match[0]}{year}{text[match.end() :]}"
    elif base == "zh" and _HYPHEN.match(text):
        yield f"{year}-{text}"
    elif (place := named_months.find_month_and_day(text, language)) and _is_date_line(text, place, language):
        yield f"{text[: place[1]]} {year} {text[place[1] :]}"


def _is_date_line(text: str, place: tuple[int, int], language: str) -> bool:
    rest = f"{text[: place[0]]} {text[place[1] :]}"
    return all(without_case(word) in _BESIDE | words_of_days(language) for word in _WORD.findall(rest))


@lru_cache(maxsize=64)
def words_of_days(language: str) -> frozenset[str]:
    """Return the folded words for weekdays and parts of the day in a language and in English."""
    locales = [locale for name in (language, "en") for locale in find_locales(name)]
    names = (
        name
        for locale in locales
        for width in ("wide", "abbreviated")
        for name in locale.days["format"][width].values()
    )
    days = {word for name in names for word in _WORD.findall(without_case(name))}
    periods = (word for name in (language, "en") for phrase in periods_by_word(name) for word in _WORD.findall(phrase))
    return frozenset(days | {without_case(word) for word in periods})


def without_case(word: str) -> str:
    """Return a word without regard to case, for comparison."""
    return unicodedata.normalize("NFC", word.casefold())
