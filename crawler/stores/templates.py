"""What a site repeats on its pages: lines of stored articles, counted by host and language, bounded and ageing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, Engine, Executable, Row, Select, Table, and_, case, delete, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from cleaners.article import Record
from cleaners.template import MIN_PAGES, MIN_SHARE, Template, countable_lines, is_repeated
from cleaners.urls import url_key
from crawler.stores.schema import articles, template_blocks, template_hosts

PAGES_BOUND = 1_000  # of a host and language; then all counts are halved, so that a site may change
LINES_BOUND = 2_000  # of a host and language; then the rarest that were not seen for longest go
PAGES_BETWEEN_PRUNING = 50
MAX_SECTION_CHARACTERS = 64

Line = template_blocks.c
_INSERTS: dict[str, Callable[[Table], sqlite.Insert]] = {
    "sqlite": sqlite.insert,
    "postgresql": postgresql.insert,  # type: ignore[dict-item]  # the two classes are alike in what is used here
}


@dataclass(frozen=True, slots=True)
class SiteLine:
    """A line that repeats on a site: on how many of the pages seen, and whether that makes it no part of articles."""

    host: str
    language: str
    fingerprint: str
    sample: str
    pages: int
    seen: int
    first_seen: str
    last_seen: str
    confirmed: bool
    forgotten: bool
    applied: bool  # whether the articles stored before were cleaned with it


def host_of(url: str | None) -> str:
    """Return the host by which a site is counted: without www and the like; "" for no web address."""
    return url_key(url).partition("/")[0].partition("?")[0] if url and url.startswith("http") else ""


class Templates:
    """Counts of lines: added to with each article, asked for before a page is cleaned."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def count(self, connection: Connection, record: Record) -> None:
        """Count the lines of an article that is about to be stored, in the caller's transaction.

        One that is stored already, or tells another one's story, was counted with that.
        """
        known = select(articles.c.id).where(articles.c.id == record["id"])
        if not connection.execute(known).first():
            self.count_stored(connection, record)

    @staticmethod
    def count_stored(connection: Connection, record: Record) -> None:
        """Count the lines of an article that was not counted before."""
        host = host_of(record["url"])
        if not host or record["duplicate_of"]:
            return
        language = (record["language"] or "").partition("-")[0][:16]
        pages = _count_page(connection, host, language)
        rows = [_row(record, host, language, *line) for line in countable_lines(record).items()]
        if rows:
            _count_lines(connection, rows)
        if pages >= PAGES_BOUND:
            _age(connection, host, language)
        if pages % PAGES_BETWEEN_PRUNING == 0:
            _prune(connection, host, language)

    def template_for(self, url: str | None, is_counted: bool = False) -> Template:
        """Return what the site's other pages repeat, for the page at an address; `is_counted`: its own counts are in.

        Only lines that may be enough with this page: on several days or in several sections, on enough of the pages.
        """
        host, own = host_of(url), int(is_counted)
        if not host:
            return {}
        with self._engine.connect() as connection:
            rows = connection.execute(_lines(MIN_PAGES - 1).where(Line.host == host, ~Line.forgotten)).all()
        return {
            row.fingerprint: (row.pages - own, row.seen - own)
            for row in rows
            if _is_spread(row) and is_repeated(row.pages - own + 1, row.seen - own + 1)
        }

    def lines(self, host: str | None = None) -> list[SiteLine]:
        """Return the lines, of one host or all, that are confirmed, applied or forgotten; the most frequent first."""
        query = _lines(MIN_PAGES)
        if host is not None:
            query = query.where(Line.host == host)
        with self._engine.connect() as connection:
            found = [_site_line(row) for row in connection.execute(query)]
        return sorted(
            (line for line in found if line.confirmed or line.applied or line.forgotten),
            key=lambda line: (line.host, -line.pages, line.fingerprint),
        )

    def pages_seen(self, host: str) -> dict[str, int]:
        """Return how many articles of a host were counted, by language."""
        query = select(template_hosts).where(template_hosts.c.host == host)
        with self._engine.connect() as connection:
            return {row.language: row.pages for row in connection.execute(query)}

    def unsettled(self) -> list[SiteLine]:
        """Return the lines that stored articles do not know of yet: newly confirmed, or no longer."""
        return [line for line in self.lines() if line.confirmed != line.applied]

    def settle(self, lines: Iterable[SiteLine]) -> None:
        """Note that the stored articles were cleaned with what these lines say."""
        with self._engine.begin() as connection:
            for line in lines:
                connection.execute(update(template_blocks).where(*_key(line)).values(applied=line.confirmed))

    def forget(self, lines: Iterable[SiteLine]) -> None:
        """Never take these lines for the site's own again."""
        with self._engine.begin() as connection:
            for line in lines:
                connection.execute(update(template_blocks).where(*_key(line)).values(forgotten=True))


