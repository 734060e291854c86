"""Save articles in a store as they are, under the ids in their records: a crawl finds out the id of each."""

from __future__ import annotations

from collections.abc import Sequence

from cleaners.compare.fingerprints import fingerprints
from cleaners.compare.minhash import bands
from cleaners.record import Record
from crawler.stores import near_duplicates
from crawler.stores.articles import Saved
from crawler.stores.changes.log import changing
from crawler.stores.identity import stored_under
from crawler.stores.store import Arrival, Store


def save_article(store: Store, record: Record, addresses: Sequence[str], alias: str | None = None) -> Saved:
    """Save an article, and mark the addresses from which it was fetched as stored."""
    prints = fingerprints(record)
    with changing(store.engine) as connection:
        stored = stored_under(connection, record["id"]).stored
        representatives = near_duplicates.representatives(connection, record, prints.bands)
        new = Arrival(record, prints, addresses, alias, stored=stored, representatives=representatives)
        return store.put(connection, new)


def representative_of(store: Store, record: Record) -> str | None:
    """Return the id of the earliest article that tells the same story; None if none is earlier than the record."""
    with store.engine.connect() as connection:
        found = near_duplicates.representatives(connection, record, bands(record["text"]))
        return near_duplicates.earliest(found, record)
