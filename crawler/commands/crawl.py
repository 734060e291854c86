"""`scrapy crawl`: checks all arguments before the first request, and exits with the exit code of the run's summary."""

from __future__ import annotations

import argparse
import sys

from scrapy import signals
from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.crawler import Crawler
from scrapy.exceptions import UsageError

from crawler.extensions.log import quiet_scrapy_logs
from crawler.extensions.run_report import RunReportExtension
from crawler.network.policy import AddressRefused, policy_of
from crawler.pipelines.limits import read_limits
from crawler.reports.summary import EXIT_ERROR
from crawler.sources.source import ArticleLink, Source
from crawler.spiders.site_lines import SiteLinesSpider
from crawler.stores import StoreAddressError, StoreError, store_of


class Command(ScrapyCrawl):
    """Scrapy's crawl command with exit codes that a scheduler can use; Scrapy's exits with 0 even if a run fails."""

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Run one spider and set the exit code."""
        if len(args) != 1:
            raise UsageError("Name one spider: scrapy crawl news, scrapy crawl article or scrapy crawl archive.")
        assert self.crawler_process is not None
        try:
            crawler = self._create_crawler(args[0])
        except KeyError:
            known = ", ".join(self.crawler_process.spider_loader.list())
            raise UsageError(f"There is no spider {args[0]!r}. Name one of: {known}.", print_help=False) from None
        check_crawl(crawler, opts.spargs)
        quiet_scrapy_logs()
        crawler.signals.connect(self._apply_site_lines, signal=signals.engine_stopped)
        self._crawler = crawler
        self.crawler_process.crawl(crawler, **opts.spargs)
        self.crawler_process.start()
        self.exitcode = EXIT_ERROR if self.crawler_process.bootstrap_failed else exit_code_of(crawler)

    async def _apply_site_lines(self) -> None:
        """After the crawl, start a spider that cleans articles again if site lines were learned or given up."""
        crawler = self._crawler
        if crawler.stats.get_value("finish_reason") != "finished" or not crawler.settings.getbool("SITE_LINES"):
            return
        store = store_of(crawler)
        try:
            unsettled_lines = await store.unsettled_lines()
            await store.release_lock()  # the next spider takes it
        except StoreError:
            return  # the run report names the failure
        if unsettled_lines and self.crawler_process:
            self.crawler_process.crawl(SiteLinesSpider)


def check_crawl(crawler: Crawler, arguments: dict[str, str]) -> None:
    """Check the settings and arguments of a crawl, and the addresses that they name.

    Raises:
        UsageError: A setting, a source file or an argument cannot be used.
        SystemExit: The store failed; the exit code is 1.
    """
    try:
        policy = policy_of(crawler)
        read_limits(crawler.settings)
        store_of(crawler)
        if check_arguments := getattr(crawler.spidercls, "check_arguments", None):
            for address in named_addresses(check_arguments(crawler.settings, arguments) or []):
                policy.check(address)
    except (ValueError, StoreAddressError, AddressRefused) as error:
        raise UsageError(str(error), print_help=False) from None
    except StoreError as error:
        sys.exit(str(error))


def named_addresses(entries: list[Source] | list[ArticleLink]) -> list[str]:
    """Return the addresses of article links, or of the home pages and listings of sources."""
    return [
        address
        for entry in entries
        for address in ([entry.url] if isinstance(entry, ArticleLink) else [entry.home, *entry.listings()])
    ]


def exit_code_of(crawler: Crawler) -> int:
    """Return the exit code of a crawl that has ended."""
    report = crawler.get_extension(RunReportExtension)
    if report is None or report.summary is None:
        return EXIT_ERROR
    return int(report.summary["exit_code"])
