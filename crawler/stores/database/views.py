"""Create the views for people and other programs. A view never changes: a new version gets a new number."""

from __future__ import annotations

from sqlalchemy import Connection, text

# The columns are described in docs/search.md.
_COLUMNS = (
    "id, url, source, host, section, title, authors, published_at, language, word_count, quality, revision, "
    "duplicate_of, fetched_at, text"
)
VIEWS = {"articles_v1": f"SELECT {_COLUMNS} FROM articles"}  # noqa: S608, all of it is ours
_CREATE = {"sqlite": "CREATE VIEW IF NOT EXISTS", "postgresql": "CREATE OR REPLACE VIEW"}


def create_views(connection: Connection) -> None:
    """Create the views that are missing."""
    for name, query in VIEWS.items():
        connection.execute(text(f"{_CREATE[connection.dialect.name]} {name} AS {query}"))
