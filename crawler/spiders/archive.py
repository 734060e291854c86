"""`newsgalley crawl archive`: reads pages from WARC and WET files, saved files and standard input."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO, Self

from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings

from cleaners.page import Page
from crawler.archive.files import UPLOADED, folder_to_read
from crawler.archive.forms import FOREIGN_FORMS, archives_in
from crawler.archive.reader import FAULTS, existing_path, read_pages
from crawler.archive.record_page import MAX_BODY_BYTES
from crawler.archive.saved import WHY_NOT, files_of, page_of, saved_page
from crawler.messages.wording import counted
from crawler.moments import now
from crawler.pipelines.archived_parts import ArchivedParts
from crawler.pipelines.story_pages import FetchPart
from crawler.reports.source_outcome import SourceOutcome
from crawler.sources.arguments import given_paths
from crawler.sources.source import Source
from crawler.spiders.page_flow import PageFlow, in_thread
from crawler.spiders.store_spider import StoreSpider

MEGABYTE = 1 << 20


class ArchiveSpider(StoreSpider):
    """Reads the pages in `-a path=PATH,PATH` or `-a list=FILE`, except those that the store knows already."""

    name = "archive"
    flow: PageFlow
    fetch_part: FetchPart
    _own_folder: Path  # the folder of our own archive

    def __init__(
        self,
        path: str | None = None,
        list: str | None = None,
        source: str = "archive",
        dropped: str = "",
        **kwargs: Any,
    ) -> None:
        """Create the spider. `source` is for pages that name none; `dropped=again` rereads pages dropped before."""
        super().__init__(**kwargs)
        self.given = given_paths(path, list)
        self._source = source
        self._settled = ("stored", "recheck") if dropped == "again" else ("stored", "recheck", "dropped")
        self._files_done = 0
        self._now = ""  # says, in the progress line, which file is being read, and how far
        self.skipped: Counter[str] = Counter()

    @classmethod
    def check_arguments(cls, settings: BaseSettings, arguments: dict[str, str]) -> list[Source]:
        """Raise ValueError, with one clear sentence, if the arguments name nothing that exists."""
        given_paths(arguments.get("path"), arguments.get("list"))
        return []  # no address is requested

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Create the spider with its `PageFlow`, and `ArchivedParts` for the further pages of stories."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        settings = crawler.settings
        spider.flow = PageFlow(crawler, spider.progress)
        spider._own_folder = folder_to_read(settings)
        spider.fetch_part = ArchivedParts(spider._path_of).fetch
        return spider

    async def begin(self) -> AsyncIterator[Page]:
        """Yield the pages of all files, except those that the store has settled."""
        self.outcomes["archive"] = SourceOutcome("archive")
        async for page in self.flow.through(self._unsettled()):
            yield page

    def progress(self) -> str:
        """Return how many files and pages were read."""
        return (
            f"{counted(self._files_done, 'file')} and {counted(self.flow.pages_read, 'page')} read, "
            f"{self.skipped.total()} passed over{self._now}"
        )

    async def _state_of(self, address: str) -> str | None:
        return await self.store.ask(lambda store: store.state.state_of(address))

    async def _unsettled(self) -> AsyncIterator[Page]:
        outcome = self.outcomes["archive"]
        async for page in in_thread(self._pages()):
            outcome.offered += 1
            if page.first_page:
                self._skip("later_page")
                continue
            address = page.url or page.requested_url
            if address and await self._state_of(address) in self._settled:
                self._skip("known")
                continue
            outcome.requested += 1
            self.crawler.stats.inc_value("archive/read/pages")
            yield replace(
                page,
                source=page.source or self._source,
                discovered_by=page.discovered_by or "given",
                fetched_at=page.fetched_at or now(),
            )

    def _pages(self) -> Iterator[Page]:
        """Yield the pages of all files; this runs in a thread."""
        for path in files_of(self.given):
            yield from self._read(path)
            self._files_done += 1

    def _read(self, path: Path | None) -> Iterator[Page]:
        try:
            with open(path or 0, "rb", closefd=path is not None) as stream:  # 0 is standard input
                archives = archives_in(path, stream)
                for archive, has_positions in archives or ():
                    yield from self._read_archive(archive, path, has_positions=has_positions)
                if archives is None:
                    yield saved_page(path) if path else page_of(stream.read(MAX_BODY_BYTES + 1))
        except ValueError as error:
            reason = str(error)
            self.logger.warning("%s %s", path or "standard input", WHY_NOT.get(reason, reason))
            (self._lose if reason in FOREIGN_FORMS else self._skip)(reason)
        except OSError as error:
            self.logger.error("%s cannot be read: %s", path or "standard input", error)
            self._lose("unreadable")

    def _read_archive(self, stream: BinaryIO, path: Path | None, *, has_positions: bool) -> Iterator[Page]:
        found: Counter[str] = Counter()
        size = path.stat().st_size if path else 0
        is_empty = True
        try:
            for page in read_pages(stream, found, self._name(path) if path and has_positions else None):
                megabytes = f"{stream.tell() / MEGABYTE:.0f} of {size / MEGABYTE:.0f} MB of {path}" if path else ""
                self._now = f"; at {megabytes or 'standard input'}"
                is_empty = False
                yield page
            if is_empty and not found:
                raise ValueError("empty")
        finally:
            for reason, count in found.items():
                (self._lose if reason in FAULTS else self._skip)(reason, count)
            if faults := [f"{reason} {found[reason]}" for reason in FAULTS if found[reason]]:
                self.logger.error("%s: records have faults: %s", path or "standard input", ", ".join(faults))

    def _path_of(self, name: str) -> Path:
        """Return the path of the file that a page's raw_ref names."""
        return existing_path(self._own_folder / name)  # pathlib ignores the folder if the name is absolute

    def _name(self, path: Path) -> str:
        """Return the file's name for a page's raw_ref: without a folder in our own archive, which may be moved."""
        is_own = path.absolute().parent in (self._own_folder, self._own_folder / UPLOADED)
        return path.name if is_own else str(path.absolute())

    def closed(self, reason: str) -> None:
        """Log how many pages were read, and how many were passed over, by reason."""
        self._now = ""
        reasons = ", ".join(f"{name} {count}" for name, count in self.skipped.most_common())
        self.logger.info("%s%s", self.progress(), f" ({reasons})" if reasons else "")

    def _lose(self, reason: str, count: int = 1) -> None:
        """Count records with faults and unreadable files, which change the exit code."""
        self.outcomes["archive"].page_failures[reason] += count
        self.crawler.stats.inc_value(f"fetch/failed/{reason}", count)

    def _skip(self, reason: str, count: int = 1) -> None:
        self.skipped[reason] += count
        self.crawler.stats.inc_value(f"discover/passed_over/{reason}", count)
