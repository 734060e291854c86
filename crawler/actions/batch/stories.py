"""Join the pages of the stories in a batch's files, as a crawl does for the pages that it fetches."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path, PurePath

from cleaners.page import Page
from cleaners.record import Record
from cleaners.workers.pool import WorkerPool
from crawler.actions.batch.job import Job
from crawler.archive.record_page import MAX_BODY_BYTES
from crawler.pipelines.archived_parts import ArchivedParts
from crawler.pipelines.cleaned import Cleaned
from crawler.pipelines.dropped import PageDropped
from crawler.pipelines.story_pages import StoryLimits, StoryPages


class Stories:
    """The stories of several pages in one task. Later pages are searched for in files on this machine only."""

    def __init__(self, job: Job, task: int, pool: WorkerPool[Page, Cleaned]) -> None:
        paths: Mapping[str, Path] = {
            PurePath(file).name if job.is_own_archive else file: Path(file) for file in job.files_of(task)
        }
        self._limits = StoryLimits(job.join_pages, MAX_BODY_BYTES)
        self._parts = ArchivedParts(paths.__getitem__)
        self._pool = pool
        self._runner = asyncio.Runner()
        self._joined: set[str | None] = set()  # raw_ref of each page that is part of a joined story

    def whole(self, page: Page, cleaned: Cleaned) -> Cleaned:
        """Return the whole story of a cleaned page, or the page itself if it is the only one.

        Raises PageDropped if the output already has the story.
        """
        if page.raw_ref in self._joined:
            raise PageDropped("duplicate_url")
        if self._limits.pages < 2 or not (cleaned.first_page or cleaned.next_page):
            return cleaned
        # A new object for each story, because an archive may hold several fetches of a story.
        pages = StoryPages(self._limits, self._parts.fetch, self._pool.do, _nothing_stored, _count)
        story = self._runner.run(pages.whole(page, cleaned))
        if later := story.record["joined_pages"]:
            self._joined.update([story.record["raw_ref"], *(each["raw_ref"] for each in later)])
        return story

    def close(self) -> None:
        """Close the event loop in which pages are read."""
        self._runner.close()


async def _nothing_stored(_: str) -> Record | None:
    return None


def _count(_: str) -> None:
    """Count nothing: a batch has no counts of story pages, and the flag `further_pages` marks incomplete stories."""
