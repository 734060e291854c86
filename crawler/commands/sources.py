"""`scrapy sources`: lists sources, checks that they give articles, finds listings of a site, shows its site lines."""

from __future__ import annotations

import argparse
import sys

from rich.console import Console
from rich.table import Table
from scrapy.commands import ScrapyCommand
from scrapy.crawler import Crawler
from scrapy.exceptions import UsageError

from crawler.commands.crawl import check_crawl, exit_code_of
from crawler.commands.site_lines import show_site_lines
from crawler.extensions.log import quiet_scrapy_logs
from crawler.extensions.run_report import RunReportExtension
from crawler.reports.run_summary import SourceSummary
from crawler.reports.summary import EXIT_NOTHING_STORED
from crawler.sources.arguments import chosen_sources
from crawler.sources.loader import SourceError, to_toml
from crawler.sources.source import Source
from crawler.spiders.find import FindSpider, found_source
from crawler.spiders.news import NewsSpider

ACTIONS = ("list", "check", "find", "site-lines")
CHECKED_ARTICLES = "3"  # articles to fetch per source: enough to see that its pages still give articles
# The settings of a trial run: its store is in memory, and it writes no files.
TRIAL_SETTINGS = {"STORE_URI": "sqlite://", "RUN_SUMMARY": None, "PROGRESS_SECONDS": 0}


class Command(ScrapyCommand):
    """Lists, checks and finds sources, and shows site lines."""

    requires_project = True

    def syntax(self) -> str:
        """Return the command's arguments."""
        return "list | check [ID ...] | find URL | site-lines ID_OR_HOST [--forget HASH|all]"

    def short_desc(self) -> str:
        """Return what the command does."""
        return "List the sources, check that they give articles, or find the listings of a site"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add --sources, and the options of site-lines."""
        assert self.settings is not None
        # The result is a table, so log only errors. This priority overrides the project's settings, which
        # `default_settings` of a command would not, and -L still overrides this.
        self.settings.set("LOG_LEVEL", "ERROR", priority="project")
        super().add_options(parser)
        parser.add_argument("--sources", metavar="PATH", help="source file or folder (default: SOURCES_PATH)")
        parser.add_argument("--forget", metavar="HASH", help="for site-lines: forget the line with this hash, or all")
        parser.add_argument(
            "--format", choices=("text", "json"), default="text", help="for site-lines: output format (default: text)"
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Run the action that the first argument names."""
        assert self.settings is not None
        if not args or args[0] not in ACTIONS:
            raise UsageError(
                "Name an action: scrapy sources list, check [ID ...], find URL or site-lines ID.", print_help=False
            )
        path = opts.sources or self.settings["SOURCES_PATH"]
        if args[0] == "find":
            self._find(args[1:])
            return
        if args[0] == "site-lines":
            show_site_lines(self.settings, path, args[1:], opts)
            return
        try:
            sources = chosen_sources(path, ",".join(args[1:]) or None, None)
        except SourceError as error:
            raise UsageError(str(error), print_help=False) from None
        if args[0] == "list":
            show_sources(sources)
        else:
            self._check(path, sources)

    def _check(self, path: str, sources: list[Source]) -> None:
        """Fetch a few articles from each source, and print one line per source."""
        only = ",".join(source.id for source in sources)
        crawler = self._crawl(NewsSpider, sources=path, only=only, most=CHECKED_ARTICLES)
        report = crawler.get_extension(RunReportExtension)
        show_outcomes(report.summary["sources"] if report and report.summary else [])
        self.exitcode = exit_code_of(crawler)

    def _find(self, args: list[str]) -> None:
        """Print a source entry in TOML for a site, or why none was found."""
        if len(args) != 1:
            raise UsageError("Name one site: scrapy sources find https://www.example.org/", print_help=False)
        crawler = self._crawl(FindSpider, site=args[0])
        spider = crawler.spider
        assert isinstance(spider, FindSpider)
        source, failure = found_source(spider)
        if source is None:
            print(f"{args[0]}: {failure}", file=sys.stderr)
            self.exitcode = EXIT_NOTHING_STORED
        else:
            print(to_toml(source), end="")

    def _crawl(self, spider: type[NewsSpider | FindSpider], **arguments: str) -> Crawler:
        """Run a spider that stores and writes nothing; return its crawler."""
        assert self.crawler_process is not None
        for name, value in TRIAL_SETTINGS.items():
            self.crawler_process.settings.set(name, value, priority="cmdline")
        crawler = self.crawler_process.create_crawler(spider)
        check_crawl(crawler, arguments)
        quiet_scrapy_logs()
        self.crawler_process.crawl(crawler, **arguments)
        self.crawler_process.start()
        return crawler


def show_sources(sources: list[Source]) -> None:
    """Print one line per source."""
    table = Table("id", "name", "language", "home", "listings", "every", box=None)
    for source in sources:
        # "found": the crawl finds the listings of a source that names none, starting at its front page and robots.txt.
        listings = len(source.feeds) + len(source.sitemaps) + len(source.sections)
        every = str(source.every) if source.every else "each run"
        table.add_row(source.id, source.name, source.language or "", source.home, str(listings or "found"), every)
    _print(table, f"{len(sources)} sources")


def show_outcomes(outcomes: list[SourceSummary]) -> None:
    """Print one line per source: the listings read, the links found and the articles stored."""
    table = Table("id", "status", "listings", "links", "articles", "reason", box=None)
    for outcome in outcomes:
        articles = f"{outcome['stored']} of {outcome['requested']}"
        counts = str(outcome["listings_read"]), str(outcome["offered"]), articles
        table.add_row(outcome["id"], outcome["status"], *counts, outcome["reason"] or "")
    _print(table, f"{sum(outcome['status'] == 'ok' for outcome in outcomes)} of {len(outcomes)} ok")


def _print(table: Table, last_line: str) -> None:
    # A pipe has no width, and Rich would fold lines at 80 columns. The program that reads them needs whole lines.
    console = Console(width=None if sys.stdout.isatty() else 200, highlight=False)
    console.print(table)
    console.print(last_line)
