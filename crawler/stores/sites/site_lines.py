"""Site lines: lines of stored articles, counted by host and language. The counts are bounded, and old ones fade."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    BindParameter,
    Case,
    Cast,
    Connection,
    Engine,
    Executable,
    FromClause,
    Integer,
    Row,
    Text,
    and_,
    bindparam,
    case,
    cast,
    delete,
    exists,
    false,
    func,
    literal,
    null,
    or_,
    select,
    update,
)

from cleaners.compare.site_lines import MIN_PAGES, MIN_SHARE, SiteLineCounts, is_repeated
from cleaners.record import Record
from cleaners.urls import url_key
from crawler.stores.database.inserts import insert_into
from crawler.stores.database.schema import SEEN_TWICE, site_line_hosts, site_lines
from crawler.stores.sites.line_numbers import as_date, as_fingerprint, as_number, day_number, section_number

PAGES_BOUND = 1_000  # pages per host and language; then all counts are halved, because sites change
LINES_BOUND = 2_000  # lines per host and language; beyond it the rarest, and of these the longest unseen, are deleted
PAGES_BETWEEN_PRUNING = 50
MAX_HOST_CHARACTERS = 255  # of a column; a name in the DNS has up to 253, one in an archive may have more

Line = site_lines.c


@dataclass(frozen=True, slots=True)
class SiteLine:
    """A line of a site, with the number of pages that it is on and the decision to remove it from articles."""

    host: str
    language: str
    fingerprint: str
    sample: str
    pages: int
    seen: int
    first_seen: str  # a day
    last_seen: str
    confirmed: bool  # it repeats often enough to be removed
    forgotten: bool  # a person said that it is not a site line
    applied: bool  # the articles that were stored before were cleaned with it


def host_of(url: str | None) -> str:
    """Return the host that a site is counted under, without www or AMP; "" where the address is not a web address."""
    host = url_key(url).partition("/")[0].partition("?")[0] if url and url.startswith("http") else ""
    return host[:MAX_HOST_CHARACTERS]


class SiteLines:
    """The tables of lines and of hosts: counted with each new article, queried before a page is cleaned."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @staticmethod
    def count(connection: Connection, record: Record, lines: Mapping[str, str]) -> None:
        """Count the lines of a new article, keyed by fingerprint, in the caller's transaction.

        A near-duplicate is not counted, because the earlier article of its story was.
        """
        host = host_of(record["url"])
        if not host or record["duplicate_of"]:
            return
        language = (record["language"] or "").partition("-")[0][:16]
        named = {"host": host, "language": language}
        site, pages = connection.execute(_adding_page(connection.dialect.name), named).one()
        if lines:
            connection.execute(_adding_lines(connection.dialect.name), {"site": site, **_lines_of(record, lines)})
        if pages >= PAGES_BOUND:
            _age(connection, site)
        if pages % PAGES_BETWEEN_PRUNING == 0:
            _prune(connection, site)

    def known_lines(self, url: str | None, is_counted: bool = False) -> SiteLineCounts:
        """Return the lines that other pages of the site repeat; `is_counted` says that this page is counted already.

        Only lines that this page could confirm are returned: on several days or in several sections, and on enough
        pages.
        """
        host, own = host_of(url), int(is_counted)
        if not host:
            return {}
        with self._engine.connect() as connection:
            rows = connection.execute(_OFTEN, {"host": host}).all()
        return {
            as_fingerprint(row.fingerprint): (row.pages - own, row.seen - own)
            for row in rows
            if row.fingerprint is not None and _is_spread(row) and is_repeated(row.pages - own + 1, row.seen - own + 1)
        }

    def lines(self, host: str | None = None) -> list[SiteLine]:
        """Return the confirmed, applied or forgotten lines of one host or all, most frequent first."""
        query = _TELLING if host is None else _TELLING.where(_HOSTS.host == host)
        with self._engine.connect() as connection:
            found = [_site_line(row) for row in connection.execute(query)]
        return sorted(
            (line for line in found if line.confirmed or line.applied or line.forgotten),
            key=lambda line: (line.host, -line.pages, line.fingerprint),
        )

    def counted_host(self, host: str) -> str:
        """Return a host as it is counted: with its port, if pages were seen only there."""
        with_port = _HOSTS.host.startswith(f"{host}:", autoescape=True)
        query = select(_HOSTS.host).where(or_(_HOSTS.host == host, with_port)).order_by(_HOSTS.host).limit(1)
        with self._engine.connect() as connection:
            return connection.execute(query).scalar() or host

    def pages_seen(self, host: str) -> dict[str, int]:
        """Return how many articles of a host were counted, by language."""
        query = select(site_line_hosts).where(site_line_hosts.c.host == host)
        with self._engine.connect() as connection:
            return {row.language: row.pages for row in connection.execute(query)}

    def unsettled(self) -> list[SiteLine]:
        """Return the lines that stored articles were not cleaned with yet: newly confirmed, or confirmed no longer.

        Reads the frequent and the applied lines only, by their indexes: a store may have millions of other lines.
        """
        with self._engine.connect() as connection:
            rows = [*connection.execute(_FREQUENT), *connection.execute(_APPLIED)]
        found = [_site_line(row) for row in rows if row.fingerprint is not None]
        return [line for line in found if line.confirmed != line.applied]

    def settle(self, lines: Iterable[SiteLine]) -> None:
        """Note that the stored articles were cleaned with these lines."""
        with self._engine.begin() as connection:
            for line in lines:
                connection.execute(update(site_lines).where(*_key(line)).values(applied=line.confirmed))

    def forget(self, lines: Iterable[SiteLine]) -> None:
        """Never treat these lines as site lines again."""
        with self._engine.begin() as connection:
            for line in lines:
                connection.execute(update(site_lines).where(*_key(line)).values(forgotten=True))


