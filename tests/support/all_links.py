"""A newspaper whose listings name its articles in many ways, some of them twice."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass, field
from typing import Any

from tests.support.paper import Paper, article_html


def redirect(paper: Paper, path: str, to: str) -> str:
    return paper.add(path, status=302, headers={"Location": to})


@dataclass
class Listings:
    """The links of a site's listings."""

    feed: list[str] = field(default_factory=list)
    json_feed: list[str] = field(default_factory=list)
    front: list[str] = field(default_factory=list)
    section: list[str] = field(default_factory=list)
    sitemap: list[str] = field(default_factory=list)
    packed_sitemap: list[str] = field(default_factory=list)


def publish_links_of_all_kinds(paper: Paper, count: int) -> list[str]:
    """Serve articles that the listings of a site name in many ways, some of them twice; return their titles."""
    named = Listings()
    for number in range(count):
        path = f"/2026/03/story-{number}"
        link = paper.article(path, f"Story number {number}")
        add = KINDS[number % len(KINDS)]
        add(paper, named, number, path, link)
    publish_listings(paper, named)
    return [f"Story number {number}" for number in range(count)]


def in_feed(paper: Paper, named: Listings, number: int, path: str, link: str) -> None:
    named.feed += [link, f"{paper.base}/2026/03/gone-{number}"]


def redirected(paper: Paper, named: Listings, number: int, path: str, link: str) -> None:
    named.feed.append(redirect(paper, f"/go/{number}", link))


def with_tracking(paper: Paper, named: Listings, number: int, path: str, link: str) -> None:
    paper.pages[f"{path}?utm_source=rss"] = paper.pages[path]
    named.feed.append(f"{link}?utm_source=rss")
    named.sitemap.append(link)


def with_amp(paper: Paper, named: Listings, number: int, path: str, link: str) -> None:
    paper.pages[f"{path}/amp"] = paper.pages[path]
    named.front.append(f"{link}/amp")
    named.feed.append(link)


def with_canonical(paper: Paper, named: Listings, number: int, path: str, link: str) -> None:
    canonical = f'<link rel="canonical" href="{link}">'
    named.json_feed.append(paper.article(f"/2026/03/early-{number}", f"Story number {number}", head=canonical))
    named.sitemap.append(link)


def with_slash(paper: Paper, named: Listings, number: int, path: str, link: str) -> None:
    paper.pages[f"{path}/"] = paper.pages[path]
    named.feed.append(f"{link}#comments")
    named.packed_sitemap.append(f"{link}/")


def in_packed_sitemap(paper: Paper, named: Listings, number: int, path: str, link: str) -> None:
    named.packed_sitemap.append(link)


def moved_twice(paper: Paper, named: Listings, number: int, path: str, link: str) -> None:
    named.front.append(link)
    named.sitemap.append(redirect(paper, f"/2026/03/moved-{number}", redirect(paper, f"/go/{number}", link)))


def in_json_feed(paper: Paper, named: Listings, number: int, path: str, link: str) -> None:
    named.json_feed.append(link)


def in_section(paper: Paper, named: Listings, number: int, path: str, link: str) -> None:
    named.section.append(link)


def split(paper: Paper, named: Listings, number: int, path: str, link: str) -> None:
    pager = f'<div class="pagination"><a href="{path}">1</a> <a href="{path}?page=2">2</a></div></body>'
    for page in (1, 2):
        text = article_html(f"Story number {number}", head=f'<link rel="canonical" href="{link}">')
        if page == 2:
            text = text.replace("Part ", "The second page, part ")
        paper.add(path + ("?page=2" if page == 2 else ""), text.replace("</body>", pager))
    named.section.append(link)


def refreshed(paper: Paper, named: Listings, number: int, path: str, link: str) -> None:
    refresh = f'<html><head><meta http-equiv="refresh" content="0; url={path}"></head><body></body></html>'
    named.front.append(paper.add(f"/2026/03/stub-{number}", refresh))


KINDS = (
    in_feed, redirected, with_tracking, with_amp, with_canonical, with_slash, in_packed_sitemap, moved_twice,
    in_json_feed, in_section, split, refreshed,
)  # fmt: skip
PER_PAGE = 10  # links of a section


def publish_listings(paper: Paper, named: Listings) -> None:
    paper.feed("/rss.xml", *named.feed, headers={"ETag": '"1"'})
    items = [{"id": link, "url": link, "title": f"Told at {link}"} for link in named.json_feed]
    feed = json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "The Paper", "items": items})
    paper.add("/feed.json", feed, content_type="application/feed+json")
    alternates = (
        '<link rel="alternate" type="application/rss+xml" href="/rss.xml">'
        '<link rel="alternate" type="application/feed+json" href="/feed.json">'
    )
    rows = "".join(f'<article><h2><a href="{link}">A story told at {link}</a></h2></article>' for link in named.front)
    paper.add("/", f'<html><head>{alternates}</head><body><nav><a href="/city/">City</a></nav>{rows}</body></html>')
    for first in range(0, len(named.section), PER_PAGE):
        page = first // PER_PAGE + 1
        links = "".join(
            f'<h3><a href="{link}">A story of the city, told at {link}</a></h3>'
            for link in named.section[first : first + PER_PAGE]
        )
        more = f'<a rel="next" href="/city/?page={page + 1}">Next</a>' if first + PER_PAGE < len(named.section) else ""
        paper.add("/city/" + (f"?page={page}" if page > 1 else ""), f"<html><body>{links}{more}</body></html>")
    urlset = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</urlset>'
    maps = [urlset.format("".join(f"<url><loc>{each}</loc></url>" for each in links))
            for links in (named.sitemap, named.packed_sitemap)]  # fmt: skip
    packed = gzip.compress(maps[1].encode())
    children = [paper.add("/map-1.xml", maps[0], content_type="application/xml"),
                paper.add("/map-2.xml.gz", packed, content_type="application/gzip")]  # fmt: skip
    index = "".join(f"<sitemap><loc>{child}</loc></sitemap>" for child in children)
    paper.add("/sitemap.xml", f"<sitemapindex>{index}</sitemapindex>", content_type="application/xml")
    paper.add("/robots.txt", f"Sitemap: {paper.base}/sitemap.xml", content_type="text/plain")


def is_split(record: dict[str, Any]) -> bool:
    return KINDS[int(record["title"].rpartition(" ")[2]) % len(KINDS)] is split
