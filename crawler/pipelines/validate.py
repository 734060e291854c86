"""Drop pages that the cleaner did not classify as articles, or whose text is most likely wrong."""

from __future__ import annotations

from typing import Self

from scrapy.crawler import Crawler

from crawler.pipelines.cleaned import Cleaned
from crawler.pipelines.dropped import PageDropped


class ValidatePipeline:
    """Drops pages that are not articles, and articles below a quality score."""

    def __init__(self, min_quality: float = 0.0) -> None:
        self._min_quality = min_quality

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Read the setting MIN_QUALITY."""
        return cls(crawler.settings.getfloat("MIN_QUALITY"))

    def process_item(self, item: Cleaned) -> Cleaned:
        """Return an article of sufficient quality. Raises PageDropped with a reason code for any other page."""
        if item.dropped:
            raise PageDropped(item.dropped)
        if item.record["quality"]["score"] < self._min_quality:
            raise PageDropped("low_quality")
        return item
