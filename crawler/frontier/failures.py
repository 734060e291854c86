"""Reason codes of requests that returned no page."""

from __future__ import annotations

from typing import Final, Literal, NewType

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
from crawler.middlewares.retry_after import CloseReason, HostClosed
from crawler.network.decompression import UnpackFailure
from crawler.network.downloader import RunStoppedError
from crawler.network.policy import AddressRefused

StatusCode = NewType("StatusCode", str)  # "http_404" and the like: a response with that status

# Why a request returned no page. "unfinished" is not a failure: the run ended first.
FetchFailure = (
    Literal[
        "unfinished", "address_refused", "host_budget", "host_unknown", "connection_refused", "connection_failed",
        "timeout", "download_failed", "download_error", "scheme_not_supported", "archive_failed", "bad_address",
        "robots_forbidden", "redirect_loop",
    ]
    | UnpackFailure
    | CloseReason
    | StatusCode
)  # fmt: skip

UNFINISHED: Final[FetchFailure] = "unfinished"

REASONS: tuple[tuple[type[BaseException], FetchFailure], ...] = (
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

# A later run would fail in the same way, so the page is given up at once.
FINAL: frozenset[FetchFailure] = frozenset({
    "robots_forbidden", StatusCode("http_410"), "too_large", "bad_address", "scheme_not_supported", "address_refused",
})  # fmt: skip
# The page is not at fault: it waits for the next run, and this attempt does not count.
POSTPONED: frozenset[FetchFailure] = frozenset({"host_budget"})


def reason_of(failure: Failure) -> FetchFailure:
    """Return the reason code of a failed request."""
    error = failure.value
    if isinstance(error, HttpError):
        return StatusCode(f"http_{error.response.status}")
    if isinstance(error, HostClosed | BodyRefused):
        return error.reason
    if code := next((code for kind, code in REASONS if isinstance(error, kind)), None):
        return code
    if isinstance(error, IgnoreRequest):
        return "robots_forbidden" if "robots.txt" in str(error) else "redirect_loop"
    return "download_error"


def wait_of(failure: Failure) -> float:
    """Return the pause in seconds that the host requested, or 0."""
    return failure.value.seconds if isinstance(failure.value, HostClosed) else 0.0
