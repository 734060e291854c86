"""What goes into the cleaner: one fetched page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from cleaners.compare.site_lines import SiteLineCounts


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page as it was fetched, before anything was read from it.

    `body` is bytes as they came (decoded by the cleaner) or a string that is decoded already. `kind` says whether
    it is markup or a page that was saved as plain text. Times are RFC 3339 with offset.
    """

    body: bytes | str
    url: str = ""  # the final address, after redirects; "" where it is not known
    kind: Literal["html", "text"] = "html"
    encoding: str | None = None  # the charset that the HTTP header declares
    requested_url: str | None = None
    source: str | None = None  # id of the configured source
    discovered_by: str | None = None  # "feed", "sitemap", "news_sitemap", "front_page", "given", ...
    fetched_at: str | None = None
    status: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    title_hint: str | None = None  # what the listing said of the page
    date_hint: str | None = None  # RFC 3339, or a day
    raw_ref: str | None = None  # where the page is kept as it came; handed on to the record
    site_lines: SiteLineCounts | None = None  # of the site's other pages; None: not known
