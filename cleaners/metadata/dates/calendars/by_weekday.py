"""Convert Nepali and Islamic dates that name their weekday.

Both calendars are set by observation, and published tables of them contradict each other. The mean length of their
months gives a day that is wrong by two days at most, and the weekday of the date line corrects it. A date without a
weekday stays unknown.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise

from cleaners.metadata.dates.locales import find_locales

MAX_CORRECTION = 2  # days
_NEPALI_MONTHS = (
    "बैशाख वैशाख",
    "जेठ ज्येष्ठ",
    "असार आषाढ",
    "साउन श्रावण",
    "भदौ भाद्र",
    "असोज आश्विन",
    "कात्तिक कार्तिक",
    "मंसिर मङ्सिर मार्ग",
    "पुस पुष पौष",
    "माघ",
    "फागुन फाल्गुन",
    "चैत चैत्र",
)
# Days of the year before each month, from the mean of the years 2070 to 2080. A year begins on 13 or 14 April.
_DAYS_BEFORE_NEPALI_MONTH = (0, 31, 62, 94, 125, 156, 187, 217, 246, 276, 305, 335)
_ISLAMIC_MONTHS = (
    "محرم",
    "صفر",
    "ربیع[ ]الاول",
    "ربیع[ ](?:الثانی|الاخر|الآخر)",
    "جماد[یه][ ]الاول[یه]?",
    "جماد[یه][ ](?:الثانی[هة]?|الاخر[هة]?|الآخر[هة]?)",
    "رجب",
    "شعبان",
    "رمضان",
    "شوال",
    "ذ[وی][ ]?القعد[هة]?",
    "ذ[وی][ ]?الحج[هة]?",
)
_WEEKDAY_LANGUAGES = ("ne", "hi", "ar", "fa", "ur")
_MORE_WEEKDAYS = {"बिहीबार": 3, "मंगलबार": 1, "बुधवार": 2, "बिहिबार": 3, "बृहस्पतिबार": 3, "शुक्रवार": 4, "इतवार": 6}
# One spelling of letters that Arabic, Persian and Urdu write in several ways.
_LETTERS = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "أ": "ا", "إ": "ا", "ہ": "ه", "ة": "ه", "\u200c": " "})
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u064b-\u0655\u0900-\u0963])*")
_GREGORIAN_YEAR = re.compile(r"(?<!\d)(?:19|20[0-6])\d\d?(?!\d)")
_NEPALI_NUMBERS = {name: number for number, names in enumerate(_NEPALI_MONTHS, 1) for name in names.split()}
_NEPALI_NAMES = "|".join(sorted(_NEPALI_NUMBERS, key=len, reverse=True))
_NEPALI = re.compile(
    rf"(?P<y>20[5-9]\d)[\s,]+(?:साल\s)?(?P<m>{_NEPALI_NAMES})\s+(?P<d>\d{{1,2}})(?!\d)"
    rf"|(?P<m2>{_NEPALI_NAMES})\s+(?P<d2>\d{{1,2}})[\s,]+(?P<y2>20[5-9]\d)"
    rf"|(?<!\d)(?P<d3>\d{{1,2}})\s+(?P<m3>{_NEPALI_NAMES})[\s,]+(?P<y3>20[5-9]\d)"
)
_ISLAMIC_NAMES = "|".join(f"(?:{name})" for name in _ISLAMIC_MONTHS)
_ISLAMIC = re.compile(rf"(?<!\d)(?P<d>\d{{1,2}})\s+(?:من\s+)?(?P<m>{_ISLAMIC_NAMES})[\s,،]+(?P<y>14[0-9]\d)(?!\d)")


def find_day(text: str) -> tuple[date, int, int] | None:
    """Return the day of the first Nepali or Islamic date in a text with ASCII digits, and its start and end.

    Return None beside a Gregorian year, which takes precedence, and without the name of a weekday.
    """
    folded = text.translate(_LETTERS)
    match = _NEPALI.search(folded) or _ISLAMIC.search(folded)
    weekday = _weekday(folded) if match else None
    if match is None or weekday is None or _GREGORIAN_YEAR.search(folded[: match.start()] + folded[match.end() :]):
        return None
    near = _nepali(match) if match.re is _NEPALI else _islamic(match)
    day = near + timedelta(days=(weekday - near.weekday() + 3) % 7 - 3)
    return (day, match.start(), match.end()) if abs(day - near).days <= MAX_CORRECTION else None


def _nepali(match: re.Match[str]) -> date:
    year, name, day = ((match[key] or match[f"{key}2"] or match[f"{key}3"]) for key in "ymd")
    days = _DAYS_BEFORE_NEPALI_MONTH[_NEPALI_NUMBERS[name] - 1] + int(day) - 1
    return date(int(year) - 57, 4, 14) + timedelta(days=days)


def _islamic(match: re.Match[str]) -> date:
    """Return the day of the arithmetical Islamic calendar, with eleven leap years in thirty years."""
    year, day = int(match["y"]), int(match["d"])
    month = next(number for number, name in enumerate(_ISLAMIC_MONTHS, 1) if re.fullmatch(name, match["m"]))
    days_before_month = -(-59 * (month - 1) // 2)
    return date(622, 7, 18) + timedelta(days=day + days_before_month + (year - 1) * 354 + (3 + 11 * year) // 30)


def _weekday(text: str) -> int | None:
    numbers = _weekdays()
    words = _WORD.findall(text)
    pairs = (" ".join(pair) for pair in pairwise(words))
    return next((numbers[word] for word in (*pairs, *words) if word in numbers), None)


@lru_cache(maxsize=1)
def _weekdays() -> dict[str, int]:
    """Return the numbers of weekdays, Monday 0, by their names; a space replaces the joiner in Persian names."""
    locales = (locale for language in _WEEKDAY_LANGUAGES for locale in find_locales(language))
    names = {
        name.translate(_LETTERS): number for locale in locales for number, name in locale.days["format"]["wide"].items()
    }
    return {**names, **_MORE_WEEKDAYS}
