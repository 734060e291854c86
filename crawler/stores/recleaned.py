"""Keep the results of cleaning stored articles again until they are written; after a kill, the next run continues."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypedDict

from sqlalchemy import Connection, Engine, and_, delete, func, insert, select

from cleaners.compare.minhash import bands
from cleaners.record import Record
from crawler.stores import articles as article_table
from crawler.stores import near_duplicates
from crawler.stores.changes import log
from crawler.stores.claims.shards import WHOLE, Shard
from crawler.stores.claims.site_claims import SiteClaims
from crawler.stores.database.records import Packed, pack, packed_in, unpack
from crawler.stores.database.schema import articles, recleaned
from crawler.stores.identity import stored_under

Outcome = Literal["unchanged", "changed", "no_article", "raw_page_gone", "failed"]
ROWS_AT_ONCE = 200  # records read or written together, about ten megabytes


class Change(TypedDict):
    """The differences between two records of an article."""

    url: str | None
    fields: list[str]  # names
    gained: list[str]  # paragraphs
    lost: list[str]


@dataclass(frozen=True, slots=True)
class Recleaned:
    """The result for one article; `record` is the new record if the old one must be replaced."""

    article_id: str
    outcome: Outcome
    reason: str | None = None  # reason code of the last three outcomes
    change: Change | None = None
    record: Record | None = None


class RecleanResults:
    """The results for one selection of articles, stored under the key of the selection.

    A run claims the key, so that no other run on the same PostgreSQL works on the selection or deletes its results.
    """

    def __init__(self, engine: Engine, key: str, claims: SiteClaims) -> None:
        self._engine = engine
        self._key = key
        self._claims = claims

    def claim(self, shard: Shard | None = None) -> bool:
        """Claim the selection, or a shard of it; return False if another run works on it or on an overlapping shard."""
        name, _ = _family(self._key)
        wanted = {_claim_of(self._key), *(f"{_claim_of(name)} {slot}" for slot in (shard.slots if shard else ()))}
        taken = self._claims.take(wanted)
        if taken != wanted:
            self._claims.give_back(taken)
        return taken == wanted

    def forget_others(self, start: str = "") -> int:
        """Delete the results of other selections, unless a run works on them; return the number of this one's results.

        The other shards of the same selection stay, because later runs continue with them. With `start`, only
        selections whose keys begin with it are deleted.
        """
        with self._engine.connect() as connection:
            keys = connection.execute(select(recleaned.c.selection).distinct()).scalars().all()
        name, count = _family(self._key)
        for key in keys:
            if key.startswith(start) and not (key == self._key or (count and _family(key) == (name, count))):
                self._forget_unclaimed(key)
        with self._engine.connect() as connection:
            here = recleaned.c.selection == self._key
            return connection.execute(select(func.count()).select_from(recleaned).where(here)).scalar_one()

    def _forget_unclaimed(self, key: str) -> None:
        if self._claims.take([_claim_of(key)]):
            with self._engine.begin() as connection:
                connection.execute(delete(recleaned).where(recleaned.c.selection == key))
            self._claims.give_back([_claim_of(key)])

    def forget(self) -> None:
        """Delete the results of this selection."""
        with self._engine.begin() as connection:
            connection.execute(delete(recleaned).where(recleaned.c.selection == self._key))

    def to_do(
        self, since: str | None, source: str | None, shard: Shard = WHOLE, after: Record | None = None
    ) -> list[Record]:
        """Return the next ROWS_AT_ONCE selected articles without a result after the given one, oldest first."""
        here = and_(recleaned.c.selection == self._key, recleaned.c.article_id == articles.c.id)
        query = (
            select(*packed_in(articles))
            .outerjoin(recleaned, here)
            .where(recleaned.c.article_id.is_(None), shard.holds(articles.c.id))
            .order_by(articles.c.fetched_at, articles.c.id)
            .limit(ROWS_AT_ONCE)
        )
        if after:
            fetched_at, article_id = after["fetched_at"], after["id"]
            same_second = (articles.c.fetched_at == fetched_at) & (articles.c.id > article_id)
            query = query.where((articles.c.fetched_at > fetched_at) | same_second)
        if since:
            query = query.where(articles.c.fetched_at >= since)
        if source:
            query = query.where(articles.c.source == source)
        with self._engine.connect() as connection:
            return [unpack(*row) for row in connection.execute(query)]

    def add(self, result: Recleaned) -> None:
        """Store the result for an article."""
        row = {
            "selection": self._key,
            "article_id": result.article_id,
            "outcome": result.outcome,
            "reason": result.reason,
            "change": json.dumps(result.change, ensure_ascii=False) if result.change else None,
            **(pack(result.record)._asdict() if result.record else {}),
        }
        with self._engine.begin() as connection:
            connection.execute(insert(recleaned), row)

    def findings(self) -> Iterator[Recleaned]:
        """Yield all results without their records, a few at a time."""
        columns = [recleaned.c[name] for name in ("article_id", "outcome", "reason", "change")]
        query = select(*columns).where(recleaned.c.selection == self._key).order_by(recleaned.c.article_id)
        with self._engine.connect().execution_options(yield_per=ROWS_AT_ONCE) as connection:
            for row in connection.execute(query):
                change = json.loads(row.change) if row.change else None
                yield Recleaned(row.article_id, row.outcome, row.reason, change)

    def write(self, *, drop: bool) -> dict[str, int]:
        """Replace old records by the new ones, ROWS_AT_ONCE per transaction; return the count of each action.

        An article that was fetched again in the meantime keeps its newer record. `drop` deletes articles whose pages
        are no longer articles to the cleaner.
        """
        done = {"written": 0, "deleted": 0, "fetched_anew": 0}
        while self._write_some(done, drop=drop):
            pass
        self.forget()
        return done

    def _write_some(self, done: dict[str, int], *, drop: bool) -> bool:
        written = recleaned.c.record.is_not(None)
        wanted = written | (recleaned.c.outcome == "no_article") if drop else written
        query = select(recleaned).where(recleaned.c.selection == self._key, wanted).limit(ROWS_AT_ONCE)
        with log.changing(self._engine) as connection:
            rows = connection.execute(query).all()
            for row in rows:
                new = Packed(row.text, row.record) if row.record else None
                done[self._write_one(connection, row.article_id, new)] += 1
            ids = [row.article_id for row in rows]
            here = recleaned.c.selection == self._key
            connection.execute(delete(recleaned).where(here, recleaned.c.article_id.in_(ids)))
        return bool(rows)

    def _write_one(self, connection: Connection, article_id: str, new: Packed | None) -> str:
        stored = stored_under(connection, article_id).stored
        if new is None:
            near_duplicates.remove(connection, article_id, stored.text if stored else "")
            article_table.remove(connection, article_id)
            near_duplicates.leave_cluster(connection, article_id)
            return "deleted"
        record = unpack(*new)
        if stored is None or unpack(*stored)["raw_ref"] != record["raw_ref"]:
            return "fetched_anew"
        replace_recleaned(connection, record, stored.text)
        return "written"


def shard_key(selection: str, shard: Shard) -> str:
    """Return the key of a shard of a selection."""
    return f"{selection} {shard.name}"


def _family(key: str) -> tuple[str, str]:
    """Return the selection of a key and its number of shards, or "" for a key without shards."""
    selection, _, shard = key.partition(" ")
    return selection, shard.partition("/")[2]


def _claim_of(key: str) -> str:
    """Return the name under which a selection is claimed, which no site can have."""
    return f"selection {key}"


def replace_recleaned(connection: Connection, record: Record, old_text: str) -> None:
    """Replace the record of an article by one from another version of the cleaner, in the caller's transaction."""
    article_table.replace(connection, record)
    log.note(connection, record["id"], "recleaned", record["revision"])
    near_duplicates.remove(connection, record["id"], old_text)
    keys = bands(record["text"])
    near_duplicates.add(connection, record, keys, near_duplicates.representatives(connection, record, keys))
