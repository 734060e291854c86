"""Deliver the change feed: batch after batch, each until it is taken, and then the consumer's cursor moves.

A batch is delivered at least once. A process that is killed after the receiver has taken a batch, and before the cursor
has moved, sends the same changes again. Their `sequence` tells the receiver that it has them.
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
LONGEST_PAUSE_SECONDS = 300.0  # a receiver that asks for a longer one gets the rest from a later delivery


class DeliveryError(Exception):
    """The receiver did not take a batch. The message says why."""


@dataclass(frozen=True, slots=True)
class Courier:
    """Sends batches to one receiver."""

    webhook: Webhook
    consumer: str
    most: int  # changes per batch
    tries: int | None  # per batch; None: until it is taken
    stop: Stop  # set from outside; the batch under way is finished, no further try begins
    told: Callable[[str], None]  # called with a sentence when the receiver fails, once until it recovers

    def deliver(self, rows: Iterable[Row]) -> Iterator[Batch]:
        """Deliver changes, and yield each batch that was taken. Ends early if `stop` is set.

        Each row needs a `sequence`.

        Raises:
            DeliveryError: The receiver refuses a batch, or did not take it in the given number of tries.
        """
        for batch in batches(rows, self.consumer, self.most):
            yield from self._taken_parts(batch)
            if self.stop.is_set():
                return

    def _taken_parts(self, batch: Batch) -> Iterator[Batch]:
        """Send a batch, or its halves if it is too large, and yield what was taken."""
        answer = self._send(batch)
        if answer.outcome == "taken":
            yield batch
        elif answer.outcome == "too_large" and len(batch.changes) > 1:
            for half in batch.halves():
                yield from self._taken_parts(half)
        elif answer.outcome != "later" or not self.stop.is_set():
            raise DeliveryError(answer.why)

    def _send(self, batch: Batch) -> Answer:
        """Send a batch until it is taken or refused, the tries are used up, or the delivery is stopped."""
        tries, pause = 0, FIRST_PAUSE_SECONDS
        while True:
            answer = self.webhook.send(batch)
            tries += 1
            if answer.outcome != "later" or tries == self.tries or self.stop.is_set():
                return answer
            if self.tries and answer.wait_seconds > LONGEST_PAUSE_SECONDS:
                return replace(answer, why=f"{answer.why} and asks for a pause of {answer.wait_seconds:.0f} s")
            if tries == 1:
                self.told(f"{answer.why}; it is tried again")
            wait = max(answer.wait_seconds, pause * random.uniform(0.5, 1))  # noqa: S311 - spreads retries
            if self.stop.wait(wait):
                return answer
            pause = min(2 * pause, LONGEST_PAUSE_SECONDS)
