"""`scrapy inspect`: shows as HTML what the cleaner kept and removed of one page, or how a stored article changed."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from cleaners.document import Document
from cleaners.page import Page
from cleaners.record import Record
from crawler.commands.clean import read_page
from crawler.commands.crawl import check_crawl
from crawler.commands.export import existing_store
from crawler.commands.sources import TRIAL_SETTINGS
from crawler.extensions.log import quiet_scrapy_logs
from crawler.inspection import history
from crawler.inspection.view import render
from crawler.reports.summary import EXIT_NOTHING_STORED
from crawler.spiders.inspect import InspectSpider
from crawler.stores import StoreError
from crawler.stores.store import Store


class InspectionError(Exception):
    """A page cannot be read or fetched. The message names it and gives the reason."""


class Command(ScrapyCommand):
    """Cleans one page and writes the result as a self-contained HTML page; --history shows a stored article instead."""

    requires_project = True

    def syntax(self) -> str:
        """Return the command's arguments."""
        return "[options] URL_OR_FILE"

    def short_desc(self) -> str:
        """Return what the command does."""
        return "Write an HTML page that shows which blocks of a page were kept and removed, and why"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add -o, --url and --history."""
        assert self.settings is not None
        # The HTML page may go to standard output, so the log shows only errors. -L overrides this priority.
        self.settings.set("LOG_LEVEL", "ERROR", priority="project")
        super().add_options(parser)
        parser.add_argument("-o", "--output", metavar="PATH", default="-", help="output file; default: standard output")
        parser.add_argument("--url", default="", help="the address that the file was saved from")
        parser.add_argument("--history", action="store_true", help="show how the stored article at URL has changed")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Write the HTML page; exit with EXIT_NOTHING_STORED if there is no page or article to show."""
        if len(args) != 1:
            raise UsageError(
                "Name one page: scrapy inspect URL_OR_FILE -o page.html (- for standard input).", print_help=False
            )
        if opts.history:
            self._show_history(args[0], opts.output)
            return
        try:
            page = self._page(args[0], opts.url)
        except InspectionError as error:
            print(error, file=sys.stderr)
            self.exitcode = EXIT_NOTHING_STORED
            return
        from cleaners.clean import clean_document  # here, because every `scrapy` command imports this module

        document = clean_document(page)
        write(render(document), opts.output)
        if opts.output != "-":
            print(f"{opts.output}: {verdict(document)}", file=sys.stderr)

    def _show_history(self, url: str, output: str) -> None:
        """Print how an article has changed, or write an HTML page about it."""
        assert self.settings is not None
        records, note = _revisions_of(self.settings["STORE_URI"], url)
        if not records:
            print(f"{url}: the store has no article with this address", file=sys.stderr)
            self.exitcode = EXIT_NOTHING_STORED
        elif output == "-":
            print(history.as_text(records, note))
        else:
            write(history.as_page(records, note), output)
            print(f"{output}: {len(records)} revisions", file=sys.stderr)

    def _page(self, name: str, url: str) -> Page:
        """Return the page at an address, in a file or, for `-`, on standard input, or raise InspectionError."""
        if name.startswith(("http://", "https://")):
            return self._fetch(name)
        try:
            return read_page(None if name == "-" else Path(name), url)
        except OSError as error:
            raise InspectionError(f"{name}: cannot be read: {error.strerror}") from None
        except ValueError as error:
            raise InspectionError(f"{name}: {error}") from None

    def _fetch(self, url: str) -> Page:
        """Fetch a page under all limits of a crawl, but store nothing; raise InspectionError if that fails."""
        assert self.crawler_process is not None
        for name, value in TRIAL_SETTINGS.items():
            self.crawler_process.settings.set(name, value, priority="cmdline")
        crawler = self.crawler_process.create_crawler(InspectSpider)
        check_crawl(crawler, {"urls": url})
        quiet_scrapy_logs()
        self.crawler_process.crawl(crawler, urls=url)
        self.crawler_process.start()
        spider = crawler.spider
        assert isinstance(spider, InspectSpider)
        if spider.page is None:
            raise InspectionError(f"{url}: cannot be fetched: {spider.why_no_page()}")
        return spider.page


def _revisions_of(store_uri: str, url: str) -> tuple[list[Record], str | None]:
    """Return the revisions of the article at an address, oldest first, and a reason code or None.

    The code says why the last recheck gave no article.
    """
    try:
        store = Store(existing_store(store_uri))
        record = store.stored_at(url)
        records = [*store.articles.earlier(record["id"]), record] if record else []
        note = store.state.reason_of(record["url"] or url) if record else None
    except StoreError as error:
        raise UsageError(str(error), print_help=False) from None
    store.close()
    # "alias" marks a further address of an article. It does not come from a recheck.
    return records, None if note == "alias" else note


def write(markup: str, path: str) -> None:
    """Write an HTML page as UTF-8 to a file or, for `-`, to standard output; raise UsageError if that fails."""
    if path == "-":
        sys.stdout.buffer.write(markup.encode())
        return
    try:
        Path(path).write_bytes(markup.encode())
    except OSError as error:
        raise UsageError(f"-o {path}: cannot be written: {error.strerror}.", print_help=False) from None


def verdict(document: Document) -> str:
    """Return one line: whether the page is an article, and how many blocks were kept and removed."""
    removed = sum(block.removal is not None for block in document.blocks)
    kind = f"not an article ({document.dropped})" if document.dropped else "an article"
    return f"{kind}, {len(document.blocks) - removed} blocks kept, {removed} removed"
