"""Decide the id of a fetched article, by the articles that the store has at its addresses."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select

from cleaners.record import Record
from cleaners.urls import article_id, url_key
from crawler.stores.database.records import Packed, packed_in, unpack
from crawler.stores.database.schema import articles, urls

StoredRow = Row[*tuple[Any, ...]]  # a row of the table of articles

# Statements on the hot path are built once.
_LED_TO = select(urls.c.article_id).where(urls.c.key == bindparam("own")).scalar_subquery()
# Every record that may be the same article: with this id, with the id of its own address, and the one to which its own
# address led before.
_STORED = (
    select(
        articles.c.id,
        articles.c.url,
        articles.c.title,
        articles.c.content_hash,
        *packed_in(articles),
        _LED_TO.label("led_to"),
    )
    .where(articles.c.id.in_([bindparam("claimed"), bindparam("own"), _LED_TO]))
    .with_for_update(of=articles)
)
# On PostgreSQL, rows that may be written are locked when they are read, because another run could change them.
_LOCKED = select(*packed_in(articles)).where(articles.c.id == bindparam("id")).with_for_update()


@dataclass(frozen=True, slots=True)
class Identity:
    """The id for a fetched article, and the record that the store has under this id."""

    id: str
    stored: Packed | None = None
    is_known: bool = False  # the store has this article under another address, so nothing is saved


def identity_of(connection: Connection, record: Record) -> Identity:
    """Return the id for a fetched article.

    A page claims the id of its canonical address. If another story is stored under that id, the claim is not trusted,
    and the record gets the id of its own address; or one made from it, if another page has claimed that one already.
    """
    claimed, url, address = record["id"], record["url"], record["url"] or record["requested_url"]
    if not address:
        return stored_under(connection, claimed)  # a page from standard input, identified by its text alone
    own = article_id(address)
    rows = {row.id: row for row in connection.execute(_STORED, {"claimed": claimed, "own": own})}
    earlier = next((row for row in rows.values() if row.id == row.led_to), None)
    if earlier and url and _is_at(earlier, url):
        # A recheck: the article keeps its id, whatever the page claims now.
        return Identity(earlier.id, _packed(earlier))
    if earlier and url and _is_joined_to(earlier, url):
        return Identity(earlier.id, _packed(earlier), is_known=True)
    found = _by_claim(record, own, rows.get(claimed), rows.get(own))
    if found.id == own and found.stored and not found.is_known and _is_other_story(rows[own], record):
        return stored_under(connection, sha256(own.encode()).hexdigest())
    return found


def _by_claim(record: Record, own: str, at_claimed: StoredRow | None, at_own: StoredRow | None) -> Identity:
    """Return the id that a record claims, or the id of its own address, by the rows stored under the two."""
    claimed = record["id"]
    if at_claimed is None and at_own and _is_same_story(at_own, record):
        return Identity(own, _packed(at_own), is_known=True)  # each of two pages claims the address of the other
    if at_claimed is None or _is_at(at_claimed, record["url"]):
        return Identity(claimed, _packed(at_claimed) if at_claimed else None)
    if _is_same_story(at_claimed, record):
        return Identity(claimed, _packed(at_claimed), is_known=True)
    return Identity(own, _packed(at_own) if at_own else None)


def stored_under(connection: Connection, article_id: str) -> Identity:
    """Return an id with the record stored under it, which is locked for the caller's transaction."""
    found = connection.execute(_LOCKED, {"id": article_id}).one_or_none()
    return Identity(article_id, found and Packed(*found))


def _packed(row: StoredRow) -> Packed:
    return Packed(row.text, row.record)


def _is_same_story(stored: StoredRow, record: Record) -> bool:
    """Return True if an article has the text or the title of a record."""
    return bool(stored.content_hash == record["content_hash"] or (stored.title and stored.title == record["title"]))


def _is_other_story(stored: StoredRow, record: Record) -> bool:
    """Return True if an article was stored from another address and shares no paragraph with a record."""
    if _is_at(stored, record["url"]) or _is_same_story(stored, record):
        return False
    blocks = {block["text"] for block in unpack(*_packed(stored))["blocks"]}
    return blocks.isdisjoint(block["text"] for block in record["blocks"])


def _is_joined_to(stored: StoredRow, url: str) -> bool:
    """Return True if a later page of an article's story is at an address."""
    later = (each["url"] for each in unpack(*_packed(stored))["joined_pages"])
    return url_key(url) in {url_key(address or "") for address in later}


def _is_at(stored: StoredRow, url: str | None) -> bool:
    """Return True if an article was stored from this address."""
    return url_key(stored.url or "") == url_key(url or "")
