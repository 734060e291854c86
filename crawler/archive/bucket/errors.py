"""The error of a bucket, with reason codes that are the same for all providers."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from crawler.archive.files import ArchiveError

Reason = Literal[
    "unreachable", "denied", "clock", "region", "no_bucket", "not_found", "exists", "changed", "unsupported",
    "unverified",
]  # fmt: skip

MOST_DETAIL_CHARS = 200  # of a provider's message
# Where the quoted part of a message ends: XML or JSON may repeat a key, and the query of an address may hold a token.
_REST = re.compile(r"[\n<?{].*", re.DOTALL)
_SECRET_NAMES = re.compile(r"(?:AWS|AZURE|GOOGLE)_\w*(?:KEY|SECRET|TOKEN|SAS|PASSWORD)\w*")
MIN_SECRET_CHARS = 8  # masking a shorter value would also mask ordinary words
# What the answers of S3, Google and Azure, or obstore, say. For obstore most of them are errors without a class.
# "not_found" is only for a missing object.
_SAYS: dict[Reason, tuple[str, ...]] = {
    "no_bucket": (
        "NoSuchBucket", "The specified bucket does not exist", "ContainerNotFound", "<Code>InvalidBucketName",
    ),
    "clock": ("<Code>RequestTimeTooSkewed", "<Code>RequestNotYetValid", "<Code>RequestExpired"),
    "region": ("<Code>AuthorizationHeaderMalformed", "<Code>PermanentRedirect", "incorrectly configured region"),
    "denied": (
        "<Code>ExpiredToken", "<Code>InvalidToken", "<Code>TokenRefreshRequired", "<Code>InvalidAccessKeyId",
        "non-2xx status code: 401", "non-2xx status code: 403",
    ),
    "unsupported": ("<Code>NotImplemented", "non-2xx status code: 501"),
}  # fmt: skip
_CODE = re.compile(r"<Code>(\w{1,60})</Code>")
_STATUS = "Server returned non-2xx status code: "


class BucketError(ArchiveError):
    """A request to the bucket failed; `reason` is the code, the message names the bucket and says why."""

    def __init__(self, reason: Reason, message: str) -> None:
        super().__init__(message)
        self.reason = reason


@contextmanager
def bucket_errors(url: str, name: str = "") -> Iterator[None]:
    """Turn the errors of obstore into BucketError. `name` is the object's."""
    from obstore import exceptions

    try:
        yield
    except BucketError:
        raise
    except (exceptions.BaseError, NotImplementedError, OSError, ValueError) as error:
        reason = _reason(error)
        place = f"{url}/{name}" if name else url
        says = f" ({detail(error)})" if reason in _UNCLEAR else ""
        raise BucketError(reason, f"ARCHIVE_URL: {place}: {_SENTENCES[reason]}{says}") from None


_SENTENCES: dict[Reason, str] = {
    "unreachable": "the bucket cannot be used now",
    "denied": "access is denied; check the credentials in the environment and the rights of their user",
    "clock": "the clock of this machine is wrong by minutes; set it",
    "region": "the bucket is in another region; set AWS_REGION",
    "no_bucket": "there is no such bucket; create it or correct the address",
    "not_found": "the object is not there",
    "exists": "an object of this name exists and is never overwritten",
    "changed": "another process has changed the object",
    "unsupported": "the storage does not support conditional writes, which keep files from being overwritten",
    "unverified": "what was stored is not what was sent",
}
_UNCLEAR = ("unreachable", "denied", "region", "unsupported")  # reasons for which the provider's message helps


def failure(reason: Reason, url: str, name: str, more: str) -> BucketError:
    """Return an error that we found ourselves; `more` completes the sentence of its reason."""
    return BucketError(reason, f"ARCHIVE_URL: {url}/{name}: {_SENTENCES[reason]} ({more})")


def _reason(error: Exception) -> Reason:
    from obstore import exceptions

    text = str(error).partition("Debug source")[0]
    if said := next((reason for reason, codes in _SAYS.items() if any(code in text for code in codes)), None):
        return said
    kinds: dict[Reason, tuple[type[Exception], ...]] = {
        "denied": (exceptions.PermissionDeniedError, exceptions.UnauthenticatedError, PermissionError),
        "not_found": (FileNotFoundError,),
        "exists": (exceptions.AlreadyExistsError,),
        "changed": (exceptions.PreconditionError,),
        "unsupported": (exceptions.NotSupportedError, NotImplementedError),
    }
    return next((reason for reason, classes in kinds.items() if isinstance(error, classes)), "unreachable")


def detail(error: Exception) -> str:
    """Return a provider's reason and the code in its answer, without the rest of the answer, queries and secrets."""
    last = str(error).partition("\n")[0].rpartition(" - ")[2]
    said = _REST.sub("", last).removeprefix(_STATUS).strip(": ")
    text = ", ".join([said or type(error).__name__, *_CODE.findall(str(error))[:1]])
    for name, value in os.environ.items():
        if len(value) >= MIN_SECRET_CHARS and _SECRET_NAMES.fullmatch(name):
            text = text.replace(value, "***")
    return text[-MOST_DETAIL_CHARS:]
