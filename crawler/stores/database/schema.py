"""The tables, the same for SQLite and PostgreSQL.

Times are RFC 3339 in UTC with seconds ("2026-01-31T08:00:00Z"), so that they sort as text. Addresses are keyed by a
hash: a long URL is no primary key in PostgreSQL.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

SCHEMA = MetaData()
VERSION = 3  # of the tables and of what is derived from the articles; `upgrade.py` brings an older store up to it

# One row: the version that the store was brought up to.
store_version = Table("store_version", SCHEMA, Column("version", Integer, primary_key=True, autoincrement=False))

articles = Table(
    "articles",
    SCHEMA,
    Column("id", String(64), primary_key=True),
    Column("url", Text),
    Column("source", Text),
    Column("title", Text),
    Column("language", Text),
    Column("date_published", Text),
    Column("fetched_at", String(32), nullable=False),
    Column("content_hash", String(64), nullable=False),
    Column("duplicate_of", String(64)),
    Column("record", Text, nullable=False),  # the whole record as JSON
    Index("articles_by_time", "fetched_at"),
    Index("articles_by_content", "content_hash"),
    Index("articles_by_representative", "duplicate_of"),
)

# What an article was before it changed: `articles` has the newest revision, this table the earlier ones.
revisions = Table(
    "revisions",
    SCHEMA,
    Column("article_id", String(64), primary_key=True),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("fetched_at", String(32), nullable=False),
    Column("content_hash", String(64), nullable=False),
    Column("title", Text),
    Column("record", Text, nullable=False),  # the whole record as JSON
)

# Every article address that was ever seen. `state`: pending (to be fetched, also after a failure), stored, recheck
# (stored, and to be looked at again at `next_try_at`), dropped (fetched, but no article), given_up. Several addresses
# of one story lead to one article.
urls = Table(
    "urls",
    SCHEMA,
    Column("key", String(64), primary_key=True),
    Column("url", Text, nullable=False),
    Column("source", Text),
    Column("state", String(16), nullable=False),
    Column("reason", Text),  # of the drop or of the last failure; of a stored page, why the last look gave no article
    Column("attempts", Integer, nullable=False, default=0),
    Column("next_try_at", String(32), nullable=False),
    Column("found_by", Text, nullable=False),
    Column("title_hint", Text),
    Column("date_hint", Text),
    Column("found_at", String(32), nullable=False),
    Column("article_id", String(64)),
    Index("urls_to_fetch", "source", "state", "next_try_at"),
)

# What a feed, sitemap or front page answered last, for conditional requests.
listings = Table(
    "listings",
    SCHEMA,
    Column("key", String(64), primary_key=True),
    Column("url", Text, nullable=False),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("body_hash", String(64)),
    Column("further", Text, nullable=False),  # JSON: the listings it named, [[url, kind], ...]
    Column("offered", Integer, nullable=False),  # articles it offered
    Column("read_at", String(32), nullable=False),
)

# The entries of large sitemaps that need not be read again, as marks of 8 bytes in a row; listings by their key.
settled_entries = Table(
    "settled_entries",
    SCHEMA,
    Column("key", String(64), primary_key=True),
    Column("rules", String(64), nullable=False),  # by which they were chosen: under others all are read again
    Column("offered", LargeBinary, nullable=False),
    Column("refused", LargeBinary, nullable=False),
)

sources = Table(
    "sources",
    SCHEMA,
    Column("id", Text, primary_key=True),
    Column("listed_at", String(32), nullable=False),  # when a run last read all its listings
)

# What every run that asked for pages of a source found there, so that the next can be compared with the last ones.
runs = Table(
    "runs",
    SCHEMA,
    Column("source", Text, primary_key=True),
    Column("run", String(32), primary_key=True),
    Column("started_at", String(32), nullable=False),
    Column("ended_at", String(32), nullable=False),
    Column("finish_reason", Text, nullable=False),
    Column("offered", Integer, nullable=False),  # article links on its listings
    Column("requested", Integer, nullable=False),
    Column("stored", Integer, nullable=False),  # new articles
    Column("median_words", Float),  # of the new articles, as all that follows; null where there is none
    Column("with_date", Float),  # share of articles, 0 to 1
    Column("with_author", Float),
    Column("removed_share", Float),  # median share of a page's characters that was taken out
    Column("dropped", Text, nullable=False),  # JSON: pages by reason code
    Column("failed", Text, nullable=False),  # JSON: the same of pages that could not be fetched
    Column("alarms", Text, nullable=False),  # JSON: [{code, text}]
    Index("runs_by_time", "source", "started_at"),
)

# The MinHash bands of the articles' texts: articles that share one may tell the same story.
text_bands = Table(
    "text_bands",
    SCHEMA,
    Column("band", BigInteger, primary_key=True, autoincrement=False),
    Column("article_id", String(64), primary_key=True),
    Index("text_bands_by_article", "article_id"),
    sqlite_with_rowid=False,
)

# What repeats on a site, an edition in each language by itself. `pages` are articles counted, each once; they are
# halved now and then. Days and sections are the first and the last in the order of text: where they differ there are
# several.
site_line_hosts = Table(
    "site_line_hosts",
    SCHEMA,
    Column("host", String(255), primary_key=True),
    Column("language", String(16), primary_key=True),
    Column("pages", Integer, nullable=False),
)

site_lines = Table(
    "site_lines",
    SCHEMA,
    Column("host", String(255), primary_key=True),
    Column("language", String(16), primary_key=True),
    Column("fingerprint", String(16), primary_key=True),
    Column("pages", Integer, nullable=False),
    Column("first_seen", String(32), nullable=False),
    Column("last_seen", String(32), nullable=False),
    Column("first_day", String(10), nullable=False),
    Column("last_day", String(10), nullable=False),
    Column("first_section", String(64), nullable=False),
    Column("last_section", String(64), nullable=False),
    Column("sample", Text, nullable=False),
    Column("forgotten", Boolean, nullable=False),  # a person said that it is no site lines
    Column("applied", Boolean, nullable=False),  # the articles that were stored before know of it
    Index("site_lines_by_pages", "host", "language", "pages"),  # asked before each page
)

# What `scrapy reclean` found and has not yet written.
recleaned = Table(
    "recleaned",
    SCHEMA,
    Column("selection", String(64), primary_key=True),
    Column("article_id", String(64), primary_key=True),
    Column("outcome", String(16), nullable=False),
    Column("reason", Text),
    Column("change", Text),  # JSON: what differs
    Column("record", Text),  # JSON: the new record, where it is to be written
)
