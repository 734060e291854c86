"""The metadata of an article as plain data."""

from __future__ import annotations

from dataclasses import dataclass, field

from cleaners.record import Precision


@dataclass(frozen=True, slots=True)
class Author:
    """A person who wrote the article, or an organisation where the page credits no person."""

    name: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Image:
    """A picture of the article. `url` is None if only the caption is known.

    `position` is the number of blocks of the text before the picture; None if its place is not known.
    """

    url: str | None
    caption: str | None = None
    credit: str | None = None
    position: int | None = None


@dataclass(frozen=True, slots=True)
class DateEvidence:
    """The place on the page that gave the date of publication.

    `raw` is the date as the page writes it, and `found_in` names the place (such as `json-ld:datePublished`).
    If another place gives another day, `conflict` is the date as written there. `clock_time` is the time of day, HH:MM
    or HH:MM:SS, if its offset is unknown; the precision is then "day".
    """

    raw: str
    found_in: str
    precision: Precision
    conflict: str | None = None
    clock_time: str | None = None


@dataclass(frozen=True, slots=True)
class Syndication:
    """The publisher that an article was taken from."""

    name: str
    url: str | None
    evidence: str  # the line of text, or the place in the markup, that names the publisher


@dataclass(slots=True)
class Metadata:
    """The fields of an article besides its text; None or empty if the page does not say."""

    title: str | None = None
    subtitle: str | None = None
    description: str | None = None
    authors: list[Author] = field(default_factory=list)
    date_published: str | None = None  # RFC 3339 with an offset, or a day
    date_modified: str | None = None
    date_evidence: DateEvidence | None = None
    language: str | None = None  # BCP 47
    section: str | None = None
    tags: list[str] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    canonical_url: str | None = None
    site_name: str | None = None
    is_accessible_for_free: bool | None = None
    syndicated_from: Syndication | None = None
    comment_count: int | None = None
    page_types: list[str] = field(default_factory=list)  # og:type and schema.org types, as found
