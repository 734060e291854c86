"""Keep the last response of each listing, so that the next run requests it conditionally and reads only new entries."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from struct import iter_unpack

from sqlalchemy import Connection, Engine, delete, select, update

from crawler.moments import now
from crawler.sources.settled import MARK_BYTES, Settled
from crawler.sources.source import ArticleLink
from crawler.stores.addresses.rows import add_links
from crawler.stores.database.inserts import upsert
from crawler.stores.database.schema import listings, settled_entries, sources

# After this time a listing is requested without condition, because some servers send "not modified" for a changed one.
MAX_UNREAD = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ListingState:
    """The last response of a listing: its validators, and what it named; empty if it was never read."""

    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    further: tuple[tuple[str, str], ...] = ()  # the listings that it names: address and kind
    offered: int = 0  # article links that pass the source's rules
    read_at: str = ""  # RFC 3339 in UTC; set by the store

    @property
    def is_recent(self) -> bool:
        """True if the body was fetched within MAX_UNREAD, and not by a run whose clock was fast."""
        age = datetime.now(UTC) - datetime.fromisoformat(self.read_at) if self.read_at else MAX_UNREAD
        return timedelta(0) <= age < MAX_UNREAD


class Listings:
    """The tables of listings, of settled sitemap entries, and of the times when all listings of a source were read.

    An entry of a large sitemap is settled if it need not be read again; see `sources/readers/sitemap_entries.py`.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def states(self, urls: Sequence[str]) -> list[ListingState]:
        """Return the last state of each listing, in the order of `urls`."""
        with self._engine.connect() as connection:
            return [_state(connection, url) for url in urls]

    def settled(self, url: str) -> Settled:
        """Return the settled entries of a sitemap."""
        query = select(settled_entries).where(settled_entries.c.key == _key(url))
        with self._engine.connect() as connection:
            row = connection.execute(query).first()
        if row is None:
            return Settled()
        return Settled(row.rules, frozenset(_marks(row.offered)), frozenset(_marks(row.refused)))

    def note(self, url: str, state: ListingState, settled: Settled | None = None) -> None:
        """Save the state of a listing. Save its links first, because the site may send "not modified" from then on.

        `settled` replaces the settled entries of the last reading. With None, the next run reads all entries.
        """
        self.note_with_links(url, [], None, lambda _: state, settled)

    def note_with_links(
        self,
        url: str,
        links: Sequence[ArticleLink],
        source: str | None,
        state_of: Callable[[list[ArticleLink]], ListingState],
        settled: Settled | None = None,
    ) -> list[ArticleLink]:
        """Note links as pending, and save the state of the listing that names them, in one transaction.

        Return the new links, from which `state_of` makes the state. If a killed run could leave the links without the
        state, a later run could not know that the listing had named something new.
        """
        with self._engine.begin() as connection:
            new = add_links(connection, links, source)
            state = state_of(new)
            row = {**asdict(state), "further": json.dumps(state.further), "read_at": now()}
            _note_settled(connection, _key(url), settled)
            upsert(connection, listings, {"key": _key(url), "url": url, **row})
        return new

    def note_unchanged(self, url: str) -> None:
        """Note that a listing was read again and has not changed."""
        with self._engine.begin() as connection:
            connection.execute(update(listings).where(listings.c.key == _key(url)).values(read_at=now()))

    def note_source_read(self, source_id: str) -> None:
        """Note that a run has read all listings of a source."""
        with self._engine.begin() as connection:
            upsert(connection, sources, {"id": source_id, "listed_at": now()})


def _key(url: str) -> str:
    return hashlib.sha256(url.encode()).hexdigest()


def _state(connection: Connection, url: str) -> ListingState:
    row = connection.execute(select(listings).where(listings.c.key == _key(url))).first()
    if row is None:
        return ListingState()
    further = tuple((address, kind) for address, kind in json.loads(row.further))
    return ListingState(row.etag, row.last_modified, row.body_hash, further, row.offered, row.read_at)


def _note_settled(connection: Connection, key: str, settled: Settled | None) -> None:
    if settled is None:
        connection.execute(delete(settled_entries).where(settled_entries.c.key == key))
        return
    marks = {"offered": b"".join(settled.offered), "refused": b"".join(settled.refused)}
    upsert(connection, settled_entries, {"key": key, "rules": settled.rules, **marks})


def _marks(packed: bytes) -> Iterator[bytes]:
    return (mark for (mark,) in iter_unpack(f"{MARK_BYTES}s", packed))
