"""The store of a command that reads it, and the ends of the command if the store fails."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager

from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings

from crawler.stores import StoreAddressError, StoreError
from crawler.stores.store import Store


@contextmanager
def opened_store(settings: BaseSettings) -> Iterator[Store]:
    """Open the store of the settings, and close it at the end.

    Raises:
        UsageError: STORE_URI cannot be used.
        SystemExit: The store failed; the exit code is 1.
    """
    try:
        with closing(Store(settings["STORE_URI"])) as store:
            yield store
    except StoreAddressError as error:
        raise UsageError(str(error), print_help=False) from None
    except StoreError as error:
        sys.exit(str(error))
