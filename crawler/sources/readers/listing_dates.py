"""Reads the dates of listings, which come in many formats, and writes them in one."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from dateutil import parser as dateutil_parser

_MAX_CHARACTERS = 60  # read of a date
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)|(?<!\d)(?:19|20)\d{6}(?!\d)")
_ISO_START = re.compile(r"\d{4}-?\d{2}-?\d{2}")
# Time zones that RFC 822 does not define, in seconds east of Greenwich.
_ZONES = {"WET": 0, "WEST": 3600, "BST": 3600, "CET": 3600, "MEZ": 3600, "CEST": 7200, "MESZ": 7200, "EET": 7200,
          "EEST": 10_800, "MSK": 10_800, "IST": 19_800, "ICT": 25_200, "WIB": 25_200, "JST": 32_400, "KST": 32_400,
          "AEST": 36_000, "AEDT": 39_600, "BRT": -10_800, "ART": -10_800}  # fmt: skip


def listing_date(text: str | None) -> str | None:
    """Return a date as an RFC 3339 time, or as a day if its time has no zone; None if it cannot be read.

    Reads RFC 3339 and RFC 822, and leaves any other text that names a year to dateutil.
    """
    text = (text or "").strip()[:_MAX_CHARACTERS]
    if not _YEAR.search(text):
        return None
    parsed = _parse(text)
    if parsed is None:
        return None
    return parsed.isoformat(timespec="seconds") if parsed.tzinfo else parsed.date().isoformat()


def as_datetime(date: str) -> datetime:
    """Return what `listing_date` wrote as a moment; a day counts as its start in UTC.

    Raises:
        ValueError: The text has another format.
    """
    parsed = datetime.fromisoformat(date)
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)


def _parse(text: str) -> datetime | None:
    """Return what the first successful reader makes of a text, None if all fail."""
    for reader in (_read_iso, _read_rfc_822, _read_free_form):
        try:
            parsed = reader(text)
            if parsed.tzinfo:
                parsed.astimezone(UTC)  # fails for moments outside the calendar, which cannot be compared
        except (ValueError, OverflowError, TypeError, IndexError):  # each reader raises its own for bad input
            continue
        return parsed
    return None


def _read_iso(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _read_rfc_822(text: str) -> datetime:
    """Read an e-mail date; ISO dates, and zones that RFC 822 does not define, are left to dateutil."""
    if _ISO_START.match(text) or text.rsplit(" ", 1)[-1].upper() in _ZONES:
        raise ValueError("not RFC 822")
    return parsedate_to_datetime(text)


def _read_free_form(text: str) -> datetime:
    """Read any date that names year, month and day.

    dateutil fills what is missing from a default. Two defaults that give different dates show that a part is missing.
    """
    day_first = not text[:4].isdigit()  # 03.04.2026 and 03/04/2026: most of the world puts the day first
    parsed: datetime
    with_other_default: datetime
    parsed, with_other_default = (
        dateutil_parser.parse(text, default=default, dayfirst=day_first, tzinfos=_zone_offset)
        for default in (datetime(2000, 1, 1), datetime(2000, 2, 2))
    )
    if parsed != with_other_default:
        raise ValueError("the month or the day is missing")
    return parsed


def _zone_offset(name: str | None, seconds: int | None) -> int | None:
    """Return the offset that dateutil read, else that of the zone's name, in seconds east of Greenwich."""
    return seconds if seconds is not None else _ZONES.get(name or "")
