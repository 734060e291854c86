"""`scrapy reclean`: today's cleaners over the raw pages that were kept."""

from __future__ import annotations

import argparse
import json
import sys

from scrapy.commands import ScrapyCommand
from scrapy.crawler import Crawler
from scrapy.exceptions import UsageError

from crawler.commands.export import existing, since_text
from crawler.extensions.log import quiet
from crawler.reports.reclean import render, totals
from crawler.reports.summary import EXIT_ERROR, EXIT_OK, EXIT_SOURCES_FAILED, EXIT_STORE_BUSY
from crawler.spiders.reclean import RecleanSpider, selection_key
from crawler.stores import Store, StoreError, store_of
from crawler.stores.condition import parse_condition
from crawler.stores.recleaned import RecleanStage


class Command(ScrapyCommand):
    """Cleans stored articles again, reports what changes, and writes it."""

    requires_project = True

    def syntax(self) -> str:
        """Return the command's arguments."""
        return "[options]"

    def short_desc(self) -> str:
        """Return what the command does."""
        return "Clean the articles of the store again, from their raw pages"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add what chooses articles, and what is done with them."""
        super().add_options(parser)
        parser.add_argument("--since", metavar="DATE", help="only articles fetched since: 2026-01-31, or RFC 3339")
        parser.add_argument("--source", metavar="ID", help="only articles of this source")
        parser.add_argument("--where", metavar="FIELD=VALUE", help="only such records; also != < <= > >=, a.b")
        parser.add_argument("--dry-run", action="store_true", help="report what would change, and write nothing")
        parser.add_argument("--drop", action="store_true", help="delete articles whose page is none any more")
        parser.add_argument("--restart", action="store_true", help="begin anew where an earlier run did not end")
        parser.add_argument("--format", choices=("text", "json"), default="text", help="of the report; default: text")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Clean, report, write; UsageError, exit code 2, for what cannot be used."""
        assert self.settings is not None
        if args:
            raise UsageError(f"scrapy reclean takes options only, not {args[0]!r}.", print_help=False)
        selection = {
            "since": since_text(opts.since) if opts.since else None,
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
            self.exitcode = _finish(store, stage, opts)
        store.close()

    def _clean(self, crawler: Crawler, selection: dict[str, str | None]) -> int:
        """Run the spider; return its exit code."""
        assert self.crawler_process is not None
        quiet()
        self.crawler_process.crawl(crawler, **selection)
        self.crawler_process.start()
        reason = crawler.stats.get_value("finish_reason")
        if reason == "store_busy":
            return EXIT_STORE_BUSY
        if reason == "finished" and not self.crawler_process.bootstrap_failed:
            return EXIT_OK
        print(f"Ended before all articles were cleaned ({reason}): the same command goes on.", file=sys.stderr)
        return EXIT_ERROR


def _open(crawler: Crawler, where: str | None) -> Store:
    try:
        if where:
            parse_condition(where)
        existing(crawler.settings["STORE_URI"])
        return store_of(crawler)
    except (ValueError, StoreError) as error:
        raise UsageError(str(error), print_help=False) from None


def _finish(store: Store, stage: RecleanStage, opts: argparse.Namespace) -> int:
    """Report, then write; return the exit code."""
    found = totals(stage)
    print(json.dumps(found, ensure_ascii=False, indent=1) if opts.format == "json" else render(found), flush=True)
    if opts.dry_run:
        stage.forget()
        return EXIT_OK
    store.lock.release()  # the spider took it, and a lock is not taken twice
    if not store.lock.acquire():
        print("Another run works on the store: nothing was written; the same command goes on.", file=sys.stderr)
        return EXIT_STORE_BUSY
    done = stage.write(drop=opts.drop)
    print(", ".join(f"{name} {count}" for name, count in done.items()), file=sys.stderr)
    return EXIT_SOURCES_FAILED if found["failed"] else EXIT_OK
