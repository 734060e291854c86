"""Maintain the search index: the tokens and stems of each headline and text, in the transaction of the article.

On SQLite it is an FTS5 table without content; on PostgreSQL, a table with tsvectors, their GIN index, and filters of
neighbours. FTS5's tokenizer `ascii` splits our tokens only at spaces, because they contain no other ASCII separators.
The first column is the text, because FTS5 writes two more bytes for each word in the other columns.
"""

from __future__ import annotations

from sqlalchemy import Connection, text

from crawler.stores.database.engine import StoreError
from crawler.stores.words.neighbours import filter_of
from crawler.stores.words.stems import stems
from crawler.stores.words.tokens import words

TABLE = "article_words"
_CREATE = {
    "sqlite": [f"CREATE VIRTUAL TABLE IF NOT EXISTS {TABLE} USING fts5(text, title, content='', tokenize='ascii')"],
    "postgresql": [
        f"CREATE TABLE IF NOT EXISTS {TABLE} "
        "(number BIGINT PRIMARY KEY, words TSVECTOR NOT NULL, neighbours BYTEA NOT NULL)",
        # Every search reads the list of pending entries, which by default may grow to 4 MB: 0.6 s instead of 10 ms.
        f"CREATE INDEX IF NOT EXISTS {TABLE}_by_word ON {TABLE} USING gin (words) WITH (gin_pending_list_limit = 256)",
    ],
}
# To delete from FTS5 without content, the indexed words must be given again.
_ADD_SQLITE = text(f"INSERT INTO {TABLE} (rowid, title, text) VALUES (:number, :title, :text)")  # noqa: S608
_REMOVE_SQLITE = text(
    f"INSERT INTO {TABLE} ({TABLE}, rowid, title, text) VALUES ('delete', :number, :title, :text)"  # noqa: S608
)
_ADD_POSTGRES = text(
    f"INSERT INTO {TABLE} (number, words, neighbours) VALUES (:number, CAST(:words AS TSVECTOR), :neighbours)"  # noqa: S608
)
_REMOVE_POSTGRES = text(f"DELETE FROM {TABLE} WHERE number = :number")  # noqa: S608
# The prefix of extra tokens for the headline on PostgreSQL, which would otherwise have to read weights.
TITLE_PREFIX = "^"
_GAP = 2  # positions between headline and text, so that a phrase never spans both


def create(connection: Connection) -> None:
    """Create the tables of the index that are missing. Raises StoreError if this SQLite has no FTS5."""
    if connection.dialect.name == "sqlite" and not _has_fts5(connection):
        raise StoreError("This Python's SQLite was built without FTS5, which the store needs; use another build")
    for statement in _CREATE[connection.dialect.name]:
        connection.execute(text(statement))


def drop(connection: Connection) -> None:
    """Drop the index, for a version of the store with other tokens."""
    connection.execute(text(f"DROP TABLE IF EXISTS {TABLE}"))


def add(connection: Connection, number: int, title: str | None, body: str, language: str | None) -> None:
    """Index a new article in the caller's transaction."""
    if connection.dialect.name == "sqlite":
        connection.execute(_ADD_SQLITE, {"number": number, **_columns(title, body, language)})
    else:
        connection.execute(_ADD_POSTGRES, {"number": number, **_postgres_columns(title or "", body, language)})


def remove(connection: Connection, number: int, title: str | None, body: str, language: str | None) -> None:
    """Remove an article from the index in the caller's transaction; the fields must be those that were indexed."""
    if connection.dialect.name == "sqlite":
        connection.execute(_REMOVE_SQLITE, {"number": number, **_columns(title, body, language)})
    else:
        connection.execute(_REMOVE_POSTGRES, {"number": number})


def purge(connection: Connection) -> None:
    """Rewrite the index without the words of deleted articles, in the caller's transaction.

    FTS5 only marks words as deleted until it merges parts of the index. PostgreSQL removes them by itself.
    """
    if connection.dialect.name == "sqlite":
        connection.execute(text(f"INSERT INTO {TABLE} ({TABLE}) VALUES ('optimize')"))  # noqa: S608


def _has_fts5(connection: Connection) -> bool:
    return bool(connection.execute(text("SELECT sqlite_compileoption_used('ENABLE_FTS5')")).scalar())


def _columns(title: str | None, body: str, language: str | None) -> dict[str, str]:
    columns = {"title": title or "", "text": body}
    return {name: " ".join([*words(each), *stems(each, language)]) for name, each in columns.items()}


def _postgres_columns(title: str, body: str, language: str | None) -> dict[str, str | bytes]:
    in_title, in_body = words(title), words(body)
    vector = _vector(in_title, in_body, stems(title, language), stems(body, language))
    return {"words": vector, "neighbours": filter_of([in_title, in_body])}


def _vector(in_title: list[str], in_body: list[str], title_stems: list[str], body_stems: list[str]) -> str:
    """Return a tsvector as text: each token with its positions, which have the weight A in the headline.

    Stems of the text have no positions, because phrases contain no stems.
    """
    places: dict[str, list[str]] = {stem: [] for stem in body_stems}
    for stem in title_stems:
        places[stem] = places[TITLE_PREFIX + stem] = ["1A"]
    for place, word in enumerate(in_title, 1):
        for token in (word, TITLE_PREFIX + word):
            places.setdefault(token, []).append(f"{place}A")
    for place, word in enumerate(in_body, len(in_title) + _GAP):
        places.setdefault(word, []).append(str(place))
    return " ".join(f"'{word}'{':' if positions else ''}{','.join(positions)}" for word, positions in places.items())
