"""Where articles and crawl state live: SQLAlchemy Core, one schema for SQLite and PostgreSQL."""

from crawler.stores.database.engine import StoreAddressError, StoreError
from crawler.stores.store import Store, store_of

__all__ = ["Store", "StoreAddressError", "StoreError", "store_of"]
