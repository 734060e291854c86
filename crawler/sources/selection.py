"""Which of the links that the listings of a source offer are to be fetched, and why the others are not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from cleaners.urls import is_same_site, url_key
from crawler.sources.address_shape import is_growing
from crawler.sources.link_score import ARTICLE_THRESHOLD
from crawler.sources.listing_dates import as_datetime
from crawler.sources.source import ArticleLink, FoundBy, Listing, Source

# How much a hint is worth: a feed knows title and moment, a plain sitemap only when the page was touched.
_TRUST: dict[FoundBy, int] = {"given": 5, "feed": 4, "news_sitemap": 3, "front_page": 2, "section": 1, "sitemap": 0}
_DAY = timedelta(days=1)
_REDIRECTORS = re.compile(
    r"(?:^|\.)(?:feedproxy\.google\.com|feedburner\.(?:com|google\.com)|feeds\.\w[\w.-]*|feedsportal\.com|feedblitz\.com"
    r"|rss\.\w[\w.-]*|pheedo\.com|dlvr\.it|trib\.al|bit\.ly|ift\.tt)",
    re.IGNORECASE,
)


def select(links: Iterable[ArticleLink], source: Source, now: datetime) -> tuple[list[ArticleLink], Counter[str]]:
    """Choose the links to fetch, newest first, then in the order of the listings; count the others by reason code.

    `now` has a time zone. The codes are other_site, skip_url, not_article_url, growing_path, low_score, too_old and
    duplicate_link.
    """
    passed_over: Counter[str] = Counter()
    chosen: dict[str, ArticleLink] = {}
    for link in links:
        reason = _reason_against(link, source, now)
        key = url_key(link.url)
        if reason is None and key in chosen:
            reason = "duplicate_link"
            chosen[key] = max(chosen[key], link, key=_worth)
        elif reason is None:
            chosen[key] = link
        if reason:
            passed_over[reason] += 1
    return sorted(chosen.values(), key=_newest_first), passed_over


def fresh_listings(listing: Listing, source: Source, now: datetime) -> list[str]:
    """The further listings that a listing names, without those that were last touched before the source's `max_age`."""
    dates = listing.listing_dates
    return [url for url in listing.listings if not is_too_old(dates.get(url), source.max_age, now)]


def _reason_against(link: ArticleLink, source: Source, now: datetime) -> str | None:
    if link.found_by != "given" and not _is_on_site(link, source):
        return "other_site"
    if source.skip_url and source.skip_url.search(link.url):
        return "skip_url"
    if source.article_url and not source.article_url.search(link.url):
        return "not_article_url"
    if is_growing(link.url):
        return "growing_path"
    if link.score < ARTICLE_THRESHOLD:
        return "low_score"
    return "too_old" if is_too_old(link.date, source.max_age, now) else None


def _is_on_site(link: ArticleLink, source: Source) -> bool:
    """On the domain of the home page or of another address that the source names; feeds may go through redirectors."""
    if any(is_same_site(link.url, own) for own in (source.home, *source.sections)):
        return True
    return link.found_by == "feed" and bool(_REDIRECTORS.search(urlsplit(link.url).netloc))


def is_too_old(date: str | None, max_age: timedelta | None, now: datetime) -> bool:
    """Tell whether a date, as `listing_date` writes it, is longer ago than `max_age`; a day is as young as its end."""
    if date is None or max_age is None:
        return False
    grace = timedelta(0) if "T" in date else _DAY
    return as_datetime(date) < now - max_age - grace


def _worth(link: ArticleLink) -> tuple[int, bool, bool]:
    return _TRUST[link.found_by], link.date is not None, link.title is not None


def _newest_first(link: ArticleLink) -> float:
    return -as_datetime(link.date).timestamp() if link.date else float("inf")
