"""Name the first listings of a source, and read a listing of any kind."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import urljoin, urlsplit

from cleaners.urls import is_same_site
from crawler.sources.link_score import ARTICLE_THRESHOLD
from crawler.sources.readers.decoding import form_of
from crawler.sources.readers.feeds import read_feed
from crawler.sources.readers.pages.feed_links import has_feed
from crawler.sources.readers.pages.front_page import read_front_page, read_json_page
from crawler.sources.readers.robots_sitemaps import robots_sitemaps
from crawler.sources.readers.sitemaps import read_page_of_addresses, read_sitemap
from crawler.sources.source import Listing, ListingError, Source

FeedOrSitemap = Literal["feed", "sitemap"]
Kind = FeedOrSitemap | Literal["front_page", "section", "robots"]

COMMON_SITEMAP_PATHS = (
    "/news-sitemap.xml",
    "/sitemap-news.xml",
    "/sitemap_news.xml",
    "/googlenews.xml",
    "/sitemap.xml",
    "/sitemap_index.xml",
    "/sitemap-index.xml",
    "/wp-sitemap.xml",
    "/sitemap.xml.gz",
    "/sitemap.txt",
)
COMMON_FEED_PATHS = (
    "/feed",
    "/rss",
    "/rss.xml",
    "/feed.xml",
    "/atom.xml",
    "/index.xml",
    "/feeds",
    "/rss/news",
    "/arc/outboundfeeds/rss/",
    "/feed.json",
)

MAX_FEEDS_OF_PAGE = 10  # links on a page of feeds that are tried as feeds if none looks like one

# Names below the folder of a home page that is not at the root: an edition, or one of a host's several newspapers.
FOLDER_SITEMAP_NAMES = ("sitemap.xml", "sitemap_index.xml")
FOLDER_FEED_NAMES = ("feed", "rss", "rss.xml")

# By kind of listing: the kind of the listings that it names. The feeds of a section with articles are only tried like
# possible sections, because most feeds name the same articles. A feed that is a list of feeds (OPML) names others.
NAMES_FURTHER: dict[Kind, FeedOrSitemap] = {
    "robots": "sitemap",
    "sitemap": "sitemap",
    "front_page": "feed",
    "section": "feed",
    "feed": "feed",
}


@dataclass(frozen=True, slots=True)
class ListingRef:
    """An address to read as a listing."""

    url: str
    kind: Kind
    depth: int = 0  # of a sitemap in sitemaps, or of a section or further page below the front page
    guessed: bool = False  # a usual address that nothing names; its absence is not a failure
    linked: bool = False  # a guess that a link on the front page suggests, by its text or type
    page: int = 1  # number of the page in a section or front page of several
    first: str = ""  # the address of page 1, for a further page

    @property
    def list_url(self) -> str:
        """The address of the list's first page, which stands for the whole list."""
        return self.first or self.url


def entry_listings(source: Source) -> list[ListingRef]:
    """Return the first listings of a run: those in the source's entry, else its front page and robots.txt."""
    named = [ListingRef(url, "feed") for url in source.feeds]
    named += [ListingRef(url, "sitemap") for url in source.sitemaps]
    sections = [ListingRef(url, "section") for url in source.sections]
    if named or sections:
        return named + sections
    return [ListingRef(source.home, "front_page"), ListingRef(urljoin(source.home, "/robots.txt"), "robots")]


def usual_listings(source: Source, kind: FeedOrSitemap) -> list[ListingRef]:
    """Return the usual addresses of feeds or sitemaps, for a site that names none."""
    paths = COMMON_FEED_PATHS if kind == "feed" else COMMON_SITEMAP_PATHS
    names = FOLDER_FEED_NAMES if kind == "feed" else FOLDER_SITEMAP_NAMES
    below = [f"{folder}{name}" for name in names] if (folder := _home_folder(source.home)) != "/" else []
    return [ListingRef(urljoin(source.home, path), kind, guessed=True) for path in [*below, *paths]]


def _home_folder(home: str) -> str:
    """Return the path of the folder in which a home page is, or which its path itself names, as in /en."""
    folder, _, name = urlsplit(home).path.rpartition("/")
    return f"{folder}/{name}/" if name and "." not in name else f"{folder}/"


def read(ref: ListingRef, body: bytes, url: str, source: Source) -> Listing:
    """Parse a listing by its kind and the form of its body. Raises ListingError if the body fits neither."""
    if ref.kind == "robots":
        return Listing(listings=robots_sitemaps(body, url))
    form = form_of(body)
    if ref.kind == "sitemap":
        return _read_sitemap_page(body, url, source) if form == "page" and not ref.guessed else read_sitemap(body, url)
    if ref.kind == "feed" and form == "page" and (ref.linked or not ref.guessed):
        return _read_page_of_feed(body, url, source)
    if ref.kind == "feed" or form == "xml":
        return _read_feed_or_sitemap(body, url, source.language)
    listing = read_json_page(body, url, source) if form == "json" else read_front_page(body, url, source, ref.page)
    if ref.kind == "front_page":
        return listing
    has_articles = any(link.score >= ARTICLE_THRESHOLD for link in listing.articles)
    articles = [replace(link, found_by="section") for link in listing.articles]
    if not has_articles:
        return replace(listing, articles=articles)
    feeds = [feed for feed in listing.listings if is_same_site(feed, url)]
    return replace(listing, articles=articles, listings=[], possible_sections=[*listing.possible_sections, *feeds])


def _read_feed_or_sitemap(body: bytes, url: str, language: str | None) -> Listing:
    """Read a feed, or a sitemap at the address of a feed, without the sitemaps that it names."""
    try:
        return read_feed(body, url, language)
    except ListingError as error:
        with suppress(ListingError):
            if articles := read_sitemap(body, url).articles:
                return Listing(articles)
        with suppress(ListingError):
            if has_feed(body):
                return replace(read_front_page(body, url), listings=[], sections=[])
        raise error


def _read_page_of_feed(body: bytes, url: str, source: Source) -> Listing:
    """Read a page at the address of a feed: as a feed, else as a page that names feeds or the feed's new address."""
    try:
        return _read_feed_or_sitemap(body, url, source.language)
    except ListingError as error:
        with suppress(ListingError):
            page = read_front_page(body, url, source)
            if feeds := [feed for feed in page.listings if feed != url]:
                return Listing(listings=feeds)
            if possible := [*page.sections, *page.possible_sections][:MAX_FEEDS_OF_PAGE]:
                return Listing(possible_feeds=possible)
        raise error


def _read_sitemap_page(body: bytes, url: str, source: Source) -> Listing:
    """Read a sitemap as XML, else as an HTML page of its entries; raise ListingError if it is neither."""
    try:
        return read_sitemap(body, url)
    except ListingError as error:
        with suppress(ListingError):
            links = read_front_page(body, url, source).articles
            if any(link.score >= ARTICLE_THRESHOLD for link in links):
                return Listing([replace(link, found_by="sitemap") for link in links])
        with suppress(ListingError):
            return read_page_of_addresses(body, url)
        raise error


def further_listings(ref: ListingRef, named: Iterable[str]) -> list[ListingRef]:
    """Return the named addresses as listings of the right kind."""
    kind = NAMES_FURTHER[ref.kind]
    depth = ref.depth + 1 if ref.kind == "sitemap" else 0
    return [ListingRef(url, kind, depth) for url in named]


def body_hash(body: bytes) -> str:
    """Return a hash of a listing's body, which shows whether the listing has changed."""
    return hashlib.sha256(body).hexdigest()
