"""The outcome of each source in a run."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from crawler.reports.run_summary import SourceSummary
from crawler.reports.summary import GONE
from crawler.stores.runs import SourceStatus

ENOUGH_PAGES = 3  # that must fail before a source fails, if it offers more


@dataclass(slots=True)
class SourceOutcome:
    """Counts of one source in one run."""

    id: str
    due: bool = True
    is_left: bool = False  # it has something to do, and another run does it
    verify_certificates: bool = True
    listings_read: int = 0
    listings_unchanged: int = 0  # 304, or the same body as last time
    listing_failures: dict[str, str] = field(default_factory=dict)  # reason code by address
    offered: int = 0  # article links on its listings, after the source's own rules
    requested: int = 0  # article pages
    page_failures: Counter[str] = field(default_factory=Counter)  # reason codes

    def failure(self, stored: int, *, is_finished: bool = True) -> str | None:
        """Return the reason code if the source failed as a whole; None if it did not fail or was not due.

        In a run that was interrupted, missing links are not a failure: listings may be unread.
        """
        if not self.due:
            return None
        if not self.listings_read and self.listing_failures:
            return next(iter(self.listing_failures.values()))
        if not self.offered and not self.requested:
            return "no_article_links" if is_finished else None
        if self.requested and not stored and self.page_failures.total() == self.requested and not self._lost_few():
            return self.page_failures.most_common(1)[0][0]
        return None

    def _lost_few(self) -> bool:
        """Return True if the only pages that failed are gone or forbidden, and few beside the links that are known."""
        return self.requested < min(self.offered, ENOUGH_PAGES) and GONE.issuperset(self.page_failures)

    def status(self, stored: int, *, is_finished: bool = True) -> SourceStatus:
        """Return the status of the source; `is_finished` is False for a run that ended early."""
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
            "certificates_verified": self.verify_certificates,
        }
