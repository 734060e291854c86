"""Headers of responses as text."""

from __future__ import annotations

import re

from scrapy.http import Response

from cleaners.rights.headers import Headers, of_rights
from cleaners.urls import resolve

MAX_LINK_HEADERS = 50
MAX_LINK_BYTES = 4_000  # read of one header
_LINK = re.compile(r"<([^<>]{1,2000})>([^<]*)")
_PARAMETER = re.compile(r"""(\w{1,20})\s{0,9}=\s{0,9}["']?([^"';,]{1,100})""")


def header(response: Response, name: str) -> str | None:
    """Return a header's value, None where the response has no such header."""
    raw = response.headers.get(name)
    return raw.decode("latin-1") if raw else None


def linked(response: Response, relation: str, media_type: str = "") -> list[str]:
    """Return the addresses that the Link headers (RFC 8288) give for a relation, and for this media type if any."""
    found = []
    for value in response.headers.getlist("Link")[:MAX_LINK_HEADERS]:
        for reference, parameters in _LINK.findall(value[:MAX_LINK_BYTES].decode("latin-1")):
            named = dict(_PARAMETER.findall(parameters.lower()))
            is_of_type = media_type in named.get("type", "")
            if relation in named.get("rel", "").split() and is_of_type and (url := resolve(response.url, reference)):
                found.append(url)
    return found


def rights_headers(response: Response) -> Headers:
    """Return the headers that state something about rights."""
    pairs = ((name, value) for name, values in response.headers.items() for value in values)
    return of_rights((name.decode("latin-1"), value.decode("latin-1")) for name, value in pairs)
