"""Keep the counts of ended crawls on all machines, and sum them per machine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Engine, case, delete, func, insert, select

from crawler.exit_codes import EXIT_BAD_CONFIGURATION, EXIT_ERROR, EXIT_NOTHING_STORED
from crawler.moments import as_text
from crawler.stores.database.schema import crawls

KEPT_DAYS = 30
HOURS = 24  # that the sums cover


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlCounts:
    """The counts of a crawl that has ended.

    A crawl that was killed, or had a wrong setting, leaves none. If a crawl worker started it, the worker adds them.
    """

    run: str  # unique, sorts by time
    machine: str
    process: int
    started_at: str
    ended_at: str
    finish_reason: str
    exit_code: int  # a negative one is the number of the signal that killed the crawl
    sources: int = 0  # read or tried
    sources_failed: int = 0
    pages_fetched: int = 0
    pages_dropped: int = 0
    pages_failed: int = 0
    articles: int = 0  # new ones


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlTotals:
    """The crawls of one machine, or of all, that ended within HOURS."""

    machine: str | None  # None for all machines
    crawls: int
    crawls_failed: int  # with exit code 1, 2 or 3, or by a signal
    sources: int  # each counted as often as it was read
    sources_failed: int
    pages_fetched: int
    pages_dropped: int
    pages_failed: int
    articles: int
    last_ended_at: str


class Crawls:
    """The table of crawls."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, crawl: CrawlCounts) -> None:
        """Note a crawl, and delete those that ended more than KEPT_DAYS ago."""
        oldest = as_text(datetime.now(UTC) - timedelta(days=KEPT_DAYS))
        with self._engine.begin() as connection:
            connection.execute(delete(crawls).where(crawls.c.ended_at < oldest))
            connection.execute(insert(crawls), asdict(crawl))

    def add_unless_noted(self, crawl: CrawlCounts) -> None:
        """Note a crawl unless it has noted itself, under a name of its own."""
        own = (crawls.c.machine == crawl.machine, crawls.c.process == crawl.process)
        query = select(crawls.c.run).where(*own, crawls.c.started_at >= crawl.started_at)
        with self._engine.connect() as connection:
            is_noted = connection.execute(query).first() is not None
        if not is_noted:
            self.add(crawl)

    def totals(self) -> list[CrawlTotals]:
        """Return the sums of the last HOURS: of all machines, then of each by name; empty without a crawl."""
        since = as_text(datetime.now(UTC) - timedelta(hours=HOURS))
        query = select(crawls.c.machine, *_SUMS).where(crawls.c.ended_at >= since)
        with self._engine.connect() as connection:
            rows = connection.execute(query.group_by(crawls.c.machine).order_by(crawls.c.machine)).all()
        of_each = [CrawlTotals(**row._mapping) for row in rows]
        return [_sum(of_each), *of_each] if of_each else []


_FAILURES = (EXIT_ERROR, EXIT_BAD_CONFIGURATION, EXIT_NOTHING_STORED)
_HAS_FAILED = case((crawls.c.exit_code.in_(_FAILURES) | (crawls.c.exit_code < 0), 1), else_=0)
_COUNTS = ("sources", "sources_failed", "pages_fetched", "pages_dropped", "pages_failed", "articles")
_SUMS: tuple[Any, ...] = (
    func.count().label("crawls"),
    func.sum(_HAS_FAILED).label("crawls_failed"),
    *(func.sum(crawls.c[name]).label(name) for name in _COUNTS),
    func.max(crawls.c.ended_at).label("last_ended_at"),
)


def _sum(of_each: Sequence[CrawlTotals]) -> CrawlTotals:
    names = [field.name for field in fields(CrawlTotals) if field.name not in ("machine", "last_ended_at")]
    sums = {name: sum(getattr(each, name) for each in of_each) for name in names}
    return CrawlTotals(machine=None, last_ended_at=max(each.last_ended_at for each in of_each), **sums)
