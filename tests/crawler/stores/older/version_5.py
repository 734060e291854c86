"""Turn a store of today into one as version 5 made it, with texts for its articles."""

from __future__ import annotations

import base64
import json
import zlib
from typing import Any

from sqlalchemy import Connection, create_engine, inspect, text

from cleaners.compare.minhash import bands
from crawler.stores.database.records import unpack
from crawler.stores.sites.line_counts import counted_host
from tests.crawler.stores.older.version_10 import insert, lines_as_texts

STORY = " ".join(
    f"On day {n} the harbour board of Ostrand weighed offer number {n} for crane {n + 7}." for n in range(9)
)
OTHER = " ".join(f"Row {n} of the old vineyard gave {n + 3} baskets, said the owner's {n}th letter." for n in range(9))
# The tables whose form has changed since.
TABLES = """
CREATE TABLE articles (
    id VARCHAR(64) PRIMARY KEY, url TEXT, source TEXT, title TEXT, language TEXT, date_published TEXT,
    fetched_at VARCHAR(32) NOT NULL, content_hash VARCHAR(64) NOT NULL, duplicate_of VARCHAR(64), record TEXT NOT NULL,
    host VARCHAR(255));
CREATE INDEX articles_by_host ON articles (host);
CREATE INDEX articles_by_time ON articles (fetched_at);
CREATE INDEX articles_by_content ON articles (content_hash);
CREATE INDEX articles_by_representative ON articles (duplicate_of);
CREATE TABLE revisions (
    article_id VARCHAR(64), revision INTEGER, fetched_at VARCHAR(32) NOT NULL, content_hash VARCHAR(64) NOT NULL,
    title TEXT, record TEXT NOT NULL, PRIMARY KEY (article_id, revision));
CREATE TABLE text_bands (band BIGINT, article_id VARCHAR(64), PRIMARY KEY (band, article_id));
CREATE INDEX text_bands_by_article ON text_bands (article_id);
CREATE TABLE recleaned (
    selection VARCHAR(64), article_id VARCHAR(64), outcome VARCHAR(16) NOT NULL, reason TEXT, change TEXT, record TEXT,
    PRIMARY KEY (selection, article_id));
CREATE TABLE site_lines (
    host VARCHAR(255), language VARCHAR(16), fingerprint VARCHAR(16), pages INTEGER NOT NULL,
    first_seen VARCHAR(32) NOT NULL, last_seen VARCHAR(32) NOT NULL, first_day VARCHAR(10) NOT NULL,
    last_day VARCHAR(10) NOT NULL, first_section VARCHAR(64) NOT NULL, last_section VARCHAR(64) NOT NULL,
    sample TEXT NOT NULL, forgotten BOOLEAN NOT NULL, applied BOOLEAN NOT NULL,
    PRIMARY KEY (host, language, fingerprint));
CREATE INDEX site_lines_by_pages ON site_lines (host, language, pages);
CREATE TABLE site_line_hosts (
    host VARCHAR(255), language VARCHAR(16), pages INTEGER NOT NULL, PRIMARY KEY (host, language));
"""


def change(uri: str, *statements: str) -> None:
    engine = create_engine(uri.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def make_version_5(uri: str) -> None:
    engine = create_engine(uri.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        newest = connection.execute(text("SELECT * FROM articles ORDER BY number")).mappings().all()
        older = connection.execute(text("SELECT * FROM revisions")).mappings().all()
        lines = lines_as_texts(connection, ("city", "sport"))
        hosts = connection.execute(text("SELECT host, language, pages FROM site_line_hosts")).mappings().all()
        _drop(connection)
        for statement in filter(str.strip, TABLES.split(";")):
            connection.execute(text(statement))
        for row in newest:
            record: Any = unpack(row["text"], row["record"])
            insert(connection, "articles", {
                **{name: record[name] for name in ("id", "url", "source", "title", "language", "date_published",
                                                   "fetched_at", "content_hash", "duplicate_of")},
                "record": _as_json(record), "host": counted_host(record["url"]),
            })  # fmt: skip
            for band in bands(record["text"]):
                insert(connection, "text_bands", {"band": band, "article_id": record["id"]})
        for row in older:
            packed = _as_json(unpack(row["text"], row["record"]))
            insert(connection, "revisions", {**{k: row[k] for k in row if k not in ("text", "record")},
                                              "record": packed})  # fmt: skip
        for line in lines:
            ends = {
                f"last_{name}": line[f"last_{name}"] or line[f"first_{name}"] for name in ("seen", "day", "section")
            }
            insert(connection, "site_lines", {**line, **ends, "sample": line["sample"] or "A line."})
        for host in hosts:
            insert(connection, "site_line_hosts", dict(host))
        connection.execute(text("UPDATE store_version SET version = 5"))
    engine.dispose()


def _drop(connection: Connection) -> None:
    connection.execute(text("DROP VIEW articles_v1"))
    tables = set(inspect(connection).get_table_names())
    for name in ("article_words", "articles", "revisions", "text_bands", "recleaned", "site_lines", "site_line_hosts"):
        if name in tables:
            connection.execute(text(f"DROP TABLE {name}"))


def _as_json(record: Any) -> str:
    """Return a record as version 5 stored it."""
    lists = json.dumps({name: record.get(name) for name in ("blocks", "removed")}, separators=(",", ":"))
    packed = base64.b64encode(zlib.compress(lists.encode())).decode()
    return json.dumps({**record, "blocks": None, "removed": None, "packed": packed}, separators=(",", ":"))