def _key(line: SiteLine) -> tuple[Any, ...]:
    return Line.host == line.host, Line.language == line.language, Line.fingerprint == line.fingerprint


def _lines(least_pages: int) -> Select[Any]:
    """The rows that may matter, with the pages seen of their host and language."""
    hosts = template_hosts.c
    return (
        select(template_blocks, hosts.pages.label("seen"))
        .join(template_hosts, and_(hosts.host == Line.host, hosts.language == Line.language))
        .where(
            or_(
                # with the page at hand, and the interval's lower end is never over the share itself
                and_(Line.pages >= least_pages, Line.pages + 1 >= MIN_SHARE * hosts.pages),
                Line.applied,
                Line.forgotten,
            )
        )
    )


def _site_line(row: Row[Any]) -> SiteLine:
    confirmed = not row.forgotten and _is_spread(row) and is_repeated(row.pages, row.seen)
    fields = ("host", "language", "fingerprint", "sample", "pages", "seen", "first_seen", "last_seen")
    return SiteLine(
        **{name: getattr(row, name) for name in fields},
        confirmed=confirmed,
        forgotten=row.forgotten,
        applied=row.applied,
    )


def _is_spread(row: Row[Any]) -> bool:
    """Tell whether a line stood on several days or in several sections: not in one day's live blogs."""
    return bool(row.first_day != row.last_day or row.first_section != row.last_section)


def _row(record: Record, host: str, language: str, fingerprint: str, sample: str) -> Record:
    moment = record["fetched_at"]
    day = (record["date_published"] or moment)[:10]
    section = (record["section"] or _first_folder(record["url"]))[:MAX_SECTION_CHARACTERS]
    return {
        "host": host, "language": language, "fingerprint": fingerprint, "pages": 1, "sample": sample,
        "first_seen": moment, "last_seen": moment, "first_day": day, "last_day": day,
        "first_section": section, "last_section": section, "forgotten": False, "applied": False,
    }  # fmt: skip


def _first_folder(url: str) -> str:
    folders = url_key(url).split("/")[1:-1]
    return folders[0] if folders else ""


def _count_page(connection: Connection, host: str, language: str) -> int:
    """Count one page of a host; return how many there are now."""
    counted = {"host": host, "language": language, "pages": 1}
    return int(connection.execute(_adding_page(connection.dialect.name), counted).scalar_one())


def _count_lines(connection: Connection, rows: list[Record]) -> None:
    connection.execute(_adding_lines(connection.dialect.name), rows)


# Made once: to put these statements together took longer than to execute them.
@cache
def _adding_page(dialect: str) -> Executable:
    hosts = template_hosts.c
    adding = _INSERTS[dialect](template_hosts)
    added = adding.on_conflict_do_update(index_elements=["host", "language"], set_={"pages": hosts.pages + 1})
    return added.returning(hosts.pages)


@cache
def _adding_lines(dialect: str) -> Executable:
    adding = _INSERTS[dialect](template_blocks)
    new = adding.excluded
    # SQLite's MIN of two values is PostgreSQL's LEAST: CASE is both.
    widened: dict[str, Any] = {
        name: case((new[name] < Line[name] if name.startswith("first") else new[name] > Line[name], new[name]),
                   else_=Line[name])
        for name in ("first_seen", "last_seen", "first_day", "last_day", "first_section", "last_section")
    }  # fmt: skip
    changed = {"pages": Line.pages + 1, "sample": new.sample, **widened}
    return adding.on_conflict_do_update(index_elements=["host", "language", "fingerprint"], set_=changed)


def _age(connection: Connection, host: str, language: str) -> None:
    """Halve the counts of a host, so that what it repeats today outweighs what it repeated once."""
    for table in (template_hosts, template_blocks):
        here = (table.c.host == host, table.c.language == language)
        connection.execute(update(table).where(*here).values(pages=table.c.pages // 2))
    rare = (Line.pages == 0, ~Line.applied, ~Line.forgotten)
    connection.execute(delete(template_blocks).where(Line.host == host, Line.language == language, *rare))


def _prune(connection: Connection, host: str, language: str) -> None:
    """Delete the rarest lines of a host that were not seen for longest, as many as are over the bound."""
    here = (Line.host == host, Line.language == language)
    order = (Line.forgotten.desc(), Line.applied.desc(), Line.pages.desc(), Line.last_seen.desc(), Line.fingerprint)
    over = select(Line.fingerprint).where(*here).order_by(*order).offset(LINES_BOUND)
    connection.execute(delete(template_blocks).where(*here, Line.fingerprint.in_(over)))
