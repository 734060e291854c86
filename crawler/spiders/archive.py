"""`scrapy crawl archive`: pages from WARC and WET files, saved files and standard input, instead of the network."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

from scrapy.settings import BaseSettings

from cleaners.page import Page
from crawler.archive.files import archive_folder
from crawler.archive.reader import ARCHIVE_SUFFIXES, RECORD_STARTS, page_of, read_pages, saved_page
from crawler.archive.record_page import MAX_BODY_BYTES
from crawler.frontier.outcome import SourceOutcome
from crawler.sources.source import Source
from crawler.spiders.pages import PagesSpider
from crawler.stores.database.engine import now

PAGE_SUFFIXES = (".html", ".htm", ".xhtml", ".txt")  # what is read of a folder beside those
MEGABYTE = 1 << 20


class ArchiveSpider(PagesSpider):
    """Reads the pages of `-a path=PATH,PATH` or `-a list=FILE`, except those that the store knows already."""

    name = "archive"

    def __init__(
        self,
        path: str | None = None,
        list: str | None = None,
        source: str = "archive",
        dropped: str = "",
        **kwargs: Any,
    ) -> None:
        """`source` is for pages that none is noted of; `dropped=again` also reads pages that were no article."""
        super().__init__(**kwargs)
        self._given = given_paths(path, list)
        self._source = source
        self._settled = ("stored", "recheck") if dropped == "again" else ("stored", "recheck", "dropped")
        self._files_done = 0
        self._now = ""  # the file under way, and how far it is
        self.skipped: Counter[str] = Counter()

    @classmethod
    def check_arguments(cls, settings: BaseSettings, arguments: dict[str, str]) -> list[Source]:
        """Raise ValueError with one clear sentence where the arguments name nothing that is there."""
        if arguments.get("list") != "-":  # standard input can be read once only
            given_paths(arguments.get("path"), arguments.get("list"))
        return []  # no address is asked of the network

    def pages(self) -> Iterator[Page]:
        """Yield the pages of all files that the store has not settled."""
        self.outcomes["archive"] = SourceOutcome("archive")
        for path in files_of(self._given):
            yield from self._unsettled(self._read(path))
            self._files_done += 1

    def progress(self) -> str:
        """Return how many files and pages were read."""
        return (
            f"{self._files_done} files and {self.pages_read} pages read, {self.skipped.total()} passed over{self._now}"
        )

    def _unsettled(self, pages: Iterator[Page]) -> Iterator[Page]:
        for page in pages:
            self.outcomes["archive"].offered += 1
            address = page.url or page.requested_url
            if address and self.store.state.state_of(address) in self._settled:
                self._skip("known")
                continue
            self.outcomes["archive"].requested += 1
            self.crawler.stats.inc_value("archive/read/pages")
            yield replace(
                page,
                source=page.source or self._source,
                discovered_by=page.discovered_by or "given",
                fetched_at=page.fetched_at or now(),
            )

    def _read(self, path: Path | None) -> Iterator[Page]:
        try:
            if path is None:
                yield from self._read_standard_input()
            elif path.name.endswith(ARCHIVE_SUFFIXES):
                with path.open("rb") as stream:
                    yield from self._read_stream(stream, path)
            else:
                yield saved_page(path)
        except ValueError as error:
            self._skip(str(error))
        except OSError as error:
            self.logger.error("%s cannot be read: %s", path or "standard input", error)
            self.outcomes["archive"].page_failures["unreadable"] += 1
            self.crawler.stats.inc_value("fetch/failed/unreadable")

    def _read_standard_input(self) -> Iterator[Page]:
        if sys.stdin.buffer.peek(5).startswith(RECORD_STARTS):  # type: ignore[union-attr]
            yield from self._read_stream(sys.stdin.buffer, None)
        else:
            yield page_of(sys.stdin.buffer.read(MAX_BODY_BYTES + 1))

    def _read_stream(self, stream: BinaryIO, path: Path | None) -> Iterator[Page]:
        found: Counter[str] = Counter()
        size = path.stat().st_size if path else 0
        try:
            for page in read_pages(stream, found, self._name(path) if path else None):
                at = (
                    f"{stream.tell() / MEGABYTE:.0f} of {size / MEGABYTE:.0f} MB of {path}"
                    if path
                    else "standard input"
                )
                self._now = f"; at {at}"
                yield page
        finally:
            for reason, count in found.items():
                self._skip(reason, count)
            if found["damaged"]:
                self.logger.error("%s: damaged; what stands behind the damage was not read", path or "standard input")

    def _name(self, path: Path) -> str:
        """What a page's raw_ref calls its file: in our own archive by its name, so that the archive can be moved."""
        settings = self.crawler.settings
        own = archive_folder(settings["ARCHIVE_DIR"] or "archive", settings["STORE_URI"])
        return path.name if path.absolute().parent == own else str(path.absolute())

    def closed(self, reason: str) -> None:
        """Log at the end what was read, and what was passed over and why."""
        self._now = ""
        reasons = ", ".join(f"{name} {count}" for name, count in self.skipped.most_common())
        self.logger.info("%s%s", self.progress(), f" ({reasons})" if reasons else "")

    def _skip(self, reason: str, count: int = 1) -> None:
        self.skipped[reason] += count
        self.crawler.stats.inc_value(f"discover/passed_over/{reason}", count)


def given_paths(path: str | None, listed: str | None) -> list[str]:
    """Return the paths of a comma-separated list, or of a file with one a line (`-`: standard input).

    Raises ValueError with one clear sentence where there is none, or one does not exist.
    """
    if bool(path) == bool(listed):
        raise ValueError(
            "Name what to read: -a path=PATH,PATH (WARC, WET, HTML or text files, folders of them, - for standard "
            "input) or else -a list=FILE (one path a line)."
        )
    found = path.split(",") if path else _lines(listed or "")
    paths = [line.strip() for line in found if line.strip() and not line.lstrip().startswith("#")]
    for each in paths:
        if each != "-" and not Path(each).exists():
            raise ValueError(f"{each}: there is no such file or folder.")
    if not paths:
        raise ValueError(f"{listed or '-a path'} names no file: one path a line is expected.")
    return paths


def files_of(paths: list[str]) -> Iterator[Path | None]:
    """Yield the files in order, those of a folder sorted; None stands for standard input."""
    for each in paths:
        path = Path(each)
        if each == "-":
            yield None
        elif path.is_dir():
            named = (file for file in path.rglob("*") if file.name.lower().endswith(ARCHIVE_SUFFIXES + PAGE_SUFFIXES))
            yield from sorted(file for file in named if file.is_file())
        else:
            yield path


def _lines(file: str) -> list[str]:
    if file == "-":
        return sys.stdin.read().splitlines()
    try:
        return Path(file).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(f"{file}: cannot be read as a list of paths: {error}.") from None
