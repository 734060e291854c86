"""Turn the tables of site lines of today into those of version 10, which named hosts and days by texts."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, create_engine, text

from crawler.stores.sites.line_numbers import as_date, as_fingerprint

TABLES = """
CREATE TABLE site_line_hosts (
    host VARCHAR(255), language VARCHAR(16), pages INTEGER NOT NULL, PRIMARY KEY (host, language));
CREATE TABLE site_lines (
    host VARCHAR(255), language VARCHAR(16), fingerprint VARCHAR(16), pages INTEGER NOT NULL,
    first_seen VARCHAR(32) NOT NULL, first_day VARCHAR(10) NOT NULL, first_section VARCHAR(64) NOT NULL,
    last_seen VARCHAR(32), last_day VARCHAR(10), last_section VARCHAR(64), sample TEXT,
    forgotten BOOLEAN NOT NULL, applied BOOLEAN NOT NULL, PRIMARY KEY (host, language, fingerprint));
CREATE INDEX site_lines_applied ON site_lines (host);
CREATE INDEX site_lines_by_pages ON site_lines (host, language, pages);
CREATE INDEX text_bands_by_article ON text_bands (number);
"""


def make_version_10(uri: str, sections: tuple[str, ...]) -> None:
    """Turn a store whose articles are in these sections into one of version 10."""
    engine = create_engine(uri.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        hosts = connection.execute(text("SELECT host, language, pages FROM site_line_hosts")).mappings().all()
        lines = lines_as_texts(connection, sections)
        connection.execute(text("DROP TABLE site_lines"))
        connection.execute(text("DROP TABLE site_line_hosts"))
        for statement in filter(str.strip, TABLES.split(";")):
            connection.execute(text(statement))
        for table, rows in (("site_line_hosts", hosts), ("site_lines", lines)):
            for row in rows:
                insert(connection, table, dict(row))
        connection.execute(text("UPDATE store_version SET version = 10"))
    engine.dispose()


def lines_as_texts(connection: Connection, sections: tuple[str, ...]) -> list[dict[str, Any]]:
    """Return the site lines with texts; the sections are the first and the last of a line that is in several."""
    query = text("SELECT * FROM site_lines JOIN site_line_hosts ON number = site")
    pages = text("SELECT site, fingerprint, pages FROM site_lines")
    counts = {(row.site, row.fingerprint): row.pages for row in connection.execute(pages)}
    found = []
    for row in connection.execute(query).mappings():
        several = row["last_section"] is not None
        days = {name: row[name] and as_date(row[name]) for name in ("first_seen", "first_day", "last_seen", "last_day")}
        found.append({
            **{name: row[name] for name in ("host", "language", "sample", "forgotten", "applied")},
            **days, "pages": counts[row["site"], row["fingerprint"]], "fingerprint": as_fingerprint(row["fingerprint"]),
            "first_section": min(sections), "last_section": max(sections) if several else None,
        })  # fmt: skip
    return found


def insert(connection: Connection, table: str, row: dict[str, Any]) -> None:
    places = ", ".join(f":{name}" for name in row)
    connection.execute(text(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({places})"), row)
