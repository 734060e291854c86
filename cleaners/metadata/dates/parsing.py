"""Parse the dates that pages write, in any language, to RFC 3339.

An offset is kept as written, a time without an offset gets none, and a day stays a day.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import lru_cache

from cleaners.metadata.dates import named_months
from cleaners.metadata.dates.calendars.conversion import to_gregorian
from cleaners.metadata.dates.clock.time_of_day import add_time
from cleaners.record import Precision

EARLIEST_YEAR = 1990  # there were no web pages before
EARLIEST_ARCHIVED_YEAR = 1700  # for digitised newspapers, where the markup gives the date
MAX_DATE_CHARS = 200  # the rest of a longer text is ignored
# The first days of various computer calendars, which programs write if they have no date.
_PLACEHOLDER_DATES = frozenset(
    ["1899-12-30", "1899-12-31", "1900-01-01", "1901-12-13", "1904-01-01", "1970-01-01", "1980-01-01"]
)

_ISO = re.compile(
    r"(?P<y>\d{4})(?P<sep>[-/.]?)(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})"
    r"(?:(?:T|\s+|,\s*|\s+(?:at|um)\s+|\s*[-|·]\s*)(?P<time>\d.{3,40}))?$",
    re.IGNORECASE,
)
# Chinese, Japanese and Korean; Mongolian.
_YEAR_MONTH_DAY = re.compile(
    r"(?P<y>\d{4})\s*(?:[年년]|оны)\s*(?P<m>\d{1,2})\s*(?:[月월]|(?:-?р)?\s+сарын)\s*(?P<d>\d{1,2})(?:\s*[日일号號])?(?!\d)"
)
_NUMERIC = re.compile(r"(?<!\d)(?P<a>\d{1,2})\s?(?P<sep>[./-])\s?(?P<b>\d{1,2})\s?(?P=sep)\s?(?P<y>\d{4})(?!\d)")
# Years of two digits. In languages in which dates begin with the year, these do so too.
_SHORT_YEAR = re.compile(
    r"(?<![\d.:/-])(?P<a>\d{1,2})\s?(?P<sep>[./-])\s?(?P<b>\d{1,2})\s?(?P=sep)\s?(?P<c>\d{2})(?![\d:/-]|\.\d)"
)
_YEAR_FIRST_LANGUAGES = frozenset({"zh", "ja", "ko", "hu", "lt", "mn"})
_VIETNAMESE = re.compile(r"(?P<d>\d{1,2})\s+tháng\s+(?P<m>\d{1,2}),?\s+(?:năm\s+)?(?P<y>\d{4})", re.IGNORECASE)
_YEAR_FIRST = re.compile(r"(?<!\d)(?P<y>\d{4})(?P<sep>[./-])\s?(?P<m>\d{1,2})(?P=sep)\s?(?P<d>\d{1,2})(?!\d)")
_ENDS_IN_ZERO_SECONDS = re.compile(r"T\d\d:\d\d:00$")
_URL_NAMED_DAY = re.compile(r"/(?P<y>(?:19|20)\d\d)/(?P<m>[a-z]{3,9})/(?P<d>\d{1,2})(?=[/\-_.?]|$)")
_URL_DAY = re.compile(
    r"[/\-_=](?P<y>(?:19|20)\d\d)(?P<sep>[/\-_]?)(?P<m>0?[1-9]|1[0-2])(?P=sep)(?P<d>0?[1-9]|[12]\d|3[01])(?=[/\-_.?&]|$)"
)
# Languages that write the month first with slashes, and those that do so with other marks too.
_MONTH_FIRST = frozenset({"en", "en-us", "fil", "en-ph"})
_ALWAYS_MONTH_FIRST = frozenset({"en-us"})
_EPOCH = re.compile(r"/Date\((\d{10,13})(?:[+-]\d{4})?\)/")  # of programs by Microsoft
_CTIME = re.compile(r"(\w{3})\s+(\d{1,2})\s+(\d\d:\d\d(?::\d\d)?)\s+(\w{2,4}\s)?(\d{4})$")  # "Mar 5 10:20:30 UTC 2026"
_SHORT_YEAR_AFTER_MONTH = re.compile(
    r"(?<=\d)(?P<month>[\s-][^\W\d_]{3,9}\.?)(?P<sep>[\s-]'?|\s?['’])(?P<y>\d\d)(?=$|,?\s\d{1,2}:\d\d|,?\s?$)"
    r"|(?<=\d)(?P<comma>,\s?)['’](?P<late>\d\d)(?!\d)"
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A parsed date: in RFC 3339, or only the day, with its precision."""

    value: str
    precision: Precision

    @property
    def day(self) -> str:
        """The day, YYYY-MM-DD, in the time zone of the page."""
        return self.value[:10]

    @property
    def has_offset(self) -> bool:
        """True if it is a time with a UTC offset."""
        return len(self.value) > len("2024-05-31T10:20:30")

    @property
    def clock_time(self) -> str | None:
        """The time of day, HH:MM or HH:MM:SS, of a time without offset; None for a time with offset and for a day."""
        return None if self.has_offset else self.value[11:] or None


