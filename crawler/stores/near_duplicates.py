"""Which article tells the same story: an index of MinHash bands in the store, one row a band."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, Engine, bindparam, delete, select, text, update

from cleaners.compare.minhash import BANDS, bands, fingerprint, is_same_story
from cleaners.record import Record
from crawler.stores.articles import as_json, from_json
from crawler.stores.database.schema import articles, text_bands

# What a query looks at, at most: a band that more articles share is boilerplate, and says nothing of a story.
ARTICLES_A_BAND = 100
CANDIDATES = 8  # articles whose texts are compared, those that share most bands

Representatives = set[tuple[str, str]]  # fetched_at and id of articles


class NearDuplicates:
    """Finds the earliest article of a story. Nothing is deleted: a later article is linked to it by `duplicate_of`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def head_of(self, record: Record) -> str | None:
        """Return the id of the earliest other article that tells the record's story, None where it is the earliest."""
        with self._engine.connect() as connection:
            return earliest(self.representatives(connection, record, _bands_of(record)), record)

    def add(
        self,
        connection: Connection,
        record: Record,
        keys: Sequence[int] | None = None,
        representatives: Representatives | None = None,
    ) -> None:
        """Index a record that is not; where it is the earliest of its story, the later ones follow it.

        In the caller's transaction. The bands of its text and the representatives of its story may be given where they
        are known.
        """
        keys = _bands_of(record) if keys is None else keys
        representatives = self.representatives(connection, record, keys) if representatives is None else representatives
        self._insert(connection, record, keys)
        if record["duplicate_of"] is None:
            for _, later in representatives:
                _link(connection, later, record["id"])

    def index(self, connection: Connection, record: Record, keys: Sequence[int] | None = None) -> None:
        """Put a record's text in the place of what was indexed under its id, in the caller's transaction."""
        self.remove(connection, record["id"])
        self._insert(connection, record, _bands_of(record) if keys is None else keys)

    @staticmethod
    def _insert(connection: Connection, record: Record, keys: Sequence[int]) -> None:
        if keys:
            connection.execute(_INDEXING, {**_bound(keys), "id": record["id"]})

    @staticmethod
    def remove(connection: Connection, article_id: str) -> None:
        """Take an article out of the index."""
        connection.execute(delete(text_bands).where(text_bands.c.article_id == article_id))

    @staticmethod
    def representatives(connection: Connection, record: Record, keys: Sequence[int]) -> Representatives:
        """Return the time and id of the earliest article of each cluster that the text belongs to."""
        ids = _candidates(connection, keys, record["id"])
        if not ids:
            return set()
        sought = fingerprint(record["text"])
        found = [from_json(row) for row in connection.execute(_RECORDS, {"ids": ids}).scalars()]
        same = [other for other in found if is_same_story(sought, fingerprint(other["text"]))]
        named = {other["duplicate_of"] or other["id"] for other in same} - {record["id"]}
        if not named:
            return set()
        query = select(articles.c.fetched_at, articles.c.id).where(articles.c.id.in_(named))
        return {(row.fetched_at, row.id) for row in connection.execute(query)}


def earliest(representatives: Representatives, record: Record) -> str | None:
    """Return the id of the earliest head, None where none is earlier than the record."""
    head = min(representatives, default=None)
    return head[1] if head and head <= _age(record) else None


# Put together once: to build these statements anew for each article took more time than all the rest of storing it.
_SHARING_A_BAND = """SELECT * FROM (
    SELECT article_id FROM text_bands WHERE band = :band{0} AND article_id <> :other_than LIMIT :most
) AS sharing{0}"""
_TOGETHER = " UNION ALL ".join(map(_SHARING_A_BAND.format, range(BANDS)))
_BEST_FIRST = "GROUP BY article_id ORDER BY count(*) DESC, article_id LIMIT :candidates"
_SHARING = text(f"SELECT article_id FROM ({_TOGETHER}) AS together {_BEST_FIRST}")  # noqa: S608, all of it is ours
_RECORDS = select(articles.c.record).where(articles.c.id.in_(bindparam("ids", expanding=True)))
_ROWS = ", ".join(f"(:band{number}, :id)" for number in range(BANDS))
_INDEXING = text(f"INSERT INTO text_bands (band, article_id) VALUES {_ROWS}")  # noqa: S608


def _candidates(connection: Connection, keys: Sequence[int], other_than: str) -> list[str]:
    if not keys:
        return []
    limits = {"most": ARTICLES_A_BAND, "candidates": CANDIDATES}
    return list(connection.execute(_SHARING, {**_bound(keys), **limits, "other_than": other_than}).scalars())


def _bands_of(record: Record) -> Sequence[int]:
    return bands(record["text"])


def _bound(keys: Sequence[int]) -> dict[str, int]:
    return {f"band{number}": key for number, key in enumerate(keys)}


def _age(record: Record) -> tuple[str, str]:
    assert record["fetched_at"]  # every fetched page has it
    return record["fetched_at"], record["id"]


def _link(connection: Connection, head: str, new_head: str) -> None:
    """Make an article and all that are linked to it follow another."""
    query = select(articles.c.id, articles.c.record).where((articles.c.id == head) | (articles.c.duplicate_of == head))
    for row in connection.execute(query).all():
        record = as_json({**from_json(row.record), "duplicate_of": new_head})
        changed = update(articles).where(articles.c.id == row.id).values(duplicate_of=new_head, record=record)
        connection.execute(changed)
