"""Link near-duplicates: stored articles that tell the same story, found by an index with one row per MinHash band.

Nothing is deleted: a later article is linked to the earliest one of its story by `duplicate_of`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, bindparam, delete, select, text, update

from cleaners.compare.minhash import BANDS, bands, fingerprint, is_same_story
from cleaners.record import Record
from crawler.sources.source import site_of
from crawler.stores.changes import log
from crawler.stores.database.records import pack, packed_in, unpack
from crawler.stores.database.schema import articles, text_bands

# Rows read per band. A band that more articles share comes from boilerplate, and does not identify a story.
ARTICLES_PER_BAND = 100
CANDIDATES = 8  # articles whose texts are compared, those that share the most bands

Representatives = set[tuple[str, str]]  # fetched_at and id of the earliest article of each cluster


def same_story(connection: Connection, record: Record, keys: Sequence[int]) -> list[Record]:
    """Return the other articles that tell the story of a record; `keys` are the bands of its text."""
    numbers = _candidates(connection, keys, record["id"])
    if not numbers:
        return []
    sought = fingerprint(record["text"])
    found = [unpack(*row) for row in connection.execute(_RECORDS, {"numbers": numbers})]
    return [other for other in found if is_same_story(sought, fingerprint(other["text"]))]


def same_page(record: Record, others: Iterable[Record]) -> Record | None:
    """Return the article on the same site that has the text and the title of a page, which has probably moved."""
    own = record["content_hash"], record["title"]
    same = (other for other in others if (other["content_hash"], other["title"]) == own)
    site = site_of(record["url"] or "")
    return next((other for other in same if site and site_of(other["url"] or "") == site), None)


def representatives(connection: Connection, record: Record, keys: Sequence[int]) -> Representatives:
    """Return the time and id of the representative of each cluster to which a record belongs; see `same_story`."""
    return clusters(connection, record, same_story(connection, record, keys))


def clusters(connection: Connection, record: Record, same: Iterable[Record]) -> Representatives:
    """Return the time and id of the representative of each cluster of the articles that tell a record's story."""
    named = {other["duplicate_of"] or other["id"] for other in same} - {record["id"]}
    if not named:
        return set()
    query = select(articles.c.fetched_at, articles.c.id).where(articles.c.id.in_(named))
    return {(row.fetched_at, row.id) for row in connection.execute(query)}


def earliest(found: Representatives, record: Record) -> str | None:
    """Return the id of the earliest representative; None if none is earlier than the record."""
    assert record["fetched_at"]  # every fetched page has it
    first = min(found, default=None)
    return first[1] if first and first <= (record["fetched_at"], record["id"]) else None


def add(connection: Connection, record: Record, keys: Sequence[int], found: Representatives) -> None:
    """Index a new record in the caller's transaction; if it is the earliest of its story, link the others to it."""
    _insert(connection, record["id"], keys)
    if record["duplicate_of"] is None:
        for _, later in found:
            _link(connection, later, record["id"])
        log.before_numbering(connection, lambda: _link_concurrent(connection, record, keys))


def _link_concurrent(connection: Connection, record: Record, keys: Sequence[int]) -> None:
    """Link a new article to one of the same story that another run has stored since the first query.

    Two runs may store the same story at the same moment, so that neither sees the other's article. The second one to
    commit repeats its query. Its article is linked to the other one even if it was fetched a moment earlier, because
    the other one may be locked.
    """
    if connection.execute(_REPRESENTS, {"ids": [record["id"]]}).first() is None:
        return  # linked in this transaction already
    found = [article for _, article in sorted(representatives(connection, record, keys))]
    others = set(connection.execute(_REPRESENTS, {"ids": found}).scalars())
    if first := next((article for article in found if article in others), None):
        _link(connection, record["id"], first)


