"""Find the links to articles whose addresses say little: short links, and headlines whose addresses look alike."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from urllib.parse import urlsplit

from cleaners.urls import is_same_site, registered_domain
from crawler.sources.address_shape import fine_shape
from crawler.sources.link_score import ARTICLE_THRESHOLD, has_headline, telling_words
from crawler.sources.link_words import SOCIAL_DOMAINS
from crawler.sources.readers.pages.anchors import Anchor
from crawler.sources.source import ArticleLink

MIN_LINKS = 5  # to the same host, because a single short link may lead anywhere
_MIN_WORDS = 4  # in a headline
# A code instead of a name: a single segment of letters and digits.
_CODE = re.compile(r"/[A-Za-z0-9]{3,12}/?")

MIN_ALIKE = 3  # headlines whose addresses have one shape
MIN_SCORE = 0.3  # of such a headline

# The reasons for their scores.
SHORT_LINK, ALIKE = "short_link", "alike"


def short_links(anchors: Collection[Anchor], page: str) -> set[str]:
    """Return the addresses of headlines that are codes on one other host, if most links to that host are codes.

    Only the redirect will show whether such a link leads to a page of the site.
    """
    others = [anchor for anchor in anchors if not is_same_site(anchor.url, page)]
    of_host = Counter(urlsplit(anchor.url).netloc for anchor in others)
    found = [anchor for anchor in others if _is_short(anchor)]
    hosts = Counter(urlsplit(anchor.url).netloc for anchor in found)
    chosen = {host for host, count in hosts.items() if count >= MIN_LINKS and 2 * count > of_host[host]}
    return {anchor.url for anchor in found if urlsplit(anchor.url).netloc in chosen}


def has_code(url: str) -> bool:
    """Return True for an address whose path is only a code."""
    parts = urlsplit(url)
    return bool(_CODE.fullmatch(parts.path)) and not parts.query


def _is_short(anchor: Anchor) -> bool:
    is_headline = telling_words(anchor.text) >= _MIN_WORDS
    return is_headline and has_code(anchor.url) and registered_domain(anchor.url) not in SOCIAL_DOMAINS


def headlines_alike(links: Iterable[ArticleLink], anchors: Iterable[Anchor]) -> set[str]:
    """Return the addresses of headlines that say little, if several of them have one shape.

    They are probably articles if the page has none with clearer addresses.
    """
    around = {anchor.url for anchor in anchors if anchor.place.is_around}
    weak = {
        link.url: fine_shape(link.url)
        for link in links
        if MIN_SCORE <= link.score < ARTICLE_THRESHOLD and has_headline(link.title or "") and link.url not in around
    }
    shapes = Counter(weak.values())
    return {url for url, shape in weak.items() if shapes[shape] >= MIN_ALIKE}
