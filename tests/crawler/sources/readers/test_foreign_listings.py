"""Listings of other vocabularies, in other encodings, or with addresses in unusual places give their articles."""

from __future__ import annotations

import html
import json

import pytest

from crawler.frontier.listings import Kind, ListingRef, read
from crawler.sources.link_score import ARTICLE_THRESHOLD
from crawler.sources.source import Listing, ListingError, Source

SITE = "https://paper.example"
SOURCE = Source(id="paper", name="The Paper", home=f"{SITE}/")
PATHS = [f"/2026/03/vote-on-the-new-weir-tonight-{number}.html" for number in (70_001, 70_002, 70_003)]
LINKS = [SITE + path for path in PATHS]
TITLE = "A vote on the new weir"


def each(pattern: str) -> str:
    return "".join(pattern.replace("URL", link).replace("PATH", link.removeprefix(SITE)) for link in LINKS)


def inside(start: str, pattern: str, end: str) -> str:
    return f"{start}{each(pattern)}{end}"


def rss(item: str) -> str:
    return inside(
        "<rss><channel><title>The Paper</title>", f"<item><title>{TITLE}</title>{item}</item>", "</channel></rss>"
    )


def atom(entry: str) -> str:
    return inside('<feed xmlns="http://www.w3.org/2005/Atom">', f"<entry><id>tag:1</id>{entry}</entry>", "</feed>")


def urlset(entry: str) -> str:
    return inside('<?xml version="1.0"?><urlset>', entry, "</urlset>")


def page(pattern: str, attributes: str = "") -> str:
    return inside(f"<!doctype html><html><body {attributes}>", pattern, "</body></html>")


HEADED = f'<div class=hentry><h2><a class="u-url" href="PATH">{TITLE}</a></h2></div>'
WARNING = "<br />\n<b>Notice</b>: no host in <b>/m.php</b> on line <b>3</b><br />\nURL"
FEEDS = {
    "JSON in JSON": json.dumps(json.dumps({"items": [{"url": link} for link in LINKS]})),
    "JSON:API": json.dumps({"data": [{"attributes": {"title": TITLE, "path": {"alias": path}}} for path in PATHS]}),
    "identifiers": json.dumps({"hits": [{"@id": link, "name": TITLE} for link in LINKS]}),
    "guids": json.dumps([{"id": 7, "guid": {"rendered": link}, "title": {"rendered": TITLE}} for link in LINKS]),
    "escaped slashes": json.dumps({"items": [{"url": link.replace("/", "&#x2F;")} for link in LINKS]}),
    "escaped twice": html.escape(rss("<link>URL</link>")),
    "resources of RDF": inside('<r:RDF xmlns:r="r"><r:Seq>', '<r:li r:resource="URL"/>', "</r:Seq></r:RDF>"),
    "NewsML-G2": inside(
        "<newsMessage>", '<newsItem><contentSet><remoteContent href="URL"/></contentSet></newsItem>', "</newsMessage>"
    ),
    "a package of NewsML-G2": inside("<packageItem>", '<itemRef href="URL"><headline/></itemRef>', "</packageItem>"),
    "CDF": inside("<CHANNEL>", f'<ITEM HREF="URL"><TITLE>{TITLE}</TITLE></ITEM>', "</CHANNEL>"),
    "hAtom": page(HEADED, "class=hfeed"),
    "h-feed": page(HEADED, 'class="list h-feed"'),
    "a broken end tag": rss("<link>URL</ link>"),
    "an enclosure that is not closed": rss("<enclosure url=/a.mp3 type=audio/mpeg><link>URL</link>"),
    "an enclosure that is the page": rss('<enclosure url="URL" type="text/html"/>'),
    "an identifier": rss("<guid isPermaLink='false'>77</guid><dc:identifier>URL</dc:identifier>"),
    "a permalink": rss("<permalink>URL</permalink><license>https://paper.example/licence-of-2026</license>"),
    "comments of the article": rss("<comments>URL#comments</comments><commentRss>URL/feed</commentRss>"),
    "a word before the address": rss("<link>Read: URL</link>"),
    "a relation to the original": atom('<link rel="via" href="URL"/><author><uri>https://paper.example/ann</uri></author>'),
    "an empty relation": atom('<link rel="" href="URL"/>'),
    "two relations": atom('<link rel="bookmark alternate" href="URL"/>'),
    "capitals": atom('<link HREF="URL"/>'),
    "a link in XHTML": atom('<content type="xhtml"><div><p>Read <a href="URL">on</a></p></div></content>'),
}  # fmt: skip
SITEMAPS = {
    "no entries": urlset("<loc>URL</loc>"),
    "an attribute": urlset('<url loc="URL"><lastmod>2026-03-04</lastmod></url>'),
    "the text of the entry": urlset("<url>URL</url>"),
    "another element": urlset("<url><location>URL</location></url>"),
    "a closed loc": urlset("<url><loc/>URL</url>"),
    "an empty loc before": urlset("<url><loc></loc><loc>URL</loc></url>"),
    "another language only": urlset('<url><xhtml:link rel="alternate" hreflang="el" href="URL"/></url>'),
    "a warning": urlset(f"<url><loc>{WARNING}</loc></url>"),
    "two schemes": urlset("<url><loc>http://URL</loc></url>"),
    "a scheme without colon": urlset("<url><loc>http://URL</loc></url>").replace("https:", "https"),
    "no scheme": urlset("<url><loc>URL</loc></url>").replace("https://", ""),
    "UTF-16 without a mark": f"\n \n{urlset('<url><loc>URL</loc></url>')}".encode("utf-16-le"),
    "lines in UTF-16": each("URL\r\n").encode("utf-16-be"),
    "hosts": each("URL\n").replace("https://", ""),
    "brackets": each("<URL>\n"),
    "commas": ", ".join(LINKS),
    "semicolons": ";".join(LINKS) + ";",
    "a table of paths": "path,lastmod\n" + each("PATH,2026-03-04\n"),
    "paths in JSON": json.dumps({"urls": PATHS}),
    "addresses shown as text": page("<li>URL</li>"),
}  # fmt: skip


