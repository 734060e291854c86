"""Errors of a bucket, with reason codes instead of what each provider says."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from crawler.archive.files import ArchiveError

Reason = Literal["unreachable", "denied", "no_bucket", "not_found", "exists", "changed", "unsupported", "unverified"]

MOST_DETAIL_CHARS = 200  # of what the provider says
# The end of what is shown: answers in XML or JSON may repeat a key, and the query of an address may hold a token.
_REST = re.compile(r"[\n<?{].*", re.DOTALL)
_SECRET_NAMES = re.compile(r"(?:AWS|AZURE|GOOGLE)_\w*(?:KEY|SECRET|TOKEN|SAS|PASSWORD)\w*")
MIN_SECRET_CHARS = 8  # a shorter value would blot out words
# Codes in the answers of S3, Google and Azure that name a missing bucket. Only a missing object is "not found".
_NO_BUCKET = ("NoSuchBucket", "The specified bucket does not exist", "ContainerNotFound")


class BucketError(ArchiveError):
    """The bucket cannot do what it should; `reason` is the code, the message names the bucket and says why."""

    def __init__(self, reason: Reason, message: str) -> None:
        super().__init__(message)
        self.reason = reason


@contextmanager
def explained(url: str, name: str = "") -> Iterator[None]:
    """Turn what obstore raises into BucketError. `name` is that of the object."""
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
    "no_bucket": "there is no such bucket; create it or correct the address",
    "not_found": "the object is not there",
    "exists": "an object of this name exists and is never overwritten",
    "changed": "another process has changed the object",
    "unsupported": "the storage does not support conditional writes, which keep files from being overwritten",
    "unverified": "what was stored is not what was sent",
}
_UNCLEAR = ("unreachable", "denied", "unsupported")  # what the provider says helps with these


def failure(reason: Reason, url: str, name: str, more: str) -> BucketError:
    """Return an error that no provider raised."""
    return BucketError(reason, f"ARCHIVE_URL: {url}/{name}: {_SENTENCES[reason]} ({more})")


def _reason(error: Exception) -> Reason:
    from obstore import exceptions

    if any(code in str(error) for code in _NO_BUCKET):
        return "no_bucket"
    kinds: dict[Reason, tuple[type[Exception], ...]] = {
        "denied": (exceptions.PermissionDeniedError, exceptions.UnauthenticatedError, PermissionError),
        "not_found": (FileNotFoundError,),
        "exists": (exceptions.AlreadyExistsError,),
        "changed": (exceptions.PreconditionError,),
        "unsupported": (exceptions.NotSupportedError, NotImplementedError),
    }
    return next((reason for reason, classes in kinds.items() if isinstance(error, classes)), "unreachable")


def detail(error: Exception) -> str:
    """Return the end of a provider's first sentence, without answers of servers, queries and secrets."""
    text = _REST.sub("", str(error)).strip() or type(error).__name__
    for name, value in os.environ.items():
        if len(value) >= MIN_SECRET_CHARS and _SECRET_NAMES.fullmatch(name):
            text = text.replace(value, "***")
    return text[-MOST_DETAIL_CHARS:]
