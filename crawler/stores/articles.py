"""The articles of a store: saved whole, found by id, content or time."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache

import orjson
from sqlalchemy import Connection, Engine, Executable, func, select

from cleaners.record import Record
from crawler.stores.database.schema import articles
from crawler.stores.database.upsert import insert_into

COLUMNS = ("id", "url", "source", "title", "language", "date_published", "fetched_at", "content_hash", "duplicate_of")


class Articles:
    """Reads of the article table, and the one write, which runs in the caller's transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def get(self, article_id: str) -> Record | None:
        """Return the record of an id, None where there is none."""
        with self._engine.connect() as connection:
            found = connection.execute(select(articles.c.record).where(articles.c.id == article_id)).scalar()
        return from_json(found) if found else None

    def count(self) -> int:
        """Return the number of articles."""
        with self._engine.connect() as connection:
            return connection.execute(select(func.count()).select_from(articles)).scalar_one()

    def since(self, moment: str | None = None) -> Iterator[Record]:
        """Yield the records fetched at or after a time (text as in the tables), oldest first, in flat memory."""
        query = select(articles.c.record).order_by(articles.c.fetched_at, articles.c.id)
        if moment:
            query = query.where(articles.c.fetched_at >= moment)
        with self._engine.connect().execution_options(yield_per=500) as connection:
            for row in connection.execute(query):
                yield from_json(row.record)

    def addresses(self) -> Iterator[tuple[str, str | None]]:
        """Yield the id and address of every article, in flat memory."""
        with self._engine.connect().execution_options(yield_per=5_000) as connection:
            for row in connection.execute(select(articles.c.id, articles.c.url)):
                yield row.id, row.url

    @staticmethod
    def save(connection: Connection, record: Record) -> None:
        """Write a record in the caller's transaction; one of the same id is replaced."""
        values: Mapping[str, object] = record
        row = {name: values[name] for name in COLUMNS} | {"record": as_json(record)}
        connection.execute(_saving(connection.dialect.name), row)


def as_json(record: Record) -> str:
    """Return a record as the tables hold it."""
    return orjson.dumps(record).decode()


def from_json(stored: str) -> Record:
    """Return the record of its JSON in the tables, which `as_json` wrote."""
    record: Record = json.loads(stored)
    return record


# Here and beside: a statement of the hot path is put together once, which takes longer than to execute it.
@cache
def _saving(dialect: str) -> Executable:
    saving = insert_into(articles, dialect)
    return saving.on_conflict_do_update(index_elements=["id"], set_=dict(saving.excluded))
