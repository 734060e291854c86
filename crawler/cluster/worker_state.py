"""The state of sites, jobs and crawl workers as plain data, which does not need pgqueuer."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any

from crawler.messages.wording import counted
from crawler.stores.claims.due import NEVER_READ, DueSite
from crawler.stores.crawls import CrawlTotals


@dataclass(frozen=True, slots=True)
class WorkerState:
    """A crawl worker that is connected to the database."""

    name: str  # HOST:PID:XXXX; the last part is new with each connection
    running: int  # number of its crawls
    # Since its last query, which it sends every few seconds; None if the database user may not see it.
    silent_seconds: int | None

    @property
    def last_sign(self) -> str:
        """When it sent its last query, for readers."""
        return "unknown" if self.silent_seconds is None else f"{self.silent_seconds:,} s ago"


@dataclass(frozen=True, slots=True)
class QueueState:
    """The numbers of jobs in the queue, and the workers that do them."""

    waiting: int  # jobs that no worker has taken yet
    running: int  # jobs that a worker has taken
    lost: int  # running jobs whose worker has died; another worker gets them within 20 s
    workers: list[WorkerState]


@dataclass(frozen=True, slots=True)
class ClusterState:
    """The state of the sites, the queue and the workers."""

    sources: int  # number of enabled sources
    due: list[DueSite]  # most overdue first, with the sites that are being crawled
    queue: QueueState
    crawls: list[CrawlTotals] = field(default_factory=list)  # of all machines first, then of each
    moment: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def due_sources(self) -> int:
        """The number of sources that are due."""
        return sum(len(site.sources) for site in self.due)

    @property
    def never_read(self) -> int:
        """The number of sources that no run has read or tried yet."""
        return sum(work.since == NEVER_READ for site in self.due for work in site.sources)

    @property
    def oldest(self) -> tuple[str, int] | None:
        """The most overdue site among those that were tried before, and the minutes since it was due."""
        site = next((site for site in self.due if site.since != NEVER_READ), None)
        return (site.site, int((self.moment - site.since).total_seconds() // 60)) if site else None

    def facts(self) -> list[str]:
        """Return lines about the sources that are due and the jobs."""
        queue = self.queue
        lost = f", {queue.lost:,} of them of a worker that is gone" if queue.lost else ""
        lines = [f"{counted(self.sources, 'source')}: {self.due_sources:,} due, {self.never_read:,} never read"]
        if self.oldest:
            site, minutes = self.oldest
            lines.append(f"most overdue: {site}, {counted(minutes, 'minute') if minutes else 'less than a minute'}")
        return [*lines, f"crawls: {queue.waiting:,} waiting, {queue.running:,} running{lost}"]

    def as_json(self) -> dict[str, Any]:
        """Return the object that `newsgalley worker status --format json` prints."""
        queue = self.queue
        return {
            "sources": self.sources,
            "due_sites": len(self.due),
            "due_sources": self.due_sources,
            "never_read": self.never_read,
            "oldest_overdue": {"site": self.oldest[0], "minutes": self.oldest[1]} if self.oldest else None,
            "crawls": {"waiting": queue.waiting, "running": queue.running, "lost": queue.lost},
            "workers": [asdict(worker) for worker in queue.workers],
            "last_24_hours": [asdict(totals) for totals in self.crawls],
        }
