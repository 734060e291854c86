"""Find the UTC offset of a clock time for which the page gives none.

Four sources are certain enough:

* another date of the same page or of its listing that is within a week,
* the country of the site, if the page's language is an official one there and the whole country has one time,
* the time in UTC that the listing gives, if it differs from the clock time by whole half hours,
* the time of the server's Last-Modified header, if it is the clock time to the second in some offset, or to the minute
  in an offset of the site's country.

If none of these tells the offset, the date has none.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache

from babel.core import get_global
from dateutil import tz

from cleaners.metadata.dates import countries

# Between two dates that share an offset. With more days between them, summer time may have begun or ended.
MAX_DISTANCE = timedelta(days=7)
MIN_OFFSET, MAX_OFFSET, OFFSET_STEP = timedelta(hours=-12), timedelta(hours=14), timedelta(minutes=30)
# The zone in which nearly everybody lives, for countries with several: `primaryZones` of CLDR's supplemental data.
_PRIMARY_ZONES = {
    "CL": "America/Santiago", "CN": "Asia/Shanghai", "DE": "Europe/Berlin", "EC": "America/Guayaquil",
    "ES": "Europe/Madrid", "MY": "Asia/Kuala_Lumpur", "NZ": "Pacific/Auckland", "PT": "Europe/Lisbon",
    "UA": "Europe/Kiev", "UZ": "Asia/Tashkent",
}  # fmt: skip


def with_offset(
    clock: datetime,
    others: Iterable[datetime],
    url: str,
    language: str | None,
    listed: datetime | None = None,
    served: datetime | None = None,
) -> datetime | None:
    """Return a clock time with its offset, or None if no source gives one.

    `others` are the page's dates, `listed` is the date in its listing, and `served` that of its Last-Modified header.
    All have a time zone. Dates in UTC do not give their offset, because many systems write UTC for any place.
    """
    for other in (*others, *([listed] if listed else [])):
        offset = other.utcoffset()
        if offset and abs(other.replace(tzinfo=None) - clock) <= MAX_DISTANCE:
            return clock.replace(tzinfo=timezone(offset))
    offset = _offset_in_country(clock, countries.territory(url, language), language)
    if offset is None and listed is not None:
        offset = _offset_from_utc(clock, listed)
    if offset is None and served is not None:
        offset = _offset_of_server(clock, served, countries.territory(url, language))
    return None if offset is None else clock.replace(tzinfo=timezone(offset))


def _offset_from_utc(clock: datetime, moment: datetime) -> timedelta | None:
    """Return the offset with which a clock time is the given moment, or None if there is none.

    Equal times give none, because many feeds call local time UTC.
    """
    offset = clock.replace(second=0) - moment.astimezone(UTC).replace(tzinfo=None, second=0, microsecond=0)
    is_offset = offset % OFFSET_STEP == timedelta(0) and MIN_OFFSET <= offset <= MAX_OFFSET
    return offset if offset and is_offset else None


def _offset_of_server(clock: datetime, served: datetime, territory: str) -> timedelta | None:
    """Return the offset with which a clock time is the time of the server's header, or None.

    The header is often the time of the response. On one page in thirty, this differs from the clock time by whole half
    hours by chance. So the seconds must agree too, or the offset must be in use in the country of the site.
    """
    offset = _offset_from_utc(clock, served)
    if offset is None:
        return None
    in_country = {clock.replace(tzinfo=tz.gettz(zone)).utcoffset() for zone in _zones(territory)}
    return offset if (clock.second and clock.second == served.second) or offset in in_country else None


def _offset_in_country(clock: datetime, territory: str, language: str | None) -> timedelta | None:
    """Return the offset that all zones of a country share at a clock time."""
    zones = _zones(territory)
    base = (language or "").split("-")[0]
    if not zones or base not in countries.languages(territory):
        return None
    offsets = {clock.replace(tzinfo=tz.gettz(zone)).utcoffset() for zone in zones}
    return offsets.pop() if len(offsets) == 1 else None


@lru_cache(maxsize=300)
def _zones(territory: str) -> tuple[str, ...]:
    if territory in _PRIMARY_ZONES:
        return (_PRIMARY_ZONES[territory],)
    names = get_global("territory_zones").get(territory, ())
    return tuple(name for name in names if tz.gettz(name))
