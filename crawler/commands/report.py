"""`scrapy report`: how the sources fare, as one HTML page."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict
from typing import Any, ClassVar

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawler.commands.export import existing
from crawler.commands.inspect import write
from crawler.reports.html import render
from crawler.stores import Store, StoreAddressError, StoreError

LAST_RUNS = 30


class Command(ScrapyCommand):
    """Writes a page with the alarms and the last runs of every source."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        """Return the command's arguments."""
        return "[options]"

    def short_desc(self) -> str:
        """Return what the command does."""
        return "Show the last runs of every source as one HTML page, alarms first"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add -o and --last."""
        super().add_options(parser)
        parser.add_argument("-o", "--output", metavar="PATH", default="-", help="a file; default: standard output")
        parser.add_argument("--last", metavar="N", type=int, default=LAST_RUNS, help=f"runs; default: {LAST_RUNS}")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Write the page; UsageError, exit code 2, for what cannot be used."""
        assert self.settings is not None
        if args or opts.last < 1:
            raise UsageError("scrapy report takes options only: -o report.html --last 30.", print_help=False)
        try:
            store = Store(existing(self.settings["STORE_URI"]))
            runs = {source: store.runs.last(source, opts.last)[::-1] for source in store.runs.sources()}
            store.close()
        except StoreAddressError as error:
            raise UsageError(str(error), print_help=False) from None
        except StoreError as error:
            sys.exit(str(error))
        write(render({source: [asdict(run) for run in found] for source, found in runs.items()}), opts.output)
