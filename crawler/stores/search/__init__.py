"""Full-text search of stored articles, with the same results in SQLite, in PostgreSQL and for records in memory."""

from __future__ import annotations

from crawler.stores.search.query import QueryError
from crawler.stores.search.search import Hit, Query, search
from crawler.stores.search.snippets import Snippet

__all__ = ["Hit", "Query", "QueryError", "Snippet", "search"]
