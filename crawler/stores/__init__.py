"""Where articles and crawl state live: SQLAlchemy Core, one schema for SQLite and PostgreSQL."""

from crawler.stores.database import StoreError
from crawler.stores.store import Store, store_of

__all__ = ["Store", "StoreError", "store_of"]
