"""Read the time of day and the UTC offset that accompany a date."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from itertools import islice
from typing import Literal

from cleaners.metadata.dates.clock import day_periods

MAX_OFFSET_MINUTES = 14 * 60  # of the easternmost time zone
MAX_HOUR_CHARS, MAX_HOURS = 200, 10  # searched for an hour without minutes
MAX_ZONE_CHARS = 40  # searched for a zone after the time

_TIME = re.compile(
    r"(?<!\d)(?P<h>\d{1,2})(?:[:.h時时시点點]|\sh\s|\s?(?:giờ|uhr)\s)\s?(?P<min>\d{2}|\d(?=\s?[分분]))"
    r"(?:[:.](?P<s>\d{2})(?:[.,]\d{1,9})?)?(?![\d.]\d)(?:\s?[分분])?",
    re.IGNORECASE,
)
# Hours without minutes: "15 h", "3 Uhr", "15時", "klo 15", "3 p.m.". The last group needs a word for a part of the day.
_HOUR = re.compile(
    r"(?<![\d:.,/-])(?:"
    r"(?P<marked>\d{1,2})\s?(?:(?:h|hrs|hours|uhr|heures?|horas?|uur|giờ|óra(?:kor)?|hod(?:in)?|час(?:ов|а)?|годин[аи]?)\b|[시時时点點])"
    r"|(?<!\w)(?:klo|kl\.?|ore|godz\.?|saat|pukul|pkl\.?|jam|ساعت|الساعة|בשעה)\s(?P<labelled>\d{1,2})(?![\d:.,/-]\d)(?!\d)"
    r"|(?P<bare>\d{1,2})(?=\s?[^\W\d_]))",
    re.IGNORECASE,
)
_COMPACT_TIME = re.compile(r"(?P<h>\d{2})(?P<min>\d{2})(?P<s>\d{2})?(?=\D|$)")
_OFFSET = re.compile(
    r"(?:GMT|UTC)?(?<!\s)\s*(?P<sign>[+\-−])(?P<h>\d{1,2}):?(?P<min>\d{2})?(?!\d)|\b(?P<name>[A-Z]{2,4}|Z)\b|(?<=\d)Z"
)
# Hours east of UTC.
_ZONE_HOURS = {
    "Z": 0, "UTC": 0, "GMT": 0, "UT": 0, "WET": 0, "BST": 1, "WEST": 1, "CET": 1, "MEZ": 1, "CEST": 2, "MESZ": 2,
    "EET": 2, "SAST": 2, "CAT": 2, "EEST": 3, "MSK": 3, "EAT": 3, "TRT": 3, "PKT": 5, "IST": 5.5, "WIB": 7, "ICT": 7,
    "HKT": 8, "SGT": 8, "MYT": 8, "PHT": 8, "AWST": 8, "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11, "NZST": 12,
    "NZDT": 13,
    "ACST": 9.5, "ACDT": 10.5, "WITA": 8, "WIT": 9, "NPT": 5.75, "WAT": 1, "IDT": 3, "IRST": 3.5,
    "BRT": -3, "ART": -3, "ADT": -3, "AST": -4, "EDT": -4, "EST": -5, "CDT": -5, "CST": -6, "MDT": -6,
    "MST": -7, "PDT": -7, "PST": -8,
}  # fmt: skip
# Names of zones in other words, anywhere beside the time, with their hours east of UTC.
_ZONE_WORDS = re.compile(
    r"\b(?P<h0>غرينتش|جرينتش|по\sгринвичу)\b|\b(?P<h3>мск|московск\w+|مكة(?:\sالمكرمة)?|tsi|tsİ)\b|\b(?P<h4>أبو\s?ظبي)\b"
    r"|\b(?P<m3>hor(?:ário|a)\sde\sbras[íi]lia|hora\sargentina)\b|\b(?P<m5>hora\sde\scolombia|hora\sdel?\sper[úu])\b"
    r"|(?P<h8>北京时间|北京時間|台北時間|台灣時間|香港時間)|(?P<h9>日本時間|한국\s?시간)",
    re.IGNORECASE,
)
# Standard time; an hour is added in summer.
_AMERICAN_ZONE_HOURS = {"ET": -5, "CT": -6, "MT": -7, "PT": -8}


def add_time(day: datetime, text: str, language: str | None) -> tuple[datetime, Literal["second", "minute"]] | None:
    """Add the time in a text, and its offset if there is one, to a day.

    A 12-hour time is read by the words for parts of the day in `language` (BCP 47) and in common languages.

    Return the moment and its precision, "second" or "minute"; None if the text has no valid time.
    """
    match = _TIME.search(text) or _COMPACT_TIME.match(text)
    return _add(day, match, text, language) if match else _add_hour(day, text, language)


def _add_hour(day: datetime, text: str, language: str | None) -> tuple[datetime, Literal["minute"]] | None:
    """Add an hour that is written without minutes."""
    for match in islice(_HOUR.finditer(text[:MAX_HOUR_CHARS]), MAX_HOURS):
        hour = int(match[str(match.lastgroup)])
        period = day_periods.find(text[: match.start()], text[match.end() :], language) if hour <= 12 else None
        if hour <= 23 and (period or match["bare"] is None):
            moment = day.replace(hour=period.hour_of_day(hour, 0) if period else hour)
            return moment.replace(tzinfo=_find_zone(text[match.end() :], moment) or _zone_by_word(text)), "minute"
    return None


def _add(
    day: datetime, match: re.Match[str], text: str, language: str | None
) -> tuple[datetime, Literal["second", "minute"]] | None:
    """Add the time that `_TIME` or `_COMPACT_TIME` found in a text."""
    parts = match.groupdict()
    hour, minute, second = int(parts["h"]), int(parts["min"]), int(parts["s"] or 0)
    if hour <= 12 and (period := day_periods.find(text[: match.start()], text[match.end() :], language)):
        hour = period.hour_of_day(hour, minute)
    if hour == 24 and minute == 0:
        hour = 0  # midnight at the end of the day; the day stays the one that the page gives
    if hour > 23 or minute > 59 or second > 59:
        return None
    moment = day.replace(hour=hour, minute=minute, second=second)
    moment = moment.replace(tzinfo=_find_zone(text[match.end() :], moment) or _zone_by_word(text))
    return moment, "second" if parts["s"] else "minute"


def _find_zone(text: str, moment: datetime) -> timezone | None:
    """Return the zone in the text after a time. The day decides whether "ET" means standard or summer time."""
    for match in _OFFSET.finditer(text[:MAX_ZONE_CHARS]):
        name = match["name"] or "Z"
        if match["sign"]:
            minutes = int(match["h"]) * 60 + int(match["min"] or 0)
            if minutes <= MAX_OFFSET_MINUTES:
                return timezone(timedelta(minutes=minutes if match["sign"] == "+" else -minutes))
        elif name in _AMERICAN_ZONE_HOURS:
            return timezone(timedelta(hours=_AMERICAN_ZONE_HOURS[name] + _is_american_summer(moment)))
        elif name in _ZONE_HOURS:
            return timezone(timedelta(hours=_ZONE_HOURS[name]))
    return None


def _zone_by_word(text: str) -> timezone | None:
    match = _ZONE_WORDS.search(text)
    if match is None or match.lastgroup is None:
        return None
    hours = int(match.lastgroup[1:])
    return timezone(timedelta(hours=hours if match.lastgroup.startswith("h") else -hours))


def _is_american_summer(moment: datetime) -> bool:
    """Return True from the second Sunday of March to the first Sunday of November, the rule since 2007."""
    start, end = datetime(moment.year, 3, 8, 2), datetime(moment.year, 11, 1, 2)
    return _sunday_on_or_after(start) <= moment < _sunday_on_or_after(end)


def _sunday_on_or_after(day: datetime) -> datetime:
    return day + timedelta(days=6 - day.weekday())
