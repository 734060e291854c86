"""Build statements about rights that are bounded and safe to store, from values of pages that may be hostile."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cleaners.metadata.sanitize import clean_text, web_address
from cleaners.record import RightsKind, RightsScope, RightsStatementRecord
from cleaners.urls import resolve

RSL_TYPE = "application/rsl+xml"  # media type of terms in the format Really Simple Licensing
MAX_STATEMENTS = 40  # per record; real pages have fewer than 20
MAX_VALUE_CHARS = 300  # of a value that is not an address


def statement(
    kind: RightsKind, value: str, where: str, scope: RightsScope = "page", agents: Sequence[str] = ()
) -> RightsStatementRecord:
    """Return a statement with its value on one line and cut to MAX_VALUE_CHARS."""
    text = " ".join(clean_text(value).split())[:MAX_VALUE_CHARS]
    return {"kind": kind, "value": text, "where": where, "scope": scope, "agents": list(agents)}


def address_statement(
    kind: RightsKind, address: str, base: str, where: str, scope: RightsScope = "page"
) -> list[RightsStatementRecord]:
    """Return a statement whose value is an absolute web address; an empty list if it is not one."""
    url = web_address(resolve(base, address.strip()) or address.strip())
    return [{"kind": kind, "value": url, "where": where, "scope": scope, "agents": []}] if url else []


def distinct(statements: Iterable[RightsStatementRecord]) -> list[RightsStatementRecord]:
    """Return the first MAX_STATEMENTS statements that have a value and differ in kind, value, scope or agents."""
    first: dict[tuple[object, ...], RightsStatementRecord] = {}
    for each in statements:
        if each["value"]:
            first.setdefault((each["kind"], each["value"], each["scope"], *each["agents"]), each)
        if len(first) == MAX_STATEMENTS:
            break
    return list(first.values())
