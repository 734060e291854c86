"""Read the headers of responses, and make conditional requests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from scrapy.http import Request, Response

from cleaners.metadata.dates.parsing import parse_http_date
from cleaners.rights.headers import Headers, of_rights
from cleaners.text.link_header import read_links
from cleaners.urls import resolve

MAX_CLOCK_DIFFERENCE = timedelta(hours=1)  # between servers and this machine
_CONDITIONS = (b"If-None-Match", b"If-Modified-Since")


def header(response: Response, name: str) -> str | None:
    """Return the value of a header as text; None if the response does not have it."""
    raw = response.headers.get(name)
    return raw.decode("latin-1") if raw else None


def conditions(etag: str | None, last_modified: str | None) -> dict[str, str]:
    """Return the headers of a conditional request; none without validators.

    A Last-Modified in the future would give the status "not modified" until then, so such validators are not used.
    """
    modified = parse_http_date(last_modified)
    if modified and modified > datetime.now(UTC) + MAX_CLOCK_DIFFERENCE:
        return {}
    values = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    return {name: value for name, value in values.items() if value}


def without_conditions(request: Request) -> Request | None:
    """Return a conditional request without its conditions; None if it had none."""
    kept = {name: values for name, values in request.headers.items() if name not in _CONDITIONS}
    return request.replace(headers=kept) if len(kept) < len(request.headers) else None


def linked(response: Response, relation: str, media_type: str = "") -> list[str]:
    """Return the addresses in the Link headers with a relation and, if it is given, a media type."""
    values = (value.decode("latin-1") for value in response.headers.getlist("Link"))
    links = (link for link in read_links(values) if relation in link.relations and media_type in link.media_type)
    return [address for link in links if (address := resolve(response.url, link.address))]


def rights_headers(response: Response) -> Headers:
    """Return the headers with statements about rights."""
    pairs = ((name, value) for name, values in response.headers.items() for value in values)
    return of_rights((name.decode("latin-1"), value.decode("latin-1")) for name, value in pairs)
