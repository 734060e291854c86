"""How a pipeline says that a page is no article, or not a new one."""

from __future__ import annotations

from scrapy.exceptions import DropItem


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
