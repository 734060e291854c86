"""Read the TDM Reservation Protocol: its two properties, and the file `/.well-known/tdmrep.json`.

The source is the final report of the W3C TDMRep community group of 10 May 2024. `tdm-reservation` is 1 (reserved) or 0;
any other value is an error and counts as absent. `tdm-policy` is an address, which means nothing if the former is 0.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from cleaners.record import RightsScope, RightsStatementRecord
from cleaners.rights.paths import matches
from cleaners.rights.statement import address_statement, statement

MAX_FILE_BYTES = 500_000
MAX_RULES = 1_000  # of a file; later ones are ignored
WELL_KNOWN = "well-known:tdmrep.json"


@dataclass(frozen=True, slots=True)
class TdmRule:
    """A rule of the file: the addresses for which it holds, and the two properties."""

    location: str  # a pattern of paths, as in robots.txt
    reservation: str
    policy: str = ""


def declaration(
    reservation: str | None, policy: str | None, base: str, where: str, scope: RightsScope = "page"
) -> list[RightsStatementRecord]:
    """Return the statements of the two properties, found at `where`; an invalid reservation gives none."""
    value = (reservation or "").strip()
    found = [statement("tdm_reservation", value, where, scope)] if value in ("0", "1") else []
    return found + (address_statement("tdm_policy", policy, base, where, scope) if policy and value != "0" else [])


def read_rules(body: bytes) -> list[TdmRule]:
    """Return the rules of a tdmrep.json in their order; an empty list if it is not a JSON array or too large."""
    try:
        items = json.loads(body) if len(body) <= MAX_FILE_BYTES else None
    except (ValueError, RecursionError):
        return []
    rules = [_rule(item) for item in items[:MAX_RULES] if isinstance(item, dict)] if isinstance(items, list) else []
    return [rule for rule in rules if rule.location]


def _rule(item: dict[str, object]) -> TdmRule:
    location, reservation, policy = (item.get(name) for name in ("location", "tdm-reservation", "tdm-policy"))
    number = str(reservation) if isinstance(reservation, int | str) and not isinstance(reservation, bool) else ""
    return TdmRule(location if isinstance(location, str) else "", number, policy if isinstance(policy, str) else "")


def rule_statements(rules: list[TdmRule], path: str, base: str) -> list[RightsStatementRecord]:
    """Return the statements of the first rule that matches a path; by the report, later ones do not count."""
    rule = next((rule for rule in rules if matches(rule.location, path)), None)
    return declaration(rule.reservation, rule.policy, base, WELL_KNOWN, "site") if rule else []
