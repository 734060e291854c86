"""Moments as text, in the form of the store, the archive and records: RFC 3339, in UTC, in whole seconds."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> str:
    """Return the current time."""
    return as_text(datetime.now(UTC))


def as_text(moment: datetime) -> str:
    """Return the text of a moment with an offset. Raises OverflowError near the first and the last year."""
    return f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"  # also pads years below 1000


def as_moment(text: str) -> datetime:
    """Parse a time or a day, which becomes its start. Without an offset, it is in UTC. Raises ValueError."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
