"""Which article tells the same story: an index of MinHash bands in the store, one row a band."""

from __future__ import annotations

import json
from collections import Counter

from sqlalchemy import Connection, Engine, delete, insert, select, update

from cleaners.article import Record
from cleaners.similarity import Fingerprint, bands, fingerprint, is_same_story
from crawler.stores.schema import articles, text_bands

# What a query looks at, at most: a band that more articles share is boilerplate, and says nothing of a story.
ARTICLES_A_BAND = 100
CANDIDATES = 8  # articles whose texts are compared, those that share most bands


class NearDuplicates:
    """Finds the earliest article of a story. Nothing is deleted: a later article is linked to it by `duplicate_of`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def head_of(self, record: Record) -> str | None:
        """Return the id of the earliest other article that tells the record's story, None where it is the earliest."""
        with self._engine.connect() as connection:
            heads = self._heads(connection, record, fingerprint(record["text"]))
        head = min(heads, default=None)
        return head[1] if head and head <= _age(record) else None

    def add(self, connection: Connection, record: Record) -> None:
        """Index a record in the caller's transaction; where it is its story's earliest, the later ones follow it."""
        text = self.index(connection, record)
        if record["duplicate_of"] is None:
            for _, later in self._heads(connection, record, text):
                _link(connection, later, record["id"])

    def index(self, connection: Connection, record: Record) -> Fingerprint:
        """Put a record's text in the place of what was indexed under its id, in the caller's transaction."""
        text = fingerprint(record["text"])
        self.remove(connection, record["id"])
        rows = [{"band": band, "article_id": record["id"]} for band in bands(text)]
        if rows:
            connection.execute(insert(text_bands), rows)
        return text

    @staticmethod
    def remove(connection: Connection, article_id: str) -> None:
        """Take an article out of the index."""
        connection.execute(delete(text_bands).where(text_bands.c.article_id == article_id))

    @staticmethod
    def _heads(connection: Connection, record: Record, text: Fingerprint) -> set[tuple[str, str]]:
        """The time and id of the earliest article of each cluster that the text belongs to."""
        ids = _candidates(connection, bands(text), record["id"])
        query = select(articles.c.record).where(articles.c.id.in_(ids))
        found = [json.loads(row) for row in connection.execute(query).scalars()]
        same = [other for other in found if is_same_story(text, fingerprint(other["text"]))]
        named = {other["duplicate_of"] or other["id"] for other in same} - {record["id"]}
        query = select(articles.c.fetched_at, articles.c.id).where(articles.c.id.in_(named))
        return {(row.fetched_at, row.id) for row in connection.execute(query)}


def _candidates(connection: Connection, keys: list[int], other_than: str) -> list[str]:
    """The articles that share most bands; a query a band, since one over all of them cannot bound each."""
    shared: Counter[str] = Counter()
    for key in keys:
        here = (text_bands.c.band == key) & (text_bands.c.article_id != other_than)
        query = select(text_bands.c.article_id).where(here).limit(ARTICLES_A_BAND)
        shared.update(connection.execute(query).scalars())
    return [article_id for article_id, _ in shared.most_common(CANDIDATES)]


def _age(record: Record) -> tuple[str, str]:
    return record["fetched_at"], record["id"]


def _link(connection: Connection, head: str, new_head: str) -> None:
    """Make an article and all that are linked to it follow another."""
    query = select(articles.c.id, articles.c.record).where((articles.c.id == head) | (articles.c.duplicate_of == head))
    for row in connection.execute(query).all():
        record = json.dumps({**json.loads(row.record), "duplicate_of": new_head}, ensure_ascii=False)
        changed = update(articles).where(articles.c.id == row.id).values(duplicate_of=new_head, record=record)
        connection.execute(changed)
