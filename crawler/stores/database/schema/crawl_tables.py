"""Tables of crawls: the addresses and listings of sources, and what every run found."""

from __future__ import annotations

from sqlalchemy import Column, Float, Index, Integer, LargeBinary, String, Table, Text

from crawler.stores.database.schema.metadata import SCHEMA

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

sources = Table(
    "sources",
    SCHEMA,
    Column("id", Text, primary_key=True),
    Column("listed_at", String(32), nullable=False),  # when a run last read all its listings; empty: never
    Column("tried_at", String(32)),  # when a run last began with it
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

# The entries of large sitemaps that need not be read again, as marks of 8 bytes in a row; listings by their key.
settled_entries = Table(
    "settled_entries",
    SCHEMA,
    Column("key", String(64), primary_key=True),
    Column("rules", String(64), nullable=False),  # that chose them: under other rules all entries are read again
    Column("offered", LargeBinary, nullable=False),
    Column("refused", LargeBinary, nullable=False),
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
