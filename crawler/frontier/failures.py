"""Reason codes for requests that failed."""

from __future__ import annotations

from typing import Final, Literal, NewType

from scrapy.exceptions import IgnoreRequest, UnsupportedURLSchemeError
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from crawler.archive.files import ArchiveError
from crawler.middlewares.claims import HostBusy
from crawler.middlewares.decompression import BodyRefused
from crawler.middlewares.host_budget import HostBudgetSpent
from crawler.middlewares.retry_after import CloseReason, HostClosed
from crawler.middlewares.robots import RobotsUnreachable
from crawler.network.addresses.policy import AddressRefused
from crawler.network.decompression import UnpackFailure
from crawler.network.downloader import RunStoppedError
from crawler.network.errors import BODY_FAILURES, HOST_FAILURES, BodyFailure, HostFailure

StatusCode = NewType("StatusCode", str)  # "http_" and the status of an error response, such as "http_404"

# Why a request failed. "unfinished" means that the run ended before the response arrived.
FetchFailure = (
    Literal[
        "unfinished", "address_refused", "host_budget", "host_busy", "download_error", "scheme_not_supported",
        "archive_failed", "bad_address", "robots_forbidden", "robots_unreachable", "redirect_loop", "no_content",
    ]
    | HostFailure
    | BodyFailure
    | UnpackFailure
    | CloseReason
    | StatusCode
)  # fmt: skip

UNFINISHED: Final[FetchFailure] = "unfinished"

# By class of the exception. `reason_of` handles the other exceptions.
_REASONS_BY_ERROR: tuple[tuple[type[BaseException], FetchFailure], ...] = (
    (RunStoppedError, UNFINISHED),
    (AddressRefused, "address_refused"),
    (HostBudgetSpent, "host_budget"),
    (HostBusy, "host_busy"),
    (RobotsUnreachable, "robots_unreachable"),
    (UnsupportedURLSchemeError, "scheme_not_supported"),
    (ArchiveError, "archive_failed"),
    (UnicodeError, "bad_address"),  # a host name that IDNA refuses
    *BODY_FAILURES.items(),
    *HOST_FAILURES.items(),
)

# Failures that every later run would repeat, so the page is dropped at once.
FINAL: frozenset[FetchFailure] = frozenset({
    "robots_forbidden", StatusCode("http_410"), "too_large", "bad_address", "scheme_not_supported", "address_refused",
})  # fmt: skip
GONE: frozenset[FetchFailure] = frozenset({StatusCode("http_404"), StatusCode("http_410")})
# Failures that say nothing about the page. It stays pending for the next run, and the attempt does not count.
POSTPONED: frozenset[FetchFailure] = frozenset({"host_budget", "host_busy", "robots_unreachable"})


def reason_of(failure: Failure) -> FetchFailure:
    """Return the reason code of a failed request."""
    error = failure.value
    if isinstance(error, HttpError):
        return StatusCode(f"http_{error.response.status}")
    if isinstance(error, HostClosed | BodyRefused):
        return error.reason
    if code := next((code for kind, code in _REASONS_BY_ERROR if isinstance(error, kind)), None):
        return code
    if isinstance(error, IgnoreRequest):  # raised by Scrapy's middlewares; only the message tells which one
        return "robots_forbidden" if "robots.txt" in str(error) else "redirect_loop"
    return "download_error"


def requested_wait_seconds(failure: Failure) -> float:
    """Return the pause in seconds that the host asked for, or the time until its next budget; 0 if neither applies."""
    return failure.value.seconds if isinstance(failure.value, HostClosed | HostBudgetSpent) else 0.0
