"""Resolve links through a program that counts clicks and then redirects: a parameter has the address of the page."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit, urlunsplit

from cleaners.urls import is_same_site, resolve
from crawler.sources.link_score import ARTICLE_THRESHOLD, Place, score_link

MAX_PARAMETERS = 20
_STARTS = ("http://", "https://", "http%3a", "https%3a")


def resolved(url: str, site: str) -> str:
    """Return the page of the site whose complete address is a parameter of a link, else the link itself.

    The link is also returned if its own path may be that of an article.
    """
    query = urlsplit(url).query
    if "http" not in query.lower():
        return url
    path = urlunsplit(urlsplit(url)._replace(query=""))
    if score_link(path, "", Place())[0] >= ARTICLE_THRESHOLD:
        return url
    for _, value in parse_qsl(query[:4_000], max_num_fields=None)[:MAX_PARAMETERS]:
        target = resolve(url, value) if value.lower().startswith(_STARTS) else None
        if target and is_same_site(target, site):
            return target
    return url
