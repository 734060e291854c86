"""Keep the crawl state of every address, from which the next run continues."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, Row, func, select, update

from cleaners.record import Record
from cleaners.urls import article_id
from crawler.moments import as_moment, as_text, now
from crawler.sources.source import ArticleLink
from crawler.stores.addresses.due_times import (
    POSTPONED_SECONDS,
    RETRY_PAUSES_SECONDS,
    after_seconds,
    furthest_recheck,
    is_due,
    is_retry_due,
)
from crawler.stores.addresses.known_keys import known_keys
from crawler.stores.addresses.rows import add_links, add_unknown, article_at, first_fetched, link_of, settle
from crawler.stores.database.records import packed_in, unpack
from crawler.stores.database.schema import articles, urls

GONE = frozenset({"http_404", "http_410"})  # a stored article with this failure is not rechecked again


@dataclass(frozen=True, slots=True)
class Recheck:
    """The page of a stored article that is due for a recheck, and its validators."""

    link: ArticleLink
    source: str
    etag: str | None
    last_modified: str | None


class CrawlState:
    """The table of addresses: to fetch, done, or to recheck."""

    def __init__(self, engine: Engine, recheck_after: Sequence[timedelta] = ()) -> None:
        self._engine = engine
        self._recheck_after = recheck_after

    def note_links(self, links: Iterable[ArticleLink], source: str | None) -> list[ArticleLink]:
        """Note the links of a listing as pending; return the new ones."""
        with self._engine.begin() as connection:
            return add_links(connection, links, source)

    def add_given(self, links: Sequence[ArticleLink]) -> None:
        """Note addresses that a user names as pending, whatever their state was."""
        with self._engine.begin() as connection:
            add_links(connection, links, None)
            for link in links:
                again: dict[str, str | int] = {"state": "pending", "attempts": 0, "next_try_at": now()}
                connection.execute(update(urls).where(urls.c.key == article_id(link.url)).values(**again))

    def known(self, keys: Iterable[str]) -> set[str]:
        """Return the keys (see `article_id`) of known addresses among these."""
        with self._engine.connect() as connection:
            # Sorted, because neighbours in the order of the index are on the same database page.
            return set(known_keys(connection, sorted(keys)))

    def pending(self, source: str, limit: int) -> list[ArticleLink]:
        """Return up to `limit` pending links of a source that are due; earlier runs found them."""
        query = (
            select(urls.c.url, urls.c.found_by, urls.c.title_hint, urls.c.date_hint, urls.c.attempts)
            .where(urls.c.source == source, urls.c.state == "pending", is_retry_due())
            .order_by(urls.c.found_at.desc(), urls.c.key)
            .limit(limit)
        )
        with self._engine.connect() as connection:
            return [replace(link_of(row), tries=row.attempts) for row in connection.execute(query)]

    def last_links(self, source: str, states: Iterable[str], limit: int) -> list[ArticleLink]:
        """Return the last links of a source in each of these states, of the dropped ones those without an article."""
        query = select(urls.c.url, urls.c.found_by, urls.c.title_hint, urls.c.date_hint).limit(limit)
        found: list[ArticleLink] = []
        with self._engine.connect() as connection:
            for state in states:
                here = [urls.c.source == source, urls.c.state == state]
                here += [urls.c.article_id.is_(None)] if state == "dropped" else []
                rows = connection.execute(query.where(*here).order_by(urls.c.next_try_at.desc()))
                found += [link_of(row) for row in rows]
        return found

    def count_pending(self) -> int:
        """Return how many addresses are pending, including failed ones that will be tried again."""
        query = select(func.count()).select_from(urls).where(urls.c.state == "pending")
        with self._engine.connect() as connection:
            return connection.execute(query).scalar_one()

    def due_rechecks(self, of_sources: Sequence[str], limit: int) -> list[Recheck]:
        """Return up to `limit` stored articles of these sources that are due for a recheck."""
        query = (
            select(
                urls.c.url, urls.c.found_by, urls.c.title_hint, urls.c.date_hint, urls.c.source, *packed_in(articles)
            )
            .join(articles, articles.c.id == urls.c.article_id)
            .where(
                urls.c.state == "recheck", urls.c.source.in_(of_sources), is_due(furthest_recheck(self._recheck_after))
            )
            .order_by(urls.c.next_try_at, urls.c.key)
            .limit(limit if self._recheck_after else 0)
        )
        with self._engine.connect() as connection:
            return [_recheck_of(row) for row in connection.execute(query)]

    def state_of(self, address: str) -> str | None:
        """Return the state of an address; None if it is unknown."""
        query = select(urls.c.state).where(urls.c.key == article_id(address))
        with self._engine.connect() as connection:
            return connection.execute(query).scalar()

    def article_of(self, address: str) -> str | None:
        """Return the id of the article to which an address led, or None."""
        with self._engine.connect() as connection:
            return article_at(connection, address)

    def reason_of(self, address: str) -> str | None:
        """Return the reason code why the last fetch of an address gave no article; None if it gave one."""
        with self._engine.connect() as connection:
            return connection.execute(select(urls.c.reason).where(urls.c.key == article_id(address))).scalar()

    def mark_stored(
        self, connection: Connection, addresses: Iterable[str], record: Record, alias: str | None = None
    ) -> None:
        """Mark every address that led to an article as stored, in the transaction that saves the article.

        A recent article gets a recheck of its own address, unless a user named the address. `alias` is another address
        of the article. It is marked only if it is unknown, because a pending one will be fetched and compared.
        """
        done = {"state": "stored", "reason": None, "article_id": record["id"]}
        rechecks: dict[str, dict[str, str]] = {}
        if record["url"] and record["source"] and record["discovered_by"] != "given":
            first = None if record["revision"] == 1 else first_fetched(connection, record["id"])
            assert record["fetched_at"]  # every fetched page has it
            recheck = self._next_recheck(first or as_moment(record["fetched_at"]))
            rechecks[article_id(record["url"])] = {"source": record["source"], **recheck}
            addresses = (*addresses, record["url"])
        # Reversed, so that the first of several addresses with one key stays.
        by_key = {article_id(address): address for address in reversed(list(addresses))}
        for key, address in by_key.items():
            settle(connection, key, address, {**done, **rechecks.get(key, {})})
        if alias and (key := article_id(alias)) not in by_key:
            add_unknown(connection, key, alias, {**done, "reason": "alias"})

    def mark_parts(self, connection: Connection, addresses: Iterable[str], article: str) -> None:
        """Mark the addresses of other pages of an article's story as stored, unless they led to an article."""
        for address in addresses:
            if article_at(connection, address) is None:
                change = {"state": "stored", "reason": "alias", "article_id": article}
                settle(connection, article_id(address), address, change)

    def mark_rechecked(self, address: str) -> None:
        """Note that a recheck found the page of a stored article unchanged."""
        with self._engine.begin() as connection:
            self._keep(connection, address, article_at(connection, address), None)

    def mark_dropped(self, addresses: Iterable[str], reason: str, article: str | None = None) -> bool:
        """Mark addresses as dropped, because their page is not an article, or is the given article again.

        Return True if one of them led to an article before. That article stays, and only the reason is noted.
        """
        kept = False
        with self._engine.begin() as connection:
            for address in dict.fromkeys(addresses):
                if article is None and (known := article_at(connection, address)):
                    self._keep(connection, address, known, reason)
                    kept = True
                else:
                    change = {"state": "dropped", "reason": reason, "article_id": article}
                    settle(connection, article_id(address), address, change)
        return kept

    def mark_failed(self, address: str, reason: str, wait_seconds: float = 0) -> bool:
        """Note a failed fetch, which is repeated after a growing pause; return False when the address is given up.

        The page of a stored article is tried again at its next recheck.
        """
        key = article_id(address)
        with self._engine.begin() as connection:
            if known := article_at(connection, address):
                self._keep(connection, address, known, reason)
                return True
            attempts = connection.execute(select(urls.c.attempts).where(urls.c.key == key)).scalar() or 0
            again = attempts < len(RETRY_PAUSES_SECONDS)
            pause = max(wait_seconds, RETRY_PAUSES_SECONDS[attempts] if again else 0)
            next_try = after_seconds(pause)
            change: dict[str, str | int] = {"attempts": attempts + 1, "reason": reason, "next_try_at": next_try}
            state = "pending" if again else "given_up"
            connection.execute(update(urls).where(urls.c.key == key).values(state=state, **change))
        return again

    def defer(self, addresses: Iterable[str], wait_seconds: float) -> None:
        """Let pending addresses wait for some seconds; this does not count as a failed attempt."""
        due = {"next_try_at": after_seconds(wait_seconds), "reason": None}
        with self._engine.begin() as connection:
            for address in addresses:
                here = update(urls).where(urls.c.key == article_id(address), urls.c.state == "pending")
                connection.execute(here.values(**due))

    def postpone(self, address: str, reason: str, most: int = 1) -> bool:
        """Keep a pending address for a later run; return False if that was done `most` times for the same reason.

        Other failures of the address count too, so that no address is postponed for ever. An address that is not
        pending, such as the address of a page from an archive, is not postponed.
        """
        here = urls.c.key == article_id(address)
        with self._engine.begin() as connection:
            row = connection.execute(select(urls.c.state, urls.c.reason, urls.c.attempts).where(here)).first()
            if row is None or row.state != "pending" or row.attempts >= len(RETRY_PAUSES_SECONDS):
                return False
            if row.reason == reason and row.attempts >= most:
                return False
            next_try = after_seconds(POSTPONED_SECONDS[min(row.attempts, len(POSTPONED_SECONDS) - 1)])
            changed = {"reason": reason, "next_try_at": next_try, "attempts": row.attempts + 1}
            connection.execute(update(urls).where(here).values(**changed))
        return True

    def _keep(self, connection: Connection, address: str, article: str | None, reason: str | None) -> None:
        """Keep a stored article after a recheck, and note when the next one is due; none if the page is gone."""
        key = article_id(address)
        source = connection.execute(select(urls.c.source).where(urls.c.key == key)).scalar()
        again = bool(article and source and reason not in GONE)
        recheck = self._next_recheck(first_fetched(connection, article)) if again else {"state": "stored"}
        settle(connection, key, address, {"reason": reason, **recheck})

    def _next_recheck(self, first: datetime | None) -> dict[str, str]:
        """Return the state of a stored article that was first fetched at this time, and when its next recheck is due.

        Rechecks that were missed are skipped.
        """
        rechecks, moment = [first + after for after in self._recheck_after] if first else [], datetime.now(UTC)
        if due := [recheck for recheck in rechecks if recheck > moment]:
            return {"state": "recheck", "next_try_at": as_text(min(due))}
        return {"state": "stored"}


def _recheck_of(row: Row[*tuple[Any, ...]]) -> Recheck:
    http = unpack(row.text, row.record)["http"]
    return Recheck(link_of(row), row.source, http["etag"], http["last_modified"])
