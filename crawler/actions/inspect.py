"""Show as HTML what the cleaner kept and removed on a page, or how a stored article changed."""

from __future__ import annotations

import sys
from contextlib import closing, suppress
from copy import deepcopy
from pathlib import Path

from cleaners.document import Document
from cleaners.page import Page
from cleaners.record import Record
from cleaners.urls import url_key
from cleaners.workers.attempt import Failure, attempt
from cleaners.workers.limits import Limits
from cleaners.workers.pool import WorkerPool
from cleaners.workers.process import WorkerStartError
from crawler.actions.clean import read_page
from crawler.actions.opened_store import store_errors
from crawler.actions.output import write_page
from crawler.command_line import require_store
from crawler.configuration.own import Settings
from crawler.exit_codes import EXIT_NOTHING_STORED, EXIT_OK, UsageError
from crawler.inspection import history
from crawler.inspection.view import render
from crawler.messages.wording import counted, error_message
from crawler.pipelines.limits import read_limits
from crawler.reading_room.addresses import links_into_room
from crawler.stores import StoreError
from crawler.stores.store import Store


class InspectionError(Exception):
    """A page cannot be read or fetched. The message names it and gives the reason."""


def inspect(settings: Settings, name: str, url: str, output: str) -> int:
    """Write an HTML page about a page; return the exit code, EXIT_NOTHING_STORED if the page cannot be read."""
    try:
        limits = read_limits(settings)
        page = _at_address(settings, name) if name.startswith(("http://", "https://")) else _read(name, url)
        sheet, outcome = _cleaned(page, *limits)
    except ValueError as error:
        raise UsageError(str(error)) from None
    except WorkerStartError as error:
        sys.exit(f"newsgalley inspect: {error}")
    except InspectionError as error:
        print(error, file=sys.stderr)
        return EXIT_NOTHING_STORED
    write_page(sheet, output)
    if output != "-":
        print(f"{output}: {outcome}", file=sys.stderr)
    return EXIT_OK


def _cleaned(page: Page, workers: int, limits: Limits) -> tuple[str, str]:
    """Clean a page in a worker process within the limits; return the HTML page about it and one line on the result.

    With `workers` 0, clean it in this process. Raises InspectionError if the page cannot be cleaned.
    """
    if workers:
        with closing(WorkerPool(_sheet, 1, limits)) as pool:
            outcome = pool.submit(page).result()
    else:
        outcome = attempt(_sheet, page)
    if isinstance(outcome, Failure):
        sys.stderr.write(outcome.traceback)
        raise InspectionError(f"cleaning failed: {outcome.detail}")
    return outcome


def _sheet(page: Page) -> tuple[str, str]:
    from cleaners.cleaning import clean_document  # here, because a page that cannot be fetched needs no cleaner

    document = clean_document(page)
    return render(document, room_links=links_into_room), verdict(document)


def show_history(settings: Settings, url: str, output: str) -> int:
    """Print how an article has changed, or write an HTML page about it; return the exit code."""
    with store_errors():
        records, note = _revisions_of(settings["STORE_URI"], url)
    if not records:
        print(f"{url}: the store has no article with this address", file=sys.stderr)
        return EXIT_NOTHING_STORED
    if output == "-":
        print(history.history_as_text(records, note))
    else:
        room_links = links_into_room(records[-1]["id"], len(records))
        write_page(history.as_page(records, note, room_links=room_links), output)
        print(f"{output}: {counted(len(records), 'revision')}", file=sys.stderr)
    return EXIT_OK


def _read(name: str, url: str) -> Page:
    """Return the page in a file or, for `-`, on standard input; raise InspectionError if it cannot be read."""
    try:
        return read_page(None if name == "-" else Path(name), url)
    except OSError as error:
        raise InspectionError(f"{name}: cannot be read: {error_message(error)}") from None
    except ValueError as error:
        raise InspectionError(f"{name}: {error}") from None


def _at_address(settings: Settings, url: str) -> Page:
    """Return the page at an address or, if it cannot be fetched, the one from which the store has its article."""
    own = deepcopy(settings)  # because a trial run has no store and no archive
    try:
        return _fetch(settings, url)
    except InspectionError as error:
        if (page := _archived(own, url)) is None:
            raise
        print(f"{error}; this is the page of the stored article, fetched at {page.fetched_at}.", file=sys.stderr)
        return page


def _archived(settings: Settings, url: str) -> Page | None:
    """Return the raw page of the stored article at an address; None if the store or the archive does not have it."""
    # Here, because a page that can be fetched needs no archive.
    from crawler.actions.reading_room import raw_pages_of
    from crawler.archive.bucket.errors import BucketError
    from crawler.archive.reader import RawPageError

    with suppress(UsageError, StoreError, RawPageError, BucketError):
        require_store(settings)
        with closing(Store(settings["STORE_URI"])) as store, closing(raw_pages_of(settings, store)) as raw_pages:
            record = store.stored_at(url)
            return raw_pages.page(record) if record else None
    return None


def _fetch(settings: Settings, url: str) -> Page:
    """Fetch a page within the limits of a crawl, but store nothing; raise InspectionError if that fails."""
    # Here, because inspecting a file needs no crawler.
    from crawler.actions.crawl import check_crawl
    from crawler.actions.process import crawler_process
    from crawler.actions.sources.trials import TRIAL_SETTINGS
    from crawler.extensions.log import quiet_scrapy_logs
    from crawler.spiders.inspect import InspectSpider

    joined = _joined_addresses(settings, url)
    for name, value in TRIAL_SETTINGS.items():
        settings.set(name, value, priority="cmdline")
    process = crawler_process(settings)
    crawler = process.create_crawler(InspectSpider)
    check_crawl(crawler, {"urls": url})
    quiet_scrapy_logs()
    process.crawl(crawler, urls=url, joined=joined)
    process.start()
    spider = crawler.spider
    assert isinstance(spider, InspectSpider)
    if spider.page is None:
        raise InspectionError(f"{url}: cannot be fetched: {spider.why_no_page()}")
    return spider.page


def _joined_addresses(settings: Settings, url: str) -> list[str]:
    """Return the addresses of the further pages that the store has joined to the story at an address."""
    with suppress(UsageError, StoreError):
        require_store(settings)
        records, _ = _revisions_of(settings["STORE_URI"], url)
        joined = [each["url"] for each in records[-1]["joined_pages"] if each["url"]] if records else []
        return [] if url_key(url) in map(url_key, joined) else joined
    return []  # a page can be inspected without a store


def _revisions_of(store_uri: str, url: str) -> tuple[list[Record], str | None]:
    """Return the revisions of the article at an address, oldest first, and why the last recheck gave no article.

    The latter is a reason code, or None if the recheck gave the article. Raises StoreError.
    """
    with closing(Store(store_uri)) as store:
        record = store.stored_at(url)
        records = [*store.articles.earlier(record["id"]), record] if record else []
        note = store.state.reason_of(record["url"] or url) if record else None
    # "alias" marks another address of an article; it is not the result of a recheck.
    return records, None if note == "alias" else note


def verdict(document: Document) -> str:
    """Return one line: the kind of page, and how many blocks were kept and removed."""
    removed = sum(block.removal is not None for block in document.blocks)
    kind = f"not an article ({document.dropped})" if document.dropped else "an article"
    return f"{kind}, {counted(len(document.blocks) - removed, 'block')} kept, {removed} removed"
