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
    """Yield the records whose rights have one of the statuses; those of earlier versions, without rights, are unknown."""
    for record in records:
        known = record.get("rights")
        if (known["status"] if known else "unknown") in STATUSES[rights]:
            yield record
