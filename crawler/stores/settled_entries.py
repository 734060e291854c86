"""Which entries of a sitemap need not be read again: their marks, one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from struct import iter_unpack

from sqlalchemy import Connection, delete, insert, select

from crawler.sources.sitemap_entries import MARK_BYTES, Settled
from crawler.stores.database.schema import settled_entries


def settled_of(connection: Connection, key: str) -> Settled:
    """Return what is noted of a listing; nothing settled where there is none."""
    row = connection.execute(select(settled_entries).where(settled_entries.c.key == key)).first()
    if row is None:
        return Settled()
    return Settled(row.rules, frozenset(_marks(row.offered)), frozenset(_marks(row.refused)))


def note_settled(connection: Connection, key: str, settled: Settled | None) -> None:
    """Note the entries of a listing in place of those of its last reading; None: all are to be read."""
    connection.execute(delete(settled_entries).where(settled_entries.c.key == key))
    if settled is not None:
        marks = {"offered": b"".join(settled.offered), "refused": b"".join(settled.refused)}
        connection.execute(insert(settled_entries).values(key=key, rules=settled.rules, **marks))


def _marks(packed: bytes) -> Iterator[bytes]:
    return (mark for (mark,) in iter_unpack(f"{MARK_BYTES}s", packed))
