"""How a pipeline says that a page is no article, or not a new one."""

from __future__ import annotations

from scrapy.exceptions import DropItem
from scrapy.statscollectors import StatsCollector


class PageDropped(DropItem):
    """A page that is not stored as an article; `reason` is its code, `article_id` the article that it is already."""

    def __init__(self, reason: str, article_id: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.article_id = article_id


class PageUnfinished(DropItem):
    """A page that the run's end left unfinished: nothing is known of it, and a later run fetches it again."""

    def __init__(self) -> None:
        super().__init__("unfinished")


class PageUnchanged(DropItem):
    """Another look at a stored article, which is as it was."""

    def __init__(self) -> None:
        super().__init__("unchanged")


def count_dropped(stats: StatsCollector, source: str | None, reason: str, *, is_recheck: bool) -> None:
    """Count a page that is no article, or, at a look, a stored article whose page is none any more."""
    if is_recheck:
        stats.inc_value(f"recheck/no_article/{reason}")
        return
    for name in (f"clean/dropped/{reason}", f"source/{source}/dropped/{reason}", "store/dropped"):
        stats.inc_value(name)
    stats.inc_value(f"source/{source}/dropped")
