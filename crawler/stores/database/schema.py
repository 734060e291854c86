"""The tables, the same for SQLite and PostgreSQL.

Times are RFC 3339 in UTC with seconds ("2026-01-31T08:00:00Z"), so that they sort as text. Addresses are keyed by a
hash, because PostgreSQL refuses long URLs as primary keys.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    literal_column,
    text,
)

from crawler.stores.database.records import packed_columns

SCHEMA = MetaData()
VERSION = 12  # of the tables and of what is derived from them; `stores/older/` upgrades an older store

# One row: the version of the store.
store_version = Table("store_version", SCHEMA, Column("version", Integer, primary_key=True, autoincrement=False))

# The newest revision of each article. Indexes name an article by its number, which is short. Columns repeat the fields
# of the record that people query; `database/views.py` shows them. The longest columns are the last ones, so that
# conditions on the others read one database page per article.
articles = Table(
    "articles",
    SCHEMA,
    Column("number", BigInteger().with_variant(Integer, "sqlite"), Identity(), primary_key=True),
    Column("id", String(64), nullable=False, unique=True),
    Column("url", Text),
    Column("source", Text),
    Column("host", String(255)),  # that its site lines are counted under
    Column("section", Text),
    Column("title", Text),
    Column("authors", Text),  # their names, separated by commas
    Column("language", Text),
    Column("published_at", String(32)),  # in UTC; a day alone if no more is known
    Column("fetched_at", String(32), nullable=False),
    Column("word_count", Integer),
    Column("quality", Float),  # score, 0 to 1
    Column("revision", Integer),
    Column("content_hash", String(64), nullable=False),
    Column("duplicate_of", String(64)),
    *packed_columns(),
    Index("articles_by_host", "host"),
    Index("articles_by_time", "fetched_at"),
    Index("articles_by_representative", "duplicate_of"),
    # What searches compare, so that PostgreSQL does not read each article that has the words.
    Index("articles_by_condition", "number", "source", "host", "language", "published_at", "fetched_at").ddl_if(
        dialect="postgresql"
    ),
)

# The earlier revisions of articles that changed.
revisions = Table(
    "revisions",
    SCHEMA,
    Column("article_id", String(64), primary_key=True),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("fetched_at", String(32), nullable=False),
    Column("content_hash", String(64), nullable=False),
    Column("title", Text),
    *packed_columns(),
    sqlite_with_rowid=False,
)

# The change feed: one row per change of an article; of a deleted article, only its deletion. `revision` is the one that
# the change made. Numbers rise, are never used again, and become visible in their order.
changes = Table(
    "changes",
    SCHEMA,
    Column("sequence", BigInteger().with_variant(Integer, "sqlite"), Identity(), primary_key=True),
    Column("article_id", String(64), nullable=False),
    Column("change", String(16), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("stored_at", String(32), nullable=False),
    Index("changes_by_article", "article_id"),
    Index("changes_by_time", "stored_at"),
    sqlite_autoincrement=True,
)

# How far each consumer has read the change feed. The columns in the middle are set while an output gets its final name.
consumers = Table(
    "consumers",
    SCHEMA,
    Column("name", Text, primary_key=True),
    Column("sequence", BigInteger, nullable=False),
    Column("claimed", BigInteger),  # the last change in the output
    Column("part", Text),  # its path now
    Column("path", Text),  # its final path
    Column("moved_at", String(32), nullable=False),
)

# Every article address that was ever seen. A story may have several. `state`: pending (to be fetched, perhaps again),
# stored, recheck (stored, to be fetched again at `next_try_at`), dropped (fetched, but not an article), given_up.
urls = Table(
    "urls",
    SCHEMA,
    Column("key", String(64), primary_key=True),
    Column("url", Text, nullable=False),
    Column("source", Text),
    Column("state", String(16), nullable=False),
    Column("reason", Text),  # of the drop or the last failure; of a stored page: why the last recheck gave no article
    Column("attempts", Integer, nullable=False, default=0),
    Column("next_try_at", String(32), nullable=False),
    Column("found_by", Text, nullable=False),
    Column("title_hint", Text),
    Column("date_hint", Text),
    Column("found_at", String(32), nullable=False),
    Column("article_id", String(64)),
    Index("urls_to_fetch", "source", "state", "next_try_at"),
)

# The last answer of each feed, sitemap or front page, for conditional requests.
listings = Table(
    "listings",
    SCHEMA,
    Column("key", String(64), primary_key=True),
    Column("url", Text, nullable=False),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("body_hash", String(64)),
    Column("further", Text, nullable=False),  # JSON: the listings it leads to, [[url, their kind], ...]
    Column("offered", Integer, nullable=False),  # articles it offered
    Column("read_at", String(32), nullable=False),
)

# What discovery found at sources that name no listings: sections, and usual addresses of feeds and sitemaps.
discovered = Table(
    "discovered",
    SCHEMA,
    Column("source", Text, primary_key=True),
    Column("key", String(64), primary_key=True),  # article id of the address, which its variants share
    Column("url", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("quiet", Integer, nullable=False),  # readings in a row that gave no new article
    Column("runs_with_articles", Integer, nullable=False),
    Column("next_read_at", String(32), nullable=False),
)

# Query parameters of pages that name a canonical address; `stores/sites/parameters.py` says what follows from them.
parameters = Table(
    "parameters",
    SCHEMA,
    Column("host", String(255), primary_key=True),
    Column("name", String(64), primary_key=True),
    Column("chooses", Boolean, nullable=False),  # a canonical address keeps it, or its value changes the text
    Column("pages", Text, nullable=False),  # JSON: {hash of the path: [value, hash of the text]}
)

# The entries of large sitemaps that need not be read again, as marks of 8 bytes in a row; listings by their key.
settled_entries = Table(
    "settled_entries",
    SCHEMA,
    Column("key", String(64), primary_key=True),
    Column("rules", String(64), nullable=False),  # that chose them: under other rules all entries are read again
    Column("offered", LargeBinary, nullable=False),
    Column("refused", LargeBinary, nullable=False),
)

sources = Table(
    "sources",
    SCHEMA,
    Column("id", Text, primary_key=True),
    Column("listed_at", String(32), nullable=False),  # when a run last read all its listings; empty: never
    Column("tried_at", String(32)),  # when a run last began with it
)

# What every run found at each source that it requested pages of. The next run is compared with the last ones.
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
    Column("status", String(16)),  # as in the summary of the run; null in runs of earlier versions
    Column("reason", Text),  # the reason code of a source that failed or gave no article
    Index("runs_by_time", "source", "started_at"),
)

# The crawls that have ended, on all machines.
crawls = Table(
    "crawls",
    SCHEMA,
    Column("run", String(32), primary_key=True),
    Column("machine", Text, nullable=False),
    Column("process", Integer, nullable=False),
    Column("started_at", String(32), nullable=False),
    Column("ended_at", String(32), nullable=False, index=True),
    Column("finish_reason", Text, nullable=False),
    Column("exit_code", Integer, nullable=False),
    *(Column(name, Integer, nullable=False) for name in ("sources", "sources_failed")),
    *(Column(name, Integer, nullable=False) for name in ("pages_fetched", "pages_dropped", "pages_failed")),
    Column("articles", Integer, nullable=False),  # new ones
)

# The MinHash bands of the articles' texts. Articles that share a band may tell the same story.
text_bands = Table(
    "text_bands",
    SCHEMA,
    Column("band", BigInteger, primary_key=True, autoincrement=False),
    Column("number", BigInteger, primary_key=True, autoincrement=False),  # of the article
    sqlite_with_rowid=False,
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

# The results of `newsgalley reclean` that are not written yet.
recleaned = Table(
    "recleaned",
    SCHEMA,
    Column("selection", String(64), primary_key=True),
    Column("article_id", String(64), primary_key=True),
    Column("outcome", String(16), nullable=False),
    Column("reason", Text),
    Column("change", Text),  # JSON: what differs
    Column("text", Text),  # the new record, packed, where it is to be written
    Column("record", LargeBinary),
)
