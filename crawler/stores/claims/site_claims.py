"""Claim sites for a run: on PostgreSQL, by advisory locks of the session in which the run writes.

The server frees the locks when the session ends. A run that loses its session can no longer write (`RunLock.check`), so
two runs never write for the same site.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

from sqlalchemy import ARRAY, BigInteger, Engine, bindparam, text

from crawler.sources.source import Source
from crawler.stores.claims.due import DueRules, DueSite, SourceWork, due_sites, next_due, note_tried
from crawler.stores.fast_clocks import recover_from_fast_clock

# Takes each lock once, in the order of the keys, and returns the keys that were free.
_TAKE = text("SELECT key FROM unnest(:keys) AS key WHERE pg_try_advisory_lock(key)").bindparams(
    bindparam("keys", type_=ARRAY(BigInteger))
)
_GIVE_BACK = text("SELECT pg_advisory_unlock(key) FROM unnest(:keys) AS key").bindparams(
    bindparam("keys", type_=ARRAY(BigInteger))
)


@dataclass(frozen=True, slots=True)
class Claimed:
    """The sites that a run has claimed, and the due sites that it leaves to other runs."""

    sites: tuple[DueSite, ...]
    busy: tuple[DueSite, ...]  # another run works on them
    left: tuple[DueSite, ...]  # this run has claimed as many as it may

    @property
    def works(self) -> dict[str, SourceWork]:
        """The work for each source of the claimed sites."""
        return {work.source: work for site in self.sites for work in site.sources}

    @property
    def sources_left(self) -> set[str]:
        """The ids of the due sources that this run leaves to other runs."""
        return {work.source for site in (*self.busy, *self.left) for work in site.sources}


class SiteClaims:
    """The claims of one run. On SQLite a run is alone, so every site is free and nothing is locked."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.are_needed = engine.dialect.name == "postgresql"
        self.held: set[str] = set()

    def claim(self, sources: Sequence[Source], most: int, rules: DueRules = DueRules()) -> Claimed:  # noqa: B008
        """Claim up to `most` of the due sites, most overdue first; `most` 0 is all.

        Another run may have crawled a site between the query and the lock. So the query is repeated for the locked
        sites, and those that are no longer due are given back.
        """
        recover_from_fast_clock(self._engine)
        due = due_sites(self._engine, sources, rules)
        found: list[DueSite] = []
        busy: list[DueSite] = []
        waiting = deque(due)
        most = most if most and self.are_needed else len(due)
        while waiting and len(found) < most:
            batch = [waiting.popleft() for _ in range(min(most - len(found), len(waiting)))]
            taken = self.take([each.site for each in batch])
            busy += [each for each in batch if each.site not in taken]
            found += self._still_due(batch, taken, sources, rules)
        note_tried(self._engine, (work.source for site in found for work in site.sources))
        return Claimed(tuple(found), tuple(busy), tuple(waiting))

    def next_due(self, sources: Sequence[Source], rules: DueRules) -> datetime | None:
        """Return when the listings of the first of some sources are due; None without a source."""
        return next_due(self._engine, sources, rules)

    def _still_due(
        self, batch: Sequence[DueSite], taken: set[str], sources: Sequence[Source], rules: DueRules
    ) -> list[DueSite]:
        """Return the current state of claimed sites; give back those that are no longer due."""
        if not self.are_needed:
            return list(batch)
        of_them = [source for source in sources if source.site in taken]
        still_due = due_sites(self._engine, of_them, rules)
        self.give_back(taken - {each.site for each in still_due})
        return still_due

    def take(self, sites: Iterable[str]) -> set[str]:
        """Claim the free ones of some sites; return them, with those that this run had claimed already."""
        wanted = set(sites)
        new = {key_of(site): site for site in sorted(wanted - self.held)}
        if new and self.are_needed:
            with self._engine.begin() as connection:
                new = {key: new[key] for key in connection.execute(_TAKE, {"keys": list(new)}).scalars()}
        self.held |= set(new.values())
        return wanted & self.held

    def confirm(self) -> None:
        """Use the session, so that the server does not end it as idle. Raises an error if the session was lost."""
        with self._engine.begin() as connection:
            connection.execute(text("SELECT 1"))

    def give_back(self, sites: Iterable[str]) -> None:
        """Give sites back to other runs."""
        gone = self.held & set(sites)
        self.held -= gone
        if gone and self.are_needed:
            with self._engine.begin() as connection:
                connection.execute(_GIVE_BACK, {"keys": [key_of(site) for site in gone]})

    def give_all_back(self) -> None:
        """Give all sites back."""
        self.give_back(set(self.held))


def key_of(site: str) -> int:
    """Return the number of the advisory lock of a site."""
    return int.from_bytes(blake2b(site.encode(), digest_size=8, person=b"site").digest(), "big", signed=True)
