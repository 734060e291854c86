"""Drop pages that the cleaner did not classify as articles."""

from __future__ import annotations

from crawler.pipelines.dropped import PageDropped
from crawler.pipelines.worker import Cleaned


class ValidatePipeline:
    """Drops pages that the cleaner found to be no article."""

    def process_item(self, item: Cleaned) -> Cleaned:
        """Return the page; PageDropped with the cleaner's reason code where there is no article."""
        if item.dropped:
            raise PageDropped(item.dropped)
        return item
