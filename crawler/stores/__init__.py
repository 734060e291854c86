"""The database of articles and crawl state, by SQLAlchemy Core, with one schema for SQLite and PostgreSQL.

A running crawl uses `CrawlStore`, whose methods are coroutines. Commands use `Store` in `crawler.stores.store`, whose
methods block.
"""

from crawler.stores.crawl_store import CrawlStore, store_of
from crawler.stores.database.engine import StoreAddressError, StoreError

__all__ = ["CrawlStore", "StoreAddressError", "StoreError", "store_of"]
