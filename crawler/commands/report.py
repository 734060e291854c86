"""`scrapy report`: writes the health of all sources as one HTML page."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict
from typing import Any, ClassVar

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawler.commands.export import existing_store
from crawler.commands.inspect import write
from crawler.reports.html import render
from crawler.stores import StoreAddressError, StoreError
from crawler.stores.store import Store

LAST_RUNS = 30  # per source


class Command(ScrapyCommand):
    """Writes an HTML page with the alarms and the last runs of every source."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        """Return the command's arguments."""
        return "[options]"

    def short_desc(self) -> str:
        """Return what the command does."""
        return "Write an HTML page with the last runs of every source, alarms first"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add -o and --last."""
        super().add_options(parser)
        parser.add_argument("-o", "--output", metavar="PATH", default="-", help="output file; default: standard output")
        parser.add_argument(
            "--last", metavar="N", type=int, default=LAST_RUNS, help=f"runs per source (default: {LAST_RUNS})"
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Write the page."""
        assert self.settings is not None
        if args or opts.last < 1:
            raise UsageError(
                "scrapy report takes options only, and --last is 1 or more: scrapy report -o report.html --last 30.",
                print_help=False,
            )
        try:
            store = Store(existing_store(self.settings["STORE_URI"]))
            runs = {source: store.runs.last(source, opts.last)[::-1] for source in store.runs.sources()}
            store.close()
        except StoreAddressError as error:
            raise UsageError(str(error), print_help=False) from None
        except StoreError as error:
            sys.exit(str(error))
        write(render({source: [asdict(run) for run in last_runs] for source, last_runs in runs.items()}), opts.output)
