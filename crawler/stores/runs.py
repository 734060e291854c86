"""Keep the last runs of each source, and what they found."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, NotRequired, TypedDict

from sqlalchemy import ColumnElement, Connection, Engine, delete, func, insert, or_, select, tuple_

from crawler.moments import now
from crawler.stores.database.schema import runs

_NEWEST_FIRST = (runs.c.started_at.desc(), runs.c.run.desc())
_QUIET = (
    runs.c.requested == 0,
    runs.c.stored == 0,
    or_(runs.c.status.is_(None), runs.c.status != "failed"),
)


# The codes are public: docs/features.md lists them, and the summary of a run names them.
AlarmCode = Literal[
    "few_articles", "short_articles", "few_dates", "few_authors", "other_make_up", "few_links", "silence",
    "never_worked", "failing",
]  # fmt: skip

# "unfinished": the run ended before a listing of the source was read. "left": due, but left to another run.
SourceStatus = Literal["ok", "failed", "not_due", "left", "unfinished"]


class Alarm(TypedDict):
    """An alarm about a source: its code, and a sentence."""

    code: AlarmCode
    text: str
    sent: NotRequired[bool]  # False: ALARM_COMMAND or ALARM_URL did not take it, and the next run sends it again


@dataclass(frozen=True, slots=True, kw_only=True)
class RunHealth:
    """One run of one source. Shares are from 0 to 1, or None if the run stored no new article."""

    source: str
    run: str  # unique and sorts by time, because several runs can start in the same second
    started_at: str
    ended_at: str
    finish_reason: str
    offered: int  # article links on its listings
    requested: int
    stored: int  # new articles
    median_words: float | None = None
    with_date: float | None = None
    with_author: float | None = None
    removed_share: float | None = None
    dropped: dict[str, int] = field(default_factory=dict)  # by reason code
    failed: dict[str, int] = field(default_factory=dict)
    alarms: list[Alarm] = field(default_factory=list)
    status: SourceStatus | None = None  # None in runs of earlier versions
    reason: str | None = None  # reason code of a source that failed or gave no article


def run_name() -> str:
    """Return a unique name of 32 characters for a run, which sorts by time."""
    return f"{time.time_ns():016x}{uuid.uuid4().hex[:16]}"


class Runs:
    """The table of runs."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, found: Sequence[RunHealth], keep: int) -> None:
        """Note runs in one transaction; keep the last `keep` runs of each source with articles, and as many without.

        Of consecutive quiet runs (nothing new, no failure, the same alarms as in the next run) only the last is kept,
        because they say nothing about articles and would crowd out the others.
        """
        with self._engine.begin() as connection:
            for each in found:
                values = {name: _packed(value) for name, value in asdict(each).items()}
                known = runs.c.alarms.in_(["[]", values["alarms"]])
                connection.execute(delete(runs).where(runs.c.source == each.source, known, *_QUIET))
                connection.execute(insert(runs).values(**values))
                _forget(connection, each.source, keep)

    def last(self, source: str, limit: int, *, with_articles: bool = False) -> list[RunHealth]:
        """Return the last runs of a source, newest first; `with_articles`: only complete ones that stored something."""
        query = select(runs).where(runs.c.source == source, _has_begun())
        if with_articles:
            query = query.where(runs.c.stored > 0, runs.c.finish_reason == "finished")
        with self._engine.connect() as connection:
            rows = connection.execute(query.order_by(*_NEWEST_FIRST).limit(limit)).mappings()
            return [_run_health(row) for row in rows]

    def sources(self) -> list[str]:
        """Return the ids of all sources with a noted run, sorted."""
        with self._engine.connect() as connection:
            return list(connection.execute(select(runs.c.source).distinct().order_by(runs.c.source)).scalars())

    def last_of_each(self, limit: int) -> dict[str, list[RunHealth]]:
        """Return the last runs of every source, oldest first, by the id of the source."""
        number = func.row_number().over(partition_by=runs.c.source, order_by=_NEWEST_FIRST).label("number")
        numbered = select(runs, number).where(_has_begun()).subquery()
        columns = [numbered.c[column.name] for column in runs.c]
        query = select(*columns).where(numbered.c.number <= limit).order_by(numbered.c.source, numbered.c.number.desc())
        found: dict[str, list[RunHealth]] = {}
        with self._engine.connect() as connection:
            for row in connection.execute(query).mappings():
                found.setdefault(row["source"], []).append(_run_health(row))
        return found


def _has_begun() -> ColumnElement[bool]:
    """Return the condition that a run began in the past; a fast clock would make a run the newest for a long time."""
    return runs.c.started_at <= now()


def _forget(connection: Connection, source: str, keep: int) -> None:
    for group in (runs.c.stored > 0, runs.c.stored == 0):
        those = runs.c.source == source, group
        query = select(runs.c.started_at, runs.c.run).where(*those).order_by(*_NEWEST_FIRST).offset(keep).limit(1)
        if oldest := connection.execute(query).first():
            as_old = tuple_(runs.c.started_at, runs.c.run) <= tuple_(*oldest)
            connection.execute(delete(runs).where(*those, as_old))


def _run_health(row: Mapping[Any, Any]) -> RunHealth:
    return RunHealth(**{str(name): _unpacked(name, value) for name, value in row.items()})


def _packed(value: object) -> object:
    return json.dumps(value) if isinstance(value, dict | list) else value


def _unpacked(name: str, value: Any) -> Any:
    return json.loads(value) if name in ("dropped", "failed", "alarms") and isinstance(value, str) else value
