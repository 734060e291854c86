"""What is known of every address and listing, so that the next run goes on from what was committed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Connection, Engine, Executable, Row, bindparam, delete, func, insert, select, update

from cleaners.record import Record
from cleaners.urls import article_id
from crawler.sources.sitemap_entries import Settled
from crawler.sources.source import ArticleLink, FoundBy
from crawler.stores.articles import from_json
from crawler.stores.database.engine import as_text, now
from crawler.stores.database.schema import articles, listings, sources, urls
from crawler.stores.database.upsert import insert_into
from crawler.stores.known_keys import known_keys
from crawler.stores.revisions import first_fetched, in_utc
from crawler.stores.settled_entries import note_settled, settled_of

# Pauses before the next try of a page that failed, in seconds; after as many failures it is given up. The first is
# none: by then the downloader has tried three times, and the next scheduled run is a pause in itself.
RETRY_PAUSES_SECONDS = (0, 600, 3_600, 21_600, 86_400)
GONE = frozenset({"http_404", "http_410"})  # a stored page that answers so is not looked at any more


@dataclass(frozen=True, slots=True)
class ListingState:
    """What a listing answered when it was last read."""

    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    further: tuple[tuple[str, str], ...] = ()
    offered: int = 0


@dataclass(frozen=True, slots=True)
class Recheck:
    """The page of a stored article that is to be looked at again, and what it answered last."""

    link: ArticleLink
    source: str
    etag: str | None
    last_modified: str | None


class CrawlState:
    """The frontier: addresses to fetch, addresses done, and the listings that named them."""

    def __init__(self, engine: Engine, recheck_after: Sequence[timedelta] = ()) -> None:
        self._engine = engine
        self._recheck_after = recheck_after

    def add(self, connection: Connection, links: Iterable[ArticleLink], source: str | None) -> list[ArticleLink]:
        """Note links as pending in the caller's transaction; return those that were not known before."""
        by_key = {article_id(link.url): link for link in links}
        known = set(known_keys(connection, list(by_key)))
        new = {key: link for key, link in by_key.items() if key not in known}
        moment = now()
        if new:
            connection.execute(insert(urls), [_row(key, link, source, moment) for key, link in new.items()])
        return list(new.values())

    def add_given(self, links: Sequence[ArticleLink]) -> None:
        """Note addresses that a user asks for by name as pending, whatever was known of them."""
        with self._engine.begin() as connection:
            self.add(connection, links, None)
            for link in links:
                again: dict[str, str | int] = {"state": "pending", "attempts": 0, "next_try_at": now()}
                connection.execute(update(urls).where(urls.c.key == article_id(link.url)).values(**again))

    def pending(self, source: str, limit: int) -> list[ArticleLink]:
        """Return up to `limit` links of a source whose time has come: found by earlier runs, not yet done."""
        query = (
            select(urls.c.url, urls.c.found_by, urls.c.title_hint, urls.c.date_hint)
            .where(urls.c.source == source, urls.c.state == "pending", urls.c.next_try_at <= now())
            .order_by(urls.c.found_at.desc(), urls.c.key)
            .limit(limit)
        )
        with self._engine.connect() as connection:
            rows = connection.execute(query).all()
        return [ArticleLink(url=r.url, found_by=r.found_by, title=r.title_hint, date=r.date_hint) for r in rows]

    def state_of(self, address: str) -> str | None:
        """Return the state of an address, None where it was never seen."""
        query = select(urls.c.state).where(urls.c.key == article_id(address))
        with self._engine.connect() as connection:
            return connection.execute(query).scalar()

    def count_pending(self) -> int:
        """Return how many addresses wait, failed ones included."""
        query = select(func.count()).select_from(urls).where(urls.c.state == "pending")
        with self._engine.connect() as connection:
            return connection.execute(query).scalar_one()

    def stored(
        self, connection: Connection, addresses: Iterable[str], record: Record, alias: str | None = None
    ) -> None:
        """Acknowledge, in the transaction that saves an article, every address that led to it.

        A young one is to be looked at again under its own address, unless it was asked for by name. `alias` is one more
        address of it, noted unless it is known: one that waits is fetched and compared.
        """
        done = {"state": "stored", "reason": None, "article_id": record["id"]}
        rechecks: dict[str, dict[str, str]] = {}
        if record["url"] and record["source"] and record["discovered_by"] != "given":
            first = None if record["revision"] == 1 else first_fetched(connection, record["id"])
            assert record["fetched_at"]  # every fetched page has it
            recheck = self._next_recheck(first or in_utc(record["fetched_at"]))
            rechecks[article_id(record["url"])] = {"source": record["source"], **recheck}
            addresses = (*addresses, record["url"])
        by_key = {article_id(address): address for address in reversed(list(addresses))}  # the first where two are one
        for key, address in by_key.items():
            _settle(connection, key, address, {**done, **rechecks.get(key, {})})
        if alias and (key := article_id(alias)) not in by_key:
            connection.execute(_adding(connection.dialect.name), _new_row(key, alias, {**done, "reason": "alias"}))

    def due_rechecks(self, of_sources: Sequence[str], limit: int) -> list[Recheck]:
        """Return up to `limit` stored articles of these sources whose time for another look has come."""
        query = (
            select(urls.c.url, urls.c.found_by, urls.c.title_hint, urls.c.date_hint, urls.c.source, articles.c.record)
            .join(articles, articles.c.id == urls.c.article_id)
            .where(urls.c.state == "recheck", urls.c.source.in_(of_sources), urls.c.next_try_at <= now())
            .order_by(urls.c.next_try_at, urls.c.key)
            .limit(limit if self._recheck_after else 0)
        )
        with self._engine.connect() as connection:
            return [_recheck_of(row) for row in connection.execute(query)]

    def rechecked(self, address: str) -> None:
        """Note that the page of a stored article is as it was."""
        with self._engine.begin() as connection:
            self._keep(connection, address, _article_of(connection, address), None)

    def article_of(self, address: str) -> str | None:
        """Return the id of the article that an address led to."""
        with self._engine.connect() as connection:
            return _article_of(connection, address)

    def note_of(self, address: str) -> str | None:
        """Return why the last look at a stored page gave no article, None where it did."""
        with self._engine.connect() as connection:
            return connection.execute(select(urls.c.reason).where(urls.c.key == article_id(address))).scalar()

    def _keep(self, connection: Connection, address: str, article: str | None, reason: str | None) -> None:
        """Note a look that changed nothing, and when the next one is; what is gone is not looked at any more."""
        key = article_id(address)
        source = connection.execute(select(urls.c.source).where(urls.c.key == key)).scalar()
        again = bool(article and source and reason not in GONE)
        recheck = self._next_recheck(first_fetched(connection, article)) if again else {"state": "stored"}
        _settle(connection, key, address, {"reason": reason, **recheck})

    def _next_recheck(self, first: datetime | None) -> dict[str, str]:
        """When an article that was first fetched at a time is to be looked at again."""
        rechecks, moment = [first + after for after in self._recheck_after] if first else [], datetime.now(UTC)
        if due := [recheck for recheck in rechecks if recheck > moment]:
            return {"state": "recheck", "next_try_at": as_text(min(due))}
        return {"state": "stored"}

    def dropped(self, addresses: Iterable[str], reason: str, article: str | None = None) -> bool:
        """Acknowledge addresses whose page is no article, or is the given article once more.

        Where the page was an article before, that stays and the reason is noted: True for such.
        """
        kept = False
        with self._engine.begin() as connection:
            for address in dict.fromkeys(addresses):
                if article is None and (known := _article_of(connection, address)):
                    self._keep(connection, address, known, reason)
                    kept = True
                else:
                    change = {"state": "dropped", "reason": reason, "article_id": article}
                    _settle(connection, article_id(address), address, change)
        return kept

    def failed(self, address: str, reason: str, wait_seconds: float = 0) -> bool:
        """Note a failed fetch, to be tried again after a growing pause; False when it is given up.

        The page of a stored article is tried again when its next look is due.
        """
        key = article_id(address)
        with self._engine.begin() as connection:
            if known := _article_of(connection, address):
                self._keep(connection, address, known, reason)
                return True
            attempts = connection.execute(select(urls.c.attempts).where(urls.c.key == key)).scalar() or 0
            again = attempts < len(RETRY_PAUSES_SECONDS)
            pause = max(wait_seconds, RETRY_PAUSES_SECONDS[attempts] if again else 0)
            next_try = as_text(datetime.now(UTC) + timedelta(seconds=pause))
            change: dict[str, str | int] = {"attempts": attempts + 1, "reason": reason, "next_try_at": next_try}
            state = "pending" if again else "given_up"
            connection.execute(update(urls).where(urls.c.key == key).values(state=state, **change))
        return again

    def listing(self, url: str) -> ListingState:
        """Return what a listing answered last; empty where it was never read."""
        with self._engine.connect() as connection:
            row = connection.execute(select(listings).where(listings.c.key == _hash(url))).first()
        if row is None:
            return ListingState()
        further = tuple((address, kind) for address, kind in json.loads(row.further))
        return ListingState(row.etag, row.last_modified, row.body_hash, further, row.offered)

    def note_links(self, links: Iterable[ArticleLink], source: str | None) -> list[ArticleLink]:
        """Note links that a listing offers; return those that were not known before."""
        with self._engine.begin() as connection:
            return self.add(connection, links, source)

    def known(self, keys: Iterable[str]) -> set[str]:
        """Return those article ids of addresses that are known."""
        with self._engine.connect() as connection:
            return set(known_keys(connection, sorted(keys)))  # in the order of the index neighbours share its pages

    def settled(self, url: str) -> Settled:
        """Return the entries of a sitemap that need not be read again."""
        with self._engine.connect() as connection:
            return settled_of(connection, _hash(url))

    def note_listing(self, url: str, state: ListingState, settled: Settled | None = None) -> None:
        """Note what a listing answered, once all its links are noted: from then on it may answer that none is new."""
        with self._engine.begin() as connection:
            note_settled(connection, _hash(url), settled)
            connection.execute(delete(listings).where(listings.c.key == _hash(url)))
            row = {**asdict(state), "further": json.dumps(state.further), "read_at": now()}
            connection.execute(insert(listings).values(key=_hash(url), url=url, **row))

    def listed_at(self, source: str) -> datetime | None:
        """Return when a run last read all listings of a source."""
        with self._engine.connect() as connection:
            found = connection.execute(select(sources.c.listed_at).where(sources.c.id == source)).scalar()
        return datetime.fromisoformat(found) if found else None

    def note_listed(self, source: str) -> None:
        """Note that a run has read all listings of a source."""
        with self._engine.begin() as connection:
            connection.execute(delete(sources).where(sources.c.id == source))
            connection.execute(insert(sources).values(id=source, listed_at=now()))


