"""Choose which links on a source's listings to fetch, and count the others by reason."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from cleaners.urls import is_same_site, path_of, url_key
from crawler.moments import as_moment
from crawler.sources.address_shape import fine_shape, has_growing_path
from crawler.sources.link_score import ARTICLE_THRESHOLD
from crawler.sources.readers.pages.short_links import SHORT_LINK
from crawler.sources.source import ArticleLink, FoundBy, Listing, Source

# Of two links to one article, the one from the more trustworthy kind of listing is kept for its hints: a feed has the
# title and the time of publication, a plain sitemap only the time when the page was last changed.
_TRUST: dict[FoundBy, int] = {"given": 5, "feed": 4, "news_sitemap": 3, "front_page": 2, "section": 1, "sitemap": 0}
_DAY = timedelta(days=1)
_MONTH = re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2]|[1-9](?=[/-]))")
_REDIRECTORS = re.compile(
    r"(?:^|\.)(?:feedproxy\.google\.com|feedburner\.(?:com|google\.com)|feeds\.\w[\w.-]*|feedsportal\.com|feedblitz\.com"
    r"|rss\.\w[\w.-]*|pheedo\.com|dlvr\.it|trib\.al|bit\.ly|ift\.tt)",
    re.IGNORECASE,
)


def select_links(links: Iterable[ArticleLink], source: Source, now: datetime) -> tuple[list[ArticleLink], Counter[str]]:
    """Return the links to fetch, and the number of the others by reason code.

    The links are sorted newest first; undated links follow in the order of the listings. `now` has a time zone. The
    codes are other_site, skip_url, not_article_url, growing_path, low_score, too_old and duplicate_link.
    """
    passed_over: Counter[str] = Counter()
    chosen: dict[str, ArticleLink] = {}
    for link in links:
        reason = _rejection(link, source, now)
        key = url_key(link.url)
        if reason is None and key in chosen:
            reason = "duplicate_link"
            chosen[key] = max(chosen[key], link, key=_link_quality)
        elif reason is None:
            chosen[key] = link
        if reason:
            passed_over[reason] += 1
    return sorted(chosen.values(), key=_newest_first), passed_over


def links_alike(links: Iterable[ArticleLink], article: str, now: datetime) -> list[ArticleLink]:
    """Return the links whose addresses have the shape of an article's address, by a number, an id or a slug.

    Those with a date more than a year ago are left out: a maze has them without end.
    """
    shape = fine_shape(article)
    if shape.endswith("/word?"):
        return []
    alike = (link for link in links if fine_shape(link.url) == shape)
    return [replace(link, score=1.0) for link in alike if not _has_old_date(link.url, now)]


def _has_old_date(url: str, now: datetime) -> bool:
    """Return True if the path of an address has a month that is more than a year ago."""
    found = _MONTH.search(path_of(url))
    return found is not None and (int(found[1]), int(found[2])) < (now.year - 1, now.month)


def fresh_listings(listing: Listing, source: Source, now: datetime) -> list[str]:
    """Return the listings that a listing names, without those last changed before the source's `max_age`."""
    dates = listing.listing_dates
    return [url for url in listing.listings if not is_too_old(dates.get(url), source.max_age, now)]


def _rejection(link: ArticleLink, source: Source, now: datetime) -> str | None:
    """Return the reason code of a link that is not fetched; None for any other link."""
    if link.found_by != "given" and not _is_link_on_site(link, source):
        return "other_site"
    if source.skip_url and source.skip_url.search(link.url):
        return "skip_url"
    if source.article_url and not source.article_url.search(link.url):
        return "not_article_url"
    if has_growing_path(link.url):
        return "growing_path"
    if link.score < ARTICLE_THRESHOLD:
        return "low_score"
    return "too_old" if is_too_old(link.date, source.max_age, now) else None


def is_on_site(url: str, source: Source) -> bool:
    """Return True if an address is on the site of the home page or of a section."""
    return any(is_same_site(url, address) for address in (source.home, *source.sections))


def _is_link_on_site(link: ArticleLink, source: Source) -> bool:
    """Return True if a link is on the source's site, or may lead there by a known redirector or a short link."""
    if is_on_site(link.url, source) or SHORT_LINK in link.reasons:
        return True
    return link.found_by == "feed" and bool(_REDIRECTORS.search(urlsplit(link.url).netloc))


def is_too_old(date: str | None, max_age: timedelta | None, now: datetime) -> bool:
    """Return True if a date from `listing_date` is more than `max_age` ago; a day counts from its end."""
    if date is None or max_age is None:
        return False
    grace = timedelta(0) if "T" in date else _DAY
    return as_moment(date) < now - max_age - grace


def _link_quality(link: ArticleLink) -> tuple[int, bool, bool]:
    """Return a sort key, which is higher for links with more trustworthy and more complete hints."""
    return _TRUST[link.found_by], link.date is not None, link.title is not None


def _newest_first(link: ArticleLink) -> float:
    """Return a sort key that puts the newest first and links without a date last."""
    return -as_moment(link.date).timestamp() if link.date else float("inf")
