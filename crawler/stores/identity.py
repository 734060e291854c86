"""One page, one record: under which id an article is stored, and whether the store has it already."""

from __future__ import annotations

from sqlalchemy import Connection, select

from cleaners.article import Record
from cleaners.urls import article_id, url_key
from crawler.stores.schema import articles, urls


def settle_identity(connection: Connection, record: Record) -> str | None:
    """Return the id of a stored article of the same story from another address, None where the record is to be saved.

    Where two stories claim one canonical address neither is believed: the record gets the id of its own address.
    """
    address = record["url"] or record["requested_url"]
    if not address:
        return None  # a page from standard input, known by its text alone
    own = article_id(address)
    if known := _stored_at(connection, own, record["url"]):
        record["id"] = known  # another look at it: it stays itself, whatever canonical address it claims now
        return None
    query = select(articles.c.url, articles.c.content_hash, articles.c.title).where(articles.c.id == record["id"])
    stored = connection.execute(query).first()
    if stored and url_key(stored.url or "") != url_key(record["url"] or ""):
        if stored.content_hash == record["content_hash"] or (stored.title and stored.title == record["title"]):
            return str(record["id"])
        record["id"] = own
    return None


def _stored_at(connection: Connection, key: str, url: str | None) -> str | None:
    """The id of the article that was stored from this very address."""
    query = (
        select(articles.c.id, articles.c.url).join(urls, urls.c.article_id == articles.c.id).where(urls.c.key == key)
    )
    stored = connection.execute(query).first()
    return str(stored.id) if stored and url and url_key(stored.url or "") == url_key(url) else None
