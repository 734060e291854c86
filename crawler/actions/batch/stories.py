"""Join the pages of the stories in a batch's files, as a crawl does."""

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
    """The stories of one task that have several pages. Only files on this machine are searched for later pages."""

    def __init__(self, job: Job, task: int, pool: WorkerPool[Page, Cleaned]) -> None:
        paths: Mapping[str, Path] = {
            PurePath(file).name if job.own else file: Path(file) for file in job.files_of(task)
        }
        self._limits = StoryLimits(job.join_pages, MAX_BODY_BYTES)
        self._parts = ArchivedParts(paths.__getitem__)
        self._pool = pool
        self._runner = asyncio.Runner()
        self._joined: set[str | None] = set()  # the places of all pages that are part of a story

    def whole(self, page: Page, cleaned: Cleaned) -> Cleaned:
        """Return the whole story of a cleaned page; the cleaned page itself if it has no further pages.

        Raises PageDropped if the story is in the output already.
        """
        if page.raw_ref in self._joined:
            raise PageDropped("duplicate_url")
        if self._limits.pages < 2 or not (cleaned.first_page or cleaned.next_page):
            return cleaned
        # New for each story, because an archive may have several fetches of one.
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
    """Leave out the counts of a crawl's summary: the flag `further_pages` names the stories that lack pages."""
