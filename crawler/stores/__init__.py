"""Where articles and crawl state live: SQLAlchemy Core, one schema for SQLite and PostgreSQL.

A running crawl uses `CrawlStore`, whose methods are coroutines. Commands use `Store` of `crawler.stores.store`, which
blocks.
"""

from crawler.stores.crawl_store import CrawlStore, store_of
from crawler.stores.database.engine import StoreAddressError, StoreError

__all__ = ["CrawlStore", "StoreAddressError", "StoreError", "store_of"]
