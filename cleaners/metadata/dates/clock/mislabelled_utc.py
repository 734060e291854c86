"""Correct times that a page labels as UTC although they are local times."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from cleaners.metadata.dates.parsing import Moment, parse_rfc3339

_UTC_ENDS = ("Z", "+00:00", "+0000")


def corrected(moment: Moment, written: Iterable[str], shown: Iterable[str]) -> Moment:
    """Return a moment in UTC with the offset of another date of the page that has the same time of day, else unchanged.

    `written` are the dates of the page in the markup, and `shown` the texts below the headline: one of them must show
    this time of day, too.
    """
    if not moment.value.endswith("+00:00"):
        return moment
    minute = moment.value[: len("2024-05-31T10:20")]
    alike = (text for text in written if minute[-5:] in text and not text.strip().endswith(_UTC_ENDS))
    times = (time for text in alike if (time := parse_rfc3339(text.strip())) is not None)
    local = next((time for time in times if time.utcoffset() and time.isoformat().startswith(minute)), None)
    if local is None or not any(map(_clock_pattern(local).search, shown)):
        return moment
    offset = local.isoformat()[-len("+00:00") :]
    return Moment(moment.value.removesuffix("+00:00") + offset, moment.precision)


def _clock_pattern(time: datetime) -> re.Pattern[str]:
    """Return a pattern for a time of day as texts show it, with 24 hours."""
    return re.compile(rf"(?<!\d)0?{time.hour}\s?[:.h時时点시]\s?{time.minute:02}(?!\d)")
