"""Select records by the status of their rights."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from cleaners.record import Record, RightsStatus

Rights = Literal["open", "not-reserved", "any"]
STATUSES: dict[Rights, tuple[RightsStatus, ...]] = {
    "open": ("open",),
    "not-reserved": ("open", "unknown"),
    "any": ("open", "unknown", "reserved"),
}


def with_rights(records: Iterable[Record], rights: Rights) -> Iterator[Record]:
    """Yield the selected records. Those of earlier versions have no rights, and count as unknown."""
    for record in records:
        known = record.get("rights")
        if (known["status"] if known else "unknown") in STATUSES[rights]:
            yield record
