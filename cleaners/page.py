"""The input of the cleaner: one fetched or saved page, before anything is read from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from cleaners.compare.site_lines import SiteLineCounts
    from cleaners.record import RightsStatementRecord

# Listings whose titles and dates are those of articles. In others, they may be "Read more" or the date of a change.
NEWS_LISTINGS = ("feed", "news_sitemap")
# Fields of a page that are strings or None.
_OPTIONAL_TEXTS = (
    "encoding", "requested_url", "source", "discovered_by", "fetched_at", "etag", "last_modified", "title_hint",
    "date_hint", "raw_ref", "first_page",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One fetched or saved page.

    `body` is the raw bytes, which the cleaner decodes, or decoded text. `kind` says whether it is markup or a page that
    was saved as plain text. Times are RFC 3339 with offset.

    Raises:
        TypeError: The body is neither bytes nor a string, or another field has the wrong type.
        ValueError: The kind is unknown, or `fetched_at` is not a time with offset.
    """

    body: bytes | str
    url: str = ""  # the final address, after redirects; "" if it is not known
    kind: Literal["html", "text"] = "html"
    encoding: str | None = None  # the charset that the HTTP header declares
    requested_url: str | None = None
    source: str | None = None  # id of the configured source
    discovered_by: str | None = None  # "feed", "sitemap", "news_sitemap", "front_page", "given", ...
    fetched_at: str | None = None
    status: int | None = None  # HTTP status code
    etag: str | None = None
    last_modified: str | None = None
    headers: tuple[tuple[str, str], ...] = ()  # response headers; only Link and those about rights are read
    site_rights: tuple[RightsStatementRecord, ...] = ()  # statements of robots.txt and other files about this page
    title_hint: str | None = None  # the title in the listing that named the page
    date_hint: str | None = None  # the date in that listing: RFC 3339, or a day
    raw_ref: str | None = None  # where the raw page is kept; copied to the record
    first_page: str | None = None  # for a later page of a story: the address of its first page
    # For the first page of a story that the site splits over several: the later ones, in order. Their text is added.
    later_pages: tuple[Page, ...] = ()
    without_dek: bool = False  # leave the dek out of the text; the record has it as the subtitle
    site_lines: SiteLineCounts | None = None  # counts from the site's other pages; None if they are not known

    def __post_init__(self) -> None:
        """Refuse values that a program may pass by mistake."""
        if not isinstance(self.body, bytes | str):
            raise TypeError(f"The body of a page must be bytes or a string, not {type(self.body).__name__}.")
        if not isinstance(self.url, str):
            raise TypeError(f"The address of a page must be a string, not {type(self.url).__name__}.")
        for name in _OPTIONAL_TEXTS:
            if not isinstance(value := getattr(self, name), str | None):
                raise TypeError(f"{name} must be a string or None, not {type(value).__name__}.")
        if not isinstance(self.without_dek, bool):
            raise TypeError(f"without_dek must be True or False, not {type(self.without_dek).__name__}.")
        if self.kind not in ("html", "text"):
            raise ValueError(f"The kind of a page must be 'html' or 'text', not {self.kind!r}.")
        if self.fetched_at and not _is_moment(self.fetched_at):
            raise ValueError(
                f"fetched_at must be a time with offset, such as 2026-03-05T10:00:00Z, not {self.fetched_at!r:.60}."
            )


def _is_moment(text: str) -> bool:
    """Return True if a text is a time as RFC 3339 writes it, with its offset."""
    try:
        return text[10:11] in "Tt " and datetime.fromisoformat(text).tzinfo is not None
    except (ValueError, TypeError):
        return False
