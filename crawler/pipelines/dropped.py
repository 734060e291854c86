"""Exceptions by which a pipeline drops a page, and the count of dropped pages."""

from __future__ import annotations

from typing import Literal

from scrapy.exceptions import DropItem
from scrapy.statscollectors import StatsCollector

from cleaners.document import DropReason
from crawler.pipelines.cleaned import CleaningFailure

# Why a page is not stored as a new article. Beside the reasons of the cleaner: the store has the article from another
# address, its quality is below MIN_QUALITY, its rights are reserved (RESPECT_TDM), a user deleted the article, or
# another component of Scrapy dropped the page.
PageDropReason = (
    DropReason | CleaningFailure | Literal["duplicate_url", "low_quality", "rights_reserved", "deleted", "dropped"]
)


class PageDropped(DropItem):
    """A page that is not stored as a new article; `article_id` is the stored article that it repeats."""

    def __init__(self, reason: PageDropReason, article_id: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.article_id = article_id


class PageUnfinished(DropItem):
    """A page that was unfinished when the run ended; a later run fetches it again."""

    def __init__(self) -> None:
        super().__init__("unfinished")


class PageUnchanged(DropItem):
    """A recheck found a stored article unchanged."""

    def __init__(self) -> None:
        super().__init__("unchanged")


def count_dropped(stats: StatsCollector, source: str | None, reason: PageDropReason, *, is_recheck: bool) -> None:
    """Count a dropped page; on a recheck, a stored article whose page is not an article any more."""
    if is_recheck:
        stats.inc_value(f"recheck/no_article/{reason}")
        return
    for name in (f"clean/dropped/{reason}", f"source/{source}/dropped/{reason}", "store/dropped"):
        stats.inc_value(name)
    stats.inc_value(f"source/{source}/dropped")
