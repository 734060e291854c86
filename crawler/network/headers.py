"""Headers of responses as text."""

from __future__ import annotations

from scrapy.http import Response


def header(response: Response, name: str) -> str | None:
    """Return a header's value, None where the response has no such header."""
    raw = response.headers.get(name)
    return raw.decode("latin-1") if raw else None
