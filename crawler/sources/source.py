"""The data types for finding articles: a source, a listing, and the links on a listing."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal
from urllib.parse import urlsplit

from cleaners.urls import registered_domain

FoundBy = Literal["feed", "news_sitemap", "sitemap", "front_page", "section", "given"]
MAX_ID_CHARS = 64  # of a source: short enough for an index of a database and for the metadata of an archive
NOT_SOURCES = frozenset({"given", "archive"})  # source ids for pages that a user chose
_NOT_IN_IDS = re.compile(r"[^\w.-]+")


def id_of_host(host: str) -> str:
    """Return the id of a source that has none: its host, and its port if it has one."""
    return _NOT_IN_IDS.sub("-", host).strip("-")[:MAX_ID_CHARS]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One newspaper or site, as declared in an entry of a source file."""

    id: str
    name: str
    home: str
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    language: str | None = None  # BCP 47
    every: timedelta = timedelta(0)  # pause after a run until the source is due again; 0: due in every run
    max_age: timedelta | None = None  # links with an older date in the listing are passed over
    max_articles: int | None = None  # per run
    article_url: re.Pattern[str] | None = None  # only URLs in which it matches are articles
    skip_url: re.Pattern[str] | None = None  # URLs in which it matches are never articles
    verify_certificates: bool = True
    enabled: bool = True

    @property
    def site(self) -> str:
        """The site of the home page; one run at a time crawls it."""
        return site_of(self.home)

    def listings(self) -> tuple[str, ...]:
        """Return the addresses of all listings in the entry."""
        return (*self.feeds, *self.sitemaps, *self.sections)


def site_of(url: str) -> str:
    """Return the registered domain of an address or, if there is none, as for an IP address, its host and port."""
    return registered_domain(url) or urlsplit(url).netloc.lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleLink:
    """A link on a listing that may lead to an article."""

    url: str  # absolute
    found_by: FoundBy
    title: str | None = None
    date: str | None = None  # the date in the listing, as an RFC 3339 time or a day
    score: float = 1.0  # how likely it leads to an article, 0 to 1
    reasons: tuple[str, ...] = ()  # names of the weights from which the score was computed
    tries: int = 0  # tries of earlier runs, which gave no article


@dataclass(frozen=True, slots=True)
class Listing:
    """The links of one feed, sitemap, front page or section."""

    articles: list[ArticleLink] = field(default_factory=list)
    listings: list[str] = field(default_factory=list)  # the sitemaps in an index, or the feeds on a page
    listing_dates: dict[str, str] = field(default_factory=dict)  # address of one of these listings -> its lastmod
    sections: list[str] = field(default_factory=list)  # on a page: other pages of the site that seem to list articles
    possible_sections: list[str] = field(default_factory=list)  # on a page: pages of the site that may list articles
    possible_feeds: list[str] = field(default_factory=list)  # on a page: tried if it names no feed; they may be absent
    next_page: str | None = None  # of a page: the continuation of its list
    is_article: bool = False  # the page declares itself to be an article
    unaddressed: int = 0  # entries of a feed or sitemap that lead to no web page


# Why a fetched listing could not be read: it is of another kind, or reading it exceeded a limit or raised an error.
ListingFailure = Literal[
    "not_a_listing", "other_site", "listing_timeout", "listing_memory", "listing_crash", "listing_error"
]


class ListingError(ValueError):
    """The body is not a listing of its kind, or cannot be read; the message names the URL and the problem."""

    def __init__(self, message: str, reason: ListingFailure = "not_a_listing") -> None:
        super().__init__(message)
        self.reason = reason
