"""The costs from which the needs of a crawl are calculated."""

from __future__ import annotations

from dataclasses import dataclass

LISTED = 50_000  # sources in the file whose reading is measured


@dataclass(frozen=True, slots=True)
class Costs:
    """Costs per piece: seconds of CPU time, bytes and rows."""

    clean_seconds: float  # per page
    fetch_seconds: float  # per page: requesting and archiving it, and all other work of the crawl's own process
    wire_bytes: float  # per page, compressed by its site
    archive_bytes: float  # per page
    save_seconds: float  # per article, in the crawl
    server_seconds: float  # per article, in the database server
    wal_bytes: float  # per article
    table_bytes: float  # per article, with its indexes
    rows: float  # per article
    largest_bytes: float  # per article, in the largest table without its indexes
    parquet_bytes: float  # per article, exported with everything that was removed
    poll_seconds: float  # per source without news, in a crawl of several
    crawl_seconds: float  # per crawl, besides its sources: the start of its process
    load_seconds: float  # in a crawl, reading LISTED sources and querying those that are due, server included