def _key(line: SiteLine) -> tuple[Any, ...]:
    named = (_HOSTS.host == line.host, _HOSTS.language == line.language)
    site = select(_HOSTS.number).where(*named).scalar_subquery()
    return Line.site == site, Line.fingerprint == as_number(line.fingerprint)


_HOSTS = site_line_hosts.c
_SAME_SITE = _HOSTS.number == Line.site
_WITH_SITE = (site_lines, _HOSTS.host, _HOSTS.language, _HOSTS.pages.label("seen"))
# On enough pages, counting the page at hand. The lower end of the interval is never above the share itself.
_IS_OFTEN = and_(SEEN_TWICE, Line.pages >= MIN_PAGES - 1, Line.pages >= MIN_SHARE * _HOSTS.pages - 1)
_TELLING = select(*_WITH_SITE).join(site_line_hosts, _SAME_SITE).where(or_(_IS_OFTEN, Line.applied, Line.forgotten))
# An outer join starts at the site. With an inner join SQLite reads all lines of the host, or of the table. A site
# without lines gives a row of nulls.
_FREQUENT = (
    select(*_WITH_SITE)
    .select_from(site_line_hosts)
    .outerjoin(site_lines, and_(_SAME_SITE, _IS_OFTEN, ~Line.forgotten, ~Line.applied))
)
_APPLIED = select(*_WITH_SITE).join(site_line_hosts, _SAME_SITE).where(Line.applied)
_OFTEN = (
    select(Line.fingerprint, Line.pages, Line.first_day, Line.last_day, Line.first_section, Line.last_section,
           _HOSTS.pages.label("seen"))
    .select_from(site_line_hosts)
    .outerjoin(site_lines, and_(_SAME_SITE, _IS_OFTEN, ~Line.forgotten))
    .where(_HOSTS.host == bindparam("host"))
)  # fmt: skip


def _site_line(row: Row[Any]) -> SiteLine:
    confirmed = not row.forgotten and _is_spread(row) and is_repeated(row.pages, row.seen)
    fields = ("host", "language", "sample", "pages", "seen")
    return SiteLine(
        **{name: getattr(row, name) for name in fields},
        fingerprint=as_fingerprint(row.fingerprint),
        first_seen=as_date(row.first_seen),
        last_seen=as_date(row.first_seen if row.last_seen is None else row.last_seen),
        confirmed=confirmed,
        forgotten=row.forgotten,
        applied=row.applied,
    )


def _is_spread(row: Row[*tuple[Any, ...]]) -> bool:
    """Return True if a line was on pages of several days or sections, and not just in the live blogs of one day."""
    return bool(row.first_day != row.last_day or row.first_section != row.last_section)


