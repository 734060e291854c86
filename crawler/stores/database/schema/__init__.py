"""The tables, the same for SQLite and PostgreSQL.

Times are RFC 3339 in UTC with seconds ("2026-01-31T08:00:00Z"), so that they sort as text. Addresses are keyed by a
hash, because PostgreSQL refuses long URLs as primary keys.
"""

from crawler.stores.database.schema.article_tables import articles, changes, consumers, recleaned, revisions, text_bands
from crawler.stores.database.schema.crawl_tables import (
    crawls,
    discovered,
    listings,
    runs,
    settled_entries,
    sources,
    urls,
)
from crawler.stores.database.schema.metadata import SCHEMA, VERSION, store_version
from crawler.stores.database.schema.site_tables import (
    SEEN_TWICE,
    hosts,
    parameters,
    site_line_hosts,
    site_lines,
    tdm_files,
)

__all__ = [
    "SCHEMA",
    "SEEN_TWICE",
    "VERSION",
    "articles",
    "changes",
    "consumers",
    "crawls",
    "discovered",
    "hosts",
    "listings",
    "parameters",
    "recleaned",
    "revisions",
    "runs",
    "settled_entries",
    "site_line_hosts",
    "site_lines",
    "sources",
    "store_version",
    "tdm_files",
    "text_bands",
    "urls",
]
