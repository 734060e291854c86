"""Tell apart the errors of failed downloads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal

from OpenSSL import SSL
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
)
from service_identity.exceptions import CertificateError, VerificationError
from twisted.internet.error import ConnectionDone, ConnectionLost
from twisted.web._newclient import ParseError

HostFailure = Literal[
    "host_unknown", "connection_refused", "timeout", "certificate_refused", "tls_failed", "no_answer", "bad_answer",
    "download_failed", "connection_failed",
]  # fmt: skip
BodyFailure = Literal["truncated", "too_large"]


class CertificateRefusedError(DownloadFailedError):
    """The certificate of a host has expired, belongs to another host, or is not from a trusted authority."""


class TlsFailedError(DownloadFailedError):
    """TLS with a host failed: the two sides share no version or cipher, or the port does not speak TLS."""


class NoAnswerError(DownloadFailedError):
    """A host closed the connection before it responded."""


class BadAnswerError(DownloadFailedError):
    """A host responded with something other than HTTP."""


def refined(error: DownloadFailedError) -> DownloadFailedError:
    """Return an error of a more precise class, if Twisted's causes tell why the download failed."""
    causes = [failure.value for failure in getattr(error.__cause__, "reasons", ())]
    kind = next((kind for kind, is_cause in _CAUSES if any(map(is_cause, causes))), None)
    return kind(str(error)) if kind else error


def _is_of_certificate(cause: BaseException) -> bool:
    return isinstance(cause, VerificationError | CertificateError) or (
        isinstance(cause, SSL.Error) and "certificate verify failed" in str(cause)
    )


# In the order in which they are tested: a failure of TLS also ends the connection.
_CAUSES: tuple[tuple[type[DownloadFailedError], Callable[[BaseException], bool]], ...] = (
    (CertificateRefusedError, _is_of_certificate),
    (TlsFailedError, lambda cause: isinstance(cause, SSL.Error)),
    (BadAnswerError, lambda cause: isinstance(cause, ParseError)),
    (NoAnswerError, lambda cause: isinstance(cause, ConnectionDone | ConnectionLost)),
)

# Errors after the host began to send the body. Look here before `HOST_FAILURES`.
BODY_FAILURES: Final[dict[type[Exception], BodyFailure]] = {
    ResponseDataLossError: "truncated",
    DownloadCancelledError: "too_large",  # Scrapy cancels a download beyond DOWNLOAD_MAXSIZE
}
# Errors that any other request to the host would have too.
HOST_FAILURES: Final[dict[type[Exception], HostFailure]] = {
    CannotResolveHostError: "host_unknown",
    DownloadConnectionRefusedError: "connection_refused",
    DownloadTimeoutError: "timeout",
    CertificateRefusedError: "certificate_refused",
    TlsFailedError: "tls_failed",
    NoAnswerError: "no_answer",
    BadAnswerError: "bad_answer",
    DownloadFailedError: "download_failed",
    OSError: "connection_failed",
}
