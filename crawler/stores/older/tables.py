"""The tables of articles as they were up to version 5, set aside under other names until their rows are moved."""

from __future__ import annotations

import base64
import json
import zlib
from typing import Any

from sqlalchemy import Column, Connection, Integer, MetaData, String, Table, Text, inspect, text

from cleaners.record import Record

SUFFIX = "_v5"  # of the names of tables that are set aside
SET_ASIDE = ("articles", "revisions", "site_lines")
REPLACED = ("text_bands", "recleaned")  # dropped: the first is derived from articles, the second is a stage of work

OLD_SCHEMA = MetaData()
old_articles = Table(
    f"articles{SUFFIX}",
    OLD_SCHEMA,
    Column("id", String(64), primary_key=True),
    Column("fetched_at", String(32), nullable=False),
    Column("record", Text, nullable=False),
)
old_revisions = Table(
    f"revisions{SUFFIX}",
    OLD_SCHEMA,
    Column("article_id", String(64), primary_key=True),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("fetched_at", String(32), nullable=False),
    Column("record", Text, nullable=False),
)


def is_set_aside(connection: Connection) -> bool:
    """Return True if tables are set aside whose rows are not all moved."""
    return inspect(connection).has_table(old_articles.name)


def set_aside(connection: Connection) -> None:
    """Rename or drop the tables whose form has changed, in the caller's transaction."""
    present = set(inspect(connection).get_table_names())
    for name in (*SET_ASIDE, *REPLACED):
        if name in present:
            for index in inspect(connection).get_indexes(name):  # names of indexes are unique in a database
                if not index.get("duplicates_constraint"):
                    connection.execute(text(f"DROP INDEX {index['name']}"))
    for name in REPLACED:
        connection.execute(text(f"DROP TABLE IF EXISTS {name}"))
    for name in SET_ASIDE:
        if name in present:
            connection.execute(text(f"ALTER TABLE {name} RENAME TO {name}{SUFFIX}"))
    OLD_SCHEMA.create_all(connection)  # a store without revisions had no table of them
    connection.execute(text(f"CREATE INDEX articles{SUFFIX}_by_time ON articles{SUFFIX} (fetched_at, id)"))


def old_record(stored: str) -> Record:
    """Return a record that was stored as JSON; later ones have their lists packed in one field."""
    record: Any = json.loads(stored)
    packed = record.pop("packed", None)
    if packed is not None:
        record |= json.loads(zlib.decompress(base64.b64decode(packed)))
    found: Record = record
    return found
