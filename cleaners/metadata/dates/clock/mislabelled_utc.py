"""Correct times that a page labels as UTC although they are local times."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime


def corrected(value: str, others: Iterable[datetime], shown: Iterable[str]) -> str:
    """Return an ISO time in UTC with the offset of another date that has the same time of day, else unchanged.

    `others` are the dates with an offset in the page's markup, and `shown` the texts below the headline: one of them
    must show this time of day, too.
    """
    if not value.endswith("+00:00"):
        return value
    minute = value[: len("2024-05-31T10:20")]
    local = next((time for time in others if time.utcoffset() and time.isoformat().startswith(minute)), None)
    if local is None or not any(map(_clock_pattern(local).search, shown)):
        return value
    return value.removesuffix("+00:00") + local.isoformat()[-len("+00:00") :]


def _clock_pattern(time: datetime) -> re.Pattern[str]:
    """Return a pattern for a time of day as texts show it, with 24 hours."""
    return re.compile(rf"(?<!\d)0?{time.hour}\s?[:.h時时点點시]\s?{time.minute:02}(?!\d)")
