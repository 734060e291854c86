"""Exceptions that drop a page, and the count of dropped pages."""

from __future__ import annotations

from typing import Literal

from scrapy.exceptions import DropItem
from scrapy.statscollectors import StatsCollector

from cleaners.document import DropReason
from crawler.pipelines.cleaned import CleaningFailure
from crawler.sources.source import FoundBy

# Why a page is not stored as a new article, in addition to the cleaner's reasons: the store has the article under
# another address, its quality is below MIN_QUALITY, its rights are reserved (RESPECT_TDM), a user deleted the article,
# a page of its story that the store has could not be fetched again, a short link led to another site, or another
# component of Scrapy dropped the page.
PageDropReason = (
    DropReason
    | CleaningFailure
    | Literal[
        "duplicate_url", "low_quality", "rights_reserved", "deleted", "later_page_missing", "other_site", "dropped"
    ]
)
# Temporary reasons, and how many later runs try the page again before it is dropped. A machine may have been stopped or
# out of memory; a site may have sent an error page, a wall or half a page with status 200.
TRIED_AGAIN: dict[PageDropReason, int] = {
    "clean_timeout": 1, "clean_crash": 1, "error_page": 2, "empty": 2, "truncated": 2,
}  # fmt: skip
# The same for links in feeds and sitemaps, which should lead to articles. Links on other pages often lead to pages that
# are always like this, such as videos and logins.
PROMISED: tuple[FoundBy, ...] = ("feed", "news_sitemap", "sitemap")
TRIED_AGAIN_IF_PROMISED: dict[PageDropReason, int] = {
    "consent": 2, "login": 2, "not_html": 1, "front_page": 1, "too_short": 1, "low_quality": 1,
}  # fmt: skip
# Pages that list articles, or that are too short for articles and may list some.
LISTS: frozenset[PageDropReason] = frozenset({"section", "tag_page", "author_page", "too_short"})
# Pages that a site shows, with status 200, in place of one that is gone or restricted.
WALLS: frozenset[PageDropReason] = frozenset({"error_page", "front_page", "login", "consent"})


class PageDropped(DropItem):
    """The page is not stored as a new article; `article_id` is the stored article that it repeats, if any."""

    def __init__(self, reason: PageDropReason, article_id: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.article_id = article_id


class PageUnfinished(DropItem):
    """The run ended before the page was finished; a later run fetches it again."""

    def __init__(self) -> None:
        super().__init__("unfinished")


class PageUnchanged(DropItem):
    """A recheck found a stored article unchanged."""

    def __init__(self) -> None:
        super().__init__("unchanged")


def count_dropped(stats: StatsCollector, source: str | None, reason: PageDropReason, *, is_recheck: bool) -> None:
    """Count a dropped page or, on a recheck, a stored article whose page is no longer an article."""
    if is_recheck:
        stats.inc_value(f"recheck/no_article/{reason}")
        return
    for name in (f"clean/dropped/{reason}", f"source/{source}/dropped/{reason}", "store/dropped"):
        stats.inc_value(name)
    stats.inc_value(f"source/{source}/dropped")


def later_tries(reason: PageDropReason, found_by: str | None) -> int:
    """Return how many later runs try a dropped page again; 0 for a page that a user named."""
    if found_by == "given":
        return 0
    promised = TRIED_AGAIN_IF_PROMISED.get(reason, 0) if found_by in PROMISED else 0
    return TRIED_AGAIN.get(reason, promised)
