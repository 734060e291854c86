"""The upgrade of a store that an earlier version made. Nothing is lost, and nothing has to be crawled again.

New tables, indexes and columns are added. What is derived from articles is derived for the articles that were stored
before. A step that adds nothing, such as renaming, goes into `upgrade`, under the version that it leads to.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator

from sqlalchemy import (
    Connection,
    Engine,
    Table,
    bindparam,
    case,
    delete,
    func,
    insert,
    inspect,
    select,
    text,
    union_all,
    update,
)
from sqlalchemy.exc import DatabaseError
from sqlalchemy.schema import CreateColumn

from cleaners.compare.minhash import bands
from cleaners.compare.site_lines import countable_lines
from cleaners.record import Record
from crawler.stores import near_duplicates
from crawler.stores.database.engine import StoreAddressError, StoreError, open_engine, shown
from crawler.stores.database.records import from_json
from crawler.stores.database.schema import (
    SCHEMA,
    VERSION,
    articles,
    changes,
    listings,
    revisions,
    site_line_hosts,
    site_lines,
    store_version,
    text_bands,
    urls,
)
from crawler.stores.sites.site_lines import SiteLines, host_of

ARTICLES_AT_ONCE = 200  # in memory
ROWS_AT_ONCE = 5_000  # without their records
# An arbitrary constant: the advisory lock that lets one process at a time make or upgrade the tables.
SCHEMA_LOCK_ID = 7_359_021_145
NAMES_OF_VERSION = 3  # older stores call site lines a template and rechecks watched addresses
CHANGES_OF_VERSION = 5  # older stores have no change feed
HOSTS_OF_VERSION = 4  # older stores do not have the hosts of articles in a column
LISTINGS_OF_VERSION = 4  # older stores note the kind of a listing beside those that it leads to, not their kind
BANDS_OF_VERSION = 2  # older stores hash texts in another way, and their articles would not be found

logger = logging.getLogger(__name__)


def open_upgraded(uri: str) -> Engine:
    """Return an engine for a database, with tables of this version. Raises StoreError with the reason where that fails.

    Many processes may try at the same time, and tables are made or changed all or not at all.
    """
    engine = open_engine(uri)
    try:
        if version_of(engine) != VERSION:
            _upgrade_alone(engine)
    except DatabaseError as error:
        engine.dispose()
        raise StoreError(f"STORE_URI {shown(engine)}: cannot be opened: {error.orig}") from None
    except BaseException:
        engine.dispose()
        raise
    return engine


def _upgrade_alone(engine: Engine) -> None:
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.execute(text("SELECT pg_advisory_xact_lock(:id)"), {"id": SCHEMA_LOCK_ID})
        found = version_of(connection)
        if found > VERSION:
            raise StoreAddressError(
                f"STORE_URI {shown(engine)}: the store was made by a newer newsgalley (its version is {found}, this "
                f"one knows {VERSION}); update newsgalley"
            )
        if found < VERSION:
            upgrade(connection, found)


def version_of(store: Engine | Connection) -> int:
    """Return the version of a store's tables; 0 for a store without tables, or made before tables had a version."""
    if not inspect(store).has_table(store_version.name):
        return 0
    query = select(func.max(store_version.c.version))
    if isinstance(store, Connection):
        return store.execute(query).scalar() or 0
    with store.connect() as connection:
        return connection.execute(query).scalar() or 0


def upgrade(connection: Connection, found: int) -> None:
    """Upgrade the tables from the version that was found to VERSION, in the caller's transaction."""
    if found < NAMES_OF_VERSION:
        _rename(connection)
    present = set(inspect(connection).get_table_names())
    SCHEMA.create_all(connection)
    for table in SCHEMA.sorted_tables:
        if table.name in present:
            _add_columns(connection, table)
            for index in table.indexes:
                index.create(connection, checkfirst=True)
    if listings.name in present and found < LISTINGS_OF_VERSION:
        connection.execute(listings.delete().where(listings.c.further != "[]"))  # the next run reads them again
    if articles.name in present:
        if found < BANDS_OF_VERSION:
            connection.execute(text_bands.delete())
        _derive(connection, index=found < BANDS_OF_VERSION, count=site_line_hosts.name not in present)
        for version, step in STEPS:
            if found < version:
                step(connection)
    connection.execute(store_version.delete())
    connection.execute(insert(store_version).values(version=VERSION))


def _rename(connection: Connection) -> None:
    """Give tables, states and stages their names of NAMES_OF_VERSION."""
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
    """Add the columns that are missing. They must be nullable, because the table may have rows."""
    known = {column["name"] for column in inspect(connection).get_columns(table.name)}
    for column in table.columns:
        if column.name not in known:
            declared = CreateColumn(column).compile(dialect=connection.dialect)
            connection.execute(text(f"ALTER TABLE {table.name} ADD COLUMN {declared}"))


def _derive(connection: Connection, *, index: bool, count: bool) -> None:
    """Index or count the texts of the stored articles, where that was not done when they were stored."""
    number = connection.execute(select(func.count()).select_from(articles)).scalar_one()
    if not number or not (index or count):
        return
    logger.warning("the store is upgraded to version %d: %d articles are indexed, once", VERSION, number)
    for record in _records(connection):
        if index:
            near_duplicates.index(connection, record, bands(record["text"]))
        if count:
            SiteLines.count(connection, record, countable_lines(record))


def _fill_hosts(connection: Connection) -> None:
    """Write the hosts of the stored articles into their column."""
    last = ""
    setting = update(articles).where(articles.c.id == bindparam("found")).values(host=bindparam("its_host"))
    query = select(articles.c.id, articles.c.url).order_by(articles.c.id).limit(ROWS_AT_ONCE)
    while rows := connection.execute(query.where(articles.c.id > last)).all():
        connection.execute(setting, [{"found": row.id, "its_host": host_of(row.url)} for row in rows])
        last = rows[-1].id


def _fill_changes(connection: Connection) -> None:
    """Write the revisions that are stored into the change feed, in the order of their fetches."""
    connection.execute(delete(changes))
    older = select(revisions.c.article_id, revisions.c.revision, revisions.c.fetched_at)
    last = select(func.max(revisions.c.revision)).where(revisions.c.article_id == articles.c.id).scalar_subquery()
    newest = select(articles.c.id, func.coalesce(last, 0) + 1, articles.c.fetched_at)
    each = union_all(older, newest).subquery().c
    change = case((each.revision == 1, "new"), else_="revised")
    rows = select(each.article_id, each.revision, change, each.fetched_at)
    in_order = rows.order_by(each.fetched_at, each.article_id, each.revision)
    connection.execute(insert(changes).from_select(["article_id", "revision", "change", "stored_at"], in_order))


# Steps that derive data from stored articles, in order, under the version that they lead to.
STEPS = ((HOSTS_OF_VERSION, _fill_hosts), (CHANGES_OF_VERSION, _fill_changes))


def _records(connection: Connection) -> Iterator[Record]:
    """Yield all articles by id, in portions, because statements in between may change other tables."""
    last = ""
    while True:
        query = select(articles.c.id, articles.c.record).where(articles.c.id > last).order_by(articles.c.id)
        rows = connection.execute(query.limit(ARTICLES_AT_ONCE)).all()
        if not rows:
            return
        for row in rows:
            yield from_json(row.record)
        last = rows[-1].id
