"""Dates as listings write them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from dateutil import parser as dateutil_parser

_MAX_CHARACTERS = 60
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)|(?<!\d)(?:19|20)\d{6}(?!\d)")
_ISO_START = re.compile(r"\d{4}-?\d{2}-?\d{2}")
# What RFC 822 does not know, in seconds east of Greenwich.
_ZONES = {"WET": 0, "WEST": 3600, "BST": 3600, "CET": 3600, "MEZ": 3600, "CEST": 7200, "MESZ": 7200, "EET": 7200,
          "EEST": 10_800, "MSK": 10_800, "IST": 19_800, "ICT": 25_200, "WIB": 25_200, "JST": 32_400, "KST": 32_400,
          "AEST": 36_000, "AEDT": 39_600, "BRT": -10_800, "ART": -10_800}  # fmt: skip


def listing_date(text: str | None) -> str | None:
    """Bring a date into RFC 3339, or into a day where its time has no zone; None where it is none.

    RFC 822 and 3339 are read, and what dateutil makes of anything else that names a year.
    """
    text = (text or "").strip()[:_MAX_CHARACTERS]
    if not _YEAR.search(text):
        return None
    parsed = _parse(text)
    if parsed is None:
        return None
    return parsed.isoformat(timespec="seconds") if parsed.tzinfo else parsed.date().isoformat()


def as_datetime(date: str) -> datetime:
    """Read what `listing_date` wrote; a day counts as its start in UTC. Raises ValueError for anything else."""
    parsed = datetime.fromisoformat(date)
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)


def _parse(text: str) -> datetime | None:
    for reader in (_iso, _rfc_822, _any):
        try:
            parsed = reader(text)
            if parsed.tzinfo:
                parsed.astimezone(UTC)  # fails for moments outside of the calendar, which nobody could compare
        except (ValueError, OverflowError, TypeError, IndexError):  # each reader has its own for rubbish
            continue
        return parsed
    return None


def _iso(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _rfc_822(text: str) -> datetime:
    if _ISO_START.match(text) or text.rsplit(" ", 1)[-1].upper() in _ZONES:
        raise ValueError("not RFC 822")
    return parsedate_to_datetime(text)


def _any(text: str) -> datetime:
    day_first = not text[:4].isdigit()  # 03.04.2026 and 03/04/2026: most of the world puts the day first
    one: datetime
    other: datetime
    one, other = (
        dateutil_parser.parse(text, default=default, dayfirst=day_first, tzinfos=_offset)
        for default in (datetime(2000, 1, 1), datetime(2000, 2, 2))
    )
    if one != other:
        raise ValueError("no day in it")
    return one


def _offset(name: str | None, seconds: int | None) -> int | None:
    return seconds if seconds is not None else _ZONES.get(name or "")
