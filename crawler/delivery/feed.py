"""Deliver the change feed of a store to the receiver in the settings DELIVER_*."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from crawler.configuration.own import Settings
from crawler.delivery.batches import Batch
from crawler.delivery.courier import Courier, DeliveryError
from crawler.delivery.webhook import Webhook, check_url, read_secret
from crawler.messages.wording import counted
from crawler.stopping import Stop
from crawler.stores.changes.consumers import FOLLOW_PAUSE_SECONDS, CursorMovedError, name_problem
from crawler.stores.store import Store

SECRET = "DELIVER_SECRET"  # noqa: S105 - the name of the environment variable


@dataclass(frozen=True, slots=True)
class Delivered:
    """The result of a delivery: the numbers of delivered and waiting changes, and why it failed, or None."""

    taken: int
    waiting: int
    problem: str | None

    def __str__(self) -> str:
        """Return the result as one sentence."""
        done = f"{counted(self.taken, 'change')} delivered, {self.waiting or 'none'} waiting"
        return f"{done}: {self.problem}" if self.problem else done


def check_receiver(settings: Settings) -> None:
    """Raise ValueError if the receiver in the settings cannot be used."""
    if settings["DELIVER_URL"]:
        courier_of(settings, tries=1, stop=Stop(), report=lambda _: None)


def courier_of(settings: Settings, *, tries: int | None, stop: Stop, report: Callable[[str], None]) -> Courier:
    """Return the courier to the receiver of the settings.

    Raises:
        ValueError: A setting or the secret cannot be used; the message names it.
    """
    check_url(settings["DELIVER_URL"])
    consumer = settings["DELIVER_CONSUMER"]
    if problem := name_problem(consumer):
        raise ValueError(f"DELIVER_CONSUMER={consumer}: {problem}")
    secret = read_secret(os.environ.get(SECRET, ""))
    webhook = Webhook(settings["DELIVER_URL"], secret, settings.getfloat("DELIVER_TIMEOUT_SECONDS"))
    most = max(1, settings.getint("DELIVER_BATCH"))
    return Courier(webhook, consumer, most, tries, stop, report)


def deliver(store: Store, courier: Courier, *, follow: bool = False) -> Delivered:
    """Deliver the changes that the receiver does not have; with `follow`, also later ones, until it is stopped.

    If another process delivers to the same consumer meanwhile, both send some changes, and this one continues where the
    other stopped.

    Raises:
        StoreError: The store failed.
    """
    taken = 0
    problem = None
    try:
        while not courier.stop.is_set():
            for batch in _taken(store, courier):
                taken += len(batch.changes)
            if not follow:
                break
            courier.stop.wait(FOLLOW_PAUSE_SECONDS)
    except DeliveryError as error:
        problem = str(error)
    return Delivered(taken, store.changes.count_after(store.consumers.cursor(courier.consumer)), problem)


def _taken(store: Store, courier: Courier) -> Iterator[Batch]:
    """Deliver the changes after the cursor, and yield each batch when the cursor has moved."""
    is_moved_by_others = True
    while is_moved_by_others:
        is_moved_by_others = False
        cursor = store.consumers.cursor(courier.consumer)
        for batch in courier.deliver(changed.as_dict() for changed in store.changes.after(cursor)):
            try:
                store.consumers.move(courier.consumer, cursor, batch.last)
            except CursorMovedError:
                is_moved_by_others = True
                break
            cursor = batch.last
            yield batch


def deliver_from(uri: str, courier: Courier) -> Delivered:
    """Open a store, and deliver its changes. Raises StoreError."""
    store = Store(uri)
    try:
        return deliver(store, courier)
    finally:
        store.close()