def parse(
    raw: str | None, language: str | None = None, now: datetime | None = None, earliest_year: int = EARLIEST_YEAR
) -> Moment | None:
    """Parse one date by the month names and day order of `language` (BCP 47).

    Return None if the text is not a date, or if the date is before `earliest_year` or more than a day after `now`,
    which has a time zone and is by default the current time.
    """
    text = " ".join((raw or "").split())[:MAX_DATE_CHARS]
    if text.isascii() and not any(map(str.isdigit, text)):
        return None  # in other scripts, letters may be digits
    text = to_gregorian(_in_usual_form(text))
    if not any(map(str.isdigit, text)):
        return None
    latest = (now or datetime.now(UTC)) + timedelta(days=1)
    if text.isascii() and text.isdigit() and len(text) in (10, 13):
        return _from_epoch(int(text[:10]), latest)
    moment = _read(text, language, latest.date())
    if moment is None or int(moment.day[:4]) < earliest_year or moment.day in _PLACEHOLDER_DATES:
        return None
    return moment if moment.day <= latest.date().isoformat() else None


@lru_cache(maxsize=500)  # a page writes a date in several places, and several fields are read from each
def _read(text: str, language: str | None, latest: date) -> Moment | None:
    day, surroundings = _find_day(text, language, latest)
    if day is None:
        return None
    timed = add_time(day, surroundings, language)
    moment = Moment(timed[0].isoformat(), timed[1]) if timed else Moment(day.date().isoformat(), "day")
    if moment.precision == "minute" and _ENDS_IN_ZERO_SECONDS.search(moment.value):
        # isoformat adds seconds that the page does not give.
        moment = replace(moment, value=moment.value.removesuffix(":00"))
    return moment


def _in_usual_form(text: str) -> str:
    """Return rarer forms in a common order: "/Date(1772705430000)/", "Mar 5 10:20:30 UTC 2026", "5-Mar-26"."""
    if epoch := _EPOCH.fullmatch(text):
        return epoch[1]
    if ctime := _CTIME.search(text):
        return f"{ctime[2]} {ctime[1]} {ctime[5]} {ctime[3]} {ctime[4] or ''}".strip()
    short = _SHORT_YEAR_AFTER_MONTH.search(text)
    if short and short["late"]:
        return f"{text[: short.start()]}, 20{short['late']}{text[short.end() :]}"
    if short and named_months.is_month(short["month"].strip(" -")):
        return f"{text[: short.start()]}{short['month']} 20{short['y']}{text[short.end() :]}"
    return text


