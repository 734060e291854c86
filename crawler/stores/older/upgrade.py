"""The upgrade of a store that an earlier version made. Nothing is lost, and nothing has to be crawled again.

The first transaction adds tables, indexes and columns, and what is derived from the articles. Tables with records,
which may be large, are set aside under another name, and their rows are moved to the tables of today in portions
(`stores/older/`). The version of the store is changed with the last portion: a process that opens a store that another
one left half upgraded moves the rest.
"""

from __future__ import annotations

import logging
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, Table, case, delete, func, insert, inspect, select, text, union_all, update
from sqlalchemy.exc import DatabaseError
from sqlalchemy.schema import CreateColumn

from cleaners.compare.site_lines import countable_lines
from crawler.stores.database.engine import StoreAddressError, StoreError, open_engine, shown
from crawler.stores.database.lock import exclude_runs
from crawler.stores.database.schema import (
    SCHEMA,
    VERSION,
    articles,
    changes,
    listings,
    site_line_hosts,
    site_lines,
    store_version,
    urls,
)
from crawler.stores.database.silence import SilenceWatch
from crawler.stores.database.views import create_views
from crawler.stores.older.moving import move_hosts, move_some, rows_to_move
from crawler.stores.older.tables import (
    foreign_table,
    old_articles,
    old_record,
    old_revisions,
    set_aside,
    set_aside_lines,
    set_aside_now,
)
from crawler.stores.sites.line_counts import count_lines
from crawler.stores.words import index

ARTICLES_AT_ONCE = 200  # in memory
PROGRESS_SECONDS = 5.0  # between two lines on standard error
# An arbitrary constant: the advisory lock that lets one process at a time make or upgrade the tables.
SCHEMA_LOCK_ID = 7_359_021_145
NAMES_OF_VERSION = 3  # older stores call site lines a template and rechecks watched addresses
LISTINGS_OF_VERSION = 4  # older stores note the kind of a listing beside those that it leads to, not their kind
CHANGES_OF_VERSION = 5  # older stores have no change feed
TABLES_OF_VERSION = 6  # older stores have records as JSON, and no index of words
WORDS_OF_VERSION = 12  # older stores have an index of words without stems, tokens of the headline, or neighbours

logger = logging.getLogger(__name__)


def open_upgraded(uri: str, *, one_session: bool = False) -> Engine:
    """Return an engine for a database, with tables of this version. Raises StoreError with the reason where that fails.

    Many processes may try at the same time; each portion is moved by one of them. `one_session` is that of
    `open_engine`.
    """
    engine = open_engine(uri, one_session=one_session)
    silent: list[str] = []  # why the session was ended, if the server did not answer
    try:
        with _watched(engine, uri, silent):
            if version_of(engine) != VERSION:
                _upgrade_tables(engine)
                _move_records(engine)
    except DatabaseError as error:
        engine.dispose()
        reason = silent[0] if silent else _first_line(error.orig)
        raise StoreError(f"STORE_URI {shown(engine)}: cannot be opened: {reason}{_hint(error.orig)}") from None
    except BaseException:
        engine.dispose()
        raise
    return engine


def _first_line(error: BaseException | None) -> str:
    """Return what a database says, without the statement and the hints below it."""
    return str(error).strip().partition("\n")[0]


def _hint(error: BaseException | None) -> str:
    """Return what to do about an error of SQLite in a folder that cannot be written."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
        return ". Its file and folder must be writable, also to read from it; else copy the file to a folder that is"
    return ""


@contextmanager
def _watched(engine: Engine, uri: str, silent: list[str]) -> Iterator[None]:
    """End a session whose PostgreSQL does not answer any more, and add the reason to `silent`."""
    if engine.dialect.name != "postgresql":
        yield
        return
    watch = SilenceWatch(engine, uri, silent.append)
    try:
        yield
    finally:
        watch.end()


def version_of(store: Engine | Connection) -> int:
    """Return the version of a store's tables; 0 for a store without tables, or made before tables had a version."""
    if not inspect(store).has_table(store_version.name):
        return 0
    query = select(func.max(store_version.c.version))
    if isinstance(store, Connection):
        return store.execute(query).scalar() or 0
    with store.connect() as connection:
        return connection.execute(query).scalar() or 0


@contextmanager
def _alone(engine: Engine) -> Iterator[Connection]:
    """Yield a connection in a transaction that changes tables while no other process does."""
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.execute(text("SELECT pg_advisory_xact_lock(:id)"), {"id": SCHEMA_LOCK_ID})
        yield connection


def _refuse_beside_runs(connection: Connection) -> None:
    """Raise StoreError while a run of the earlier version works on PostgreSQL; none can begin in this transaction.

    On SQLite, such a run meets a locked file.
    """
    if connection.dialect.name == "postgresql" and not exclude_runs(connection):
        uri = shown(connection.engine)
        raise StoreError(f"STORE_URI {uri}: the store must be upgraded, but a run works on it: wait until it has ended")


def _upgrade_tables(engine: Engine) -> None:
    with _alone(engine) as connection:
        found = version_of(connection)
        if found > VERSION:
            raise StoreAddressError(
                f"STORE_URI {shown(engine)}: the store was made by a newer newsgalley (its version is {found}, this "
                f"one knows {VERSION}); update newsgalley"
            )
        if not found and (name := foreign_table(connection, SCHEMA.tables)):
            raise StoreAddressError(
                f"STORE_URI {shown(engine)}: the database has a table {name} of another program; name a new database"
            )
        if found < VERSION:
            if found:
                _refuse_beside_runs(connection)
            if set_aside_now(connection):  # it is half upgraded, perhaps to an earlier version than this one
                _renew_lines(connection)
            else:
                upgrade(connection, found)


