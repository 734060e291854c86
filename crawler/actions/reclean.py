"""Clean stored articles again from their archived raw pages, with the current cleaner.

The spider collects the results in a separate table (`RecleanResults`), so that an interrupted run can continue. The
articles are replaced at the end.
"""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from scrapy.crawler import Crawler

from crawler.actions.crawl import holds_store
from crawler.actions.opened_store import check_source, parse_since, store_errors
from crawler.actions.process import CommandProcess, crawler_process, was_interrupted
from crawler.archive.bucket.configured import bucket_of
from crawler.configuration.own import Settings
from crawler.exit_codes import EXIT_ERROR, EXIT_INTERRUPTED, EXIT_OK, EXIT_SOURCES_FAILED, EXIT_STORE_BUSY, UsageError
from crawler.extensions.log import quiet_scrapy_logs
from crawler.messages.wording import counted
from crawler.pipelines.limits import read_limits
from crawler.reports.reclean import count_findings, render
from crawler.spiders.reclean import RecleanSpider, selection_key
from crawler.stores import StoreError, store_of
from crawler.stores.claims.shards import WHOLE, parse_shard
from crawler.stores.condition import parse_condition
from crawler.stores.recleaned import RecleanResults
from crawler.stores.store import Store, open_store


def reclean(settings: Settings, opts: argparse.Namespace) -> int:
    """Clean the selected articles; if all were cleaned, report and write the results. Return the exit code."""
    selection = _selection(opts)
    process = crawler_process(settings)
    crawler = process.create_crawler(RecleanSpider)
    store = _open(crawler, opts.source, opts.where)
    if not holds_store(crawler):
        return EXIT_STORE_BUSY
    results = store.reclean_results(selection_key(**selection))
    try:
        if not results.claim(selection["shard"]):
            print(f"Another run cleans the same articles of {store.shown_uri}; this one did nothing.", file=sys.stderr)
            return EXIT_STORE_BUSY
        if opts.restart:
            results.forget()
        exit_code = _clean(process, crawler, selection)
        return _report_and_write(results, opts) if exit_code == EXIT_OK else exit_code
    except StoreError as error:
        print(f"{error}. Run the same command to continue.", file=sys.stderr)
        return EXIT_ERROR
    finally:
        store_of(crawler).close()


def _selection(opts: argparse.Namespace) -> dict[str, Any]:
    """Return the arguments of the spider. Raises UsageError."""
    try:
        shard = parse_shard(opts.shard) if opts.shard else WHOLE
    except ValueError as error:
        raise UsageError(str(error)) from None
    since = parse_since(opts.since) if opts.since else None
    return {"since": since, "source": opts.source, "where": opts.where, "shard": shard}


def _clean(process: CommandProcess, crawler: Crawler, selection: dict[str, Any]) -> int:
    """Run the spider; return its exit code."""
    quiet_scrapy_logs()
    process.crawl(crawler, **selection)
    process.start()
    if was_interrupted(process, crawler):
        print("Interrupted. Run the same command to continue.", file=sys.stderr)
        return EXIT_INTERRUPTED
    reason = crawler.stats.get_value("finish_reason")
    if reason == "finished" and not process.bootstrap_failed:
        return EXIT_OK
    print(f"Not all articles were cleaned ({reason}). Run the same command to continue.", file=sys.stderr)
    return EXIT_ERROR


def _open(crawler: Crawler, source: str | None, where: str | None) -> Store:
    """Return the store; raise UsageError if its address, the source or the condition cannot be used."""
    try:
        if where:
            parse_condition(where)
        read_limits(crawler.settings)
        bucket_of(crawler.settings)
        with store_errors():
            store = open_store(crawler)
            check_source(store, crawler.settings, source)
        return store
    except ValueError as error:
        raise UsageError(str(error)) from None


def _report_and_write(results: RecleanResults, opts: argparse.Namespace) -> int:
    """Print the report, write the new records unless this is a dry run, and return the exit code.

    The spider has taken the lock of the store, and `run` releases it when it closes the store.
    """
    totals = count_findings(results)
    print(json.dumps(totals, ensure_ascii=False, indent=1) if opts.format == "json" else render(totals), flush=True)
    if opts.dry_run:
        results.forget()
        return EXIT_OK
    written = results.write(drop=opts.drop)
    print(_sentence(written), file=sys.stderr)
    return EXIT_SOURCES_FAILED if totals["failed"] else EXIT_OK


def _sentence(written: dict[str, int]) -> str:
    """Return what was done to the store."""
    deleted, newer = written["deleted"], written["fetched_anew"]
    parts = (
        f"Replaced {counted(written['written'], 'article')}",
        f"deleted {counted(deleted, 'article')}" if deleted else "",
        f"left {counted(newer, 'article')} that a crawl has fetched again meanwhile" if newer else "",
    )
    return f"{', '.join(filter(None, parts))}."
