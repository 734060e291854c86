"""What a run of `scrapy reclean` has found, until it is written: a run that was killed goes on from here."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypedDict

from sqlalchemy import Connection, Engine, and_, delete, func, insert, select

from cleaners.record import Record
from crawler.stores.articles import Articles, as_json, from_json
from crawler.stores.database.schema import articles, recleaned
from crawler.stores.near_duplicates import NearDuplicates
from crawler.stores.revisions import Revisions

Outcome = Literal["unchanged", "changed", "no_article", "raw_page_gone", "failed"]
ROWS_AT_ONCE = 200  # records read or written in one go: some ten megabytes


class Change(TypedDict):
    """What differs between two records of an article."""

    url: str | None
    fields: list[str]  # names
    gained: list[str]  # paragraphs
    lost: list[str]


@dataclass(frozen=True, slots=True)
class Recleaned:
    """One article, cleaned again: `record` is the new one where it is to be written."""

    article_id: str
    outcome: Outcome
    reason: str | None = None  # reason code of the last three outcomes
    change: Change | None = None
    record: Record | None = None


class RecleanStage:
    """The findings of one selection of articles, named by a key."""

    def __init__(self, engine: Engine, key: str) -> None:
        self._engine = engine
        self._key = key

    def forget_others(self) -> int:
        """Delete what runs over other selections left; return how many articles this one has already."""
        with self._engine.begin() as connection:
            connection.execute(delete(recleaned).where(recleaned.c.selection != self._key))
            return connection.execute(select(func.count()).select_from(recleaned)).scalar_one()

    def forget(self) -> None:
        """Delete the findings of this selection."""
        with self._engine.begin() as connection:
            connection.execute(delete(recleaned).where(recleaned.c.selection == self._key))

    def to_do(self, since: str | None, source: str | None) -> Iterator[Record]:
        """Yield the selected articles that have no finding yet, oldest first, some at a time."""
        after = ("", "")
        while True:
            here = and_(recleaned.c.selection == self._key, recleaned.c.article_id == articles.c.id)
            query = (
                select(articles.c.fetched_at, articles.c.id, articles.c.record)
                .outerjoin(recleaned, here)
                .where(recleaned.c.article_id.is_(None))
                .where(
                    (articles.c.fetched_at > after[0])
                    | ((articles.c.fetched_at == after[0]) & (articles.c.id > after[1]))
                )
                .order_by(articles.c.fetched_at, articles.c.id)
                .limit(ROWS_AT_ONCE)
            )
            if since:
                query = query.where(articles.c.fetched_at >= since)
            if source:
                query = query.where(articles.c.source == source)
            with self._engine.connect() as connection:
                rows = connection.execute(query).all()
            if not rows:
                return
            yield from (from_json(row.record) for row in rows)
            after = (rows[-1].fetched_at, rows[-1].id)

    def add(self, found: Recleaned) -> None:
        """Note a finding."""
        row = {
            "selection": self._key,
            "article_id": found.article_id,
            "outcome": found.outcome,
            "reason": found.reason,
            "change": json.dumps(found.change, ensure_ascii=False) if found.change else None,
            "record": as_json(found.record) if found.record else None,
        }
        with self._engine.begin() as connection:
            connection.execute(insert(recleaned), row)

    def findings(self) -> Iterator[Recleaned]:
        """Yield all findings without their records, in flat memory."""
        columns = [recleaned.c[name] for name in ("article_id", "outcome", "reason", "change")]
        query = select(*columns).where(recleaned.c.selection == self._key).order_by(recleaned.c.article_id)
        with self._engine.connect().execution_options(yield_per=ROWS_AT_ONCE) as connection:
            for row in connection.execute(query):
                change = json.loads(row.change) if row.change else None
                yield Recleaned(row.article_id, row.outcome, row.reason, change)

    def write(self, drop: bool) -> dict[str, int]:
        """Put the new records in the place of the old, some in a transaction; return what was done.

        An article that was fetched anew in the meantime keeps its newer record. `drop` deletes articles whose page is
        none any more.
        """
        done = {"written": 0, "deleted": 0, "fetched_anew": 0}
        while self._write_some(drop, done):
            pass
        self.forget()
        return done

    def _write_some(self, drop: bool, done: dict[str, int]) -> bool:
        written = recleaned.c.record.is_not(None)
        wanted = written | (recleaned.c.outcome == "no_article") if drop else written
        query = select(recleaned).where(recleaned.c.selection == self._key, wanted).limit(ROWS_AT_ONCE)
        with self._engine.begin() as connection:
            rows = connection.execute(query).all()
            for row in rows:
                done[self._write_one(connection, row.article_id, row.record)] += 1
            ids = [row.article_id for row in rows]
            connection.execute(delete(recleaned).where(recleaned.c.article_id.in_(ids)))
        return bool(rows)

    def _write_one(self, connection: Connection, article_id: str, new: str | None) -> str:
        query = select(articles.c.record).where(articles.c.id == article_id)
        stored = connection.execute(query).scalar()
        if new is None:
            connection.execute(delete(articles).where(articles.c.id == article_id))
            NearDuplicates.remove(connection, article_id)
            Revisions.remove(connection, article_id)
            return "deleted"
        record = from_json(new)
        if stored is None or from_json(stored)["raw_ref"] != record["raw_ref"]:
            return "fetched_anew"
        Articles.save(connection, record)
        NearDuplicates.remove(connection, article_id)
        NearDuplicates(self._engine).add(connection, record)
        return "written"
