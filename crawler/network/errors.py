"""The errors of failed downloads, with their reason codes."""

from __future__ import annotations

from typing import Final, Literal

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
)

HostFailure = Literal["host_unknown", "connection_refused", "timeout", "download_failed", "connection_failed"]
BodyFailure = Literal["truncated", "too_large"]

# Errors after the host had begun to send the body. Look here before `OF_THE_HOST`.
OF_THE_BODY: Final[dict[type[Exception], BodyFailure]] = {
    ResponseDataLossError: "truncated",
    DownloadCancelledError: "too_large",  # Scrapy cancels a download beyond DOWNLOAD_MAXSIZE
}
# Errors that another request to the host would repeat.
OF_THE_HOST: Final[dict[type[Exception], HostFailure]] = {
    CannotResolveHostError: "host_unknown",
    DownloadConnectionRefusedError: "connection_refused",
    DownloadTimeoutError: "timeout",
    DownloadFailedError: "download_failed",
    OSError: "connection_failed",
}
