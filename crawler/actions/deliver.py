"""Deliver the change feed to DELIVER_URL, and print the result."""

from __future__ import annotations

import os
import signal
import sys

from crawler.configuration.own import Settings
from crawler.delivery.feed import SECRET, courier_of, deliver
from crawler.exit_codes import EXIT_ERROR, EXIT_OK, UsageError
from crawler.stopping import Stop, stop_by_signal
from crawler.stores import StoreAddressError, StoreError
from crawler.stores.store import Store

TRIES = 5  # per batch, in about 15 seconds; with --follow a batch is tried until the receiver takes it


def deliver_changes(settings: Settings, *, follow: bool) -> int:
    """Deliver the changes that the receiver does not have, print their number, and return the exit code.

    Raises:
        UsageError: A setting or the store cannot be used.
    """
    if not settings["DELIVER_URL"]:
        raise UsageError("DELIVER_URL is not set: name the address of the receiver.")
    stop = stop_by_signal(signal.SIGINT, signal.SIGTERM) if follow else Stop()
    try:
        courier = courier_of(settings, tries=None if follow else TRIES, stop=stop, report=_tell)
        if not os.environ.get(SECRET):
            _tell(f"{SECRET} is not set in the environment, so the requests are not signed")
        store = Store(settings["STORE_URI"])
        try:
            delivered = deliver(store, courier, follow=follow)
        finally:
            store.close()
    except (ValueError, StoreAddressError) as error:
        raise UsageError(str(error)) from None
    except StoreError as error:
        _tell(str(error))
        return EXIT_ERROR
    _tell(str(delivered))
    return EXIT_ERROR if delivered.problem else EXIT_OK


def _tell(sentence: str) -> None:
    print(f"{sentence}.", file=sys.stderr)
