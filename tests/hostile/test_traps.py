"""Crawler traps cost a bounded number of requests, and no article of their site is missed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.hostile import traps
from tests.hostile.site import Site
from tests.support.commands.scrapy_runs import Scrapy

MOST_REQUESTS = 100  # that a trap may cost per run
GENUINE = 30  # articles outside the trap


def with_genuine_articles(site: Site) -> list[str]:
    """Add genuine articles to a site; return their addresses."""
    return [
        site.article(f"/genuine/2026/03/{number}-story-of-the-harbour", f"Story {number}") for number in range(GENUINE)
    ]


def trapped(site: Site) -> list[str]:
    """Return the requested paths other than those of genuine articles and common listings."""
    return [path for path in site.asked if not path.startswith(("/genuine", "/robots", "/sitemap")) and path != "/"]


@pytest.mark.parametrize("trap", traps.PAGES)
def test_a_trap_costs_bounded_requests_and_no_article(
    trap: Callable[[Site], list[str]], site: Site, scrapy: Scrapy
) -> None:
    site.fallback = traps.answer
    links = [*trap(site), *with_genuine_articles(site)]
    site.page("/", traps.front_page(links))

    ended = scrapy("crawl", "news", "-a", f"site={site.base}")

    genuine = [title for title in scrapy.titles() if title.startswith("Story ")]
    assert len(genuine) == GENUINE, ended.log
    assert len(trapped(site)) <= MOST_REQUESTS


def test_an_endless_sitemap_index_costs_bounded_requests_and_no_article(site: Site, scrapy: Scrapy) -> None:
    site.fallback = traps.answer
    rows = "".join(f"<url><loc>{link}</loc></url>" for link in with_genuine_articles(site))
    children = "".join(f"<sitemap><loc>/sitemap-2026-{month:02}.xml</loc></sitemap>" for month in range(1, 13))
    site.page("/sitemap.xml", f"<sitemapindex>{children}</sitemapindex>", "application/xml")
    site.page("/sitemap-2026-03.xml", f"<urlset>{rows}</urlset>", "application/xml")
    site.page("/robots.txt", f"Sitemap: {site.base}/endless/1.xml\nSitemap: {site.base}/sitemap.xml", "text/plain")
    site.page("/", "<html><body><h1>The Paper</h1></body></html>")

    ended = scrapy("crawl", "news", "-a", f"site={site.base}")

    assert len(scrapy.titles()) == GENUINE, ended.log
    assert len(trapped(site)) <= MOST_REQUESTS


@pytest.mark.soak
def test_a_trap_costs_no_more_in_the_second_run_than_in_the_first(site: Site, scrapy: Scrapy) -> None:
    site.fallback = traps.answer
    site.page("/", traps.front_page([*traps.calendar(site), *with_genuine_articles(site)]))
    scrapy("crawl", "news", "-a", f"site={site.base}")
    before = len(trapped(site))

    scrapy("crawl", "news", "-a", f"site={site.base}")

    assert len(trapped(site)) - before <= before
