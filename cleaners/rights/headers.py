"""Read the response headers that state something about rights."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from cleaners.record import RightsKind, RightsStatementRecord
from cleaners.rights import directives, preferences, tdmrep
from cleaners.rights.statement import RSL_TYPE, address_statement, statement

# The headers that are read, in lower case. Others need not be kept.
NAMES = frozenset({"tdm-reservation", "tdm-policy", "x-robots-tag", "content-signal", "content-usage", "link"})
MAX_HEADERS = 40  # per page
MAX_CHARS = 4_000  # per header
MAX_LINKS = 50  # per Link header
_LINK = re.compile(r"<([^<>]{1,2083})>((?:[^,\"]|\"[^\"]{0,500}\")*+)")
_REL = re.compile(r";\s{0,9}rel\s{0,9}=\s{0,9}\"?([^\";,]{1,200})", re.IGNORECASE)
_TYPE = re.compile(r";\s{0,9}type\s{0,9}=\s{0,9}\"?([^\";,]{1,200})", re.IGNORECASE)

Headers = tuple[tuple[str, str], ...]


def of_rights(pairs: Iterable[tuple[str, str]]) -> Headers:
    """Return the headers that `read` reads, with their names in lower case, and bounded."""
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
    return found + [each for value in values["link"] for each in _links(value, url)]


_PREFERENCES: tuple[tuple[str, RightsKind, Callable[[str], list[str]]], ...] = (
    ("content-signal", "content_signal", preferences.signals),
    ("content-usage", "content_usage", preferences.usages),
)


def _links(value: str, url: str) -> list[RightsStatementRecord]:
    """Return the licences in a Link header (RFC 8288), RSL or other."""
    found: list[RightsStatementRecord] = []
    for address, parameters in _LINK.findall(value)[:MAX_LINKS]:
        relation, media = _REL.search(parameters), _TYPE.search(parameters)
        if relation and "license" in relation[1].lower().split():
            is_rsl = media is not None and media[1].strip().lower() == RSL_TYPE
            found += address_statement("rsl" if is_rsl else "licence", address, url, "header:link")
    return found
