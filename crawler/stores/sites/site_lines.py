"""Decide which counted lines are site lines, which a site repeats so often that they are removed from its articles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Engine,
    Row,
    and_,
    bindparam,
    or_,
    select,
    update,
)

from cleaners.compare.site_lines import MIN_PAGES, MIN_SHARE, SiteLineCounts, is_repeated
from crawler.stores.database.schema import SEEN_TWICE, site_line_hosts, site_lines
from crawler.stores.sites.line_counts import counted_host
from crawler.stores.sites.line_numbers import as_date, as_fingerprint, as_number

Line = site_lines.c


@dataclass(frozen=True, slots=True)
class SiteLine:
    """A line of a site, with the number of its pages, and whether it is removed from articles."""

    host: str
    language: str
    fingerprint: str
    sample: str
    pages: int
    seen: int
    first_seen: str  # a day
    last_seen: str
    confirmed: bool  # it repeats often enough to be removed
    forgotten: bool  # a user said that it is not a site line
    applied: bool  # the articles that were stored earlier were cleaned with it


class SiteLines:
    """The tables of lines and of hosts, queried before a page is cleaned. `line_counts.py` counts each new article."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def known_lines(self, url: str | None, *, is_counted: bool = False) -> SiteLineCounts:
        """Return the lines that other pages of the site repeat; `is_counted`: this page is counted already.

        Only lines that this page could confirm are returned: those on enough pages, of several days or sections.
        """
        host, own = counted_host(url), int(is_counted)
        if not host:
            return {}
        with self._engine.connect() as connection:
            rows = connection.execute(_OFTEN, {"host": host}).all()
        return {
            as_fingerprint(row.fingerprint): (row.pages - own, row.seen - own)
            for row in rows
            if row.fingerprint is not None and _is_spread(row) and is_repeated(row.pages - own + 1, row.seen - own + 1)
        }

    def lines(self, host: str | None = None) -> list[SiteLine]:
        """Return the confirmed, applied or forgotten lines of one host or all, most frequent first."""
        query = _TELLING if host is None else _TELLING.where(_HOSTS.host == host)
        with self._engine.connect() as connection:
            found = [_site_line(row) for row in connection.execute(query)]
        return sorted(
            (line for line in found if line.confirmed or line.applied or line.forgotten),
            key=lambda line: (line.host, -line.pages, line.fingerprint),
        )

    def counted_host(self, host: str) -> str:
        """Return a host as it is counted: with its port, if pages were seen only on a port."""
        with_port = _HOSTS.host.startswith(f"{host}:", autoescape=True)
        query = select(_HOSTS.host).where(or_(_HOSTS.host == host, with_port)).order_by(_HOSTS.host).limit(1)
        with self._engine.connect() as connection:
            return connection.execute(query).scalar() or host

    def pages_seen(self, host: str) -> dict[str, int]:
        """Return how many articles of a host were counted, by language."""
        query = select(site_line_hosts).where(site_line_hosts.c.host == host)
        with self._engine.connect() as connection:
            return {row.language: row.pages for row in connection.execute(query)}

    def unsettled(self) -> list[SiteLine]:
        """Return the newly and the no longer confirmed lines, whose articles must be cleaned again.

        Only frequent and applied lines are read, by their indexes, because a store may have millions of other lines.
        """
        with self._engine.connect() as connection:
            rows = [*connection.execute(_FREQUENT), *connection.execute(_APPLIED)]
        found = [_site_line(row) for row in rows if row.fingerprint is not None]
        return [line for line in found if line.confirmed != line.applied]

    def settle(self, lines: Iterable[SiteLine]) -> None:
        """Note that the stored articles were cleaned with these lines."""
        with self._engine.begin() as connection:
            for line in lines:
                connection.execute(update(site_lines).where(*_key(line)).values(applied=line.confirmed))

    def forget(self, lines: Iterable[SiteLine]) -> None:
        """Never treat these lines as site lines again."""
        with self._engine.begin() as connection:
            for line in lines:
                connection.execute(update(site_lines).where(*_key(line)).values(forgotten=True))


def _key(line: SiteLine) -> tuple[Any, ...]:
    named = (_HOSTS.host == line.host, _HOSTS.language == line.language)
    site = select(_HOSTS.number).where(*named).scalar_subquery()
    return Line.site == site, Line.fingerprint == as_number(line.fingerprint)


_HOSTS = site_line_hosts.c
_SAME_SITE = _HOSTS.number == Line.site
_SITE_COLUMNS = (site_lines, _HOSTS.host, _HOSTS.language, _HOSTS.pages.label("seen"))
# On enough pages, with the current page. The lower end of the interval is never above the share itself.
_IS_OFTEN = and_(SEEN_TWICE, Line.pages >= MIN_PAGES - 1, Line.pages >= MIN_SHARE * _HOSTS.pages - 1)
_TELLING = select(*_SITE_COLUMNS).join(site_line_hosts, _SAME_SITE).where(or_(_IS_OFTEN, Line.applied, Line.forgotten))
# An outer join starts at the site. With an inner join SQLite reads all lines of the host, or of the table. A site
# without lines gives a row of nulls.
_FREQUENT = (
    select(*_SITE_COLUMNS)
    .select_from(site_line_hosts)
    .outerjoin(site_lines, and_(_SAME_SITE, _IS_OFTEN, ~Line.forgotten, ~Line.applied))
)
_APPLIED = select(*_SITE_COLUMNS).join(site_line_hosts, _SAME_SITE).where(Line.applied)
_OFTEN = (
    select(Line.fingerprint, Line.pages, Line.first_day, Line.last_day, Line.first_section, Line.last_section,
           _HOSTS.pages.label("seen"))
    .select_from(site_line_hosts)
    .outerjoin(site_lines, and_(_SAME_SITE, _IS_OFTEN, ~Line.forgotten))
    .where(_HOSTS.host == bindparam("host"))
)  # fmt: skip


def _site_line(row: Row[Any]) -> SiteLine:
    confirmed = not row.forgotten and _is_spread(row) and is_repeated(row.pages, row.seen)
    fields = ("host", "language", "sample", "pages", "seen")
    return SiteLine(
        **{name: getattr(row, name) for name in fields},
        fingerprint=as_fingerprint(row.fingerprint),
        first_seen=as_date(row.first_seen),
        last_seen=as_date(row.first_seen if row.last_seen is None else row.last_seen),
        confirmed=confirmed,
        forgotten=row.forgotten,
        applied=row.applied,
    )


def _is_spread(row: Row[*tuple[Any, ...]]) -> bool:
    """Return True if a line was on pages of several days or sections, and not just in the live blogs of one day."""
    return bool(row.first_day != row.last_day or row.first_section != row.last_section)