def _move_records(engine: Engine) -> None:
    """Move the records of an older store, and print the progress."""
    total = done = 0
    last = time.monotonic()
    while True:
        with _alone(engine) as connection:
            if version_of(connection) == VERSION:
                return
            _refuse_beside_runs(connection)
            total = total or rows_to_move(connection)
            moved = move_some(connection)
            done += moved
            if not moved:
                _set_version(connection)
                return
        if time.monotonic() - last >= PROGRESS_SECONDS:
            print(f"store upgrade: {done:,} of {total:,} rows", file=sys.stderr)
            last = time.monotonic()


def upgrade(connection: Connection, found: int) -> None:
    """Upgrade the tables from the version that was found, in the caller's transaction; records are moved later."""
    if found < NAMES_OF_VERSION:
        _rename(connection)
    present = set(inspect(connection).get_table_names())
    has_articles = "articles" in present and found < TABLES_OF_VERSION
    if has_articles:
        set_aside(connection)
    _renew_lines(connection)
    for table in SCHEMA.sorted_tables:
        if table.name in present:
            _add_columns(connection, table)
            for each in table.indexes:
                each.create(connection, checkfirst=True)
    has_index = "articles" in present and TABLES_OF_VERSION <= found < WORDS_OF_VERSION
    if has_index:
        index.drop(connection)
    index.create(connection)
    if has_index:
        _index_again(connection)
    create_views(connection)
    if listings.name in present and found < LISTINGS_OF_VERSION:
        connection.execute(listings.delete().where(listings.c.further != "[]"))  # the next run reads them again
    connection.execute(text("DROP INDEX IF EXISTS text_bands_by_article"))  # of version 10
    if has_articles:
        if site_line_hosts.name not in present:
            _count_lines(connection)
        if found < CHANGES_OF_VERSION:
            _fill_changes(connection)
    if rows := rows_to_move(connection):
        logger.warning("the store is upgraded to version %d: %d rows are moved", VERSION, rows)
    elif not set_aside_now(connection):
        _set_version(connection)


def _renew_lines(connection: Connection) -> None:
    """Set aside the tables of site lines if they are old, and create all tables that are missing."""
    set_aside_lines(connection)
    SCHEMA.create_all(connection)
    move_hosts(connection)


def _set_version(connection: Connection) -> None:
    connection.execute(store_version.delete())
    connection.execute(insert(store_version).values(version=VERSION))


def _rename(connection: Connection) -> None:
    """Give tables, states and stages their names of NAMES_OF_VERSION."""
    present = set(inspect(connection).get_table_names())
    for old, new in (("template_hosts", site_line_hosts), ("template_blocks", site_lines)):
        if old in present:
            connection.execute(text(f"ALTER TABLE {old} RENAME TO {new.name}"))
    if urls.name in present:
        connection.execute(update(urls).where(urls.c.state == "watched").values(state="recheck"))
    for table in ("articles", "revisions"):
        if table in present:  # records are JSON without spaces; a quotation mark inside a text is escaped
            connection.execute(
                text(f"UPDATE {table} SET record = replace(record, :old, :new) WHERE record LIKE :like"),  # noqa: S608
                {"old": '"stage":"template"', "new": '"stage":"site_lines"', "like": '%"stage":"template"%'},
            )


def _add_columns(connection: Connection, table: Table) -> None:
    """Add the columns that are missing. They must be nullable, because the table may have rows."""
    known = {column["name"] for column in inspect(connection).get_columns(table.name)}
    for column in table.columns:
        if column.name not in known:
            declared = CreateColumn(column).compile(dialect=connection.dialect)
            connection.execute(text(f"ALTER TABLE {table.name} ADD COLUMN {declared}"))


def _count_lines(connection: Connection) -> None:
    """Count the lines of the stored articles, where that was not done when they were stored."""
    last = ""
    query = select(old_articles.c.id, old_articles.c.record).order_by(old_articles.c.id).limit(ARTICLES_AT_ONCE)
    while rows := connection.execute(query.where(old_articles.c.id > last)).all():
        for row in rows:
            record = old_record(row.record)
            count_lines(connection, record, countable_lines(record))
        last = rows[-1].id


def _index_again(connection: Connection) -> None:
    """Index the words of the stored articles."""
    last = -1
    columns = (articles.c.number, articles.c.title, articles.c.text, articles.c.language)
    query = select(*columns).order_by(articles.c.number).limit(ARTICLES_AT_ONCE)
    while rows := connection.execute(query.where(articles.c.number > last)).all():
        for row in rows:
            index.add(connection, *row)
        last = rows[-1].number


def _fill_changes(connection: Connection) -> None:
    """Write the revisions that are stored into the change feed, in the order of their fetches."""
    connection.execute(delete(changes))
    old, new = old_revisions.c, old_articles.c
    older = select(old.article_id, old.revision, old.fetched_at)
    last = select(func.max(old.revision)).where(old.article_id == new.id).scalar_subquery()
    newest = select(new.id, func.coalesce(last, 0) + 1, new.fetched_at)
    each = union_all(older, newest).subquery().c
    change = case((each.revision == 1, "new"), else_="revised")
    rows = select(each.article_id, each.revision, change, each.fetched_at)
    in_order = rows.order_by(each.fetched_at, each.article_id, each.revision)
    connection.execute(insert(changes).from_select(["article_id", "revision", "change", "stored_at"], in_order))
