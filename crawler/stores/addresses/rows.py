"""Add, change and read rows of the table of addresses in the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Executable, Row, bindparam, func, select, update

from cleaners.urls import article_id
from crawler.moments import as_moment, now
from crawler.sources.source import ArticleLink, FoundBy
from crawler.stores.addresses.known_keys import known_keys
from crawler.stores.database.inserts import insert_into, upsert
from crawler.stores.database.schema import articles, revisions, urls

# Statements on the hot path are built once.
_ARTICLE_OF = select(urls.c.article_id).where(urls.c.key == bindparam("sought"))
_CHANGE = update(urls).where(urls.c.key == bindparam("sought"))
_FIRST = select(func.min(revisions.c.fetched_at)).where(revisions.c.article_id == bindparam("id"))
_NEWEST = select(articles.c.fetched_at).where(articles.c.id == bindparam("id"))


def add_links(connection: Connection, links: Iterable[ArticleLink], source: str | None) -> list[ArticleLink]:
    """Add the addresses of links as pending; return the links with new addresses."""
    by_key = {article_id(link.url): link for link in links}
    known = set(known_keys(connection, list(by_key)))
    moment = now()
    # Sorted by key, so that two transactions that add the same addresses never wait for each other.
    rows = [_row(key, link, source, moment) for key, link in sorted(by_key.items()) if key not in known]
    added = set(connection.execute(_adding_links(connection.dialect.name), rows).scalars()) if rows else set()
    return [link for key, link in by_key.items() if key in added]


def article_at(connection: Connection, address: str) -> str | None:
    """Return the id of the article that an address led to."""
    return connection.execute(_ARTICLE_OF, {"sought": article_id(address)}).scalar()


def first_fetched(connection: Connection, article_id: str | None) -> datetime | None:
    """Return when the first revision of an article was fetched."""
    sought = {"id": article_id}
    found = connection.execute(_FIRST, sought).scalar() or connection.execute(_NEWEST, sought).scalar()
    return as_moment(found) if found else None


def link_of(row: Row[*tuple[Any, ...]]) -> ArticleLink:
    """Return the link for which a row was added."""
    return ArticleLink(url=row.url, found_by=row.found_by, title=row.title_hint, date=row.date_hint)


def _row(key: str, link: ArticleLink, source: str | None, moment: str) -> dict[str, object]:
    return {
        "key": key,
        "url": link.url,
        "source": source,
        "state": "pending",
        "attempts": 0,
        "next_try_at": moment,
        "found_by": link.found_by,
        "title_hint": link.title,
        "date_hint": link.date,
        "found_at": moment,
    }


def settle(connection: Connection, key: str, address: str, change: Mapping[str, str | None]) -> None:
    """Change the row of an address; add it if no listing named the address, which may be a canonical one."""
    changed = connection.execute(_CHANGE, {"sought": key, **change})
    if not changed.rowcount:
        upsert(connection, urls, _new_row(key, address, change), change)


def _new_row(key: str, address: str, change: Mapping[str, str | None]) -> dict[str, object]:
    found_by: FoundBy = "given"
    return {**_row(key, ArticleLink(url=address, found_by=found_by), None, now()), **change}


def add_unknown(connection: Connection, key: str, address: str, change: Mapping[str, str | None]) -> None:
    """Add a row for an address, unless it has one."""
    connection.execute(_adding(connection.dialect.name), _new_row(key, address, change))


@cache
def _adding(dialect: str) -> Executable:
    return insert_into(urls, dialect).on_conflict_do_nothing()


@cache
def _adding_links(dialect: str) -> Executable:
    """Return a statement that adds addresses and returns the keys of those that no other transaction has added."""
    return insert_into(urls, dialect).on_conflict_do_nothing().returning(urls.c.key)
