"""What an article was before it changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from sqlalchemy import Connection, Engine, bindparam, delete, func, insert, select

from cleaners.compare.revisions import is_revised
from cleaners.record import Record, with_fields_of
from crawler.stores.articles import from_json
from crawler.stores.database.schema import articles, revisions

# What a later look does not decide: who found the article, and its place among those that tell the same story.
OF_THE_FIRST = ("source", "discovered_by", "duplicate_of")


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a record, and the record as it now stands."""

    record: Record
    outcome: Literal["new", "revised", "unchanged", "known"]


class Revisions:
    """The earlier revisions of every article; the newest stands in the article table."""

    def __init__(self, engine: Engine, min_words: int) -> None:
        self._engine = engine
        self._min_words = min_words

    def compare(self, connection: Connection, record: Record, found: str | None) -> Saved:
        """Return the record as it is to be stored; where it revises the one found there, that is kept as a revision.

        Where the text is the stored one but for trifles, the stored record stays, so that trifles cannot add up to a
        change that no revision shows; it only learns by which validators the page is asked for next.
        """
        if not found:
            return Saved(record, "new")
        stored = from_json(found)
        if not is_revised(stored, record, self._min_words):
            return Saved({**stored, "http": record["http"]}, "unchanged")
        fields: Mapping[str, object] = stored
        row = {name: fields[name] for name in ("revision", "fetched_at", "content_hash", "title")}
        connection.execute(insert(revisions).values(article_id=stored["id"], record=found, **row))
        revised = with_fields_of(record, stored, OF_THE_FIRST)
        return Saved({**revised, "revision": stored["revision"] + 1}, "revised")

    def before(self, article_id: str) -> Iterator[Record]:
        """Yield the earlier revisions of an article, oldest first."""
        query = select(revisions.c.record).where(revisions.c.article_id == article_id).order_by(revisions.c.revision)
        with self._engine.connect() as connection:
            for record in connection.execute(query).scalars():
                yield from_json(record)

    @staticmethod
    def remove(connection: Connection, article_id: str) -> None:
        """Delete the earlier revisions of an article."""
        connection.execute(delete(revisions).where(revisions.c.article_id == article_id))


_FIRST = select(func.min(revisions.c.fetched_at)).where(revisions.c.article_id == bindparam("id"))
_NEWEST = select(articles.c.fetched_at).where(articles.c.id == bindparam("id"))


def first_fetched(connection: Connection, article_id: str | None) -> datetime | None:
    """Return when the first revision of an article was fetched."""
    sought = {"id": article_id}
    found = connection.execute(_FIRST, sought).scalar() or connection.execute(_NEWEST, sought).scalar()
    return in_utc(found) if found else None


def in_utc(moment: str) -> datetime:
    """Return a time as the tables hold it, in UTC where it has no offset."""
    found = datetime.fromisoformat(moment)
    return found if found.tzinfo else found.replace(tzinfo=UTC)
