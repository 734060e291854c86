"""Sitemaps as pure functions: indexes, URL sets, news sitemaps, plain text, feeds used as sitemaps, robots.txt."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

from lxml import etree

from cleaners.urls import resolve
from crawler.sources.decoding import decode, unpack, within_tags, xml_text
from crawler.sources.feeds import clean_title, local_name, read_feed
from crawler.sources.link_score import is_file, is_front_page, is_no_article_path
from crawler.sources.listing_dates import as_datetime, listing_date
from crawler.sources.source import ArticleLink, Listing, ListingError

MAX_ENTRIES = 50_000  # the sitemap protocol's own limit for one file
MAX_TAGS = 12 * MAX_ENTRIES  # an entry has five elements; those of news have more, but are a thousand at most
MAX_URL_CHARACTERS = 4_000
USUAL_SITEMAP_PATHS = (
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
USUAL_FEED_PATHS = (
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

_ROOTS = {"urlset", "sitemapindex"}
_FEED_ROOTS = {"rss", "rdf", "feed"}
_ENTRIES = {"url", "sitemap"}
_MAX_ROBOTS_LINES = 100_000
_ROBOTS_LINE = re.compile(r"\s{0,9}sitemap(?:\s{0,9}:\s{0,9}|\s{1,9})([^\s:]\S*)", re.IGNORECASE)
_NEWS_PATH = re.compile(r"news|noticias|actualite|nachrichten", re.IGNORECASE)
_OTHER_PATH = re.compile(r"categor|tag|author|taxonom|image|video|page-|product|section", re.IGNORECASE)
_MONTH = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_/.]?(0[1-9]|1[0-2])?(?:[-_/.]?([0-3]\d))?(?!\d)")


def read_sitemap(body: bytes, url: str) -> Listing:
    """Read the articles and further sitemaps that a sitemap names, newest first, news sitemaps before the others.

    At most MAX_ENTRIES are read. Raises ListingError where it is no sitemap.
    """
    body = unpack(body)
    text = decode(body)
    if not _is_markup(text):
        return _text_sitemap(text, url)
    root, entries = _entries(xml_text(within_tags(text, MAX_TAGS)))
    if root in _FEED_ROOTS:
        feed = read_feed(body, url)
        return Listing(_newest_first([replace(link, found_by="sitemap") for link in feed.articles]))
    if root not in _ROOTS and not entries:
        raise ListingError(f"{url}: is no sitemap; check the address, or what robots.txt says of sitemaps")
    return _listing(entries, url)


def sitemap_markup(body: bytes) -> str:
    """Return a sitemap as the markup that is read: unpacked, decoded, harmless, up to MAX_TAGS; "" for plain text."""
    text = decode(unpack(body))
    return xml_text(within_tags(text, MAX_TAGS)) if _is_markup(text) else ""


def read_markup(markup: str, url: str) -> Listing:
    """Read what `sitemap_markup` returns of a sitemap, or a part of it with its root; see `read_sitemap`."""
    return _listing(_entries(markup)[1], url)


def _is_markup(text: str) -> bool:
    return text.lstrip().startswith("<") or "<?xml" in text[:500]


def robots_sitemaps(body: str | bytes, base_url: str) -> list[str]:
    """List the sitemaps that a robots.txt names, absolute, each once."""
    text = decode(unpack(body)) if isinstance(body, bytes) else body
    found: dict[str, None] = {}
    for line in text.splitlines()[:_MAX_ROBOTS_LINES]:
        match = _ROBOTS_LINE.match(line[:MAX_URL_CHARACTERS])
        address = resolve(base_url, match[1]) if match else None
        if address:
            found[address] = None
    return list(found)


Entry = dict[str, str]  # "kind" is the element's name; loc, lastmod, title, publication_date as far as they are there


def _entries(markup: str) -> tuple[str, list[Entry]]:
    """The name of the root and the entries, read piece by piece: an element is forgotten once it is read."""
    events = etree.iterparse(
        BytesIO(markup.encode("utf-8", "replace")),
        events=("start", "end"),  # of all elements: with `tag` lxml 6.0 keeps those that it does not tell of for ever
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        encoding="utf-8",
    )
    root = ""
    entries: list[Entry] = []
    try:
        for event, element in events:
            root = root or local_name(element)
            if root in _FEED_ROOTS or len(entries) >= MAX_ENTRIES:
                break
            if event == "end" and local_name(element) in _ENTRIES:
                entries.append(_entry(element))
                _forget(element)
    except etree.XMLSyntaxError:
        pass  # what was read before the place that even recovery does not pass is worth having
    return root, [entry for entry in entries if entry.get("loc")]


def _entry(element: etree._Element) -> Entry:
    """Only children and those of news elements: images and videos have a loc and a title of their own."""
    entry = {"kind": local_name(element)}
    for child in element:
        name = local_name(child)
        if name == "news":
            entry["news"] = "yes"
            entry.update((local_name(field), _text(field)) for field in child if local_name(field) not in ("", "news"))
        elif name in ("loc", "lastmod") and name not in entry:
            entry[name] = _text(child)
    return entry


def _text(element: etree._Element) -> str:
    return "".join(str(text) for text in element.itertext(etree.Element)).strip()


def _forget(element: etree._Element) -> None:
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _listing(entries: list[Entry], url: str) -> Listing:
    is_news = any("news" in entry for entry in entries)
    articles: list[ArticleLink] = []
    listings: dict[str, str | None] = {}
    for entry in entries:
        address = resolve(url, entry["loc"][:MAX_URL_CHARACTERS])
        date = listing_date(entry.get("publication_date")) or listing_date(entry.get("lastmod"))
        if address and entry["kind"] == "sitemap":
            listings[address] = date
        elif address:
            articles.append(_article(address, clean_title(entry.get("title")), date, is_news))
    ordered = sorted(listings, key=lambda child: _rank(child, listings[child]))
    return Listing(_newest_first(articles), ordered, {child: date for child, date in listings.items() if date})


def _article(url: str, title: str | None, date: str | None, is_news: bool) -> ArticleLink:
    """A news sitemap holds articles only; a plain one also names the front page, sections, tags and service pages."""
    if is_news or not (is_front_page(url) or is_file(url) or is_no_article_path(url)):
        return ArticleLink(url=url, found_by="news_sitemap" if is_news else "sitemap", title=title, date=date)
    return ArticleLink(url=url, found_by="sitemap", title=title, date=date, score=0.0, reasons=("no_article_path",))


def _rank(sitemap: str, date: str | None) -> tuple[bool, bool, bool, float]:
    """Sorts news sitemaps first and lists of tags and the like last, then the newest first.

    Where there is no lastmod the month in the address counts.
    """
    path = sitemap.split("/", 3)[-1]
    date = date or _date_in(path)
    newest = -as_datetime(date).timestamp() if date else 0.0
    return bool(_OTHER_PATH.search(path)), not _NEWS_PATH.search(path), date is None, newest


def _date_in(path: str) -> str | None:
    match = _MONTH.search(path)
    return listing_date(f"{match[1]}-{match[2] or '01'}-{match[3] or '01'}") if match else None


def _newest_first(articles: list[ArticleLink]) -> list[ArticleLink]:
    """Dated ones by date, then the others; the listing's order where dates are the same."""
    return sorted(articles, key=lambda link: -as_datetime(link.date).timestamp() if link.date else float("inf"))


def _text_sitemap(text: str, url: str) -> Listing:
    articles = [
        _article(address, None, None, is_news=False)
        for line in _lines(text)
        if line.startswith(("http://", "https://")) and (address := resolve(url, line))
    ]
    if not articles:
        raise ListingError(f"{url}: is no sitemap: neither XML nor a list of addresses; check the address")
    return Listing(articles)


def _lines(text: str) -> Iterator[str]:
    return (line.strip() for line in text.splitlines()[:MAX_ENTRIES] if len(line) <= MAX_URL_CHARACTERS)
