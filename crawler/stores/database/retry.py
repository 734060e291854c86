"""Transactions that fail because of another one, and succeed when they are repeated."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.exc import DBAPIError

# PostgreSQL's codes for a deadlock and for a lock that was not free in time.
_CODES = ("40P01", "55P03")
T = TypeVar("T")


class ContendedError(Exception):
    """Another transaction has added the same row since this one read the table."""


def is_transient(error: BaseException) -> bool:
    """Return True if another transaction was in the way, so that the same work may succeed the next time."""
    if isinstance(error, DBAPIError):
        return getattr(error.orig, "sqlstate", None) in _CODES
    return isinstance(error, ContendedError)


def twice(work: Callable[[], T]) -> T:
    """Return the result of work that opens its own transaction. Repeat it once if another transaction is in the way."""
    try:
        return work()
    except (DBAPIError, ContendedError) as error:
        if not is_transient(error):
            raise
    return work()
