"""The tables of older versions, set aside under other names until their rows are moved."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Boolean, Column, Connection, Integer, MetaData, String, Table, Text, inspect, text

from cleaners.record import Record
from crawler.stores.database.records import MAX_BYTES

SUFFIX = "_v5"  # for the names of tables that are set aside: the last version that had their form
SET_ASIDE = ("articles", "revisions")
LINES_SUFFIX = "_v10"
LINES_SET_ASIDE = ("site_line_hosts", "site_lines")
REPLACED = ("text_bands", "recleaned")  # dropped: the first is computed from articles, the second holds unfinished work

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
OLD_LINES_SCHEMA = MetaData()
old_lines = Table(
    f"site_lines{LINES_SUFFIX}",
    OLD_LINES_SCHEMA,
    Column("host", String(255), primary_key=True),
    Column("language", String(16), primary_key=True),
    Column("fingerprint", String(16), primary_key=True),
    Column("pages", Integer, nullable=False),
    *(Column(f"{end}_{name}", Text) for end in ("first", "last") for name in ("seen", "day", "section")),
    Column("sample", Text),
    Column("forgotten", Boolean, nullable=False),
    Column("applied", Boolean, nullable=False),
)


def foreign_table(connection: Connection, names: Collection[str]) -> str | None:
    """Return a table with the name of one of ours in a database that is not a store; None if there is none.

    The first stores had no table `store_version`; they are recognised by the column `record` of their articles.
    """
    inspector = inspect(connection)
    present = set(inspector.get_table_names())
    if "store_version" in present:
        return None
    if "articles" in present and {"id", "record"} <= {each["name"] for each in inspector.get_columns("articles")}:
        return None
    return min(present & set(names), default=None)


def set_aside_now(connection: Connection) -> list[Table]:
    """Return the tables that are set aside and still have rows to move, in the order of moving."""
    present = set(inspect(connection).get_table_names())
    return [table for table in (old_articles, old_revisions, old_lines) if table.name in present]


def set_aside(connection: Connection) -> None:
    """Rename or drop the tables of articles, because their form has changed, in the caller's transaction."""
    _drop_indexes(connection, REPLACED)
    for name in REPLACED:
        connection.execute(text(f"DROP TABLE IF EXISTS {name}"))
    _rename(connection, SET_ASIDE, SUFFIX)
    OLD_SCHEMA.create_all(connection)  # a store without revisions had no table for them
    connection.execute(text(f"CREATE INDEX articles{SUFFIX}_by_time ON articles{SUFFIX} (fetched_at, id)"))


def set_aside_lines(connection: Connection) -> None:
    """Rename the tables of site lines if they are from an older version, in the caller's transaction."""
    inspector = inspect(connection)
    if not inspector.has_table("site_lines"):
        return
    if any(column["name"] == "host" for column in inspector.get_columns("site_lines")):
        _rename(connection, LINES_SET_ASIDE, LINES_SUFFIX)


def _rename(connection: Connection, names: Sequence[str], suffix: str) -> None:
    _drop_indexes(connection, names)
    for name in set(names) & set(inspect(connection).get_table_names()):
        connection.execute(text(f"ALTER TABLE {name} RENAME TO {name}{suffix}"))


def _drop_indexes(connection: Connection, names: Sequence[str]) -> None:
    """Drop the indexes of tables, because the names of indexes are unique in a database."""
    for name in set(names) & set(inspect(connection).get_table_names()):
        for index in inspect(connection).get_indexes(name):
            if not index.get("duplicates_constraint"):
                connection.execute(text(f"DROP INDEX {index['name']}"))


def old_record(stored: str) -> Record:
    """Parse a record that was stored as JSON, perhaps with its lists packed in one field."""
    record: Any = json.loads(stored)
    packed = record.pop("packed", None)
    if packed is not None:
        record |= json.loads(zlib.decompressobj().decompress(base64.b64decode(packed), MAX_BYTES))
    found: Record = record
    return found
