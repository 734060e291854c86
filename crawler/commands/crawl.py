"""`scrapy crawl`, with arguments checked before anything is fetched and an exit code that tells how it went."""

from __future__ import annotations

import argparse
import sys

from scrapy import signals
from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.crawler import Crawler
from scrapy.exceptions import UsageError

from crawler.extensions.log import quiet
from crawler.extensions.run_report import RunReportExtension
from crawler.network.policy import AddressRefused, policy_of
from crawler.reports.summary import EXIT_ERROR
from crawler.sources.source import ArticleLink, Source
from crawler.spiders.site_lines import SiteLinesSpider
from crawler.stores import StoreAddressError, StoreError, store_of


class Command(ScrapyCrawl):
    """Scrapy's own command, which ends with 0 whatever happened, made fit for a scheduler."""

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Run one spider and set the exit code; UsageError, exit code 2, for what cannot be used."""
        if len(args) != 1:
            raise UsageError("Name one spider: scrapy crawl news, article or archive.")
        assert self.crawler_process is not None
        try:
            crawler = self._create_crawler(args[0])
        except KeyError:
            known = ", ".join(self.crawler_process.spider_loader.list())
            raise UsageError(f"There is no spider {args[0]!r}; there are: {known}.", print_help=False) from None
        check(crawler, opts.spargs)
        quiet()
        crawler.signals.connect(self._apply_site_lines, signal=signals.engine_stopped)
        self._crawler = crawler
        self.crawler_process.crawl(crawler, **opts.spargs)
        self.crawler_process.start()
        self.exitcode = EXIT_ERROR if self.crawler_process.bootstrap_failed else code_of(crawler)

    def _apply_site_lines(self) -> None:
        """Where the run has learned what a site repeats, clean the articles that were stored before it was known."""
        crawler = self._crawler
        if crawler.stats.get_value("finish_reason") != "finished" or not crawler.settings.getbool("SITE_LINES"):
            return
        store = store_of(crawler)
        try:
            changed = store.site_lines.unsettled()
        except StoreError:
            return  # the run report tells of it
        if changed and self.crawler_process:
            store.lock.release()  # the next spider takes it
            self.crawler_process.crawl(SiteLinesSpider)


def check(crawler: Crawler, arguments: dict[str, str]) -> None:
    """Raise UsageError with one clear sentence for arguments that cannot be used; exit with 1 where the store fails."""
    try:
        policy = policy_of(crawler)
        store_of(crawler)
        if check_arguments := getattr(crawler.spidercls, "check_arguments", None):
            for address in named_addresses(check_arguments(crawler.settings, arguments) or []):
                policy.check(address)
    except (ValueError, StoreAddressError, AddressRefused) as error:
        raise UsageError(str(error), print_help=False) from None
    except StoreError as error:
        sys.exit(str(error))


def named_addresses(named: list[Source] | list[ArticleLink]) -> list[str]:
    """Return the addresses of sources and of links."""
    return [
        address
        for entry in named
        for address in ([entry.url] if isinstance(entry, ArticleLink) else [entry.home, *entry.listings()])
    ]


def code_of(crawler: Crawler) -> int:
    """Return the exit code of a crawl that has ended."""
    report = crawler.get_extension(RunReportExtension)
    if report is None or report.summary is None:
        return EXIT_ERROR
    return int(report.summary["exit_code"])
