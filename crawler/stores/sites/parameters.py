"""Learn, by host, which query parameters are meaningless according to the site's own canonical addresses.

A parameter is meaningless if the canonical addresses of several pages leave it out, none keeps it, and no page showed
another text for another value. Links are requested without it, so a story is fetched only once.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from hashlib import blake2b

from sqlalchemy import Connection, Engine, select

from cleaners.record import Record
from cleaners.urls import url_key
from crawler.stores.database.inserts import upsert
from crawler.stores.database.schema import parameters

MIN_PAGES = 3  # pages with different paths; fewer canonical addresses may be wrong by chance
MAX_PAGES = 30  # pages that are kept per parameter
MAX_NAME_CHARS = 64
MAX_PARAMETERS = 8  # read per address

Pages = dict[str, tuple[str, str]]  # hash of the path -> value of the parameter, hash of the page's text


class Parameters:
    """The table of query parameters, by host."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def meaningless(self, hosts: Collection[str]) -> dict[str, frozenset[str]]:
        """Return the names of the meaningless parameters by host (see `main_host`)."""
        names: dict[str, set[str]] = {}
        query = select(parameters).where(parameters.c.host.in_(hosts), parameters.c.chooses.is_(False))
        with self._engine.connect() as connection:
            for row in connection.execute(query):
                if len(json.loads(row.pages)) >= MIN_PAGES:
                    names.setdefault(row.host, set()).add(row.name)
        return {host: frozenset(found) for host, found in names.items()}


def learn(connection: Connection, record: Record) -> None:
    """Learn from the address of a fetched page and its canonical address, in the caller's transaction."""
    url, canonical = record["url"], record["canonical_url"]
    if not url or not canonical or "?" not in url:
        return
    (place, query), (canonical_place, kept) = _parts(url), _parts(canonical)
    if place != canonical_place:
        return  # the canonical address belongs to another page
    kept_names = {name for name, _ in _split(kept)}
    for name, value in _split(query):
        _note(connection, Seen(place, name, value, record["content_hash"], is_kept=name in kept_names))


def learn_from_two(connection: Connection, first: Record, second: Record) -> None:
    """Learn from two records with the same text: the parameters that only one of the addresses has change nothing."""
    for record, other in ((first, second), (second, first)):
        learn(connection, {**record, "canonical_url": other["url"]})


def main_host(url: str) -> str:
    """Return the host of an address; its mobile and other variants have the same one."""
    return _parts(url)[0].partition("/")[0]


@dataclass(frozen=True, slots=True)
class Seen:
    """A parameter in the address of a fetched page."""

    place: str  # host and path
    name: str
    value: str
    content_hash: str
    is_kept: bool  # in the canonical address

    @property
    def host(self) -> str:
        """The host of the page."""
        return self.place.partition("/")[0]

    def chooses(self, pages: Pages) -> bool:
        """Return True if, by this page and the earlier ones, the parameter chooses what is shown."""
        value, content = pages.get(_mark(self.place), (self.value, ""))
        return self.is_kept or (value != self.value and content != self.content_hash)


def _note(connection: Connection, seen: Seen) -> None:
    """Note a parameter of a page."""
    row_of = (parameters.c.host == seen.host, parameters.c.name == seen.name)
    row = connection.execute(select(parameters).where(*row_of)).first()
    pages: Pages = json.loads(row.pages) if row else {}
    chooses = (row is not None and row.chooses) or seen.chooses(pages)
    if len(pages) < MAX_PAGES:
        pages.setdefault(_mark(seen.place), (seen.value, seen.content_hash))
    new = {"host": seen.host, "name": seen.name, "chooses": chooses, "pages": json.dumps(pages)}
    upsert(connection, parameters, new)


def _parts(url: str) -> tuple[str, str]:
    """Return the host and path of an address, and its query without known tracking parameters."""
    place, _, query = url_key(url).partition("?")
    return place, query


def _mark(place: str) -> str:
    return blake2b(place.encode("utf-8", "replace"), digest_size=8).hexdigest()


def _split(query: str) -> Iterator[tuple[str, str]]:
    """Yield the names and values of the first parameters of a query, without overlong names."""
    for part in query.split("&")[:MAX_PARAMETERS]:
        name, _, value = part.partition("=")
        if 0 < len(name) <= MAX_NAME_CHARS:
            yield name, value[:MAX_NAME_CHARS]
