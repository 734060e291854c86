"""Inspect the raw page of an article: read it from the archive, and clean it in a worker process within limits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from lxml.html.builder import E

from cleaners.compare.site_lines import SiteLineCounts
from cleaners.page import Page
from cleaners.record import Record
from cleaners.workers.attempt import Failure
from cleaners.workers.limits import Limits
from cleaners.workers.pool import WorkerPool
from crawler.archive.bucket.bucket import Bucket
from crawler.archive.bucket.errors import BucketError
from crawler.archive.reader import RawPageError, read_page, read_story
from crawler.design.masthead import Place
from crawler.design.sheet import sheet
from crawler.messages.foreign_text import printable
from crawler.reading_room.addresses import article_path, inspection_path


class RawPages:
    """The raw pages in an archive folder, its bucket and other folders."""

    def __init__(
        self,
        folder: Path,
        others: Sequence[Path],
        bucket: Bucket | None,
        limits: Limits,
        site_lines: Callable[[str | None], SiteLineCounts],
    ) -> None:
        """Take the places of raw pages, and a function that returns the known site lines for an address."""
        self._folder = folder
        self._bucket = bucket
        self._others = others
        self._site_lines = site_lines
        self._pool = WorkerPool(_inspected, 1, limits)  # its process starts with the first page

    def inspect(self, record: Record) -> str:
        """Return the inspection of an article's raw page, or a page that says why there is none."""
        path = inspection_path(record["id"])
        try:
            page = self.page(record)
        except (RawPageError, BucketError) as error:
            return _problem(str(error), path)
        outcome = self._pool.submit((page, record["id"])).result()
        return _problem(f"cleaning failed: {outcome.detail}", path) if isinstance(outcome, Failure) else outcome

    def page(self, record: Record) -> Page:
        """Return the raw page of an article, with the later pages of its story and the known site lines.

        Raises RawPageError and BucketError.
        """
        page = read_story(record, lambda raw: read_page(self._folder, raw, self._others, self._bucket))
        address = page.url or record["url"] or ""  # a saved page has no address
        lines = self._site_lines(record["url"])
        later = tuple(replace(each, site_lines=lines) for each in page.later_pages)
        return replace(page, url=address, site_lines=lines, later_pages=later)

    def close(self) -> None:
        """Kill the worker."""
        self._pool.close()


def _inspected(task: tuple[Page, str]) -> str:
    # Here, because only the worker process needs the cleaner.
    from cleaners.cleaning import clean_document
    from crawler.inspection.view import render

    page, article_id = task
    place = Place(inspection_path(article_id))
    return render(clean_document(page), place, f"{place.root}{article_path(article_id)}")


def _problem(text: str, path: str) -> str:
    title = "The raw page cannot be inspected"
    return sheet(title, [E("h1", title), E("p", printable(text))], "room", place=Place(path))