def _hash(url: str) -> str:
    return hashlib.sha256(url.encode()).hexdigest()


def _article_of(connection: Connection, address: str) -> str | None:
    return connection.execute(_ARTICLE_OF, {"sought": article_id(address)}).scalar()


def _recheck_of(row: Row[*tuple[Any, ...]]) -> Recheck:
    link = ArticleLink(url=row.url, found_by=row.found_by, title=row.title_hint, date=row.date_hint)
    http = from_json(row.record)["http"]
    return Recheck(link, row.source, http["etag"], http["last_modified"])


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


_ARTICLE_OF = select(urls.c.article_id).where(urls.c.key == bindparam("sought"))
_CHANGE = update(urls).where(urls.c.key == bindparam("sought"))


def _settle(connection: Connection, key: str, address: str, change: Mapping[str, str | None]) -> None:
    """Change what is known of an address; one that no listing named, such as a canonical one, becomes known by it."""
    changed = connection.execute(_CHANGE, {"sought": key, **change})
    if not changed.rowcount:
        connection.execute(insert(urls), _new_row(key, address, change))


def _new_row(key: str, address: str, change: Mapping[str, str | None]) -> dict[str, object]:
    found_by: FoundBy = "given"
    return {**_row(key, ArticleLink(url=address, found_by=found_by), None, now()), **change}


@cache
def _adding(dialect: str) -> Executable:
    return insert_into(urls, dialect).on_conflict_do_nothing()
