"""Headers of responses as text."""

from __future__ import annotations

from scrapy.http import Response

from cleaners.rights.headers import Headers, of_rights


def header(response: Response, name: str) -> str | None:
    """Return a header's value, None where the response has no such header."""
    raw = response.headers.get(name)
    return raw.decode("latin-1") if raw else None


def rights_headers(response: Response) -> Headers:
    """Return the headers that state something about rights."""
    pairs = ((name, value) for name, values in response.headers.items() for value in values)
    return of_rights((name.decode("latin-1"), value.decode("latin-1")) for name, value in pairs)
