"""One page, one record: under which id an article is stored, and what the store has of it already."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, Row, bindparam, select

from cleaners.record import Record
from cleaners.urls import article_id, url_key
from crawler.stores.database.schema import articles, urls


@dataclass(frozen=True, slots=True)
class Identity:
    """The id that an article is stored under, and the record that stands there now, as JSON."""

    id: str
    stored: str | None = None
    is_known: bool = False  # its story is stored from another address: nothing is to be saved


_LED_TO = select(urls.c.article_id).where(urls.c.key == bindparam("own")).scalar_subquery()
# All that may be the same article: of this id, of its own address's id, and the one that its address led to.
_STORED = select(
    articles.c.id, articles.c.url, articles.c.title, articles.c.content_hash, articles.c.record, _LED_TO.label("led_to")
).where(articles.c.id.in_([bindparam("claimed"), bindparam("own"), _LED_TO]))
_RECORD = select(articles.c.record).where(articles.c.id == bindparam("id"))


def identity_of(connection: Connection, record: Record) -> Identity:
    """Return under which id a fetched article is to be stored.

    Where two stories claim one canonical address neither is believed: the record goes under the id of its own address.
    """
    claimed, url, address = record["id"], record["url"], record["url"] or record["requested_url"]
    if not address:
        return stored_under(connection, claimed)  # a page from standard input, known by its text alone
    own = article_id(address)
    rows = {row.id: row for row in connection.execute(_STORED, {"claimed": claimed, "own": own})}
    before = next((row for row in rows.values() if row.id == row.led_to), None)
    if before and url and _is_at(before, url):
        return Identity(before.id, before.record)  # another look at it: it stays itself, whatever address it claims now
    same_id = rows.get(claimed)
    if same_id is None or _is_at(same_id, url):
        return Identity(claimed, same_id and same_id.record)
    if same_id.content_hash == record["content_hash"] or (same_id.title and same_id.title == record["title"]):
        return Identity(claimed, same_id.record, is_known=True)
    return Identity(own, rows[own].record if own in rows else None)


def stored_under(connection: Connection, article_id: str) -> Identity:
    """Return an id with the record that stands under it."""
    return Identity(article_id, connection.execute(_RECORD, {"id": article_id}).scalar())


def _is_at(stored: Row[*tuple[object, ...]], url: str | None) -> bool:
    """Tell whether an article was stored from this very address."""
    return url_key(stored.url or "") == url_key(url or "")
