"""Reason codes of requests that gave no page."""

from __future__ import annotations

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from crawler.archive.files import ArchiveError
from crawler.middlewares.decompression import BodyRefused
from crawler.middlewares.host_budget import HostBudgetSpent
from crawler.middlewares.retry_after import HostClosed
from crawler.network.downloader import RunStoppedError
from crawler.network.policy import AddressRefused

UNFINISHED = "unfinished"  # no failure: the run ended first

REASONS: tuple[tuple[type[BaseException], str], ...] = (
    (RunStoppedError, UNFINISHED),
    (AddressRefused, "address_refused"),
    (HostBudgetSpent, "host_budget"),
    (CannotResolveHostError, "host_unknown"),
    (DownloadConnectionRefusedError, "connection_refused"),
    (DownloadTimeoutError, "timeout"),
    (ResponseDataLossError, "truncated"),
    (DownloadCancelledError, "too_large"),
    (DownloadFailedError, "download_failed"),
    (UnsupportedURLSchemeError, "scheme_not_supported"),
    (ArchiveError, "archive_failed"),
    (UnicodeError, "bad_address"),  # a host name that IDNA refuses
    (OSError, "connection_failed"),
)

# A later run would fare no better: the page is settled at once.
FINAL = frozenset(
    {"robots_forbidden", "http_410", "too_large", "bad_address", "scheme_not_supported", "address_refused"}
)
# Not the page's fault: it waits for the next run as if nothing had been tried.
POSTPONED = frozenset({"host_budget"})


def reason_of(failure: Failure) -> str:
    """Return the reason code of a failed request."""
    error = failure.value
    if isinstance(error, HttpError):
        return f"http_{error.response.status}"
    if isinstance(error, HostClosed | BodyRefused):
        return error.reason
    if code := next((code for kind, code in REASONS if isinstance(error, kind)), None):
        return code
    if isinstance(error, IgnoreRequest):
        return "robots_forbidden" if "robots.txt" in str(error) else "redirect_loop"
    return "download_error"


def wait_of(failure: Failure) -> float:
    """Return the seconds that the host asked to be left alone, 0 where it did not."""
    return failure.value.seconds if isinstance(failure.value, HostClosed) else 0.0
