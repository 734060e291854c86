"""Read and write durations, such as "30m" or "7d"."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}  # seconds
_DURATION = re.compile(r"(\d{1,6})\s*([smhdw])")
_LONGEST = timedelta(days=36_500)  # a longer duration before now could be outside the calendar


def parse_duration(value: Any) -> timedelta:
    """Parse a duration such as "90s", "30m", "6h", "7d" or "2w".

    Raises:
        ValueError: The value is not a duration, or is longer than a century.
    """
    match = _DURATION.fullmatch(value.strip()) if isinstance(value, str) else None
    if not match:
        raise ValueError(f"must be a duration such as '90s', '30m', '6h' or '7d', not {value!r:.60}")
    duration = timedelta(seconds=int(match[1]) * _UNITS[match[2]])
    if duration > _LONGEST:
        raise ValueError(f"must be at most {_LONGEST.days} days, not {value!r:.60}")
    return duration


def duration_text(duration: timedelta) -> str:
    """Return a duration in the largest unit that divides it, such as "30m"."""
    seconds = int(duration.total_seconds())
    unit = next(unit for unit in ("w", "d", "h", "m", "s") if seconds % _UNITS[unit] == 0)
    return f"{seconds // _UNITS[unit]}{unit}"
