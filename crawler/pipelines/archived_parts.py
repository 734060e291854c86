"""Read the further pages of a story from the archive."""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from pathlib import Path

from cleaners.page import Page
from cleaners.urls import url_key
from crawler.archive.files import next_file
from crawler.archive.forms import archives_in
from crawler.archive.reader import RawPageError, read_page, read_pages
from crawler.pipelines.story import PartMissingError

MAX_NEXT_FILES = 2  # later files of the run that are searched, because a crawl fetches all pages within minutes
MAX_PLACES = 200_000  # pages of a file that are remembered, about 50 MB; our own files have fewer


class ArchivedParts:
    """Reads the pages of a story for `StoryPages`, which joins them.

    A crawl fetches the pages one after the other, so they are in the file of the first page or in the run's next files.
    """

    def __init__(self, locate: Callable[[str], Path]) -> None:
        """Create the reader; `locate` returns the path of the file that a `raw_ref` names."""
        self._locate = locate
        self._places = lru_cache(maxsize=1 + MAX_NEXT_FILES)(_places_in)
        self._lock = asyncio.Lock()

    async def fetch(self, address: str, page: Page, _first_page: str | None) -> Page:
        """Return another page, at `address`, of the story to which `page` belongs.

        Raises PartMissingError if the archive does not have it.
        """
        async with self._lock:  # the index of a file is built once, even if several stories need it at the same time
            return await asyncio.to_thread(self._read, url_key(address), page)

    def _read(self, key: str, page: Page) -> Page:
        name, _, position = (page.raw_ref or "").rpartition(":")
        try:
            file, place = self._find(key, self._locate(name), int(position))
            found = read_page(file.parent, f"{file.name}:{place}")
        except (OSError, ValueError, LookupError, RawPageError):
            raise PartMissingError("not_in_archive") from None
        return replace(
            found,
            raw_ref=f"{Path(name).with_name(file.name)}:{place}",
            source=page.source,
            discovered_by=page.discovered_by,
            fetched_at=found.fetched_at or page.fetched_at,
        )

    def _find(self, key: str, file: Path, position: int) -> tuple[Path, int]:
        """Return the place of the page's first fetch after a position in a file, else of the last fetch before it.

        Raises LookupError if there is none.
        """
        here = self._places(file).get(key, [])
        if after := [place for place in here if place > position]:
            return file, after[0]
        for following in islice(_next_files(file), MAX_NEXT_FILES):
            if there := self._places(following).get(key):
                return following, there[0]
        return file, here[-1]


def _next_files(file: Path) -> Iterator[Path]:
    following = next_file(file)
    while following:
        yield following
        following = next_file(following)


def _places_in(file: Path) -> dict[str, list[int]]:
    """Return the ascending positions of the pages in a file, by the keys of their addresses."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    with file.open("rb") as stream:
        archives = (archive for archive, has_positions in archives_in(file, stream) or () if has_positions)
        pages = (page for archive in archives for page in read_pages(archive, Counter(), file.name))
        for page in islice(pages, MAX_PLACES):
            if page.url and page.raw_ref:
                places[url_key(page.url)].append(int(page.raw_ref.rpartition(":")[2]))
    return dict(places)
