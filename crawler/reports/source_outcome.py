"""Count the outcome of a source in a run, and derive its status."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from crawler.reports.run_summary import SourceSummary
from crawler.reports.summary import ENOUGH_PAGES
from crawler.stores.runs import SourceStatus

# Failures that mean that a site blocks the crawler. One page proves that; other failures may be temporary.
REFUSED = frozenset({"http_401", "http_403", "http_429"})


@dataclass(slots=True)
class SourceOutcome:
    """The counts of one source in one run."""

    id: str
    due: bool = True
    is_left: bool = False  # the source is due, but another run crawls it
    verify_certificates: bool = True
    listings_read: int = 0
    listings_unchanged: int = 0  # 304, or the same body as last time
    listing_failures: dict[str, str] = field(default_factory=dict)  # reason code by address
    offered: int = 0  # article links on its listings, after the source's own rules
    requested: int = 0  # article pages
    page_failures: Counter[str] = field(default_factory=Counter)  # reason codes
    # Failed and dropped pages, by reason code, that had no success in earlier runs either, so they are not news.
    lost_again: Counter[str] = field(default_factory=Counter)

    def failure(self, stored: int, *, is_finished: bool = True) -> str | None:
        """Return the reason code if the source failed as a whole; None if it did not fail or was not due.

        In an interrupted run, missing links are not a failure, because listings may be unread.
        """
        if not self.due:
            return None
        if not self.listings_read and self.listing_failures:
            return next(iter(self.listing_failures.values()))
        new, failed = self.requested - self.lost_again.total(), self.page_failures - self.lost_again
        if not self.offered and not new:
            return "no_article_links" if is_finished else None
        if new and not stored and failed.total() == new and not self._lost_few(new, failed):
            return failed.most_common(1)[0][0]
        return None

    def _lost_few(self, new: int, failed: Counter[str]) -> bool:
        """Return True if only few new pages, beside known links, were tried, and the site refused none of them."""
        return new < min(self.offered, ENOUGH_PAGES) and REFUSED.isdisjoint(failed)

    def status(self, stored: int, *, is_finished: bool = True) -> SourceStatus:
        """Return the status of the source; `is_finished` is False if the run ended early."""
        if not self.due:
            return "left" if self.is_left else "not_due"
        if self.failure(stored, is_finished=is_finished):
            return "failed"
        return "unfinished" if not is_finished and not self.offered and not self.requested else "ok"

    def to_record(self, stored: int, dropped: int, *, is_finished: bool = True) -> SourceSummary:
        """Return the outcome as plain data for the run's summary."""
        return {
            "id": self.id,
            "status": self.status(stored, is_finished=is_finished),
            "reason": self.failure(stored, is_finished=is_finished),
            "listings_read": self.listings_read,
            "listings_unchanged": self.listings_unchanged,
            "listing_failures": self.listing_failures,
            "offered": self.offered,
            "requested": self.requested,
            "stored": stored,
            "dropped": dropped,
            "failed": dict(self.page_failures),
            "lost_again": dict(self.lost_again),
            "certificates_verified": self.verify_certificates,
        }
