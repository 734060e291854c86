"""Count the lines of stored articles by host and language; the counts are bounded, and old counts fade."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    BindParameter,
    Case,
    Cast,
    Connection,
    Executable,
    FromClause,
    Integer,
    Text,
    bindparam,
    case,
    cast,
    delete,
    exists,
    false,
    func,
    literal,
    null,
    select,
    update,
)

from cleaners.record import Record
from cleaners.urls import url_key
from crawler.stores.database.inserts import insert_into
from crawler.stores.database.schema import site_line_hosts, site_lines
from crawler.stores.sites.line_numbers import as_number, day_number, section_number

PAGES_BOUND = 1_000  # pages per host and language; then all counts are halved, because sites change
LINES_BOUND = 2_000  # lines per host and language; the rarest, and of these the longest unseen, are deleted beyond it
PAGES_BETWEEN_PRUNING = 50
MAX_HOST_CHARACTERS = 255  # of the column; a name in the DNS has up to 253, but a name in an archive may be longer

_HOSTS = site_line_hosts.c
_LINES = site_lines.c


def counted_host(url: str | None) -> str:
    """Return the host under which a page is counted, without www or AMP; "" if `url` is not a web address."""
    host = url_key(url).partition("/")[0].partition("?")[0] if url and url.startswith("http") else ""
    return host[:MAX_HOST_CHARACTERS]


def count_lines(connection: Connection, record: Record, lines: Mapping[str, str]) -> None:
    """Count the lines of a new article, keyed by fingerprint, in the caller's transaction.

    A near-duplicate is not counted, because the earlier article of its story was counted.
    """
    host = counted_host(record["url"])
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


def _lines_of(record: Record, lines: Mapping[str, str]) -> dict[str, object]:
    moment, url = record["fetched_at"], record["url"]
    assert moment and url  # noqa: PT018 - only lines of fetched pages with a host are counted
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
    """Return a statement that adds all lines of an article from one value, because one row per line is slow."""
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
    """Return the text of a line that was seen before, else null, because most lines are on one page only."""
    other = site_lines.alias("seen").c
    return case((exists().where(other.site == site, other.fingerprint == number), line), else_=null())


def _widened(new: Any) -> dict[str, Any]:
    """Return the changes to a line that was seen before; a new line has only its first values."""
    changed: dict[str, Any] = {"pages": _LINES.pages + 1, "sample": new.sample}
    for name in ("seen", "day", "section"):
        # SQLite's MIN of two values is PostgreSQL's LEAST. CASE works in both.
        found, first = new[f"first_{name}"], _LINES[f"first_{name}"]
        last = func.coalesce(_LINES[f"last_{name}"], first)
        changed[f"first_{name}"] = case((found < first, found), else_=first)
        changed[f"last_{name}"] = case((found > last, found), else_=last)
    return changed


def _age(connection: Connection, site: int) -> None:
    """Halve the counts of a site, so that its current lines outweigh those that it no longer repeats."""
    connection.execute(update(site_line_hosts).where(_HOSTS.number == site).values(pages=_HOSTS.pages // 2))
    connection.execute(update(site_lines).where(_LINES.site == site).values(pages=_LINES.pages // 2))
    rare = (_LINES.pages == 0, ~_LINES.applied, ~_LINES.forgotten)
    connection.execute(delete(site_lines).where(_LINES.site == site, *rare))


def _prune(connection: Connection, site: int) -> None:
    """Delete the lines of a site beyond LINES_BOUND: the rarest and, of these, the longest unseen."""
    last_seen = func.coalesce(_LINES.last_seen, _LINES.first_seen)
    order = (_LINES.forgotten.desc(), _LINES.applied.desc(), _LINES.pages.desc(), last_seen.desc(), _LINES.fingerprint)
    over = select(_LINES.fingerprint).where(_LINES.site == site).order_by(*order).offset(LINES_BOUND)
    connection.execute(delete(site_lines).where(_LINES.site == site, _LINES.fingerprint.in_(over)))
