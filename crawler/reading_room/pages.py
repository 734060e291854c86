"""Make the pages of the reading room from the store and the catalogue, for a site of files or a server."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from lxml.html.builder import E

from crawler.design.masthead import Place
from crawler.design.sheet import sheet
from crawler.inspection import history
from crawler.reading_room import overviews
from crawler.reading_room.addresses import (
    DAYS,
    FRONT,
    HEALTH,
    LANGUAGES,
    SEARCH,
    SOURCES,
    WORKERS,
    article_path,
    history_path,
)  # fmt: skip
from crawler.reading_room.article import article_page
from crawler.reading_room.catalogue import MAX_STORY_PAGES, Catalogue
from crawler.reading_room.raw_pages import RawPages
from crawler.reports import html as report
from crawler.stores.changes.headers import change_headers
from crawler.stores.store import Store

LAST_RUNS = 30  # of each source, on the page about the sources' health


class Room:
    """Makes the pages."""

    def __init__(
        self,
        store: Store,
        catalogue: Catalogue,
        raw_pages: RawPages | None = None,
        workers: Callable[[], str] | None = None,
    ) -> None:
        """Create the room. Only a server has `raw_pages` and the page of the crawl workers."""
        self._store = store
        self._catalogue = catalogue
        self._raw_pages = raw_pages
        self._workers = workers

    def follow(self) -> None:
        """Apply the changes of the store to the catalogue."""
        cursor, last = self._catalogue.cursor, self._store.changes.last()
        if last > cursor:
            for headers in change_headers(self._store.engine, cursor, last):
                self._catalogue.take(headers)

    def article(self, id: str) -> str | None:
        """Return the page of an article; None if the store does not have it."""
        entry, record = self._catalogue.get(id), self._store.articles.get(id)
        if entry is None or record is None:
            return None
        story = self._catalogue.on("story", entry.story, 0, MAX_STORY_PAGES)
        return article_page(entry, record, story, is_live=self._raw_pages is not None)

    def history(self, id: str) -> str | None:
        """Return the page with the revisions of an article; None if it has only one."""
        entry, record = self._catalogue.get(id), self._store.articles.get(id)
        if entry is None or record is None or entry.revision < 2:
            return None
        place = Place(history_path(id))
        records = [*self._store.articles.earlier(id), record]
        note = self._store.state.reason_of(record["url"] or "")
        shown = None if note == "alias" else note
        return history.as_page(records, shown, place, f"{place.root}{article_path(id)}")

    def inspection(self, id: str) -> str | None:
        """Return the inspection of an article's raw page; None if there is no such article, or no server."""
        record = self._store.articles.get(id)
        return self._raw_pages.inspect(record) if record and self._raw_pages else None

    def overviews(self) -> dict[str, Callable[[], str]]:
        """Return the pages that list everything, by their paths; the front page is last."""
        catalogue, has_workers = self._catalogue, self._workers is not None
        live = {WORKERS: self._workers} if self._workers else {}
        return {
            **live,
            DAYS: lambda: overviews.all_days(catalogue),
            SOURCES: lambda: overviews.all_sources(catalogue, self._states(), has_workers=has_workers),
            LANGUAGES: lambda: overviews.all_languages(catalogue),
            HEALTH: lambda: report.render(self._runs(), Place(HEALTH)),
            SEARCH: search_page,
            FRONT: lambda: overviews.front(catalogue),
        }

    def _runs(self) -> dict[str, list[dict[str, Any]]]:
        """Return the last runs of each source, oldest first."""
        runs = self._store.runs.last_of_each(LAST_RUNS)
        return {source: [asdict(run) for run in last_runs] for source, last_runs in runs.items()}

    def _states(self) -> dict[str, str]:
        return {source: report.state_of(last_runs[-1]) for source, last_runs in self._runs().items()}


def search_page() -> str:
    """Return the page on which a script searches the site's own index."""
    head = E(
        "header", E("h1", "Search"), E("p", {"class": "soft", "role": "status", "id": "found"}, "Type words above.")
    )
    off = E("noscript", E("p", "The search needs JavaScript. Everything else works without."))
    results = E("ol", {"class": "results", "id": "results"})
    filters = E("p", {"class": "controls", "id": "filters"})
    filters.append(E("label", "Source ", E("select", {"id": "of-source"}, E("option", {"value": ""}, "all"))))
    filters.append(E("label", "Language ", E("select", {"id": "of-language"}, E("option", {"value": ""}, "all"))))
    order = [E("option", {"value": "best"}, "best first"), E("option", {"value": "newest"}, "newest first")]
    filters.append(E("label", "Order ", E("select", {"id": "order"}, *order)))
    more = E("button", {"type": "button", "id": "more", "hidden": "hidden"}, "More results")
    return sheet("Search", [head, off, filters, results, more], "room", ["search.js"], Place(SEARCH))