def index(connection: Connection, record: Record, keys: Sequence[int], old_text: str | None = None) -> None:
    """Index a record in the caller's transaction, in place of its old text if it has one."""
    if old_text is not None:
        remove(connection, record["id"], old_text)
    _insert(connection, record["id"], keys)


def remove(connection: Connection, article_id: str, indexed: str) -> None:
    """Remove an article from the index, in the caller's transaction, before it is deleted.

    Its bands are computed from the indexed text, because an index of bands by article would be as large as the table.
    """
    number = select(articles.c.number).where(articles.c.id == article_id).scalar_subquery()
    own = (text_bands.c.number == number, text_bands.c.band.in_(bands(indexed)))
    connection.execute(delete(text_bands).where(*own))


# Built once: building these statements for each article took SQLAlchemy longer than all other work of storing it.
_SHARING_A_BAND = """SELECT * FROM (
    SELECT number FROM text_bands WHERE band = :band{0} AND number <> coalesce(
        (SELECT number FROM articles WHERE id = :other_than), 0) LIMIT :most
) AS sharing{0}"""
_TOGETHER = " UNION ALL ".join(map(_SHARING_A_BAND.format, range(BANDS)))
_BEST_FIRST = "GROUP BY number ORDER BY count(*) DESC, number LIMIT :candidates"
_SHARING = text(f"SELECT number FROM ({_TOGETHER}) AS together {_BEST_FIRST}")  # noqa: S608, all of it is ours
_RECORDS = select(*packed_in(articles)).where(articles.c.number.in_(bindparam("numbers", expanding=True)))
_REPRESENTS = select(articles.c.id).where(
    articles.c.id.in_(bindparam("ids", expanding=True)), articles.c.duplicate_of.is_(None)
)
_VALUES = ", ".join(f"(CAST(:band{place} AS BIGINT))" for place in range(BANDS))
_ROWS = f"SELECT column1, number FROM articles, (VALUES {_VALUES}) AS bands WHERE id = :id"  # noqa: S608
_INDEXING = text(f"INSERT INTO text_bands (band, number) {_ROWS}")


def _insert(connection: Connection, article_id: str, keys: Sequence[int]) -> None:
    if keys:
        connection.execute(_INDEXING, {**_bound(keys), "id": article_id})


def _candidates(connection: Connection, keys: Sequence[int], article_id: str) -> list[int]:
    """Return the numbers of the other articles that share the most bands with an article's text."""
    if not keys:
        return []
    limits = {"most": ARTICLES_PER_BAND, "candidates": CANDIDATES}
    return list(connection.execute(_SHARING, {**_bound(keys), **limits, "other_than": article_id}).scalars())


def _bound(keys: Sequence[int]) -> dict[str, int]:
    return {f"band{number}": key for number, key in enumerate(keys)}


def _link(connection: Connection, representative: str, new_representative: str) -> None:
    """Link a representative, and all articles linked to it, to a new representative."""
    cluster = (articles.c.id == representative) | (articles.c.duplicate_of == representative)
    for stored in connection.execute(select(*packed_in(articles)).where(cluster).with_for_update()).all():
        _relink(connection, unpack(*stored), new_representative)


def leave_cluster(connection: Connection, article_id: str) -> None:
    """Link the articles that are linked to this one to the earliest of them, in the caller's transaction."""
    linked = select(*packed_in(articles)).where(articles.c.duplicate_of == article_id)
    rows = connection.execute(linked.order_by(articles.c.fetched_at, articles.c.id).with_for_update()).all()
    records = [unpack(*row) for row in rows]
    first = records[0]["id"] if records else None
    for record in records:
        _relink(connection, record, None if record["id"] == first else first)


def _relink(connection: Connection, record: Record, representative: str | None) -> None:
    stored = pack({**record, "duplicate_of": representative})
    changed = update(articles).where(articles.c.id == record["id"])
    connection.execute(changed.values(duplicate_of=representative, record=stored.record))
    log.note(connection, record["id"], "linked", record["revision"])
