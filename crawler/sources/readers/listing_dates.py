"""Read the dates in listings, which have many formats, and return them in one format."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from dateutil import parser as dateutil_parser

from cleaners.metadata.dates import named_months, parsing
from cleaners.metadata.dates.parsing import Moment

_MAX_CHARACTERS = 60  # read from a date
# Programs write earlier years if they have no date.
_EARLIEST_YEAR = 1990
_LATEST = datetime(9000, 1, 1, tzinfo=UTC)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)|(?<!\d)(?:19|20)\d{6}(?!\d)")
_ISO_START = re.compile(r"\d{4}-?\d{2}-?\d{2}")
_WORD = r"[^\W\d_][^\W\d]{1,11}"
# Years of two digits: 13 Aug 24, 13.08.24 and Aug 13, 24. Groups: the text before the year, and the year.
_SHORT_YEARS = (
    re.compile(rf"(?<!\d)(\d{{1,2}}\.?[ -]{_WORD}\.?,?[ -])(\d\d)(?![\d:.])"),
    re.compile(r"(?<![\d.])(\d{1,2}([./])\d{1,2}\2)(\d\d)(?![\d:.])"),
    re.compile(rf"\b({_WORD}\.? \d{{1,2}}, ?)(\d\d)(?![\d:.])"),
)
_LETTERS = re.compile(r"[^\s\d.,:/+-]{3,}")
# Languages of newspapers in addition to those whose month names are always tried.
_FURTHER_LANGUAGES = (
    "el", "cs", "hu", "sv", "fi", "da", "no", "ro", "uk", "bg", "hr", "sr", "sk", "sl", "et", "lv", "lt", "ca", "eu",
    "gl", "is", "mk", "sq", "ka", "hy", "az", "kk", "fa", "he", "ur", "hi", "bn", "ta", "sw", "ms", "fil",
)  # fmt: skip
_PIVOT = 70  # RFC 2822 puts years from 50 to 99 into the last century, but no web page is that old
# A weekday may be spelled like a month: "mar." is Tuesday in French and March in English.
_WEEKDAY = re.compile(rf"{_WORD}[.,]?,? (?=\d{{1,2}}\.?[ -]{_WORD})")
_MIDNIGHT = re.compile(r"(?<![\d:])24:00(:00)?(?!\d)")  # at the end of a day
# An offset after the name of universal time, and the name of a zone after an offset, as JavaScript writes them.
_NAMED_OFFSET = re.compile(r"(?<=[\d ])(?:GMT|UTC) ?([+-]\d{1,2})(?::?(\d\d))?(?!\d)(?: \([^()]{1,40}\)?)?")
_HALF_OF_DAY = re.compile(r"(?<=\d) ?([ap])\.? ?m\b\.?", re.IGNORECASE)  # never in the date of an e-mail
# Time zones that RFC 822 does not define, in seconds east of Greenwich.
_ZONES = {"WET": 0, "WEST": 3600, "BST": 3600, "CET": 3600, "MEZ": 3600, "CEST": 7200, "MESZ": 7200, "EET": 7200,
          "EEST": 10_800, "MSK": 10_800, "IST": 19_800, "ICT": 25_200, "WIB": 25_200, "JST": 32_400, "KST": 32_400,
          "AEST": 36_000, "AEDT": 39_600, "BRT": -10_800, "ART": -10_800}  # fmt: skip
# Time zones that RFC 822 defines, for dates that are not in the format of e-mails.
_AMERICAN = {"EST": -18_000, "EDT": -14_400, "CST": -21_600, "CDT": -18_000, "MST": -25_200, "MDT": -21_600,
             "PST": -28_800, "PDT": -25_200}  # fmt: skip


def listing_date(text: str | None, language: str | None = None) -> str | None:
    """Return a date as an RFC 3339 time, or as a day if its time has no zone; None if it cannot be read.

    RFC 3339 and RFC 822 are tried first, then dateutil for texts with a year, and then the month names of `language`
    (BCP 47) and of common languages.
    """
    text = _NAMED_OFFSET.sub(_offset, " ".join((text or "").split())[:_MAX_CHARACTERS])
    text = _HALF_OF_DAY.sub(r" \1m", _with_long_year(text))
    parsed = _parse_midnight(text) if _YEAR.search(text) else None
    if parsed is not None:
        written = parsed.isoformat(timespec="seconds") if parsed.tzinfo else parsed.date().isoformat()
        return written if parsed.year >= _EARLIEST_YEAR else None
    text = _WEEKDAY.sub("", text, count=1)
    moment = parsing.parse(text, language, _LATEST) or _in_further_languages(text)
    return None if moment is None else moment.value if moment.has_offset else moment.day


def _in_further_languages(text: str) -> Moment | None:
    """Return a date with the name of a month in a language that the feed does not declare.

    Return None if languages disagree about the month: "srpna" is August in Czech, and "srpnja" July in Croatian.
    """
    words = _LETTERS.findall(text) if any(map(str.isdigit, text)) else []
    languages = [name for name in _FURTHER_LANGUAGES if any(named_months.is_month(word, (name,)) for word in words)]
    moments = [moment for name in languages if (moment := parsing.parse(text, name, _LATEST))]
    return moments[0] if len({moment.day for moment in moments}) == 1 else None


def _offset(match: re.Match[str]) -> str:
    """Return an offset in the format of e-mails."""
    return f"{match[1][0]}{match[1][1:]:0>2}{match[2] or '00'}"


def _with_long_year(text: str) -> str:
    """Return a date with its year in four digits."""
    if _YEAR.search(text):
        return text
    for pattern in _SHORT_YEARS:
        if match := pattern.search(text):
            year = match[match.lastindex or 0]
            century = "19" if int(year) >= _PIVOT else "20"
            return f"{text[: match.start()]}{match[1]}{century}{year}{text[match.end() :]}"
    return text


def _parse_midnight(text: str) -> datetime | None:
    """Parse a text; 24:00 is the start of the next day."""
    start = _MIDNIGHT.sub(r"00:00\1", text)
    parsed = _parse(start)
    try:
        return parsed + timedelta(days=1) if parsed and start != text else parsed
    except OverflowError:
        return None


def _parse(text: str) -> datetime | None:
    """Return the result of the first reader that succeeds; None if all fail."""
    for reader in (_read_iso, _read_rfc_822, _read_free_form):
        try:
            parsed = reader(text)
            if parsed.tzinfo:
                parsed.astimezone(UTC)  # fails for times outside the calendar, which cannot be compared
        except (ValueError, OverflowError, TypeError, IndexError):  # each reader raises its own for bad input
            continue
        return parsed
    return None


def _read_iso(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _read_rfc_822(text: str) -> datetime:
    """Read the date of an e-mail; leave ISO dates, a.m. and p.m., and zones unknown to RFC 822 to dateutil."""
    if _ISO_START.match(text) or _HALF_OF_DAY.search(text) or not _ZONES.keys().isdisjoint(text.upper().split()):
        raise ValueError("not RFC 822")
    return parsedate_to_datetime(text)


def _read_free_form(text: str) -> datetime:
    """Read any date that names year, month and day.

    dateutil takes missing parts from a default. If two defaults give different dates, a part is missing.
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
    """Return the offset that dateutil read, else the offset of the named zone, in seconds east of Greenwich."""
    return seconds if seconds is not None else (_ZONES | _AMERICAN).get(name or "")
