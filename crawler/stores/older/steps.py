"""The steps of an upgrade. Each step belongs to a version, and is needed by stores of earlier versions."""

from __future__ import annotations

import logging
from collections.abc import Set

from sqlalchemy import Connection, Table, case, delete, func, insert, inspect, select, text, union_all, update
from sqlalchemy.schema import CreateColumn

from cleaners.compare.site_lines import countable_lines
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
from crawler.stores.database.views import create_views
from crawler.stores.older.moving import move_hosts, rows_to_move
from crawler.stores.older.tables import (
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
NAMES_OF_VERSION = 3  # older stores call site lines a template and rechecks watched addresses
LISTINGS_OF_VERSION = 4  # older stores note the kind of the listing itself, not of the listings to which it leads
CHANGES_OF_VERSION = 5  # older stores have no change feed
TABLES_OF_VERSION = 6  # older stores have records as JSON, and no index of words
WORDS_OF_VERSION = 12  # older stores have an index of words without stems, tokens of the headline, or neighbours

logger = logging.getLogger(__name__)


def upgrade_tables(connection: Connection, found: int) -> None:
    """Upgrade the tables from the version `found`, in the caller's transaction; records are moved later."""
    if found < NAMES_OF_VERSION:
        _rename(connection)
    present = set(inspect(connection).get_table_names())
    has_old_articles = "articles" in present and found < TABLES_OF_VERSION
    if has_old_articles:
        set_aside(connection)
    renew_lines(connection)
    _complete_tables(connection, present)
    _renew_words(connection, has_index="articles" in present and not has_old_articles, found=found)
    create_views(connection)
    if listings.name in present and found < LISTINGS_OF_VERSION:
        connection.execute(listings.delete().where(listings.c.further != "[]"))  # the next run reads them again
    if has_old_articles and site_line_hosts.name not in present:
        _count_lines(connection)
    if has_old_articles and found < CHANGES_OF_VERSION:
        _fill_changes(connection)
    if rows := rows_to_move(connection):
        logger.warning("the store is upgraded to version %d: %d rows are moved", VERSION, rows)
    elif not set_aside_now(connection):
        set_version(connection)


def _complete_tables(connection: Connection, present: Set[str]) -> None:
    """Add the missing columns and indexes of the tables, and drop the index of version 10."""
    for table in SCHEMA.sorted_tables:
        if table.name in present:
            _add_columns(connection, table)
            for each in table.indexes:
                each.create(connection, checkfirst=True)
    connection.execute(text("DROP INDEX IF EXISTS text_bands_by_article"))


def _renew_words(connection: Connection, *, has_index: bool, found: int) -> None:
    """Create the index of words; fill it again if the store has an index of an older version."""
    is_old = has_index and found < WORDS_OF_VERSION
    if is_old:
        index.drop(connection)
    index.create(connection)
    if is_old:
        _index_again(connection)


def renew_lines(connection: Connection) -> None:
    """Set aside the tables of site lines if they are old, and create all missing tables."""
    set_aside_lines(connection)
    SCHEMA.create_all(connection)
    move_hosts(connection)


def set_version(connection: Connection) -> None:
    """Note that the store has the current version, in the caller's transaction."""
    connection.execute(store_version.delete())
    connection.execute(insert(store_version).values(version=VERSION))


def _rename(connection: Connection) -> None:
    """Give tables, states and stages the names that they have since NAMES_OF_VERSION."""
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
    """Add missing columns, which must be nullable, because the table may have rows."""
    known = {column["name"] for column in inspect(connection).get_columns(table.name)}
    for column in table.columns:
        if column.name not in known:
            declared = CreateColumn(column).compile(dialect=connection.dialect)
            connection.execute(text(f"ALTER TABLE {table.name} ADD COLUMN {declared}"))


def _count_lines(connection: Connection) -> None:
    """Count the lines of the stored articles, if that was not done when they were stored."""
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
    """Write the stored revisions into the change feed, in the order of their fetches."""
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
