"""Read the change feed without records: enough to list articles, in a hundredth of the bytes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Engine, bindparam, select

from crawler.stores.database.schema import articles, changes

ROWS_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class ChangeHeader:
    """A change of an article, and the article's current columns, which are None if it was deleted."""

    sequence: int
    article_id: str
    revision: int  # the revision that the change made
    url: str | None
    source: str | None
    host: str | None
    title: str | None
    language: str | None
    published_at: str | None  # in UTC; a day alone if no more is known
    fetched_at: str | None
    duplicate_of: str | None

    @property
    def is_deleted(self) -> bool:
        """True if the store no longer has the article."""
        return self.fetched_at is None


def change_headers(engine: Engine, cursor: int, until: int) -> Iterator[list[ChangeHeader]]:
    """Yield the changes after the number `cursor` up to `until`, in order, ROWS_AT_ONCE at a time."""
    while rows := _page(engine, cursor, until):
        yield rows
        cursor = rows[-1].sequence


def _page(engine: Engine, cursor: int, until: int) -> list[ChangeHeader]:
    with engine.connect() as connection:
        found = connection.execute(_PAGE, {"cursor": cursor, "until": until}).mappings()
        return [ChangeHeader(**row) for row in found]


_COLUMNS = ("url", "source", "host", "title", "language", "published_at", "fetched_at", "duplicate_of")
_PAGE = (
    select(changes.c.sequence, changes.c.article_id, changes.c.revision, *(articles.c[name] for name in _COLUMNS))
    .outerjoin(articles, articles.c.id == changes.c.article_id)
    .where(changes.c.sequence > bindparam("cursor"), changes.c.sequence <= bindparam("until"))
    .order_by(changes.c.sequence)
    .limit(ROWS_AT_ONCE)
)
