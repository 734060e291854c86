"""Drop pages that the cleaner did not classify as articles."""

from __future__ import annotations

from crawler.pipelines.cleaned import Cleaned
from crawler.pipelines.dropped import PageDropped


class ValidatePipeline:
    """Drops pages that are not articles."""

    def process_item(self, item: Cleaned) -> Cleaned:
        """Return an article. Raises PageDropped, with the cleaner's reason code, for any other page."""
        if item.dropped:
            raise PageDropped(item.dropped)
        return item
