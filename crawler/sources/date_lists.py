"""Recognise a site's lists by date: addresses that name a year, month or day and nothing else."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from urllib.parse import unquote, urlsplit

from cleaners.metadata.dates.named_months import month_number
from crawler.sources.link_words import ARTICLE_PARAMETERS

# Languages with month names that are recognised in addresses, the more frequent ones first.
_LANGUAGES = (
    "en", "es", "fr", "de", "pt", "it", "ru", "nl", "pl", "tr", "ar", "id", "fi", "sv", "da", "nb", "cs", "sk", "hu",
    "ro", "el", "uk", "bg", "hr", "sr", "sl", "et", "lv", "lt", "sq", "ca", "eu", "gl", "is", "hi", "vi", "he", "fa",
)  # fmt: skip

RECENT_DAYS = 7

_YEAR = r"(?P<year>(?:19|20)\d\d)"
_NAME = r"[^\W\d_]{3,12}"
_MONTH = rf"(?P<month>0?[1-9]|1[0-2]|{_NAME})"
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])"
_END = r"(?:/|/index\.\w{2,5}|\.\w{3,5})?"
# 2026/, 2026/11, 2026-11-20.html, 2026/november, 20-11-2026, november-2026 and 20261120, after a slash.
_PATHS = [
    re.compile(rf".{{0,200}}/{date}{_END}", re.DOTALL | re.IGNORECASE)
    for date in (
        rf"{_YEAR}(?:[/_-]{_MONTH}(?:[/_-]{_DAY})?)?",
        rf"(?:{_DAY}[/_.-])?{_MONTH}[/_.-]{_YEAR}",
        rf"{_YEAR}(?P<month>0[1-9]|1[0-2])(?P<day>[0-2]\d|3[01])?",
    )
]
_QUERY = re.compile(rf"[a-z_]{{1,20}}={_YEAR}-?(?P<month>0[1-9]|1[0-2])(?:-?(?P<day>[0-2]\d|3[01]))?", re.IGNORECASE)


def date_of_list(url: str) -> tuple[int, int, int] | None:
    """Return the year, month and day in an address that names nothing else, with 0 for a missing part; else None.

    The date is the end of the path, or the value of the only parameter.
    """
    parts = urlsplit(url)
    path = unquote(parts.path)
    tried = [_QUERY.fullmatch(parts.query)] if parts.query else [pattern.fullmatch(path) for pattern in _PATHS]
    found = next(filter(None, tried), None)
    if not found or parts.query.partition("=")[0].lower() in ARTICLE_PARAMETERS:
        return None
    parsed = found.groupdict()
    month = parsed.get("month")
    number = month_number(month, _LANGUAGES) if month and not month.isdecimal() else int(month or 0)
    return None if number is None else (int(parsed["year"]), number, int(parsed.get("day") or 0))


def is_recent_day(url: str) -> bool:
    """Return True for the list of one of the last days, which lead from one to the other on some sites."""
    named = date_of_list(url)
    if not named or 0 in named:
        return False
    try:
        age = datetime.now(UTC).date() - date(*named)
    except ValueError:  # no day, such as 31 June
        return False
    return timedelta(days=-1) <= age <= timedelta(days=RECENT_DAYS)
