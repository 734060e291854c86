"""Repeat transactions that fail because of another transaction."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.exc import DBAPIError

# PostgreSQL's codes for a deadlock and for a lock that was not free in time.
_CODES = ("40P01", "55P03")
T = TypeVar("T")


class ContendedError(Exception):
    """Another transaction added the same row after this one had read the table."""


def is_transient(error: BaseException) -> bool:
    """Return True if another transaction caused the error, so that the same work may succeed the next time."""
    if isinstance(error, DBAPIError):
        return getattr(error.orig, "sqlstate", None) in _CODES
    return isinstance(error, ContendedError)


def twice(work: Callable[[], T]) -> T:
    """Return the result of work that opens its own transaction; repeat it once if another transaction is in the way."""
    try:
        return work()
    except (DBAPIError, ContendedError) as error:
        if not is_transient(error):
            raise
    return work()
