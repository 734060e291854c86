"""Divide the stored articles into shards, which several runs can reclean at the same time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, true

SLOTS = 256  # the number of values of an id's first two digits, so the most shards that are possible


@dataclass(frozen=True, slots=True)
class Shard:
    """Part `number`, from 1, of `count`: the articles whose ids begin with its slots.

    Ids are hexadecimal digests, so shards have about the same size.
    """

    number: int = 1
    count: int = 1

    @property
    def slots(self) -> range:
        """The values of the first two digits of the ids, as numbers."""
        return range((self.number - 1) * SLOTS // self.count, self.number * SLOTS // self.count)

    @property
    def name(self) -> str:
        """The shard in the user's notation, such as 2/8."""
        return f"{self.number}/{self.count}"

    def holds(self, article_id: ColumnElement[Any]) -> ColumnElement[bool]:
        """Return the condition that an article is in this shard."""
        condition: ColumnElement[bool] = true()
        if self.slots.start:
            condition &= article_id >= f"{self.slots.start:02x}"
        if self.slots.stop < SLOTS:
            condition &= article_id < f"{self.slots.stop:02x}"
        return condition


WHOLE = Shard()


def parse_shard(text: str) -> Shard:
    """Return the shard that a text such as 2/8 names. Raises ValueError."""
    number, _, count = text.partition("/")
    if number.isascii() and number.isdigit() and count.isascii() and count.isdigit():
        shard = Shard(int(number), int(count))
        if 1 <= shard.number <= shard.count <= SLOTS:
            return shard
    raise ValueError(f"--shard {text}: write the number of a shard and their count, such as 2/8, up to {SLOTS}.")
