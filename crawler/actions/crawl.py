"""Run a spider: check all arguments before the first request, and return the exit code of the run's summary."""

from __future__ import annotations

import sys
from collections.abc import Mapping

# While this module is imported, Scrapy looks up the source of every frame on the stack, three times. It is imported
# first, while the stack is short: deep within the other imports, this took a quarter of a command's start-up time.
import scrapy.core.downloader.contextfactory  # noqa: F401
from scrapy import signals
from scrapy.crawler import Crawler

from crawler.actions.process import crawler_process, was_interrupted
from crawler.archive.bucket.configured import check_bucket
from crawler.configuration.own import Settings
from crawler.delivery.feed import check_receiver
from crawler.exit_codes import EXIT_ERROR, EXIT_INTERRUPTED, EXIT_STORE_BUSY, UsageError
from crawler.extensions.alarms import alarm_sender
from crawler.extensions.log import quiet_scrapy_logs
from crawler.extensions.run_report import RunReportExtension
from crawler.network.addresses.policy import AddressRefused
from crawler.pipelines.limits import read_limits
from crawler.spiders.named import check_addresses
from crawler.spiders.site_lines import SiteLinesSpider
from crawler.stores import StoreAddressError, StoreError, store_of
from crawler.stores.database.lock import busy
from crawler.stores.store import open_store


def crawl(settings: Settings, spider: str, arguments: dict[str, str]) -> int:
    """Run the named spider in Scrapy's process, and return the exit code."""
    process = crawler_process(settings)
    crawler = process.create_crawler(spider)
    check_crawl(crawler, arguments)
    quiet_scrapy_logs()
    if not holds_store(crawler):
        return EXIT_STORE_BUSY

    crawlers = [crawler]

    async def apply_site_lines() -> None:
        if await _has_unsettled_lines(crawler):
            crawlers.append(process.create_crawler(SiteLinesSpider))
            process.crawl(crawlers[-1], folders=getattr(crawler.spider, "given", ()))

    crawler.signals.connect(apply_site_lines, signal=signals.engine_stopped)
    process.crawl(crawler, **arguments)
    process.start()
    for each in crawlers:
        store_of(each).close()  # SQLite then moves everything into its main file, which people copy
    if was_interrupted(process, crawler):
        return EXIT_INTERRUPTED
    return EXIT_ERROR if process.bootstrap_failed else exit_code_of(crawler)


async def _has_unsettled_lines(crawler: Crawler) -> bool:
    """Return True if site lines were learned or given up, so that another spider must clean articles again."""
    if crawler.stats.get_value("finish_reason") != "finished" or not crawler.settings.getbool("SITE_LINES"):
        return False
    store = store_of(crawler)
    try:
        unsettled_lines = await store.ask(lambda store: store.site_lines.unsettled())
        await store.release_lock()  # the next spider takes it
    except StoreError:
        return False  # the run's report says why
    return bool(unsettled_lines)


def check_crawl(crawler: Crawler, arguments: Mapping[str, str]) -> None:
    """Check the settings and arguments of a crawl, and the addresses that they name.

    Raises:
        UsageError: A setting, a source file or an argument cannot be used.
        SystemExit: The store failed; the exit code is 1.
    """
    try:
        read_limits(crawler.settings)
        alarm_sender(crawler.settings)
        check_receiver(crawler.settings)
        check_bucket(crawler.settings)
        check_arguments = getattr(crawler.spidercls, "check_arguments", None)
        entries = check_arguments(crawler.settings, arguments) if check_arguments else []
        check_addresses(crawler.settings, entries)
        store_of(crawler)
    except (ValueError, StoreAddressError, AddressRefused) as error:
        raise UsageError(str(error)) from None
    except StoreError as error:
        sys.exit(str(error))


def holds_store(crawler: Crawler) -> bool:
    """Take the run lock of the store before any output is opened; if another run holds it, say so and return False.

    On PostgreSQL, runs share the lock. Raises SystemExit with code 1 if the store failed.
    """
    store = open_store(crawler)
    try:
        if store.lock.acquire(shared=True):
            return True
    except StoreError as error:
        sys.exit(str(error))
    print(busy(store.shown_uri), file=sys.stderr)
    return False


def exit_code_of(crawler: Crawler) -> int:
    """Return the exit code of a crawl that has ended."""
    report = crawler.get_extension(RunReportExtension)
    if report is None or report.summary is None:
        return EXIT_ERROR
    return int(report.summary["exit_code"])
