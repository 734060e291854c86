"""Find the sites that are due: those with due listings, pending pages or rechecks."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import JSON, Engine, Executable, FromClause, Row, Text, bindparam, cast, func, select

from crawler.configuration.durations import parse_duration
from crawler.configuration.own import Settings
from crawler.moments import now
from crawler.sources.source import Source
from crawler.stores.addresses.due_times import FURTHEST, furthest_recheck
from crawler.stores.database.inserts import insert_into
from crawler.stores.database.schema import runs, sources, urls

NEVER_READ = datetime.min.replace(tzinfo=UTC)  # when a source that no run has read or tried became due


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceWork:
    """The work of a source that is due now: listings, pages or rechecks, at least one of them."""

    source: str
    has_listings: bool  # no run has read all its listings within its `every`
    has_pages: bool  # pages that earlier runs found are pending
    has_rechecks: bool
    since: datetime  # when the earliest of them became due, or when a run last tried the source, if that is later


@dataclass(frozen=True, slots=True)
class DueSite:
    """A site, and its sources that are due."""

    site: str  # registered domain of the home page, see `site_of`
    sources: tuple[SourceWork, ...]

    @property
    def since(self) -> datetime:
        """When the first of its sources became due; NEVER_READ if no run has read or tried it."""
        return min(work.since for work in self.sources)


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRules:
    """What makes a source due."""

    force: bool = False  # the listings of every source are due
    rechecks: bool = True  # rechecks count too
    furthest_recheck: timedelta = FURTHEST  # a recheck that is due later was noted by a run whose clock was fast
    pause: timedelta = timedelta(0)  # after a run has read the listings of a source or tried to


def due_rules(settings: Settings, *, force: bool = False) -> DueRules:
    """Return the rules in the settings."""
    pauses = recheck_pauses(settings)
    return DueRules(
        force=force,
        rechecks=settings.getint("MAX_RECHECKS") > 0 and bool(pauses),
        furthest_recheck=furthest_recheck(pauses),
        pause=timedelta(seconds=settings.getfloat("SOURCE_PAUSE_SECONDS")),
    )


def recheck_pauses(settings: Settings) -> list[timedelta]:
    """Return the pauses of RECHECK_AFTER, the shortest first. Raises ValueError for one that is not a duration."""
    named = settings.getlist("RECHECK_AFTER")
    try:
        return sorted(parse_duration(each) for each in named)
    except ValueError as error:
        raise ValueError(f"RECHECK_AFTER={','.join(map(str, named))}: each {error}") from None


def due_sites(engine: Engine, of_sources: Sequence[Source], rules: DueRules = DueRules()) -> list[DueSite]:
    """Return the sites of these sources that are due, most overdue first, by one query."""
    moment = datetime.now(UTC)
    rows = _states(engine, [source.id for source in of_sources])
    by_site: defaultdict[str, list[SourceWork]] = defaultdict(list)
    for source in of_sources:
        if work := _work(source, rows[source.id], moment, rules):
            by_site[source.site].append(work)
    return sorted((DueSite(site, tuple(found)) for site, found in by_site.items()), key=lambda due: due.since)


def next_due(engine: Engine, of_sources: Sequence[Source], rules: DueRules) -> datetime | None:
    """Return when the listings of the first of these sources are due; None without a source."""
    moment = datetime.now(UTC)
    rows = _states(engine, [source.id for source in of_sources])
    return min((_listings_due_at(source, rows[source.id], moment, rules) for source in of_sources), default=None)


def note_tried(engine: Engine, source_ids: Iterable[str]) -> None:
    """Note that a run tries these sources, so that sources that always fail do not come first every time."""
    moment = now()
    rows = [{"id": each, "listed_at": "", "tried_at": moment} for each in sorted(source_ids)]
    if rows:
        with engine.begin() as connection:
            adding = insert_into(sources, connection.dialect.name)
            changed = {"tried_at": adding.excluded.tried_at}
            connection.execute(adding.on_conflict_do_update(index_elements=["id"], set_=changed), rows)


def _work(source: Source, row: Row[*tuple[Any, ...]], moment: datetime, rules: DueRules) -> SourceWork | None:
    tried = _past_time(row.tried_at, moment)
    pages = _due_time(row.pages_due_at, row.pages_last_at, moment, FURTHEST)
    recheck = _due_time(row.recheck_due_at, row.recheck_last_at, moment, rules.furthest_recheck)
    listings_due_at = _listings_due_at(source, row, moment, rules)
    has_listings = rules.force or listings_due_at <= moment
    recheck = recheck if rules.rechecks else None
    due = [time for time in (listings_due_at if has_listings else None, pages, recheck) if time]
    if not due:
        return None
    return SourceWork(
        source=source.id,
        has_listings=has_listings,
        has_pages=pages is not None,
        has_rechecks=recheck is not None,
        since=max(min(due), tried or NEVER_READ),
    )


def _listings_due_at(source: Source, row: Row[*tuple[Any, ...]], moment: datetime, rules: DueRules) -> datetime:
    listed, failed = _past_time(row.listed_at, moment), _past_time(row.failed_at, moment)
    due_at = listed + max(source.every, rules.pause) if listed else NEVER_READ
    return max(due_at, failed + rules.pause) if failed else due_at


def _past_time(stored: str | None, moment: datetime) -> datetime | None:
    """Parse a stored time; return None for one in the future, which was written by a run whose clock was fast."""
    found = _time(stored)
    return found if found is not None and found <= moment else None


def _due_time(first: str | None, last: str | None, moment: datetime, furthest: timedelta) -> datetime | None:
    """Return when the first of a source's addresses became due; now if the last due time is impossibly late."""
    due, latest = _time(first), _time(last)
    if due is not None and due <= moment:
        return due
    return moment if latest is not None and latest > moment + furthest else None


def _time(stored: str | None) -> datetime | None:
    return datetime.fromisoformat(stored) if stored else None


def _states(engine: Engine, ids: Sequence[str]) -> dict[str, Row[*tuple[Any, ...]]]:
    with engine.connect() as connection:
        rows = connection.execute(_states_of(engine.dialect.name), {"ids": json.dumps(ids)}).all()
    return {row.id: row for row in rows}


@cache
def _states_of(dialect: str) -> Executable:
    """Return a query for the times of many sources, given as one value; it probes an index for each source."""
    given: FromClause = func.json_each(bindparam("ids", type_=Text)).table_valued("value")
    if dialect == "postgresql":
        given = func.json_array_elements_text(cast(bindparam("ids", type_=Text), JSON)).table_valued("value")
    name = given.c.value

    def bound(of: Callable[[Any], Any], state: str) -> Any:
        return select(of(urls.c.next_try_at)).where(urls.c.source == name, urls.c.state == state).scalar_subquery()

    failed = select(func.max(runs.c.ended_at)).where(runs.c.source == name, runs.c.status == "failed")
    return select(
        name.label("id"),
        sources.c.listed_at,
        sources.c.tried_at,
        failed.scalar_subquery().label("failed_at"),
        bound(func.min, "pending").label("pages_due_at"),
        bound(func.max, "pending").label("pages_last_at"),
        bound(func.min, "recheck").label("recheck_due_at"),
        bound(func.max, "recheck").label("recheck_last_at"),
    ).select_from(given.outerjoin(sources, sources.c.id == name))
