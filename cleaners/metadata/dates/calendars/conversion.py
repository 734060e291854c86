"""Convert dates of other calendars to the Gregorian one.

These are Persian, Afghan, Nepali, Islamic, Hebrew and Ethiopian dates, and years of Japanese eras and of Taiwan.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from unicodedata import decimal

from cleaners.metadata.dates.calendars import by_weekday, ethiopian, hebrew

# The first year of each Japanese era since 1926, and of the calendar of Taiwan. Year 1 of an era is also written 元.
_ERAS = {"昭和": 1926, "平成": 1989, "令和": 2019, "民國": 1912, "民国": 1912}
_ERA = re.compile(r"(?P<era>昭和|平成|令和|民國|民国)\s?(?P<year>\d{1,3}|元)\s?年")
_ERA_LETTERS = {"S": 1926, "H": 1989, "R": 2019}
_ERA_LETTER = re.compile(
    r"(?<![A-Za-z\d])(?P<era>[SHR])(?P<year>\d{1,2})(?P<sep>[./年])(?=\s?\d{1,2}[./月]\s?\d{1,2}(?!\d))"
)
# The year of Taiwan without the name of its calendar: no other date begins with a number of three digits.
_TAIWAN = re.compile(
    r"(?<![\d.])(?P<year>1[0-4]\d)(?:\s?年\s?(?=\d{1,2}\s?月)|(?P<sep>[/.-])(?=\d{1,2}(?P=sep)\d{1,2}(?!\d)))"
)
# Numbers in Chinese characters, in a date: 二〇二六年三月五日, 令和八年十二月二十一日.
_HAN_DIGITS = {digit: str(number) for number, digit in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0"}
_HAN_NUMBER = re.compile(r"[〇零○一二三四五六七八九十]{1,5}(?=\s?[年月日号號])")
FULL_WIDTH = 0xFEE0  # distance of a full-width form from its ASCII character
_FULL_WIDTH_MARK = re.compile("(?<=[0-9])[／：．－](?=[0-9])")
# Months as Roman numerals, between day and year: "5 III 2026", "2026. III. 5."
_ROMAN = {name: number for number, name in enumerate("I II III IV V VI VII VIII IX X XI XII".split(), 1)}  # noqa: SIM905
_ROMAN_MONTH = re.compile(r"(?<=\d)(?P<before>\.?\s|\.)(?P<m>[IVX]{1,4})(?P<after>\.?\s|\.)(?=\d)")
# The months in Iran, then in Afghanistan, in Dari and in Pashto.
_PERSIAN_NAMES = (
    "فروردین حمل وری",
    "اردیبهشت ثور غویی",
    "خرداد جوزا غبرګولی",
    "تیر سرطان چنګاښ",
    "مرداد امرداد اسد زمری",
    "شهریور سنبله وږی",
    "مهر میزان تله",
    "آبان عقرب لړم",
    "آذر قوس لیندۍ",
    "دی جدی مرغومی",
    "بهمن دلو سلواغه",
    "اسفند حوت کب",
)
_PERSIAN_MONTHS = {name: number for number, names in enumerate(_PERSIAN_NAMES, 1) for name in names.split()}
_PERSIAN = re.compile(
    rf"(?P<d>\d{{1,2}})\s+(?P<m>{'|'.join(_PERSIAN_MONTHS)})(?:[\s\u200c]*ماه)?\s*(?:[,،]\s*)?(?P<y>1[34]\d\d)"
)
_PERSIAN_NUMERIC = re.compile(r"(?<!\d)(?P<y>1[34]\d\d)(?P<sep>[/.-])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})(?!\d)")
_ARABIC_LETTERS = str.maketrans("يك", "یک")  # Persian pages often use the Arabic letters instead of the Persian ones


@lru_cache(maxsize=200)  # the same lines are read for both dates of a page, and for its authors
def to_gregorian(text: str) -> str:
    """Return the text with ASCII digits and with years and dates of other calendars in Gregorian form.

    The first Persian, Nepali, Islamic, Hebrew or Ethiopian date becomes `YYYY-MM-DD`, and other years become `YYYY年`.
    """
    if not text.isascii():
        text = _HAN_NUMBER.sub(_digits_of_han, to_ascii_digits(text))
        text = _ERA.sub(lambda match: f"{_era_year(match)}年", text)
    text = _ERA_LETTER.sub(lambda match: f"{_ERA_LETTERS[match['era']] + int(match['year']) - 1}{match['sep']}", text)
    text = _TAIWAN.sub(lambda match: f"{1911 + int(match['year'])}{match['sep'] or '年'}", text)
    text = _ROMAN_MONTH.sub(lambda match: f".{_ROMAN[match['m']]}." if match["m"] in _ROMAN else match[0], text)
    # Only the numeric form can be in an ASCII text.
    for pattern in (_PERSIAN_NUMERIC,) if text.isascii() else (_PERSIAN, _PERSIAN_NUMERIC):
        if match := pattern.search(text.translate(_ARABIC_LETTERS)):
            month = match["m"]
            day = from_persian(int(match["y"]), _PERSIAN_MONTHS.get(month) or int(month), int(match["d"]))
            if day is not None:
                return f"{text[: match.start()]} {day.isoformat()} {text[match.end() :]}".strip()
    if not text.isascii() and (found := by_weekday.find_day(text)):
        day, start, end = found
        return f"{text[:start]} {day.isoformat()} {text[end:]}".strip()
    return text if text.isascii() else ethiopian.to_iso(hebrew.to_iso(text))


def _digits_of_han(match: re.Match[str]) -> str:
    """Return the digits of a number in Chinese characters: with a ten, or digit by digit."""
    tens, ten, ones = match[0].partition("十")
    if not ten:
        return "".join(_HAN_DIGITS[digit] for digit in match[0])
    return f"{_HAN_DIGITS.get(tens, '1')}{_HAN_DIGITS.get(ones, '0')}"


def to_ascii_digits(text: str) -> str:
    """Return the text with digits of all scripts, and full-width marks between them, in ASCII."""
    if text.isascii():
        return text
    text = "".join(str(decimal(c)) if c.isdecimal() else c for c in text)
    return _FULL_WIDTH_MARK.sub(lambda match: chr(ord(match[0]) - FULL_WIDTH), text)


def from_persian(year: int, month: int, day: int) -> date | None:
    """Convert a day of the Solar Hijri calendar, years 1305 to 1498; return None if there is no such day.

    Leap years follow the cycle of 33 years, which agrees with the observed calendar in this range. The year has six
    months of 31 days, five of 30, and one of 29 or 30. 1 Farvardin 1305 was 22 March 1926.
    """
    days_in_month = 31 if month <= 6 else 30 if month <= 11 or _is_leap(year) else 29
    if not (1305 <= year <= 1498 and 1 <= month <= 12 and 1 <= day <= days_in_month):
        return None
    leap_days = sum(map(_is_leap, range(1305, year)))
    days_before_month = 31 * (month - 1) if month <= 7 else 186 + 30 * (month - 7)
    return date(1926, 3, 22) + timedelta(days=365 * (year - 1305) + leap_days + days_before_month + day - 1)


def _is_leap(year: int) -> bool:
    return year % 33 in (1, 5, 9, 13, 17, 22, 26, 30)


def _era_year(match: re.Match[str]) -> int:
    return _ERAS[match["era"]] + (1 if match["year"] == "元" else int(match["year"])) - 1
