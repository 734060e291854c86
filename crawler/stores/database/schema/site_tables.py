"""Tables of sites: what their pages repeat, their rules about rights, and the pauses of their hosts."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Identity,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    literal_column,
    text,
)

from crawler.stores.database.schema.metadata import SCHEMA

# Query parameters of pages that name a canonical address; `stores/sites/parameters.py` says what follows from them.
parameters = Table(
    "parameters",
    SCHEMA,
    Column("host", String(255), primary_key=True),
    Column("name", String(64), primary_key=True),
    Column("chooses", Boolean, nullable=False),  # a canonical address keeps it, or its value changes the text
    Column("pages", Text, nullable=False),  # JSON: {hash of the path: [value, hash of the text]}
)

# Hosts with their counted articles, separately for each language. The number is halved now and then.
site_line_hosts = Table(
    "site_line_hosts",
    SCHEMA,
    Column("number", BigInteger().with_variant(Integer, "sqlite"), Identity(), primary_key=True),
    Column("host", String(255), nullable=False),
    Column("language", String(16), nullable=False),
    Column("pages", Integer, nullable=False),
    UniqueConstraint("host", "language", name="site_line_hosts_by_name"),
)

# The lines of hosts. An article adds up to 60, and most are on no other page, so the columns are numbers. Days are
# counted from 1970. Days and sections are the lowest and the highest: where the two differ, there are several.
site_lines = Table(
    "site_lines",
    SCHEMA,
    Column("site", BigInteger, primary_key=True, autoincrement=False),  # number of its host and language
    Column("fingerprint", BigInteger, primary_key=True, autoincrement=False),
    Column("pages", Integer, nullable=False),
    Column("first_seen", Integer, nullable=False),  # day of the fetch
    Column("first_day", Integer, nullable=False),  # of publication
    Column("first_section", Integer, nullable=False),  # hash of its name
    *(Column(name, Integer) for name in ("last_seen", "last_day", "last_section")),  # null for a line of one page
    Column("sample", Text),
    Column("forgotten", Boolean, nullable=False),  # a person said that it is not a site line
    Column("applied", Boolean, nullable=False),  # the articles that were stored before were cleaned with it
    Index("site_lines_applied", "site", sqlite_where=text("applied = 1"), postgresql_where=text("applied")),
    sqlite_with_rowid=False,
)
# Queried before each page. SQLite uses the index for queries with the same condition, in the same words.
SEEN_TWICE = site_lines.c.pages > literal_column("1")
Index(
    "site_lines_by_pages", site_lines.c.site, site_lines.c.pages,
    sqlite_where=SEEN_TWICE, postgresql_where=SEEN_TWICE,
)  # fmt: skip

# The rules of each site's /.well-known/tdmrep.json, empty for a site without the file.
tdm_files = Table(
    "tdm_files",
    SCHEMA,
    Column("site", String(300), primary_key=True),  # scheme, host and port
    Column("rules", Text, nullable=False),  # JSON
    Column("read_at", String(32), nullable=False),
)

# The pause that each host asked for, its robots.txt, and the number of requests of a day. Every run keeps to them.
hosts = Table(
    "hosts",
    SCHEMA,
    Column("host", String(300), primary_key=True),  # with its port where an address names one
    Column("paused_until", String(32)),  # by its last Retry-After
    Column("robots_status", Integer),  # of the last answer for its robots.txt
    Column("robots", LargeBinary),
    Column("robots_read_at", String(32)),
    Column("requests_day", String(10)),  # the day, in UTC, on which the requests were sent
    Column("requests", Integer),
)