def parse_rfc3339(value: str | None) -> datetime | None:
    """Return an RFC 3339 time as a datetime with a time zone, UTC by default; None if it is not one."""
    try:
        moment = datetime.fromisoformat(value or "")
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def parse_http_date(value: str | None) -> datetime | None:
    """Return the time of an HTTP header, which is in UTC, such as "Thu, 05 Mar 2026 19:30:20 GMT"; else None."""
    try:
        moment = parsedate_to_datetime(value or "")
    except (ValueError, TypeError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def from_url(url: str, now: datetime | None = None) -> tuple[str, Moment] | None:
    """Return the day in an address, as written and parsed: `/2024/05/31/`, `/2024/may/31/`, `-20240531.html`."""
    for match in _URL_DAY.finditer(url[:2_000]):
        moment = parse(f"{match['y']}-{match['m']}-{match['d']}", now=now)
        if moment:
            return match[0].strip("/-_"), moment
    named = _URL_NAMED_DAY.search(url[:2_000])
    moment = parse(f"{named['d']} {named['m']} {named['y']}", "en", now) if named else None
    return (named[0].strip("/"), moment) if named and moment else None


def _from_epoch(seconds: int, latest: datetime) -> Moment | None:
    moment = datetime.fromtimestamp(seconds, UTC)
    return Moment(moment.isoformat(), "second") if moment.year >= EARLIEST_YEAR and moment <= latest else None


def _find_day(text: str, language: str | None, latest: date) -> tuple[datetime | None, str]:
    """Return the day, and the text around it, which may contain the time."""
    if match := _ISO.match(text):
        return _to_datetime(match["y"], match["m"], match["d"]), match["time"] or ""
    for pattern in (_YEAR_MONTH_DAY, _YEAR_FIRST, _NUMERIC, _VIETNAMESE):
        if match := pattern.search(text):
            parts = match.groupdict()
            around = text[match.end() :] + " " + text[: match.start()]
            if "m" in parts:
                return _to_datetime(parts["y"], parts["m"], parts["d"]), around
            return _numeric_day(parts, language, latest), around
    if named := named_months.find_day(text, language):
        return _to_datetime(named.year, named.month, named.day), named.surroundings
    if match := _SHORT_YEAR.search(text):
        return _short_year_day(match, language), text[match.end() :] + " " + text[: match.start()]
    return None, ""


def _numeric_day(parts: dict[str, str], language: str | None, latest: date) -> datetime | None:
    """Return the day of "03-09-2026". If the language's order makes it later than `latest`, take the other order."""
    month, day = _month_and_day(parts, language)
    usual, swapped = _to_datetime(parts["y"], month, day), _to_datetime(parts["y"], day, month)
    is_ahead = usual is not None and usual.date() > latest
    return swapped if is_ahead and swapped and swapped.date() <= latest else usual


def _short_year_day(match: re.Match[str], language: str | None) -> datetime | None:
    """Return the day of "05.03.26", or of "26.03.05" in languages that write the year first.

    Return None for hyphens in an unknown language: "26-03-05" may begin with the year or with the day.
    """
    parts = match.groupdict()
    if parts["sep"] == "-" and not language:
        return None
    if (language or "").split("-")[0] in _YEAR_FIRST_LANGUAGES and int(parts["b"]) <= 12:
        return _to_datetime(f"20{parts['a']:0>2}", parts["b"], parts["c"])
    return _to_datetime(f"20{parts['c']}", *_month_and_day(parts, language))


def _month_and_day(parts: dict[str, str], language: str | None) -> tuple[str, str]:
    """Return month and day of a numeric date.

    The day comes first, except with slashes in the languages of _MONTH_FIRST. If only one order is possible, it wins.
    """
    first, second = parts["a"], parts["b"]
    tag = (language or "").lower()
    is_month_first = tag in _ALWAYS_MONTH_FIRST or (parts["sep"] == "/" and tag in _MONTH_FIRST)
    if int(second) > 12 or (is_month_first and int(first) <= 12):
        return first, second
    return second, first


def _to_datetime(year: str, month: str, day: str) -> datetime | None:
    """Return midnight of the day, or None if the day does not exist."""
    try:
        gregorian_year = int(year) - (543 if int(year) > 2400 else 0)  # years of the Thai calendar
        return datetime(gregorian_year, int(month), int(day))
    except ValueError:
        return None
