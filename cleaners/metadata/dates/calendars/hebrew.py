"""Convert Hebrew dates, whose numbers are letters, such as ה׳ בכסלו תשפ״ז."""

from __future__ import annotations

import re
from datetime import date

_EPOCH = -1_373_427  # the first day of the calendar less one, as an ordinal of `date`
_MOLAD, _MONTH, _DAY = 12_084, 13_753, 25_920  # parts: before the first new moon, of a month beyond 29 days, of a day
_MONTHS_OF_CYCLE, _YEARS_OF_CYCLE = 235, 19
_MILLENNIUM = 5_000  # which dates leave out

_VALUES = dict(zip("אבגדהוזחטיכלמנסעפצקרשת", (*range(1, 10), *range(10, 100, 10), 100, 200, 300, 400), strict=True))
_MONTHS = (
    "תשרי", "חשו?ון|מרחשו?ון", "כסלי?ו", "טבת", "שבט", "אדר א['׳]?", "אדר(?: ב['׳]?)?", "ניסן", "אייר", "סי?וון",
    "תמוז", "אב", "אלול",
)  # fmt: skip
_NAMED = "|".join(f"(?P<m{index}>{names})" for index, names in enumerate(_MONTHS))
_DATE = re.compile(
    rf"(?<![א-ת])(?P<d>[א-ל](?:['׳]|[\"״][א-ט])?) ב?(?:{_NAMED})[ ,]{{1,2}}ה?['׳]?(?P<y>תש[א-ת]?[\"״][א-ת])(?![א-ת])"
)


def has_date(text: str) -> bool:
    """Return True for a text with a Hebrew date of our time."""
    return "תש" in text and _DATE.search(text) is not None


def to_iso(text: str) -> str:
    """Return the text with its first Hebrew date as `YYYY-MM-DD`."""
    match = _DATE.search(text) if "תש" in text else None
    month = next((index for index in range(len(_MONTHS)) if match[f"m{index}"]), None) if match else None
    if match is None or month is None:
        return text
    year, day = _MILLENNIUM + _number(match["y"]), _number(match["d"])
    lengths = _lengths(year)
    if not 1 <= day <= lengths[month]:
        return text
    ordinal = _new_year(year) + sum(lengths[:month]) + day - 1
    return f"{text[: match.start()]}{date.fromordinal(ordinal).isoformat()}{text[match.end() :]}"


def _number(letters: str) -> int:
    return sum(_VALUES.get(letter, 0) for letter in letters)


def _lengths(year: int) -> list[int]:
    """Return the days of the months of a year from Tishri; Adar I has days in leap years only."""
    days = _new_year(year + 1) - _new_year(year)
    heshvan, kislev, adar_1 = 30 if days % 10 == 5 else 29, 29 if days % 10 == 3 else 30, 30 if days > 380 else 0
    return [30, heshvan, kislev, 29, 30, adar_1, 29, 30, 29, 30, 29, 30, 29]


def _new_year(year: int) -> int:
    """Return the ordinal of a year's first day. It is put off if a year would otherwise have an impossible length."""
    before, this, after = (_days_before(y) for y in (year - 1, year, year + 1))
    return _EPOCH + this + (2 if after - this == 356 else 1 if this - before == 382 else 0)


def _days_before(year: int) -> int:
    """Return the number of days from the epoch to the new moon of a year's first month, or to the day after it."""
    months = (_MONTHS_OF_CYCLE * year - (_MONTHS_OF_CYCLE - 1)) // _YEARS_OF_CYCLE
    days = 29 * months + (_MOLAD + _MONTH * months) // _DAY
    return days + 1 if 3 * (days + 1) % 7 < 3 else days
