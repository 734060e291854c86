"""Dates as pages write them, brought to RFC 3339: with the offset that they have, or a day as a day."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache

from babel import Locale, UnknownLocaleError

from cleaners.metadata.dates.calendars import gregorian
from cleaners.record import Precision

EARLIEST_YEAR = 1990  # before that there was no web page to publish
EARLIEST_ARCHIVED_YEAR = 1700  # of newspapers that were digitised, where the page marks the date
# What programs write for no date: the first days of their calendars.
_NO_DATES = frozenset(
    ["1899-12-30", "1899-12-31", "1900-01-01", "1901-12-13", "1904-01-01", "1970-01-01", "1980-01-01"]
)

_ISO = re.compile(
    r"(?P<y>\d{4})(?P<sep>[-/.]?)(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})"
    r"(?:(?:T|\s+|,\s*|\s+(?:at|um)\s+|\s*[-|·]\s*)(?P<time>\d.{3,40}))?$",
    re.IGNORECASE,
)
_CJK = re.compile(r"(?P<y>\d{4})\s*[年년]\s*(?P<m>\d{1,2})\s*[月월]\s*(?P<d>\d{1,2})\s*[日일]")
_NUMERIC = re.compile(r"(?<!\d)(?P<a>\d{1,2})\s?(?P<sep>[./-])\s?(?P<b>\d{1,2})\s?(?P=sep)\s?(?P<y>\d{4})(?!\d)")
_VIETNAMESE = re.compile(r"(?P<d>\d{1,2})\s+tháng\s+(?P<m>\d{1,2}),?\s+(?:năm\s+)?(?P<y>\d{4})", re.IGNORECASE)
_YEAR_FIRST = re.compile(r"(?<!\d)(?P<y>\d{4})(?P<sep>[./-])\s?(?P<m>\d{1,2})(?P=sep)\s?(?P<d>\d{1,2})(?!\d)")
_TIME = re.compile(
    r"(?<!\d)(?P<h>\d{1,2})(?P<colon>[:.h时時시]|\sh\s)\s?(?P<min>\d{2})(?:[:.](?P<s>\d{2})(?:[.,]\d{1,9})?)?(?![\d.]\d)"
    r"\s*(?P<ampm>[ap]\.?m\b\.?)?",
    re.IGNORECASE,
)
_COMPACT_TIME = re.compile(r"(?P<h>\d{2})(?P<min>\d{2})(?P<s>\d{2})?(?=\D|$)")
_OFFSET = re.compile(
    r"(?:GMT|UTC)?\s*(?P<sign>[+\-−])(?P<h>\d{1,2}):?(?P<min>\d{2})?(?!\d)|\b(?P<name>[A-Z]{2,4}|Z)\b|(?<=\d)Z"
)
_NO_OFFSET = re.compile(r"T\d\d:\d\d:00$")
_WORD = re.compile(r"\d+|(?:[^\W\d_]|[\u0900-\u0963\u0980-\u09e3\u0a00-\u0dff\u0e00-\u0e4e׳'’])+")
_THAI_DOTS = re.compile(r"(?<=[\u0e00-\u0e7f])\.")  # of abbreviations, whose letters alone are ambiguous
_URL_DAY = re.compile(
    r"[/\-_](?P<y>(?:19|20)\d\d)(?P<sep>[/\-_]?)(?P<m>0?[1-9]|1[0-2])(?P=sep)(?P<d>0?[1-9]|[12]\d|3[01])(?=[/\-_.?]|$)"
)
_ZONE_HOURS = {
    "Z": 0, "UTC": 0, "GMT": 0, "UT": 0, "WET": 0, "BST": 1, "WEST": 1, "CET": 1, "MEZ": 1, "CEST": 2, "MESZ": 2,
    "EET": 2, "SAST": 2, "CAT": 2, "EEST": 3, "MSK": 3, "EAT": 3, "TRT": 3, "PKT": 5, "IST": 5.5, "WIB": 7, "ICT": 7,
    "HKT": 8, "SGT": 8, "MYT": 8, "PHT": 8, "AWST": 8, "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11, "NZST": 12,
    "NZDT": 13,
    "ACST": 9.5, "ACDT": 10.5, "WITA": 8, "WIT": 9, "NPT": 5.75, "WAT": 1, "IDT": 3, "IRST": 3.5,
    "BRT": -3, "ART": -3, "ADT": -3, "AST": -4, "EDT": -4, "EST": -5, "CDT": -5, "CST": -6, "MDT": -6,
    "MST": -7, "PDT": -7, "PST": -8,
}  # fmt: skip
_AMERICAN_HOURS = {"ET": -5, "CT": -6, "MT": -7, "PT": -8}
_MONTH_FIRST = frozenset({"en", "en-us", "fil", "en-ph"})
_WORLD = ("en", "es", "fr", "de", "pt", "it", "ru", "nl", "pl", "tr", "ar", "id")


@dataclass(frozen=True, slots=True)
class Moment:
    """A date that was understood: RFC 3339 or a day, and how exactly it is known."""

    value: str
    precision: Precision

    @property
    def day(self) -> str:
        """The day, YYYY-MM-DD, in the zone in which it is written."""
        return self.value[:10]


def parse(
    raw: str | None, language: str | None = None, now: datetime | None = None, earliest_year: int = EARLIEST_YEAR
) -> Moment | None:
    """Understand one date, with words and order of `language` (BCP 47); None where it is none or out of range.

    The range is from `earliest_year` to a day after `now` (aware; default: this moment).
    """
    text = gregorian(" ".join((raw or "").split())[:200])
    if not any(c.isdigit() for c in text):
        return None
    latest = (now or datetime.now(UTC)) + timedelta(days=1)
    if text.isascii() and text.isdigit() and len(text) in (10, 13):
        return _from_epoch(int(text[:10]), latest)
    day, rest = _day(text, language)
    if day is None or day.year < earliest_year or day.date().isoformat() in _NO_DATES:
        return None
    moment = _with_time(day, rest)
    if moment.precision == "minute" and _NO_OFFSET.search(moment.value):
        moment = replace(moment, value=moment.value.removesuffix(":00"))  # no second is invented
    return moment if moment.day <= latest.date().isoformat() else None


def aware(value: str | None) -> datetime | None:
    """An RFC 3339 time as an aware datetime, UTC where it has no offset; None where it is none."""
    try:
        moment = datetime.fromisoformat(value or "")
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def from_url(url: str, now: datetime | None = None) -> tuple[str, Moment] | None:
    """The day in an address such as `/2024/05/31/` or `-20240531.html`, as written and understood."""
    for match in _URL_DAY.finditer(url[:2_000]):
        moment = parse(f"{match['y']}-{match['m']}-{match['d']}", now=now)
        if moment:
            return match[0].strip("/-_"), moment
    return None


def _from_epoch(seconds: int, latest: datetime) -> Moment | None:
    moment = datetime.fromtimestamp(seconds, UTC)
    return Moment(moment.isoformat(), "second") if moment.year >= EARLIEST_YEAR and moment <= latest else None


def _day(text: str, language: str | None) -> tuple[datetime | None, str]:
    """The day, and the rest of the text, in which the time may stand."""
    if match := _ISO.match(text):
        return _date(match["y"], match["m"], match["d"]), match["time"] or ""
    for pattern in (_CJK, _YEAR_FIRST, _NUMERIC, _VIETNAMESE):
        if match := pattern.search(text):
            parts = match.groupdict()
            month, day = (parts["m"], parts["d"]) if "m" in parts else _ordered(parts, language)
            return _date(parts["y"], month, day), text[match.end() :] + " " + text[: match.start()]
    return _textual(text, language)


def _ordered(parts: dict[str, str], language: str | None) -> tuple[str, str]:
    """Month and day of a numeric date: the day is first but in the United States, and where it can only be second."""
    a, b = parts["a"], parts["b"]
    month_first = parts["sep"] == "/" and (language or "").lower() in _MONTH_FIRST
    if int(b) > 12 or (month_first and int(a) <= 12):
        return a, b
    return b, a


def _textual(text: str, language: str | None) -> tuple[datetime | None, str]:
    """A day whose month is a word: the number before or after it is the day, four digits are the year."""
    text = _THAI_DOTS.sub("", text)
    words = list(_WORD.finditer(text))
    lowered = [word[0].lower() for word in words]
    for names in map(month_names, dict.fromkeys((language or "en", *_WORLD))):
        for i, word in enumerate(lowered):
            month = names.get(word) or names.get(word.removeprefix("ב"))  # the Hebrew "in"
            if month is None:
                continue
            near = range(max(0, i - 3), min(len(words), i + 4))
            year = next((j for j in near if len(lowered[j]) == 4 and lowered[j].isdigit()), None)
            days = (j for j in (i - 1, i + 1, i - 2) if 0 <= j < len(words))
            day = next((j for j in days if len(lowered[j]) <= 2 and lowered[j].isdigit()), None)
            if year is not None and day is not None:
                rest = text[words[max(i, year, day)].end() :] + " " + text[: words[min(i, year, day)].start()]
                return _date(lowered[year], str(month), lowered[day]), rest
    return None, ""


@lru_cache(maxsize=64)
def month_names(language: str) -> dict[str, int]:
    """Month numbers by lower-case name and abbreviation in a language; empty for a language that is not known."""
    try:
        months = Locale.parse(language.split("-")[0].lower()).months
    except (UnknownLocaleError, ValueError):
        return {}
    names: dict[str, int] = {}
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in months[context][width].items():
                found = _WORD.findall(_THAI_DOTS.sub("", name.lower()))
                if found and not found[-1].isdigit():
                    names.setdefault(found[-1], number)
                    names.setdefault(found[-1][:3] if language[:2] == "en" else found[-1], number)
    return names | ({"sept": 9} if language[:2] == "en" else {})


def _date(year: str, month: str, day: str) -> datetime | None:
    try:
        number = int(year) - (543 if int(year) > 2400 else 0)  # the Buddhist calendar of Thailand
        return datetime(number, int(month), int(day))
    except ValueError:
        return None


def _with_time(day: datetime, rest: str) -> Moment:
    """Add the time and the offset that stand in the rest of the text, as far as there are any."""
    match = _TIME.search(rest) or _COMPACT_TIME.match(rest)
    if match is None:
        return Moment(day.date().isoformat(), "day")
    parts = match.groupdict()
    hour, minute, second = int(parts["h"]), int(parts["min"]), int(parts["s"] or 0)
    if parts.get("ampm"):
        hour = hour % 12 + (12 if parts["ampm"][0] in "pP" else 0)
    if hour == 24 and minute == 0:
        hour = 0  # midnight at the end of the day: the day is what the page says
    if hour > 23 or minute > 59 or second > 59:
        return Moment(day.date().isoformat(), "day")
    moment = day.replace(hour=hour, minute=minute, second=second)
    moment = moment.replace(tzinfo=_zone(rest[match.end() :], moment))
    return Moment(moment.isoformat(), "second" if parts["s"] else "minute")


def _zone(rest: str, moment: datetime) -> timezone | None:
    """The zone that follows a time; "ET" and the like are standard or summer time by the day."""
    for match in _OFFSET.finditer(rest[:40]):
        name = match["name"] or "Z"
        if match["sign"]:
            minutes = int(match["h"]) * 60 + int(match["min"] or 0)
            if minutes <= 14 * 60:
                return timezone(timedelta(minutes=minutes if match["sign"] == "+" else -minutes))
        elif name in _AMERICAN_HOURS:
            return timezone(timedelta(hours=_AMERICAN_HOURS[name] + _is_american_summer(moment)))
        elif name in _ZONE_HOURS:
            return timezone(timedelta(hours=_ZONE_HOURS[name]))
    return None


def _is_american_summer(moment: datetime) -> bool:
    """Whether summer time is in force: from the second Sunday of March to the first of November, since 2007."""
    march, november = datetime(moment.year, 3, 8, 2), datetime(moment.year, 11, 1, 2)
    return _sunday(march) <= moment < _sunday(november)


def _sunday(day: datetime) -> datetime:
    return day + timedelta(days=6 - day.weekday())
