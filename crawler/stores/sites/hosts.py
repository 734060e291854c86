"""Keep the pauses that hosts asked for, their robots.txt, and their requests of a day, for all runs on all machines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, case, func, select

from crawler.moments import as_text, now
from crawler.stores.addresses.due_times import FURTHEST
from crawler.stores.database.inserts import insert_into, upsert
from crawler.stores.database.schema import hosts


@dataclass(frozen=True, slots=True)
class KeptRobots:
    """The last response of a host for its robots.txt."""

    status: int
    body: bytes


class Hosts:
    """The table of hosts, each with its port if an address names one."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def pause_seconds(self, host: str) -> float:
        """Return for how many seconds a host wants no requests; 0 if it asked for no pause, or the pause is over.

        A pause that ends later than any pause can was noted by a run whose clock was fast, and is ignored.
        """
        query = select(hosts.c.paused_until).where(hosts.c.host == host)
        with self._engine.connect() as connection:
            until = connection.execute(query).scalar()
        left = datetime.fromisoformat(until) - datetime.now(UTC) if until else timedelta(0)
        return max(0.0, left.total_seconds()) if left <= FURTHEST else 0.0

    def note_pause(self, host: str, seconds: float) -> None:
        """Note that a host wants no requests for some time."""
        until = as_text(datetime.now(UTC) + timedelta(seconds=seconds))
        with self._engine.begin() as connection:
            upsert(connection, hosts, {"host": host, "paused_until": until})

    def robots(self, host: str, keep_seconds: float) -> KeptRobots | None:
        """Return the robots.txt of a host; None if it was not read within the last `keep_seconds`."""
        earliest = as_text(datetime.now(UTC) - timedelta(seconds=keep_seconds))
        query = select(hosts.c.robots_status, hosts.c.robots).where(
            hosts.c.host == host, hosts.c.robots_read_at >= earliest, hosts.c.robots_read_at <= now()
        )
        with self._engine.connect() as connection:
            row = connection.execute(query).first()
        return KeptRobots(row.robots_status, row.robots) if row else None

    def note_robots(self, host: str, kept: KeptRobots) -> None:
        """Save the response of a host for its robots.txt."""
        row = {"host": host, "robots_status": kept.status, "robots": kept.body, "robots_read_at": now()}
        with self._engine.begin() as connection:
            upsert(connection, hosts, row)

    def requests_today(self, host: str) -> int:
        """Return how many requests all runs have sent to a host on this day (UTC)."""
        query = select(hosts.c.requests).where(hosts.c.host == host, hosts.c.requests_day == now()[:10])
        with self._engine.connect() as connection:
            return connection.execute(query).scalar() or 0

    def note_requests(self, host: str, number: int) -> None:
        """Add to the number of requests that were sent to a host on this day."""
        with self._engine.begin() as connection:
            adding = insert_into(hosts, connection.dialect.name)
            row = {"host": host, "requests_day": now()[:10], "requests": number}
            earlier = case((hosts.c.requests_day == adding.excluded.requests_day, hosts.c.requests), else_=0)
            changed = {
                "requests_day": adding.excluded.requests_day,
                "requests": func.coalesce(earlier, 0) + adding.excluded.requests,
            }
            connection.execute(adding.on_conflict_do_update(index_elements=["host"], set_=changed), row)
