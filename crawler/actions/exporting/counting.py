"""Count rows while they are written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from crawler.formats.fields import Row


@dataclass(slots=True)
class Counted:
    """Rows that are counted while they are written."""

    rows: int = 0

    def __call__(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Yield the rows and count them."""
        for row in rows:
            self.rows += 1
            yield row
