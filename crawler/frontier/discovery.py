"""Discover the listings of a source that names none: sections, their further pages, and feeds at usual addresses.

The store learns which of them lead to new articles; the others are read less often.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from scrapy.crawler import Crawler

from crawler.frontier.listings import FeedOrSitemap, ListingRef, usual_listings
from crawler.frontier.source_run import SourceRun
from crawler.sources.date_lists import date_of_list, is_recent_day
from crawler.sources.source import ArticleLink, Listing
from crawler.stores import store_of
from crawler.stores.sites.discovered import POSSIBLE, Discovered
from crawler.stores.sites.listings import ListingState

SECTION_DEPTH = 3  # sections are searched for on the front page, on its sections, and on their sections

AWAITED = "awaited"  # in the state of a possible section, the kind of a link whose article shows that it is a section
MAX_AWAITED = 10  # links that are noted there

_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class NextPage:
    """The next page of a list; `is_left_over` is True if a run was killed before it read this page."""

    ref: ListingRef
    is_left_over: bool


class Discovery:
    """Chooses which of the listings that a listing names are read, within bounds per source and run."""

    def __init__(self, crawler: Crawler) -> None:
        self._store = store_of(crawler)
        self._max_pages = crawler.settings.getint("MAX_PAGES_PER_SECTION")
        self._max_sitemaps = crawler.settings.getint("SITEMAP_MAX_CHILDREN")
        self._max_depth = crawler.settings.getint("SITEMAP_MAX_DEPTH")

    async def named(
        self, run: SourceRun, ref: ListingRef, further: list[ListingRef], listing: Listing
    ) -> list[ListingRef]:
        """Return those of the feeds and sitemaps that a listing names which are read, and usual addresses to try.

        `further` are the listings that it names, and `listing` is its content.
        """
        if ref.kind in ("robots", "front_page"):
            run.declared_listings.update((child.url, child.kind) for child in further)
        if ref.kind in ("robots", "sitemap"):
            run.spare_sitemaps += further[self._max_sitemaps :][: run.listings_left]
            further = further[: self._max_sitemaps]
        chosen = [child for child in further if child.kind != "sitemap" or child.depth <= self._max_depth]
        if ref.kind == "robots" and not further:
            chosen += await self.usual_addresses(run, "sitemap")
        if ref.kind == "front_page" and not any(child.kind == "feed" for child in further):
            chosen += await self.usual_addresses(run, "feed", listing.possible_feeds)
        if ref.kind == "feed" and listing.possible_feeds and not ref.depth:
            chosen += await self.usual_addresses(run, "feed", listing.possible_feeds, depth=1)
        return chosen

    async def usual_addresses(
        self, run: SourceRun, kind: FeedOrSitemap, possible: Iterable[str] = (), depth: int = 0
    ) -> list[ListingRef]:
        """Return the addresses of feeds or sitemaps to try: usual and `possible` ones, and those of earlier runs.

        Only those that are due are returned; an absent one is due once a week. `depth` is 1 for addresses that a page
        of feeds names.
        """
        linked = dict.fromkeys(possible)
        refs = [*usual_listings(run.source, kind), *(ListingRef(url, kind) for url in linked)]
        due = {each.url: each.kind for each in await self._due(run, [Discovered(ref.url, ref.kind) for ref in refs])}
        urls = dict.fromkeys([*(ref.url for ref in refs), *due])
        linked = {} if depth else linked
        return [
            ListingRef(url, kind, depth, guessed=True, linked=url in linked) for url in urls if due.get(url) == kind
        ]

    async def sections(self, run: SourceRun, ref: ListingRef, listing: Listing) -> list[ListingRef]:
        """Note the sections that a page names; return the sections of the source that are due in this run.

        Possible sections come after the others.
        """
        if ref.page > 1:
            return []
        is_deep = ref.depth >= SECTION_DEPTH
        may_follow = [url for url in listing.sections if not is_deep or _is_within(url, ref.url) or is_recent_day(url)]
        found = [Discovered(url, "section") for url in may_follow]
        due = [each for each in await self._due(run, found) if each.url not in run.requested_listings]
        depth = min(ref.depth + 1, SECTION_DEPTH)
        sections = [ListingRef(each.url, "section", depth) for each in due if each.kind == "section"]
        named = listing.possible_sections
        possible = [url for url in named if not is_deep or _is_sibling(url, ref.url)]
        left_over = [each.url for each in due if each.kind == POSSIBLE]
        refs = [ListingRef(url, "section", depth, guessed=True) for url in (*possible, *left_over)]
        sections += await self._to_try(run, refs, ref.url)
        if ref.kind == "front_page":
            resting = await self._offered_by_resting(run)
            run.outcome.offered += resting  # added after the wait, during which other listings add theirs
        return run.sections.take(sections)

    async def waiting(self, run: SourceRun) -> list[ListingRef]:
        """Return the sections and possible sections that waited until others led to new articles."""
        return run.sections.take(await self._to_try(run) if run.sections.known is not None else [])

    async def _to_try(self, run: SourceRun, refs: Sequence[ListingRef] = (), page: str = "") -> list[ListingRef]:
        """Note as many of the possible sections on a page as there is room for, and return those to try."""
        if run.sections.known is None:
            known = await self._store.ask(lambda store: store.discovered.known(run.source.id))
            run.sections.note_known([each.url for each in known], [each.url for each in known if each.kind == POSSIBLE])
        new = [ref for ref in refs if ref.url not in run.requested_listings]
        taken = run.sections.take_possible(new, page)
        if taken:
            await self._due(run, [Discovered(ref.url, POSSIBLE) for ref in taken])
        return taken

    async def section_at(self, run: SourceRun, url: str) -> ListingRef | None:
        """Return the page at an article link, which turned out to be a list, as a section if the run has room for one.

        Later runs read it as a section only if an article is found on it, because a calendar has new links for ever.
        Until it is read to its end, it is noted as a possible section: if the run is killed, another one reads it,
        although its link is not fetched again.
        """
        if not run.sections.take_one(url):
            return None
        await self._due(run, [Discovered(url, POSSIBLE)])
        run.sections.from_article_links.add(url)
        run.sections.unproven.add(url)
        return ListingRef(url, "section", SECTION_DEPTH, guessed=True)

    async def _offered_by_resting(self, run: SourceRun) -> int:
        """Return how many links the sections that are not due offered last; a run that skips them is not a poor one."""
        resting = await self._store.ask(lambda store: store.discovered.resting(run.source.id))
        states = await self._store.ask(lambda store: store.listings.states(resting))
        return sum(state.offered for state in states)

    async def next_page(self, ref: ListingRef, address: str | None, last: ListingState) -> NextPage | None:
        """Return the next page of a list, which is at `address`; None if there is none or the bound is reached.

        `last` is the state of the page `ref` after its last reading.
        """
        if not address or ref.page >= self._max_pages:
            return None
        page = next_page_of(ref, address)
        was_named = (page.url, page.kind) in last.further
        return NextPage(page, was_named and await self.left_over(ref, last) is not None)

    async def left_over(self, ref: ListingRef, last: ListingState) -> ListingRef | None:
        """Return the first page of a list after `ref` that a killed run left unread; None if there is none.

        Such a page was not read since the page before it. It must be searched for, because the pages in between were
        read and have no new links that would lead on to it. `last` is the state of the page `ref`.
        """
        page, before = ref, last
        for _ in range(self._max_pages):
            address = next((url for url, kind in before.further if kind == "section"), None)
            if address is None:
                return None
            page = next_page_of(page, address)
            state = await self._state_of(page.url)
            if state.read_at < before.read_at:
                return page
            before = state
        return None

    async def _state_of(self, url: str) -> ListingState:
        (state,) = await self._store.ask(lambda store: store.listings.states([url]))
        return state

    async def awaited(self, run: SourceRun, ref: ListingRef, last: ListingState) -> list[str]:
        """Return the links that were new on a possible section when it was read by a run that was then killed.

        `last` is the state of the section after that reading.
        """
        links = [url for url, kind in last.further if kind == AWAITED]
        if not links or not ref.guessed:
            return []
        runs = await self._store.ask(lambda store: store.runs.last(run.source.id, 1))
        return [] if runs and runs[0].ended_at >= last.read_at else links

    async def note_read(
        self, run: SourceRun, ref: ListingRef, new: Sequence[ArticleLink] = (), awaited: Sequence[str] = ()
    ) -> None:
        """Note that a section was read; call this after its links are noted. Other kinds are read in every run.

        A possible section without `new` and `awaited` links is noted as absent. With them, it becomes a section when
        one of them leads to an article.
        """
        if ref.kind != "section" or ref.page > 1 or ref.url in run.sections.unproven:
            return
        if ref.guessed and not new and not awaited:
            await self.note_absent(run, ref)
            return
        if ref.guessed:
            run.sections.unproven.add(ref.url)
            await self._note_awaited(run, ref, awaited)
            return
        await self._store.ask(lambda store: store.discovered.note_read(run.source.id, ref.url))

    async def _note_awaited(self, run: SourceRun, ref: ListingRef, links: Sequence[str]) -> None:
        """Note that links of an earlier run belong to a possible section, and whether one of them led to an article."""
        run.sections.tried.add(ref.url)
        run.listing_of.update(dict.fromkeys(links, ref.url))
        for url in links:
            if await self._store.ask(lambda store, url=url: store.state.article_of(url)):  # type: ignore[misc]
                await self.note_article(run, ArticleLink(url=url, found_by="section"))

    async def note_list_end(self, run: SourceRun, ref: ListingRef) -> None:
        """Note that a list was read to its end; call this after the links of its last page are noted."""
        if ref.list_url in run.sections.from_article_links:
            await self._store.ask(lambda store: store.discovered.forget_possible(run.source.id, ref.list_url))

    async def note_absent(self, run: SourceRun, ref: ListingRef) -> None:
        """Note that an address that was tried has no listing."""
        await self._store.ask(lambda store: store.discovered.note_absent(run.source.id, ref.url))

    async def note_article(self, run: SourceRun, link: ArticleLink) -> None:
        """Note that a link led to a new article, once per listing and run."""
        listing = run.listing_of.get(link.url)
        if listing and run.sections.note_productive(listing):
            if listing in run.sections.unproven:
                await self._store.ask(lambda store: store.discovered.note_section(run.source.id, listing))
            await self._store.ask(lambda store: store.discovered.note_article(run.source.id, listing))

    async def _due(self, run: SourceRun, found: Sequence[Discovered]) -> list[Discovered]:
        """Note the listings; return all listings of the source that are due."""
        return await self._store.ask(lambda store: store.discovered.due(run.source.id, found))


def next_page_of(ref: ListingRef, address: str) -> ListingRef:
    """Return the page after `ref` in a list, which is at `address`."""
    return replace(
        ref, url=address, kind="section", depth=ref.depth + 1, page=ref.page + 1, first=ref.list_url, guessed=False
    )


def awaited_links(ref: ListingRef, new: Sequence[ArticleLink], earlier: Sequence[str]) -> list[tuple[str, str]]:
    """Return what is noted of a possible section, so that a later run can prove it if this one is killed."""
    links = [link.url for link in new] or earlier
    return [(url, AWAITED) for url in links[:MAX_AWAITED]] if ref.guessed and ref.kind == "section" else []


def followed(page: NextPage | None, new: Sequence[ArticleLink]) -> list[ListingRef]:
    """Return the next page of a list if the current one had new links, or if the next one is left over."""
    return [page.ref] if page and (new or page.is_left_over) else []


def _is_sibling(url: str, listing: str) -> bool:
    """Return True if two addresses differ only in numbers, like those of a magazine's issues."""
    return _NUMBER.sub("0", url) == _NUMBER.sub("0", listing)


def _is_within(url: str, listing: str) -> bool:
    """Return True for a month within a list of a year, and a day within one of a month, which are bounded in number."""
    inner, outer = date_of_list(url), date_of_list(listing)
    if not inner or not outer or 0 not in outer:
        return False
    known = outer.index(0)
    return inner[:known] == outer[:known] and inner[known] != 0
