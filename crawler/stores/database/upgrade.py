"""Brings a store that an earlier version made up to this one: nothing is lost, nothing has to be crawled again.

What is new in the tables is added: tables, indexes, columns. What is derived from articles is derived for those that
were stored before. A step that adding cannot do goes into `upgrade`, under the version that it leads to.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator

from sqlalchemy import Connection, Engine, Table, func, insert, inspect, select, text, update
from sqlalchemy.schema import CreateColumn

from cleaners.compare.site_lines import countable_lines
from cleaners.record import Record
from crawler.stores.articles import from_json
from crawler.stores.database.schema import (
    SCHEMA,
    VERSION,
    articles,
    revisions,
    site_line_hosts,
    site_lines,
    store_version,
    text_bands,
    urls,
)
from crawler.stores.near_duplicates import NearDuplicates
from crawler.stores.site_lines import SiteLines

ARTICLES_AT_ONCE = 200  # in memory
NAMES_OF_VERSION = 3  # before it, site lines were called a template and rechecks were watched addresses
BANDS_OF_VERSION = 2  # texts are hashed in another way since: those of earlier articles would not be found

logger = logging.getLogger(__name__)


def version_of(store: Engine | Connection) -> int:
    """Return the version of a store's tables; 0 for one without tables, or made before they had a version."""
    if not inspect(store).has_table(store_version.name):
        return 0
    query = select(func.max(store_version.c.version))
    if isinstance(store, Connection):
        return store.execute(query).scalar() or 0
    with store.connect() as connection:
        return connection.execute(query).scalar() or 0


def upgrade(connection: Connection, found: int) -> None:
    """Bring the tables from the version that was found up to VERSION, in the caller's transaction."""
    if found < NAMES_OF_VERSION:
        _rename(connection)
    present = set(inspect(connection).get_table_names())
    SCHEMA.create_all(connection)
    for table in SCHEMA.sorted_tables:
        if table.name in present:
            _add_columns(connection, table)
            for index in table.indexes:
                index.create(connection, checkfirst=True)
    if articles.name in present:
        if found < BANDS_OF_VERSION:
            connection.execute(text_bands.delete())
        _derive(connection, index=found < BANDS_OF_VERSION, count=site_line_hosts.name not in present)
    connection.execute(store_version.delete())
    connection.execute(insert(store_version).values(version=VERSION))


def _rename(connection: Connection) -> None:
    """Give tables, states and stages the names that they have since NAMES_OF_VERSION."""
    present = set(inspect(connection).get_table_names())
    for old, new in (("template_hosts", site_line_hosts), ("template_blocks", site_lines)):
        if old in present:
            connection.execute(text(f"ALTER TABLE {old} RENAME TO {new.name}"))
    for index in ("template_blocks_by_pages", "articles_by_head"):
        connection.execute(text(f"DROP INDEX IF EXISTS {index}"))
    if urls.name in present:
        connection.execute(update(urls).where(urls.c.state == "watched").values(state="recheck"))
    for table in (articles, revisions):
        if table.name in present:  # records are JSON without spaces; a quotation mark inside a text is escaped
            renamed = func.replace(table.c.record, '"stage":"template"', '"stage":"site_lines"')
            connection.execute(
                update(table).where(table.c.record.contains('"stage":"template"')).values(record=renamed)
            )


def _add_columns(connection: Connection, table: Table) -> None:
    """Add the columns that are missing; one that is added must be nullable, for the rows that are there."""
    known = {column["name"] for column in inspect(connection).get_columns(table.name)}
    for column in table.columns:
        if column.name not in known:
            declared = CreateColumn(column).compile(dialect=connection.dialect)
            connection.execute(text(f"ALTER TABLE {table.name} ADD COLUMN {declared}"))


def _derive(connection: Connection, *, index: bool, count: bool) -> None:
    """Index and count the texts of the stored articles, what of it was not done when they were stored."""
    number = connection.execute(select(func.count()).select_from(articles)).scalar_one()
    if not number or not (index or count):
        return
    logger.warning("the store is brought up to version %d: %d articles are indexed, once", VERSION, number)
    near_duplicates, counts = NearDuplicates(connection.engine), SiteLines(connection.engine)
    for record in _records(connection):
        if index:
            near_duplicates.index(connection, record)
        if count:
            counts.count(connection, record, countable_lines(record))


def _records(connection: Connection) -> Iterator[Record]:
    """All articles, by id, some at a time: the statements between may change other tables."""
    last = ""
    while True:
        query = select(articles.c.id, articles.c.record).where(articles.c.id > last).order_by(articles.c.id)
        rows = connection.execute(query.limit(ARTICLES_AT_ONCE)).all()
        if not rows:
            return
        for row in rows:
            yield from_json(row.record)
        last = rows[-1].id