def read_as(kind: Kind, body: str | bytes) -> Listing:
    content = body.encode() if isinstance(body, str) else body
    return read(ListingRef(f"{SITE}/x", kind), content, f"{SITE}/x", SOURCE)


def found(listing: Listing) -> list[str]:
    return sorted(link.url for link in listing.articles if link.score >= ARTICLE_THRESHOLD)


@pytest.mark.parametrize("body", FEEDS.values(), ids=FEEDS)
def test_a_foreign_feed_gives_its_articles(body: str) -> None:
    assert found(read_as("feed", body)) == LINKS


@pytest.mark.parametrize("body", SITEMAPS.values(), ids=SITEMAPS)
def test_a_foreign_sitemap_gives_its_articles(body: str | bytes) -> None:
    assert found(read_as("sitemap", body)) == LINKS


@pytest.mark.parametrize(
    "entry",
    [
        '<link rel="via" href="https://other.example/2026/the-story-that-we-read-80001.html"/>',
        '<link rel="related" href="/files/report.pdf"/>',
        "<author><uri>https://paper.example/ann</uri></author>",
        '<source><link href="https://paper.example/other-feed"/></source>',
        '<rights><div><a href="https://paper.example/terms-of-use-of-2026.html">Terms</a></div></rights>',
        '<content type="xhtml"><div><a href="https://paper.example/our-app-for-your-phone.html">App</a></div></content>',
    ],
)
def test_other_addresses_of_an_entry_are_not_taken_for_its_own(entry: str) -> None:
    listing = read_as("feed", atom(entry))
    assert (found(listing), listing.unaddressed) == ([], len(LINKS))


def test_a_page_that_shows_other_addresses_is_not_a_sitemap() -> None:
    with pytest.raises(ListingError, match="is not a sitemap"):
        read_as(
            "sitemap",
            "<html><body><p>https://paper.example/contact and https://other.example/2026/03/a-b-c-d-e-70001</p></body></html>",
        )
