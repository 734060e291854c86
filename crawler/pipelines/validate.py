"""Drop pages that are not articles, whose text is likely wrong, or whose rights are reserved."""

from __future__ import annotations

from typing import Self

from scrapy.crawler import Crawler

from crawler.pipelines.cleaned import Cleaned
from crawler.pipelines.dropped import PageDropped


class ValidatePipeline:
    """Drops pages that are not articles, articles below a quality score and, with RESPECT_TDM, reserved articles."""

    def __init__(self, min_quality: float = 0.0, *, respect_tdm: bool = False) -> None:
        self._min_quality = min_quality
        self._respect_tdm = respect_tdm

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Read the settings MIN_QUALITY and RESPECT_TDM."""
        settings = crawler.settings
        return cls(settings.getfloat("MIN_QUALITY"), respect_tdm=settings.getbool("RESPECT_TDM"))

    def process_item(self, item: Cleaned) -> Cleaned:
        """Return an article of sufficient quality. Raises PageDropped with a reason code for any other page."""
        if item.dropped:
            raise PageDropped(item.dropped)
        if item.record["quality"]["score"] < self._min_quality:
            raise PageDropped("low_quality")
        if self._respect_tdm and item.record["rights"]["status"] == "reserved":
            raise PageDropped("rights_reserved")
        return item
