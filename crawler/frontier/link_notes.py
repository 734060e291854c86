"""Note the links of listings in the store, where they wait to be fetched."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from cleaners.urls import without_parameters
from crawler.sources.settled import Settled
from crawler.sources.source import ArticleLink
from crawler.stores.crawl_store import CrawlStore
from crawler.stores.sites.listings import ListingState
from crawler.stores.sites.parameters import main_host

LINKS_AT_ONCE = 500  # links per transaction, which takes some hundredths of a second

# Returns the state of a listing, given which of its links are new.
StateOf = Callable[[list[ArticleLink]], ListingState]


class LinkNotes:
    """Notes links as pending."""

    def __init__(self, store: CrawlStore) -> None:
        self._store = store

    async def note(self, links: list[ArticleLink], source: str) -> list[ArticleLink]:
        """Note a few links; return those that the store did not know."""
        return await self._portion(await self._without_meaningless_parameters(links), source)

    async def note_with_listing(
        self, url: str, links: list[ArticleLink], source: str, state_of: StateOf, settled: Settled | None
    ) -> list[ArticleLink]:
        """Note the links of the listing at an address in portions, between which articles can be stored.

        Return the new links. The state of the listing is noted with the last portion. If the run is killed earlier, the
        next run still finds new links, and therefore reads on to the next page of the listing as this run would have.
        """
        links, new = await self._without_meaningless_parameters(links), list[ArticleLink]()
        while len(links) > LINKS_AT_ONCE:
            new += await self._portion(links[:LINKS_AT_ONCE], source)
            links = links[LINKS_AT_ONCE:]

        def all_noted(last: list[ArticleLink]) -> ListingState:
            return state_of([*new, *last])

        return new + await self._store.ask(
            lambda store: store.listings.note_with_links(url, links, source, all_noted, settled)
        )

    async def _portion(self, links: Sequence[ArticleLink], source: str) -> list[ArticleLink]:
        return await self._store.ask(lambda store: store.state.note_links(links, source))

    async def _without_meaningless_parameters(self, links: list[ArticleLink]) -> list[ArticleLink]:
        """Return the links without the query parameters that the site's own canonical addresses leave out."""
        hosts = {link.url: main_host(link.url) for link in links if "?" in link.url}
        if not hosts:
            return links
        names = await self._store.ask(lambda store: store.parameters.meaningless(set(hosts.values())))
        return [
            replace(link, url=without_parameters(link.url, names.get(hosts[link.url], ())))
            if link.url in hosts
            else link
            for link in links
        ]
