"""Fetch the further pages of a story that a site splits, so that its record has the whole text.

The address of the first page is acknowledged with the record of the whole story. If the run is killed before that, the
address stays pending, and a later run fetches all pages again.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from cleaners.page import Page
from cleaners.record import Record
from cleaners.urls import url_key
from cleaners.workers.attempt import Failure
from crawler.pipelines.cleaned import FAILURES, Cleaned
from crawler.pipelines.dropped import PageDropped
from crawler.pipelines.story import PartMissingError, Story

# Fetches an address of the story to which a page belongs. For a later page, the last argument is the address of the
# story's first page. Raises PartMissingError, and PageUnfinished if the run ends.
FetchPart = Callable[[str, Page, str | None], Awaitable[Page]]
Clean = Callable[[Page], Awaitable[Cleaned | Failure]]
StoredAt = Callable[[str], Awaitable[Record | None]]  # Returns the stored article at an address.
Count = Callable[[str], None]

# After this many consecutive stories of a host that gave no second page, the run requests no further pages from it.
MAX_MISSES = 10
MAX_KNOWN = 200  # stories of a run that are remembered; all pages of one are fetched within minutes
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class StoryLimits:
    """The most pages of a story, and the most bytes of them together."""

    pages: int
    size: int


@dataclass(slots=True)
class _KnownStory:
    """A story of this run; the lock lets one of its pages at a time search for the others."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    story: Cleaned | None = None


class StoryPages:
    """Fetches and checks the further pages of a story, one after the other, and has the whole story cleaned."""

    def __init__(self, limits: StoryLimits, fetch: FetchPart, clean: Clean, stored_at: StoredAt, count: Count) -> None:
        self._limits = limits
        self._fetch = fetch
        self._clean = clean
        self._stored_at = stored_at
        self._count = count
        self._misses: Counter[str] = Counter()  # by host, since the last story that was joined
        self._known: dict[str, _KnownStory] = {}  # by the key of the first page's address

    async def whole(self, page: Page, cleaned: Cleaned) -> Cleaned:
        """Return the whole story of a cleaned page, or the page itself if it is the only one.

        Raises:
            PageDropped: The store has the story already, with this page or with more pages than are available now.
            PageUnfinished: The run ends.
        """
        if cleaned.dropped or not (cleaned.first_page or cleaned.next_page):
            return cleaned
        known = self._known_of(cleaned.first_page or page.url)
        async with known.lock:  # a listing may name several pages of the story
            if known.story and (_has(known.story.record, page) or known.story.record["url"] == page.url):
                return _requested_as(known.story, page)
            story = await self._from_first(page, cleaned.first_page) if cleaned.first_page else None
            if story is None and cleaned.next_page:
                story = await self._joined(page, cleaned)
            known.story = story if story and story.record["joined_pages"] else None
        return story or cleaned

    def _known_of(self, address: str) -> _KnownStory:
        """Return the known story whose first page is at an address; forget the oldest story if there are too many."""
        if len(self._known) >= MAX_KNOWN:
            del self._known[next(iter(self._known))]
        return self._known.setdefault(url_key(address), _KnownStory())

    async def _from_first(self, page: Page, address: str) -> Cleaned | None:
        """Return the story of a page that seems to be a later one, from its first page; None if that is wrong.

        Raises PageDropped if the store has the story with this page, unless a user named the page.
        """
        stored = await self._stored_at(address)
        if stored and page.discovered_by != "given" and _has(stored, page):
            raise PageDropped("duplicate_url", stored["id"])
        if self._has_given_up(page):
            return None
        try:
            first = await self._get(address, page)
            first = replace(first, requested_url=page.requested_url or page.url)  # to acknowledge both addresses
            cleaned = await self._cleaned(first)
        except PartMissingError as missing:
            self._note(missing, address, page)
            self._misses[_host(page)] += 1
            return None
        story = await self._joined(first, cleaned) if cleaned.next_page and not cleaned.dropped else cleaned
        if _has(story.record, page):
            return story
        self._misses[_host(page)] += 1
        return None

    async def _joined(self, page: Page, cleaned: Cleaned) -> Cleaned:
        """Return the story that begins with a page, with as many further pages as are available."""
        if self._has_given_up(page):
            self._count("join/failed/not_tried")
            return cleaned
        story, is_temporary = Story(page, cleaned), False
        try:
            while story.next_page:
                await self._add_next(story)
        except PartMissingError as missing:
            is_temporary = missing.is_temporary
            self._note(missing, story.next_page or "", page)
            await self._refuse_shorter(story)
        if story.later or story.has_requested:
            self._misses[_host(page)] = 0 if story.later else self._misses[_host(page)] + 1
        whole = await self._clean_whole(story, cleaned) if story.later else cleaned
        whole = replace(whole, copies=tuple(story.copies))
        return _without_validators(whole) if is_temporary else whole

    async def _add_next(self, story: Story) -> None:
        address = story.next_page
        assert address
        if len(story.later) + 1 >= self._limits.pages:
            raise PartMissingError("most_pages")
        if story.is_gallery:
            raise PartMissingError("gallery")
        story.has_requested = True
        part = await self._get(address, story.page, story.page.url)
        if story.size + len(part.body) > self._limits.size:
            raise PartMissingError("too_large")
        story.add(part, await self._cleaned(part))

    async def _get(self, address: str, page: Page, first_page: str | None = None) -> Page:
        found = await self._fetch(address, page, first_page)
        if url_key(found.url) != url_key(address):
            raise PartMissingError("redirected")
        return replace(found, first_page=first_page, site_lines=page.site_lines, without_dek=page.without_dek)

    async def _cleaned(self, page: Page) -> Cleaned:
        cleaned = await self._clean(page)
        if isinstance(cleaned, Failure):
            raise PartMissingError(FAILURES[cleaned.reason])
        return cleaned

    async def _clean_whole(self, story: Story, first: Cleaned) -> Cleaned:
        """Clean the pages of a story together; return the first page alone if that fails."""
        try:
            whole = await self._cleaned(replace(story.page, later_pages=tuple(story.later)))
        except PartMissingError as missing:
            self._note(missing, story.later[-1].url, story.page)
            return first
        self._count("join/stories")
        return whole

    async def _refuse_shorter(self, story: Story) -> None:
        """Raise PageDropped if the store has the story with more pages than were found now."""
        stored = await self._stored_at(story.page.url)
        if stored and len(stored["joined_pages"]) > len(story.later):
            raise PageDropped("later_page_missing")

    def _has_given_up(self, page: Page) -> bool:
        return self._misses[_host(page)] >= MAX_MISSES

    def _note(self, missing: PartMissingError, address: str, page: Page) -> None:
        self._count(f"join/failed/{missing.reason}")
        logger.info("Cannot join %s to the story %s: %s", address, page.url, missing.reason)


def _requested_as(story: Cleaned, page: Page) -> Cleaned:
    """Return a story as if it had been requested at the address of this page, so that this is acknowledged too."""
    record: Record = {**story.record, "requested_url": page.requested_url or page.url}
    return replace(story, record=record)


def _without_validators(cleaned: Cleaned) -> Cleaned:
    """Return a story without validators, so that its next recheck fetches the first page and the missing ones."""
    record = cleaned.record
    record["http"] = {**record["http"], "etag": None, "last_modified": None}
    return cleaned


def _has(story: Record, page: Page) -> bool:
    return url_key(page.url) in {url_key(each["url"] or "") for each in story["joined_pages"]}


def _host(page: Page) -> str:
    return urlsplit(page.url).netloc
