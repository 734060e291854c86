"""Convert the numbers in the table of site lines: fingerprints of lines, days, and names of sections."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta

_DAY_ZERO = date(1970, 1, 1)


def as_number(fingerprint: str) -> int:
    """Return a fingerprint as a signed number of 64 bits, for its column."""
    return int.from_bytes(bytes.fromhex(fingerprint), signed=True)


def as_fingerprint(number: int) -> str:
    """Return the fingerprint for a number of `as_number`."""
    return number.to_bytes(8, signed=True).hex()


def day_number(moment: str) -> int | None:
    """Return the number of days from 1970 to a day or time in ISO 8601; None if the text is neither."""
    try:
        return (date.fromisoformat(moment[:10]) - _DAY_ZERO).days
    except ValueError:
        return None


def as_date(day: int) -> str:
    """Return the day for a number of `day_number`, in ISO 8601."""
    return (_DAY_ZERO + timedelta(days=day)).isoformat()


def section_number(name: str) -> int:
    """Return a hash of a section's name: a signed number of 32 bits."""
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=4).digest(), signed=True)
