"""Read the response headers that state something about rights."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from cleaners.record import RightsKind, RightsStatementRecord
from cleaners.rights import directives, preferences, tdmrep
from cleaners.rights.statement import RSL_TYPE, address_statement, statement
from cleaners.text.link_header import read_links

# The headers that are read, in lower case. Others need not be kept.
NAMES = frozenset({"tdm-reservation", "tdm-policy", "x-robots-tag", "content-signal", "content-usage", "link"})
MAX_HEADERS = 40  # per page
MAX_CHARS = 4_000  # per header

Headers = tuple[tuple[str, str], ...]


def of_rights(pairs: Iterable[tuple[str, str]]) -> Headers:
    """Return the headers that `read` reads: at most MAX_HEADERS, cut at MAX_CHARS, with names in lower case."""
    known = [(name.lower(), value[:MAX_CHARS]) for name, value in pairs if name.lower() in NAMES]
    return tuple(known[:MAX_HEADERS])


def read(pairs: Iterable[tuple[str, str]], url: str) -> list[RightsStatementRecord]:
    """Return the statements of a page's headers; `url` is the page's address."""
    values: dict[str, list[str]] = {name: [] for name in sorted(NAMES)}
    for name, value in of_rights(pairs):
        values[name].append(value)
    reservation, policy = (next(iter(values[name]), None) for name in ("tdm-reservation", "tdm-policy"))
    found = tdmrep.declaration(reservation, policy, url, "header:tdm-reservation")
    found += directives.from_headers(values["x-robots-tag"])
    for name, kind, parse in _PREFERENCES:
        found += [statement(kind, each, f"header:{name}") for value in values[name] for each in parse(value)]
    return found + _licences(values["link"], url)


_PREFERENCES: tuple[tuple[str, RightsKind, Callable[[str], list[str]]], ...] = (
    ("content-signal", "content_signal", preferences.signals),
    ("content-usage", "content_usage", preferences.usages),
)


def _licences(values: Iterable[str], url: str) -> list[RightsStatementRecord]:
    """Return the licences in Link headers, RSL or other."""
    found: list[RightsStatementRecord] = []
    for link in read_links(values):
        if "license" in link.relations:
            kind: RightsKind = "rsl" if link.media_type == RSL_TYPE else "licence"
            found += address_statement(kind, link.address, url, "header:link")
    return found
