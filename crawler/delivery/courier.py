"""Deliver the change feed batch by batch: repeat each until the receiver takes it, then move the consumer's cursor.

Each batch is delivered at least once. If the process is killed after the receiver has taken a batch, and before the
cursor has moved, the same changes are sent again; the receiver recognises them by their `sequence`.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from crawler.delivery.batches import Batch, batches
from crawler.delivery.webhook import Answer, Webhook
from crawler.formats.fields import Row
from crawler.stopping import Stop

FIRST_PAUSE_SECONDS = 1.0  # before the second try; each further pause is twice as long
LONGEST_PAUSE_SECONDS = 300.0  # if a receiver wants a longer pause, a later delivery sends the rest


class DeliveryError(Exception):
    """The receiver did not take a batch. The message says why."""


@dataclass(frozen=True, slots=True)
class Courier:
    """Sends batches to one receiver."""

    webhook: Webhook
    consumer: str
    most: int  # changes per batch
    tries: int | None  # per batch; None: until the receiver takes it
    stop: Stop  # set from outside; the current try is finished, and no other one begins
    report: Callable[[str], None]  # called with a sentence when the receiver fails, and again only after it recovered

    def deliver(self, rows: Iterable[Row]) -> Iterator[Batch]:
        """Deliver changes and yield each batch that was taken; end early if `stop` is set.

        Each row needs a `sequence`.

        Raises:
            DeliveryError: The receiver refuses a batch, or did not take it in the given number of tries.
        """
        for batch in batches(rows, self.consumer, self.most):
            yield from self._taken_parts(batch)
            if self.stop.is_set():
                return

    def _taken_parts(self, batch: Batch) -> Iterator[Batch]:
        """Send a batch, or its halves if it is too large, and yield the batches that were taken."""
        answer = self._send(batch)
        if answer.outcome == "taken":
            yield batch
        elif answer.outcome == "too_large" and len(batch.changes) > 1:
            for half in batch.halves():
                yield from self._taken_parts(half)
        elif answer.outcome != "later" or not self.stop.is_set():
            raise DeliveryError(answer.why)

    def _send(self, batch: Batch) -> Answer:
        """Send a batch until it is taken or refused, no tries are left, or the delivery is stopped."""
        tries, pause = 0, FIRST_PAUSE_SECONDS
        while True:
            answer = self.webhook.send(batch)
            tries += 1
            if answer.outcome != "later" or tries == self.tries or self.stop.is_set():
                return answer
            if self.tries and answer.wait_seconds > LONGEST_PAUSE_SECONDS:
                return replace(answer, why=f"{answer.why} and asks for a pause of {answer.wait_seconds:.0f} s")
            if tries == 1:
                self.report(f"{answer.why}; it is tried again")
            wait = max(answer.wait_seconds, pause * random.uniform(0.5, 1))  # noqa: S311 - spreads retries
            if self.stop.wait(wait):
                return answer
            pause = min(2 * pause, LONGEST_PAUSE_SECONDS)
