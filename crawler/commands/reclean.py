"""`scrapy reclean`: cleans stored articles again, from their archived raw pages, with the current cleaner.

The spider puts the results into a table of their own (`RecleanStage`), so that an interrupted run can continue. The
articles are replaced at the end.
"""

from __future__ import annotations

import argparse
import json
import sys

from scrapy.commands import ScrapyCommand
from scrapy.crawler import Crawler
from scrapy.exceptions import UsageError

from crawler.commands.export import existing_store, parse_since
from crawler.extensions.log import quiet_scrapy_logs
from crawler.pipelines.limits import read_limits
from crawler.reports.reclean import count_findings, render
from crawler.reports.summary import EXIT_ERROR, EXIT_OK, EXIT_SOURCES_FAILED, EXIT_STORE_BUSY
from crawler.spiders.reclean import RecleanSpider, selection_key
from crawler.stores import StoreError, store_of
from crawler.stores.condition import parse_condition
from crawler.stores.recleaned import RecleanStage
from crawler.stores.store import Store, open_store


class Command(ScrapyCommand):
    """Cleans stored articles again, reports what changed, and replaces the articles in the store."""

    requires_project = True

    def syntax(self) -> str:
        """Return the command's arguments."""
        return "[options]"

    def short_desc(self) -> str:
        """Return what the command does."""
        return "Clean the stored articles again from their raw pages"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add the options that select articles, and those that control writing and reporting."""
        super().add_options(parser)
        parser.add_argument(
            "--since", metavar="DATE", help="clean only articles fetched since this day or RFC 3339 time"
        )
        parser.add_argument("--source", metavar="ID", help="clean only articles of this source")
        parser.add_argument(
            "--where",
            metavar="FIELD=VALUE",
            help="clean only articles whose record matches; also != < <= > >=, and a.b for nested fields",
        )
        parser.add_argument("--dry-run", action="store_true", help="report what would change, and write nothing")
        parser.add_argument("--drop", action="store_true", help="delete stored articles whose page is not an article")
        parser.add_argument("--restart", action="store_true", help="discard what an unfinished run has done")
        parser.add_argument(
            "--format", choices=("text", "json"), default="text", help="format of the report (default: text)"
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Clean the selected articles; if all were cleaned, report and write the results."""
        assert self.settings is not None
        if args:
            raise UsageError(f"scrapy reclean takes options only, not {args[0]!r}.", print_help=False)
        selection = {
            "since": parse_since(opts.since) if opts.since else None,
            "source": opts.source,
            "where": opts.where,
        }
        assert self.crawler_process is not None
        crawler = self.crawler_process.create_crawler(RecleanSpider)
        store = _open(crawler, opts.where)
        stage = store.reclean_stage(selection_key(**selection))
        if opts.restart:
            stage.forget()
        self.exitcode = self._clean(crawler, selection)
        if self.exitcode == EXIT_OK:
            self.exitcode = _report_and_write(stage, opts)
        store_of(crawler).close()

    def _clean(self, crawler: Crawler, selection: dict[str, str | None]) -> int:
        """Run the spider; return its exit code."""
        assert self.crawler_process is not None
        quiet_scrapy_logs()
        self.crawler_process.crawl(crawler, **selection)
        self.crawler_process.start()
        reason = crawler.stats.get_value("finish_reason")
        if reason == "store_busy":
            return EXIT_STORE_BUSY
        if reason == "finished" and not self.crawler_process.bootstrap_failed:
            return EXIT_OK
        print(f"Not all articles were cleaned ({reason}). Run the same command to continue.", file=sys.stderr)
        return EXIT_ERROR


def _open(crawler: Crawler, where: str | None) -> Store:
    """Return the store; raise UsageError if it does not exist or the condition cannot be read."""
    try:
        if where:
            parse_condition(where)
        read_limits(crawler.settings)
        existing_store(crawler.settings["STORE_URI"])
        return open_store(crawler)
    except (ValueError, StoreError) as error:
        raise UsageError(str(error), print_help=False) from None


def _report_and_write(stage: RecleanStage, opts: argparse.Namespace) -> int:
    """Print the report, write the new records unless this is a dry run, and return the exit code.

    The spider has taken the lock of the store, and `run` releases it when it closes the store.
    """
    totals = count_findings(stage)
    print(json.dumps(totals, ensure_ascii=False, indent=1) if opts.format == "json" else render(totals), flush=True)
    if opts.dry_run:
        stage.forget()
        return EXIT_OK
    written = stage.write(drop=opts.drop)
    print(", ".join(f"{name} {count}" for name, count in written.items()), file=sys.stderr)
    return EXIT_SOURCES_FAILED if totals["failed"] else EXIT_OK
