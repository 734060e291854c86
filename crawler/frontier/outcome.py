"""The outcome of each source in a run."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from crawler.reports.run_summary import SourceSummary


@dataclass(slots=True)
class SourceOutcome:
    """Counts of one source in one run."""

    id: str
    due: bool = True
    verify_certificates: bool = True
    listings_read: int = 0
    listings_unchanged: int = 0  # 304, or the same body as last time
    listing_failures: dict[str, str] = field(default_factory=dict)  # reason code by address
    offered: int = 0  # article links on its listings, after the source's own rules
    requested: int = 0  # article pages
    page_failures: Counter[str] = field(default_factory=Counter)  # reason codes

    def failure(self, stored: int) -> str | None:
        """Return the reason code if the source failed as a whole; None if it did not fail or was not due."""
        if not self.due:
            return None
        if not self.listings_read and self.listing_failures:
            return next(iter(self.listing_failures.values()))
        if not self.offered and not self.requested:
            return "no_article_links"
        if self.requested and not stored and self.page_failures.total() == self.requested:
            return self.page_failures.most_common(1)[0][0]
        return None

    def to_record(self, stored: int, dropped: int) -> SourceSummary:
        """Return the outcome as plain data for the run's summary."""
        failure = self.failure(stored)
        return {
            "id": self.id,
            "status": "not_due" if not self.due else "failed" if failure else "ok",
            "reason": failure,
            "listings_read": self.listings_read,
            "listings_unchanged": self.listings_unchanged,
            "listing_failures": self.listing_failures,
            "offered": self.offered,
            "requested": self.requested,
            "stored": stored,
            "dropped": dropped,
            "failed": dict(self.page_failures),
            "certificates_verified": self.verify_certificates,
        }
