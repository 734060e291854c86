"""What hosts asked for: pauses, and their robots.txt. Every run keeps to it, on every machine."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, select

from crawler.stores.database.engine import as_text, now
from crawler.stores.database.schema import hosts, upsert


@dataclass(frozen=True, slots=True)
class KeptRobots:
    """The last answer of a host for its robots.txt."""

    status: int
    body: bytes


class Hosts:
    """The table of hosts, each with its port where an address names one."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def pause_seconds(self, host: str) -> float:
        """Return for how long a host wants no requests, 0 if it did not ask for a pause or the pause is over."""
        query = select(hosts.c.paused_until).where(hosts.c.host == host)
        with self._engine.connect() as connection:
            until = connection.execute(query).scalar()
        return max(0.0, (datetime.fromisoformat(until) - datetime.now(UTC)).total_seconds()) if until else 0.0

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
        """Save the answer of a host for its robots.txt."""
        row = {"host": host, "robots_status": kept.status, "robots": kept.body, "robots_read_at": now()}
        with self._engine.begin() as connection:
            upsert(connection, hosts, row)
