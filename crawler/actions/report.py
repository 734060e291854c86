"""Writes the health of all sources as one HTML page."""

from __future__ import annotations

import sys
from dataclasses import asdict

from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings

from crawler.actions.export import existing_store
from crawler.actions.inspect import write
from crawler.reports.html import render
from crawler.stores import StoreAddressError, StoreError
from crawler.stores.store import Store
from crawler.wording import counted


def report(settings: BaseSettings, last: int, output: str) -> None:
    """Write the page.

    Raises:
        UsageError: The store or the file cannot be used.
        SystemExit: The store failed; the exit code is 1.
    """
    try:
        store = Store(existing_store(settings["STORE_URI"]))
        runs = {source: store.runs.last(source, last)[::-1] for source in store.runs.sources()}
        store.close()
    except StoreAddressError as error:
        raise UsageError(str(error), print_help=False) from None
    except StoreError as error:
        sys.exit(str(error))
    write(render({source: [asdict(run) for run in last_runs] for source, last_runs in runs.items()}), output)
    if output != "-":
        print(f"{output}: {counted(len(runs), 'source')}", file=sys.stderr)
