"""Request article pages, and handle their responses and failures."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from cleaners.page import Page
from cleaners.record import RightsStatementRecord
from cleaners.rights.site import SiteRights
from crawler.frontier.failures import (
    FINAL,
    GONE,
    POSTPONED,
    UNFINISHED,
    FetchFailure,
    reason_of,
    requested_wait_seconds,
)
from crawler.frontier.source_run import SourceRun
from crawler.network.headers import header
from crawler.network.pages import page_of
from crawler.pipelines.dropped import PageDropReason, count_dropped, later_tries
from crawler.sources.content_type import PageKind, body_kind
from crawler.sources.readers.pages.short_links import has_code
from crawler.sources.selection import is_on_site
from crawler.sources.source import ArticleLink, Source
from crawler.stores import StoreError, store_of

ReplacementRequests = Callable[[ArticleLink, SourceRun], list[Request]]
logger = logging.getLogger(__name__)


class ArticlePages:
    """Requests article pages and turns the responses into pages for the pipelines.

    The `cb_kwargs` of each request hold its link and the run of its source. `replacement_requests` returns the requests
    that take the place of a request for a page that is gone.
    """

    def __init__(self, crawler: Crawler, replacement_requests: ReplacementRequests | None = None) -> None:
        self._crawler = crawler
        self._replacement_requests = replacement_requests
        self._store = store_of(crawler)

    def request(self, link: ArticleLink, run: SourceRun) -> Request:
        """Return the request for an article page."""
        run.outcome.requested += 1
        run.pages_open += 1
        return Request(
            link.url,
            callback=self.parse,
            errback=self.failed,
            dont_filter=True,  # the store, not Scrapy's filter, knows which pages were fetched before
            cb_kwargs={"link": link, "run": run},
            meta={"archive": page_context(link, run.outcome.id)},
        )

    async def parse(self, response: Response, link: ArticleLink, run: SourceRun) -> list[Page]:
        """Return the fetched page; drop it if it is neither HTML nor text, or if a short link led to another site.

        A response without a body says nothing about the page. It counts as a failed fetch, which a later run repeats.
        """
        if not response.body.strip():
            await self._note_failed(link, run, "no_content")
            run.pages_open -= 1
            return []
        kind = body_kind(header(response, "Content-Type") or "", response.body)
        if kind is None or _has_left_site(response, link, run.source):
            await self._drop(link, run, "other_site" if kind else "not_html")
            run.pages_open -= 1
            return []
        assert kind
        return [article_page(response, link, run.outcome.id, kind)]

    async def failed(self, failure: Failure) -> list[Request]:
        """Note why a page could not be fetched; a later run tries again unless the failure is final."""
        kwargs = failure.request.cb_kwargs  # type: ignore[attr-defined]
        reason = reason_of(failure)
        if reason == UNFINISHED:
            self._crawler.stats.inc_value("fetch/unfinished")
            return []
        # A failure after a redirect is never final, because the redirect may lead elsewhere next time.
        is_final = reason in FINAL and not failure.request.meta.get("redirect_times")  # type: ignore[attr-defined]
        wait_seconds = requested_wait_seconds(failure)
        await self._note_failed(kwargs["link"], kwargs["run"], reason, wait_seconds, is_final=is_final)
        replacements = self._replacement_requests if reason in GONE else None
        requests = replacements(kwargs["link"], kwargs["run"]) if replacements else []
        kwargs["run"].pages_open -= 1
        return requests

    async def _note_failed(
        self,
        link: ArticleLink,
        run: SourceRun,
        reason: FetchFailure,
        wait_seconds: float = 0,
        *,
        is_final: bool = False,
    ) -> None:
        stats = self._crawler.stats
        run.outcome.page_failures[reason] += 1
        note_lost(link, run, reason)
        stats.inc_value(f"fetch/failed/{reason}")
        logger.info("Cannot fetch %s: %s", link.url, reason)
        try:
            await self._note_failure(link.url, reason, wait_seconds, is_final=is_final)
        except StoreError:  # already logged by the store; the page stays pending
            stats.inc_value("store/unfinished")

    async def _note_failure(self, url: str, reason: FetchFailure, wait_seconds: float, *, is_final: bool) -> None:
        if is_final:
            await self._store.ask(lambda store: store.state.mark_dropped([url], reason))
        elif reason not in POSTPONED:
            await self._store.ask(lambda store: store.state.mark_failed(url, reason, wait_seconds))
        elif wait_seconds:
            await self._store.ask(lambda store: store.state.defer([url], wait_seconds))

    async def _drop(self, link: ArticleLink, run: SourceRun, reason: PageDropReason) -> None:
        note_lost(link, run, reason)
        tries, was_article = later_tries(reason, link.found_by), False
        if not (tries and await self._store.ask(lambda store: store.state.postpone(link.url, reason, tries))):
            was_article = await self._store.ask(lambda store: store.state.mark_dropped([link.url], reason))
        count_dropped(self._crawler.stats, run.outcome.id, reason, is_recheck=was_article and link.found_by != "given")


def note_lost(link: ArticleLink, run: SourceRun, reason: str) -> None:
    """Count a page that gave no article if earlier runs have tried it as well."""
    if link.tries:
        run.outcome.lost_again[reason] += 1


def _has_left_site(response: Response, link: ArticleLink, source: Source) -> bool:
    """Return True if a short link on a page of the source led to another site."""
    is_short = link.found_by in ("front_page", "section") and has_code(link.url)
    return is_short and not is_on_site(link.url, source) and not is_on_site(response.url, source)


def article_page(response: Response, link: ArticleLink, source: str | None, kind: PageKind) -> Page:
    """Return a fetched article page with the information from its link and from the site."""
    return replace(
        page_of(response),
        kind=kind,
        requested_url=link.url,
        source=source,
        discovered_by=link.found_by,
        site_rights=_site_rights(response),
        title_hint=link.title,
        date_hint=link.date,
        raw_ref=response.meta.get("raw_ref"),
    )


def _site_rights(response: Response) -> tuple[RightsStatementRecord, ...]:
    """Return the statements about the page in robots.txt and tdmrep.json, which middlewares have read."""
    site = response.meta.get("site_rights") or SiteRights()
    return replace(site, tdm_rules=response.meta.get("tdm_rules") or []).statements(response.url)


def page_context(link: ArticleLink, source: str | None) -> dict[str, str | None]:
    """Return the fields that the archive stores with a page, so that recleaning it has the same input."""
    return {
        "requested_url": link.url,
        "source": source,
        "discovered_by": link.found_by,
        "title_hint": link.title,
        "date_hint": link.date,
    }
