"""Decide when an address is due: the pauses after failures, and the condition on its due time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_

from crawler.moments import as_text
from crawler.stores.database.schema import urls

# Seconds before a failed page is tried again, by the number of failures; when no pause is left, the page is given up.
# The first pause is 0, because the downloader has tried three times by then, and the next scheduled run comes later.
RETRY_PAUSES_SECONDS = (0, 600, 3_600, 21_600, 86_400)
# Seconds before a page is tried again that gave no article for a temporary reason, by the number of earlier attempts.
# The first pause is 0 for the same reason.
POSTPONED_SECONDS = (0, 21_600, 86_400)
TOLERANCE = timedelta(minutes=10)  # the clocks of machines that share a store may differ by this
# A due time further away than any that is ever set was written by a run whose clock was fast. It counts as due.
FURTHEST = timedelta(days=31)
HOST_PAUSES = ("retry_after", "crawl_delay")  # the reasons of pages whose host asked for a pause


def furthest_recheck(after: Sequence[timedelta]) -> timedelta:
    """Return the longest pause before a recheck plus a day, in case a clock was slightly wrong."""
    return max(after, default=timedelta()) + timedelta(days=1)


def is_due(furthest: timedelta = FURTHEST) -> ColumnElement[bool]:
    """Return the condition that an address is due; `furthest` is the longest pause that is ever set."""
    moment = datetime.now(UTC)
    return or_(urls.c.next_try_at <= as_text(moment), urls.c.next_try_at > as_text(moment + furthest))


def is_retry_due() -> ColumnElement[bool]:
    """Return the condition that a pending address is due.

    A page that failed waits for the pause after so many failures. A later time counts as due, because a run whose clock
    was fast noted it, unless the host asked for a pause. A deferred page has no reason.
    """
    moment = datetime.now(UTC) + TOLERANCE
    too_late = [
        and_(urls.c.attempts == failures, urls.c.next_try_at > as_text(moment + pause))
        for failures, pause in enumerate(_longest_pauses(), 1)
    ]
    return or_(is_due(), and_(urls.c.reason.not_in(HOST_PAUSES), or_(*too_late)))


def _longest_pauses() -> list[timedelta]:
    """Return the longest pause after each number of failures, whether the page failed or gave no article."""
    postponed = [*POSTPONED_SECONDS, *[POSTPONED_SECONDS[-1]] * len(RETRY_PAUSES_SECONDS)]
    return [timedelta(seconds=max(pauses)) for pauses in zip(RETRY_PAUSES_SECONDS, postponed, strict=False)]


def after_seconds(seconds: float) -> str:
    """Return the time at the end of a pause, in the format of the tables."""
    return as_text(datetime.now(UTC) + timedelta(seconds=seconds))