def _lines_of(record: Record, lines: Mapping[str, str]) -> dict[str, object]:
    moment, url = record["fetched_at"], record["url"]
    assert moment and url  # noqa: PT018 - lines are counted of fetched pages that have a host
    section = record["section"] or _first_folder(url)
    seen = day_number(moment) or 0
    day = day_number(record["date_published"] or moment)
    numbered = {as_number(name): line for name, line in lines.items()}
    return {
        "seen": seen,
        "day": seen if day is None else day,
        "section": section_number(section),
        "lines": json.dumps(numbered, ensure_ascii=False),
    }


def _first_folder(url: str) -> str:
    folders = url_key(url).split("/")[1:-1]
    return folders[0] if folders else ""


@cache
def _adding_page(dialect: str) -> Executable:
    adding = insert_into(site_line_hosts, dialect).values(
        host=bindparam("host"), language=bindparam("language"), pages=1
    )
    added = adding.on_conflict_do_update(index_elements=["host", "language"], set_={"pages": _HOSTS.pages + 1})
    return added.returning(_HOSTS.number, _HOSTS.pages)


@cache
def _adding_lines(dialect: str) -> Executable:
    """Return a statement that adds all lines of an article from one value: SQLAlchemy is slow with one row per line."""
    lines: FromClause = func.json_each(bindparam("lines", type_=Text)).table_valued("key", "value")
    if dialect == "postgresql":
        lines = func.json_each_text(cast(bindparam("lines", type_=Text), JSON)).table_valued("key", "value")
    given = {name: bindparam(name, type_=Integer) for name in ("seen", "day", "section")}
    site, number = bindparam("site", type_=BigInteger), cast(lines.c.key, BigInteger)
    row: dict[str, Any] = {
        "site": site, "fingerprint": number, "sample": _sample_of_seen(site, number, lines.c.value),
        **{f"first_{name}": given[name] for name in ("seen", "day", "section")},
        "pages": literal(1), "forgotten": false(), "applied": false(),
    }  # fmt: skip
    # Without a WHERE clause SQLite parses ON CONFLICT as part of the join. In the order of the key, the lines of a new
    # site fill the pages of the table, and two runs never wait for each other's lines.
    rows = select(*row.values()).select_from(lines).where(lines.c.key.is_not(None)).order_by(number)
    adding = insert_into(site_lines, dialect).from_select(list(row), rows)
    return adding.on_conflict_do_update(index_elements=["site", "fingerprint"], set_=_widened(adding.excluded))


def _sample_of_seen(site: BindParameter[int], number: Cast[int], line: Any) -> Case[str | None]:
    """Return the text of a line that was seen before, and null for a new one: most lines are on one page only."""
    other = site_lines.alias("seen").c
    return case((exists().where(other.site == site, other.fingerprint == number), line), else_=null())


def _widened(new: Any) -> dict[str, Any]:
    """Return the changes to a line that was seen before. A new line has first values alone."""
    changed: dict[str, Any] = {"pages": Line.pages + 1, "sample": new.sample}
    for name in ("seen", "day", "section"):
        # SQLite's MIN of two values is PostgreSQL's LEAST. CASE works in both.
        found, first = new[f"first_{name}"], Line[f"first_{name}"]
        last = func.coalesce(Line[f"last_{name}"], first)
        changed[f"first_{name}"] = case((found < first, found), else_=first)
        changed[f"last_{name}"] = case((found > last, found), else_=last)
    return changed


def _age(connection: Connection, site: int) -> None:
    """Halve the counts of a site: lines that it repeats today then outweigh lines that it once repeated."""
    connection.execute(update(site_line_hosts).where(_HOSTS.number == site).values(pages=_HOSTS.pages // 2))
    connection.execute(update(site_lines).where(Line.site == site).values(pages=Line.pages // 2))
    rare = (Line.pages == 0, ~Line.applied, ~Line.forgotten)
    connection.execute(delete(site_lines).where(Line.site == site, *rare))


def _prune(connection: Connection, site: int) -> None:
    """Delete the lines of a site beyond LINES_BOUND: the rarest, and of these the ones unseen for longest."""
    last_seen = func.coalesce(Line.last_seen, Line.first_seen)
    order = (Line.forgotten.desc(), Line.applied.desc(), Line.pages.desc(), last_seen.desc(), Line.fingerprint)
    over = select(Line.fingerprint).where(Line.site == site).order_by(*order).offset(LINES_BOUND)
    connection.execute(delete(site_lines).where(Line.site == site, Line.fingerprint.in_(over)))
