"""Keep the listings that discovery found for sources that name none, and decide how often each is read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Engine, and_, delete, not_, or_, select, update

from cleaners.urls import article_id
from crawler.moments import as_text, now
from crawler.stores.database.inserts import insert_into
from crawler.stores.database.schema import discovered

# Hours until a listing is read again, by the number of consecutive readings without a new article; the last value holds
# for more. A listing that gives articles is read in every run.
PAUSES_HOURS = (0, 0, 1, 3, 6, 12, 24)
ABSENT_PAUSE_HOURS = 7 * 24  # before a usual address without a listing is tried again
POSSIBLE = "possible"  # the kind of a possible section; it becomes a section when an article is found on it


@dataclass(frozen=True, slots=True)
class Discovered:
    """A listing that was found, or a usual address that may be one."""

    url: str
    kind: str


class DiscoveredListings:
    """The table of discovered listings, by source."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def due(self, source: str, found: Iterable[Discovered]) -> list[Discovered]:
        """Note the listings that a page names; return all due listings of the source, most productive first."""
        table = discovered.c
        with self._engine.begin() as connection:
            _add(connection, source, found)
            query = (
                select(table.url, table.kind)
                .where(table.source == source, not_(_is_resting()))
                .order_by(table.runs_with_articles.desc(), table.quiet, table.url)
            )
            return [Discovered(row.url, row.kind) for row in connection.execute(query)]

    def resting(self, source: str) -> list[str]:
        """Return the addresses of the sections of a source that are not due."""
        table = discovered.c
        query = select(table.url).where(table.source == source, table.kind == "section", _is_resting())
        with self._engine.connect() as connection:
            return list(connection.execute(query).scalars())

    def known(self, source: str) -> list[Discovered]:
        """Return the sections of a source, and the possible ones that were tried without success and are not due."""
        table = discovered.c
        is_known = or_(table.kind == "section", and_(table.kind == POSSIBLE, _is_resting()))
        query = select(table.url, table.kind).where(table.source == source, is_known)
        with self._engine.connect() as connection:
            return [Discovered(row.url, row.kind) for row in connection.execute(query)]

    def note_read(self, source: str, url: str) -> None:
        """Note that a listing was read; it counts as quiet until one of its links gives a new article."""
        with self._engine.begin() as connection:
            quiet = connection.execute(select(discovered.c.quiet).where(_is(source, url))).scalar()
            if quiet is not None:
                pause = PAUSES_HOURS[min(quiet + 1, len(PAUSES_HOURS) - 1)]
                _change(connection, source, url, quiet + 1, pause)

    def note_section(self, source: str, url: str) -> None:
        """Note that a page is a section, whether it was found as one or not."""
        with self._engine.begin() as connection:
            _add(connection, source, [Discovered(url, "section")])
            connection.execute(update(discovered).where(_is(source, url)).values(kind="section"))

    def forget_possible(self, source: str, url: str) -> None:
        """Forget a possible section, unless it has become a section."""
        with self._engine.begin() as connection:
            connection.execute(delete(discovered).where(_is(source, url), discovered.c.kind == POSSIBLE))

    def note_absent(self, source: str, url: str) -> None:
        """Note that an address has no listing."""
        with self._engine.begin() as connection:
            _change(connection, source, url, len(PAUSES_HOURS), ABSENT_PAUSE_HOURS)

    def note_article(self, source: str, url: str) -> None:
        """Note that a listing led to a new article in this run; the next run reads it again."""
        with self._engine.begin() as connection:
            _change(connection, source, url, 0, 0)
            count = discovered.c.runs_with_articles
            connection.execute(update(discovered).where(_is(source, url)).values(runs_with_articles=count + 1))


def _add(connection: Connection, source: str, found: Iterable[Discovered]) -> None:
    add = insert_into(discovered, connection.dialect.name).on_conflict_do_nothing()
    rows = {article_id(listing.url): listing for listing in found}
    for key, listing in rows.items():
        state = {"quiet": 0, "runs_with_articles": 0, "next_read_at": now()}
        connection.execute(add, {"source": source, "key": key, "url": listing.url, "kind": listing.kind, **state})


def _is_resting() -> ColumnElement[bool]:
    """Return the condition that a listing is not due; a time too far ahead comes from a fast clock, and is ignored."""
    furthest = as_text(datetime.now(UTC) + timedelta(hours=ABSENT_PAUSE_HOURS, days=1))
    return and_(discovered.c.next_read_at > now(), discovered.c.next_read_at <= furthest)


def _is(source: str, url: str) -> ColumnElement[bool]:
    return and_(discovered.c.source == source, discovered.c.key == article_id(url))


def _change(connection: Connection, source: str, url: str, quiet: int, pause_hours: int) -> None:
    next_read = as_text(datetime.now(UTC) + timedelta(hours=pause_hours))
    connection.execute(update(discovered).where(_is(source, url)).values(quiet=quiet, next_read_at=next_read))
