"""Save records in the store as a crawl does, unless the store has them already.

The outcome of a record depends only on the store. So an import that was killed simply runs again from its beginning,
and importing the same file twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from sqlalchemy import Connection

from cleaners import __version__
from cleaners.compare.fingerprints import Fingerprints, fingerprints
from cleaners.record import Record, with_fields_of
from cleaners.rules import RULES_VERSION
from crawler.stores import StoreError
from crawler.stores.changes.log import changing
from crawler.stores.database.records import unpack
from crawler.stores.database.retry import twice
from crawler.stores.deletion import is_deleted
from crawler.stores.identity import identity_of
from crawler.stores.recleaned import replace_recleaned
from crawler.stores.store import Store

# "known": the store has the article under another address. "older": the store has a later fetch of the article.
# "fewer_pages": the store has more pages of the story.
Outcome = Literal["new", "revised", "recleaned", "unchanged", "older", "known", "fewer_pages", "deleted"]
AT_ONCE = 50  # records per transaction
# Fields that a recleaned article keeps.
KEPT_FIELDS = ("id", "source", "discovered_by", "duplicate_of", "revision", "raw_ref", "joined_pages")


class RecordRefusedError(ValueError):
    """The database refuses a record. The message says why."""


def load(store: Store, records: list[Record]) -> list[Outcome | RecordRefusedError]:
    """Save up to AT_ONCE records in one transaction and return the outcome of each, in their order.

    If the transaction fails, each record is tried in its own transaction, so that a faulty one does not hold up others.

    Raises:
        StoreError: The store cannot be used.
    """
    arrivals = [(record, fingerprints(record)) for record in records]
    try:
        with changing(store.engine) as connection:
            return [_load(store, connection, *arrival) for arrival in arrivals]
    except StoreError:
        raise
    except Exception:  # noqa: BLE001 - each gets its own error below
        return [_load_alone(store, *arrival) for arrival in arrivals]


def _load_alone(store: Store, record: Record, prints: Fingerprints) -> Outcome | RecordRefusedError:
    def load_one() -> Outcome:
        with changing(store.engine) as connection:
            return _load(store, connection, record, prints)

    try:
        return twice(load_one)  # the first try fails if a crawl saves the same article at this moment
    except StoreError:
        raise
    except Exception as error:  # noqa: BLE001 - an unforeseen record must not end the import
        return RecordRefusedError(" ".join(f"{type(error).__name__}: {error}".split())[:300])


def _load(store: Store, connection: Connection, record: Record, prints: Fingerprints) -> Outcome:
    if is_deleted(connection, {**record, "discovered_by": None}):  # an import does not bring deleted articles back
        return "deleted"
    identity = identity_of(connection, record)
    if identity.is_known:
        return "known"
    if identity.stored:
        stored = unpack(*identity.stored)
        if _lacks_pages(record, stored):
            return "fewer_pages"
        if not _is_later(record, stored):
            return _load_again(connection, record, stored)
    return store.add(connection, record, prints).outcome


def _load_again(connection: Connection, record: Record, stored: Record) -> Outcome:
    """Load a record of the same fetch as the stored one, or of an earlier fetch."""
    if record["fetched_at"] != stored["fetched_at"]:
        return "older"
    if not _is_of_this_cleaner(record) or _is_of_this_cleaner(stored):
        return "unchanged"
    replace_recleaned(connection, with_fields_of(record, stored, KEPT_FIELDS), stored["text"])
    return "recleaned"


def _lacks_pages(record: Record, stored: Record) -> bool:
    """Return True if the store has more pages of the story than the record, whose further pages could not be joined."""
    is_incomplete = "further_pages" in record["quality"]["flags"]
    return is_incomplete and len(record["joined_pages"]) < len(stored["joined_pages"])


def _is_later(record: Record, stored: Record) -> bool:
    return (record["fetched_at"] or "") > (stored["fetched_at"] or "")


def _is_of_this_cleaner(record: Record) -> bool:
    cleaner: Mapping[str, Any] = record["cleaner"]
    return (cleaner["version"], cleaner["rules_version"]) == (__version__, RULES_VERSION)
