"""What is crawled: a source, and the links that its listings yield."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal

FoundBy = Literal["feed", "news_sitemap", "sitemap", "front_page", "section", "given"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One newspaper or site, as a file in seeds/ declares it."""

    id: str
    name: str
    home: str
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    language: str | None = None  # BCP 47
    every: timedelta = timedelta(0)  # how long after a run it is due again; 0: at every run
    max_age: timedelta | None = None  # articles that the listing dates older are passed over
    max_articles: int | None = None  # a run
    article_url: re.Pattern[str] | None = None  # searched in the URL: only such are articles
    skip_url: re.Pattern[str] | None = None  # searched in the URL: such are never articles
    verify_certificates: bool = True
    enabled: bool = True

    def listings(self) -> tuple[str, ...]:
        """Return the addresses of all listings that the entry names."""
        return (*self.feeds, *self.sitemaps, *self.sections)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleLink:
    """A link that a listing offers as an article."""

    url: str  # absolute
    found_by: FoundBy
    title: str | None = None
    date: str | None = None  # RFC 3339 or a day, as far as the listing says
    score: float = 1.0  # how sure we are that it is an article, 0 to 1
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """What one feed, sitemap, front page or section holds."""

    articles: list[ArticleLink] = field(default_factory=list)
    listings: list[str] = field(default_factory=list)  # that it names: sitemaps of an index, feeds of a page
    listing_dates: dict[str, str] = field(default_factory=dict)  # lastmod of those listings where it is given


class ListingError(ValueError):
    """A body that is no listing of the kind that was asked for; the message names the URL and what it is."""
