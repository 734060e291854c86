"""Divide changes into batches; each is the body of one request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import orjson

from crawler.formats.fields import LEFT_OUT, Row

MAX_BYTES = 1_000_000  # of a batch with more than one change; many servers refuse bodies of a few megabytes


@dataclass(frozen=True, slots=True)
class Batch:
    """Consecutive changes, each as its number and its JSON."""

    consumer: str
    changes: Sequence[tuple[int, bytes]]

    @property
    def first(self) -> int:
        """The number of the first change."""
        return self.changes[0][0]

    @property
    def last(self) -> int:
        """The number of the last change."""
        return self.changes[-1][0]

    @property
    def key(self) -> str:
        """A name that stays the same if the batch is sent again."""
        return f"{self.consumer}-{self.first}-{self.last}"

    def body(self) -> bytes:
        """Return the batch as a JSON object."""
        head = orjson.dumps({"consumer": self.consumer, "first": self.first, "last": self.last})
        return b'%b,"changes":[%b]}' % (head[:-1], b",".join(change for _, change in self.changes))

    def halves(self) -> tuple[Batch, Batch]:
        """Return two batches with half of the changes each; a batch of one change has no halves."""
        middle = len(self.changes) // 2
        return Batch(self.consumer, self.changes[:middle]), Batch(self.consumer, self.changes[middle:])


def batches(rows: Iterable[Row], consumer: str, most: int) -> Iterator[Batch]:
    """Yield the changes in batches of up to `most` changes and MAX_BYTES, without the removed blocks.

    Each row needs a `sequence`.
    """
    changes: list[tuple[int, bytes]] = []
    size = 0
    for row in rows:
        change = orjson.dumps({name: value for name, value in row.items() if name not in LEFT_OUT})
        if changes and (len(changes) == most or size + len(change) > MAX_BYTES):
            yield Batch(consumer, changes)
            changes, size = [], 0
        changes.append((row["sequence"], change))
        size += len(change)
    if changes:
        yield Batch(consumer, changes)
