"""The data of discovery: a source, a listing, and the links that a listing offers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal
from urllib.parse import urlsplit

from cleaners.urls import registered_domain

FoundBy = Literal["feed", "news_sitemap", "sitemap", "front_page", "section", "given"]
NOT_SOURCES = frozenset({"given", "archive"})  # source ids of pages that a user chose, which are typical of no source


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One newspaper or site, as an entry of a source file declares it."""

    id: str
    name: str
    home: str
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    language: str | None = None  # BCP 47
    every: timedelta = timedelta(0)  # pause after a run until the source is due again; 0: due in every run
    max_age: timedelta | None = None  # links whose date in the listing is older are passed over
    max_articles: int | None = None  # per run
    article_url: re.Pattern[str] | None = None  # searched in each URL: only matching ones are articles
    skip_url: re.Pattern[str] | None = None  # searched in each URL: matching ones are never articles
    verify_certificates: bool = True
    enabled: bool = True

    @property
    def site(self) -> str:
        """The site of the home page, which one run at a time crawls."""
        return site_of(self.home)

    def listings(self) -> tuple[str, ...]:
        """Return the addresses of all listings that the entry names."""
        return (*self.feeds, *self.sitemaps, *self.sections)


def site_of(url: str) -> str:
    """Return the registered domain of an address; its host and port where it has none, such as an IP address."""
    return registered_domain(url) or urlsplit(url).netloc.lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleLink:
    """A link that a listing offers as an article."""

    url: str  # absolute
    found_by: FoundBy
    title: str | None = None
    date: str | None = None  # the listing's date as an RFC 3339 time or a day
    score: float = 1.0  # how likely it is an article, 0 to 1
    reasons: tuple[str, ...] = ()  # names of the weights that the score was computed from
    tries: int = 0  # of earlier runs, which got no article


@dataclass(frozen=True, slots=True)
class Listing:
    """The links of one feed, sitemap, front page or section."""

    articles: list[ArticleLink] = field(default_factory=list)
    listings: list[str] = field(default_factory=list)  # the sitemaps that an index names, or the feeds of a page
    listing_dates: dict[str, str] = field(default_factory=dict)  # lastmod of those listings that have one, by address
    sections: list[str] = field(default_factory=list)  # of a page: other pages of the site that seem to list articles
    possible_sections: list[str] = field(default_factory=list)  # of a page: only their pages show whether they list any
    possible_feeds: list[str] = field(default_factory=list)  # of a page: read if it names no feed; they may be absent
    next_page: str | None = None  # of a page: where its list goes on
    is_article: bool = False  # the page declares itself to be an article
    unaddressed: int = 0  # entries of a feed or sitemap that lead to no web page


# Why a fetched listing gave nothing: it is of another kind, or reading it exceeded a limit or raised an error.
ListingFailure = Literal[
    "not_a_listing", "other_site", "listing_timeout", "listing_memory", "listing_crash", "listing_error"
]


class ListingError(ValueError):
    """A body that is not a listing of its kind, or cannot be read; the message names the URL and the problem."""

    def __init__(self, message: str, reason: ListingFailure = "not_a_listing") -> None:
        super().__init__(message)
        self.reason = reason
