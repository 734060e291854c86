"""Convert Ethiopian dates, such as ህዳር 5 ቀን 2019 ዓ.ም."""

from __future__ import annotations

import re
from datetime import date

_EPOCH = 2_796  # the first day of the calendar, as an ordinal of `date`
_MONTHS = (
    "መስከረም ጥቅምት [ህኅሕ]ዳር ታ[ኅህኀ]ሣ?ሳ?ስ ጥር የካቲት መጋቢት ሚያዝ[ያዚ]ያ? ግንቦት ሰኔ [ሐሀሃ]ምሌ ነ[ሐሀሃ]ሴ ጳጉሜን?".split()  # noqa: SIM905
)
_NAMED = "|".join(f"(?P<m{number}>{name})" for number, name in enumerate(_MONTHS, 1))
_DATE = re.compile(rf"(?:{_NAMED})\s+(?P<d>\d{{1,2}})(?:\s*ቀን)?[\s,፣]+(?P<y>(?:19[89]|20[0-9])\d)(?!\d)")


def to_iso(text: str) -> str:
    """Return the text, which has ASCII digits, with its first Ethiopian date as `YYYY-MM-DD`."""
    match = _DATE.search(text)
    if match is None or match.lastindex is None:
        return text
    month = next(number for number in range(1, len(_MONTHS) + 1) if match[f"m{number}"])
    year, day = int(match["y"]), int(match["d"])
    ordinal = _EPOCH + 365 * (year - 1) + year // 4 + 30 * (month - 1) + day - 1
    return f"{text[: match.start()]}{date.fromordinal(ordinal).isoformat()}{text[match.end() :]}"
