"""The sites that have something to do for a run: due listings, and pages or rechecks whose time has come."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import JSON, Engine, Executable, FromClause, Row, Text, bindparam, cast, func, select

from crawler.configuration.own import Settings
from crawler.sources.loader import parse_duration
from crawler.sources.source import Source
from crawler.stores.database.inserts import insert_into
from crawler.stores.database.schema import runs, sources, urls
from crawler.stores.due_times import FURTHEST, furthest_recheck

NEVER_READ = datetime.min.replace(tzinfo=UTC)  # the due time of a source that no run has read or tried


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceWork:
    """The work that a source has for a run now: listings, pages or rechecks, at least one of them."""

    source: str
    has_listings: bool  # no run has read all its listings within its `every`
    has_pages: bool  # pages of earlier runs are pending
    has_rechecks: bool
    since: datetime  # when the earliest became due or, if that is later, when a run last tried the source


@dataclass(frozen=True, slots=True)
class DueSite:
    """A site, and the sources with that site that have something to do."""

    site: str  # registered domain of the home page, see `site_of`
    sources: tuple[SourceWork, ...]

    @property
    def since(self) -> datetime:
        """When the first of its sources became due; NEVER_READ if no run has read or tried one of them."""
        return min(work.since for work in self.sources)


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRules:
    """What counts as due."""

    force: bool = False  # the listings of every source
    rechecks: bool = True  # rechecks too
    furthest_recheck: timedelta = FURTHEST  # a recheck that is due later was noted by a run whose clock was fast
    pause: timedelta = timedelta(0)  # after a run has read the listings of a source, or has failed to


def due_rules(settings: Settings, *, force: bool = False) -> DueRules:
    """Return the rules that the settings give."""
    recheck_after = [parse_duration(each) for each in settings.getlist("RECHECK_AFTER")]
    return DueRules(
        force=force,
        rechecks=settings.getint("MAX_RECHECKS") > 0 and bool(recheck_after),
        furthest_recheck=furthest_recheck(recheck_after),
        pause=timedelta(seconds=settings.getfloat("SOURCE_PAUSE_SECONDS")),
    )


def due_sites(engine: Engine, of_sources: Sequence[Source], rules: DueRules = DueRules()) -> list[DueSite]:
    """Return the sites of these sources that have something to do, most overdue first, by one query."""
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
    """Note that a run begins with these sources, so that sources that always fail do not come first every time."""
    moment = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
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
    """Return a stored time. One in the future was written by a run whose clock was fast, and counts as none."""
    found = _time(stored)
    return found if found is not None and found <= moment else None


def _due_time(first: str | None, last: str | None, moment: datetime, furthest: timedelta) -> datetime | None:
    """Return when the first of a source's addresses became due; now if the last due time is an impossible one."""
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
    """Return a query of the times of many sources, which are given as one value. It probes an index for each."""
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
