"""Tables of articles: revisions, the change feed and its consumers, near-duplicates, results of cleaning again."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Float, Identity, Index, Integer, LargeBinary, String, Table, Text

from crawler.stores.database.records import packed_columns
from crawler.stores.database.schema.metadata import SCHEMA

# The newest revision of each article. Indexes name an article by its number, which is short. Columns repeat the fields
# of the record that people query; `database/views.py` shows them. The longest columns are the last ones, so that
# conditions on the others read one database page per article.
articles = Table(
    "articles",
    SCHEMA,
    Column("number", BigInteger().with_variant(Integer, "sqlite"), Identity(), primary_key=True),
    Column("id", String(64), nullable=False, unique=True),
    Column("url", Text),
    Column("source", Text),
    Column("host", String(255)),  # that its site lines are counted under
    Column("section", Text),
    Column("title", Text),
    Column("authors", Text),  # their names, separated by commas
    Column("language", Text),
    Column("published_at", String(32)),  # in UTC; a day alone if no more is known
    Column("fetched_at", String(32), nullable=False),
    Column("word_count", Integer),
    Column("quality", Float),  # score, 0 to 1
    Column("revision", Integer),
    Column("content_hash", String(64), nullable=False),
    Column("duplicate_of", String(64)),
    *packed_columns(),
    Index("articles_by_host", "host"),
    Index("articles_by_time", "fetched_at"),
    Index("articles_by_representative", "duplicate_of"),
    # What searches compare, so that PostgreSQL does not read each article that has the words.
    Index("articles_by_condition", "number", "source", "host", "language", "published_at", "fetched_at").ddl_if(
        dialect="postgresql"
    ),
)

# The earlier revisions of articles that changed.
revisions = Table(
    "revisions",
    SCHEMA,
    Column("article_id", String(64), primary_key=True),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("fetched_at", String(32), nullable=False),
    Column("content_hash", String(64), nullable=False),
    Column("title", Text),
    *packed_columns(),
    sqlite_with_rowid=False,
)

# The change feed: one row per change of an article; of a deleted article, only its deletion. `revision` is the one that
# the change made. Numbers rise, are never used again, and become visible in their order.
changes = Table(
    "changes",
    SCHEMA,
    Column("sequence", BigInteger().with_variant(Integer, "sqlite"), Identity(), primary_key=True),
    Column("article_id", String(64), nullable=False),
    Column("change", String(16), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("stored_at", String(32), nullable=False),
    Index("changes_by_article", "article_id"),
    Index("changes_by_time", "stored_at"),
    sqlite_autoincrement=True,
)

# How far each consumer has read the change feed. The columns in the middle are set while an output gets its final name.
consumers = Table(
    "consumers",
    SCHEMA,
    Column("name", Text, primary_key=True),
    Column("sequence", BigInteger, nullable=False),
    Column("claimed", BigInteger),  # the last change in the output
    Column("part", Text),  # its path now
    Column("path", Text),  # its final path
    Column("moved_at", String(32), nullable=False),
)

# The MinHash bands of the articles' texts. Articles that share a band may tell the same story.
text_bands = Table(
    "text_bands",
    SCHEMA,
    Column("band", BigInteger, primary_key=True, autoincrement=False),
    Column("number", BigInteger, primary_key=True, autoincrement=False),  # of the article
    sqlite_with_rowid=False,
)

# The results of `newsgalley reclean` that are not written yet.
recleaned = Table(
    "recleaned",
    SCHEMA,
    Column("selection", String(64), primary_key=True),
    Column("article_id", String(64), primary_key=True),
    Column("outcome", String(16), nullable=False),
    Column("reason", Text),
    Column("change", Text),  # JSON: what differs
    Column("text", Text),  # the new record, packed, where it is to be written
    Column("record", LargeBinary),
)
