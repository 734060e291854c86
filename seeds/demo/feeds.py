"""Write the feeds and sitemaps of the demo newspaper."""

from __future__ import annotations

from collections.abc import Iterable
from email.utils import format_datetime
from html import escape

from seeds.demo.stories import Language, Story

Entry = tuple[str, Story]  # absolute address, story
XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
SITEMAP_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS_NAMESPACE = "http://www.google.com/schemas/sitemap-news/0.9"


def rss(title: str, home: str, entries: Iterable[Entry]) -> str:
    """Return an RSS 2.0 feed, with its links in CDATA, as many content management systems write them."""
    items = "".join(
        f"<item><title>{escape(story.title)}</title><link><![CDATA[{url}?utm_source=rss&utm_medium=feed]]></link>"
        f"<guid isPermaLink='true'>{escape(url)}</guid><pubDate>{format_datetime(story.published)}</pubDate>"
        f"<description>{escape(story.lead)}</description></item>\n"
        for url, story in entries
    )
    return _rss_channel(title, home, items)


def comments_rss(title: str, home: str, entries: Iterable[Entry]) -> str:
    """Return a feed of readers' comments, which a crawler should not mistake for a list of articles."""
    items = "".join(
        f"<item><title>Comment on {escape(story.title)}</title>"
        f"<link>{escape(url)}#comment-{story.number}</link></item>\n"
        for url, story in entries
    )
    return _rss_channel(f"Comments for {title}", home, items)


def atom(title: str, home: str, entries: list[Entry]) -> str:
    """Return an Atom feed."""
    items = "".join(
        f"<entry><title>{escape(story.title)}</title><id>{escape(url)}</id><link rel='alternate' href='{escape(url)}'/>"
        f"<published>{story.published.isoformat()}</published>"
        f"<updated>{(story.modified or story.published).isoformat()}</updated>"
        f"<summary>{escape(story.lead)}</summary></entry>\n"
        for url, story in entries
    )
    updated = max(story.modified or story.published for _, story in entries).isoformat()
    return (
        f"{XML_DECLARATION}<feed xmlns='http://www.w3.org/2005/Atom'><title>{escape(title)}</title><id>{home}</id>"
        f"<updated>{updated}</updated>\n{items}</feed>\n"
    )


def sitemap_index(addresses: Iterable[str]) -> str:
    """Return a sitemap index."""
    items = "".join(f"<sitemap><loc>{escape(address)}</loc></sitemap>\n" for address in addresses)
    return f"{XML_DECLARATION}<sitemapindex xmlns='{SITEMAP_NAMESPACE}'>\n{items}</sitemapindex>\n"


def sitemap(entries: Iterable[Entry]) -> str:
    """Return a plain sitemap with the time of each story's last change."""
    items = "".join(
        f"<url><loc>{escape(url)}</loc><lastmod>{(story.modified or story.published).isoformat()}</lastmod></url>\n"
        for url, story in entries
    )
    return f"{XML_DECLARATION}<urlset xmlns='{SITEMAP_NAMESPACE}'>\n{items}</urlset>\n"


def news_sitemap(entries: Iterable[Entry], languages: dict[str, Language]) -> str:
    """Return a news sitemap with titles, dates and languages."""
    items = "".join(
        f"<url><loc>{escape(url)}</loc><news:news><news:publication>"
        f"<news:name>{escape(languages[story.language].site_name)}</news:name>"
        f"<news:language>{story.language}</news:language></news:publication>"
        f"<news:publication_date>{story.published.isoformat()}</news:publication_date>"
        f"<news:title>{escape(story.title)}</news:title></news:news></url>\n"
        for url, story in entries
    )
    return f"{XML_DECLARATION}<urlset xmlns='{SITEMAP_NAMESPACE}' xmlns:news='{NEWS_NAMESPACE}'>\n{items}</urlset>\n"


def _rss_channel(title: str, home: str, items: str) -> str:
    head = f"<title>{escape(title)}</title><link>{home}</link>"
    return f"{XML_DECLARATION}<rss version='2.0'><channel>{head}\n{items}</channel></rss>\n"
