"""Read sitemaps: indexes, URL sets, news sitemaps, plain text, feeds used as sitemaps.

All functions are pure.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from io import BytesIO

from lxml import etree

from cleaners.urls import is_same_site, resolve
from crawler.moments import as_moment
from crawler.sources.link_score import (
    ARTICLE_THRESHOLD,
    Place,
    has_no_article_segment,
    is_file,
    is_front_page,
    score_link,
)
from crawler.sources.packing import unpack
from crawler.sources.readers.decoding import decode, documents, is_escaped, keep_ends, sanitize_xml, truncate_tags
from crawler.sources.readers.elements import (
    any_addresses,
    clean_title,
    has_errors,
    is_media,
    local_name,
    plain_address,
    text_of,
    with_slashes,
)
from crawler.sources.readers.feeds import read_feed
from crawler.sources.readers.json_links import NotJsonError, json_links, json_value, looks_like_json
from crawler.sources.readers.listing_dates import listing_date
from crawler.sources.readers.repair import encode_xml, repair
from crawler.sources.readers.sitemap_order import in_order
from crawler.sources.readers.text_lists import listed_addresses
from crawler.sources.source import ArticleLink, Listing, ListingError

MAX_ENTRIES = 50_000  # the limit of the sitemap protocol for a file
MAX_TAGS = 12 * MAX_ENTRIES  # an entry has five elements; news entries have more, but a file has at most a thousand
MAX_URL_CHARACTERS = 4_000  # longer addresses are cut

_ROOTS = {"urlset", "sitemapindex"}
_FEED_ROOTS = {"rss", "rdf", "feed"}
_ENTRIES = {"url", "sitemap"}
_ENTRY_START = re.compile(r"<(?:\w{1,20}:)?(?:url|sitemap)[\s>]", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*+>")
_MARKUP = re.compile(r"\s*+<(?!https?://)")  # a list may have its addresses in angle brackets
_QUERY = re.compile(r"[?#].*+", re.DOTALL)
_SITEMAP_ENDINGS = (".xml", ".xml.gz")
# Parts of the path or query of a generated sitemap. An address without one of these may be that of an article.
_SITEMAP_NAME = re.compile(r"map|index|xml|rss|feed|\.(?:php|aspx?|ashx|txt|gz)\b", re.IGNORECASE)


def read_sitemap(body: bytes, url: str) -> Listing:
    """Return the articles and sitemaps that a sitemap names, newest first, news sitemaps before the others.

    Of more than MAX_ENTRIES entries, the first and the last ones are read, because the newest are at one of the ends.

    Raises:
        ListingError: The body is not a sitemap.
    """
    body = unpack(body)
    text = decode(body)
    if not _is_markup(text):
        return _text_sitemap(text, url)
    first, *others = documents(_bounded(text))
    root, entries = _parse_entries(sanitize_xml(first))
    for other in others:
        entries += _parse_entries(sanitize_xml(other))[1]
    if root in _FEED_ROOTS:
        feed = read_feed(body, url)
        articles = _newest_first([replace(link, found_by="sitemap") for link in feed.articles])
        return Listing(articles, unaddressed=feed.unaddressed)
    if root not in _ROOTS and not entries:
        raise ListingError(f"{url}: is not a sitemap; check the address, and the Sitemap lines of robots.txt")
    return _to_listing(entries, url)


def sitemap_markup(body: bytes) -> str:
    """Return a sitemap as sanitized XML of at most MAX_TAGS tags; "" for a plain-text sitemap."""
    text = decode(unpack(body))
    return sanitize_xml(_bounded(text)) if _is_markup(text) else ""


def read_markup(markup: str, url: str) -> Listing:
    """Return the listing in a sitemap's markup, which may lack entries but not the root; see `read_sitemap`."""
    return _to_listing(_parse_entries(markup)[1], url)


def _bounded(text: str) -> str:
    many = text.count("<") > MAX_ENTRIES
    return truncate_tags(keep_ends(text, _ENTRY_START, MAX_ENTRIES) if many else text, MAX_TAGS)


def _is_markup(text: str) -> bool:
    return bool(_MARKUP.match(text)) or "<?xml" in text[:500] or is_escaped(text)


Entry = dict[str, str]  # "kind" (the element's name), and those present of loc, lastmod, title, publication_date


def _parse_entries(markup: str) -> tuple[str, list[Entry]]:
    """Return the name of the root and the entries; repair the markup if it has errors."""
    root, entries, is_sound = _read_entries(markup)
    if not is_sound:
        root, entries, _ = _read_entries(repair(markup))
    return root, entries


def _read_entries(markup: str) -> tuple[str, list[Entry], bool]:
    """Return the name of the root, the entries, and False if the markup has errors.

    The markup is parsed piece by piece, and each element is freed after it was read, so that memory stays flat.
    """
    events = etree.iterparse(
        BytesIO(encode_xml(markup)),
        events=("start", "end"),  # without `tag`: lxml 6.0 would never free the elements without an event
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
            if event == "end" and (local_name(element) in _ENTRIES or _is_bare(element)):
                entries += _entries_of(element)[: MAX_ENTRIES - len(entries)]
                _free(element)
    except etree.XMLSyntaxError:
        return root, entries, False  # the parser could not recover
    return root, entries, not has_errors(events.error_log)


def _entries_of(element: etree._Element) -> list[Entry]:
    """Return the entries of an element, one for each of its addresses, from its children and its news element's.

    Deeper elements are left out, because images and videos have their own loc and title.
    """
    entry = {"kind": "sitemap" if local_name(element) == "sitemap" else "url"}
    addresses: dict[str, None] = {}
    for child in element:
        name = local_name(child)
        if name == "news":
            entry["news"] = "yes"
            fields = ((local_name(field), text_of(field)) for field in child)
            entry.update((field, text) for field, text in fields if field not in ("", "news"))
        elif name in ("loc", "lastmod") and not is_media(child):
            text = (child.text or "").strip() or text_of(child) or child.get("href", "")
            if name == "lastmod":
                entry[name] = entry.get(name) or text
            elif text:
                addresses[text] = None
    found = addresses or [next(any_addresses(element), "")]
    return [{**entry, "loc": address} for address in found]


def _is_bare(element: etree._Element) -> bool:
    """Return True for a loc without an entry around it."""
    parent = element.getparent()
    return local_name(element) == "loc" and parent is not None and local_name(parent) in _ROOTS


def _free(element: etree._Element) -> None:
    """Free the memory of an element that was read, and of the siblings before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _to_listing(entries: list[Entry], url: str) -> Listing:
    """Return the entries as article links and further sitemaps, both ordered."""
    is_news = any("news" in entry for entry in entries)
    articles: list[ArticleLink] = []
    listings: dict[str, str | None] = {}
    unaddressed = 0
    for entry in entries:
        written = plain_address(entry.get("loc", "")[:MAX_URL_CHARACTERS])
        address = resolve(url, with_slashes(written, url)) if written else None
        unaddressed += address is None
        date = listing_date(entry.get("publication_date")) or listing_date(entry.get("lastmod"))
        if address and _is_sitemap(address, entry["kind"], is_news=is_news):
            listings[address] = date
        elif address:
            articles.append(_to_link(address, clean_title(entry.get("title")), date, is_news=is_news))
    dates = {child: date for child, date in listings.items() if date}
    return Listing(_newest_first(articles), in_order(listings), dates, unaddressed=unaddressed)


def is_sitemap_file(url: str) -> bool:
    """Return True if the ending of an address is a sitemap's; some sites list sitemaps among their pages."""
    return _QUERY.sub("", url).lower().endswith(_SITEMAP_ENDINGS)


def _is_sitemap(url: str, kind: str, *, is_news: bool) -> bool:
    """Return True if an entry of this kind ("url" or "sitemap") leads to a sitemap.

    Some sites confuse the two kinds. If the address clearly belongs to the other kind, the address decides.
    """
    if kind == "url":
        return not is_news and is_sitemap_file(url)
    is_page = not is_file(url) and not _SITEMAP_NAME.search(url.split("/", 3)[-1])
    return not (is_page and _is_probable(url))


def _is_probable(url: str) -> bool:
    return score_link(url, "", Place())[0] >= ARTICLE_THRESHOLD


def _to_link(url: str, title: str | None, date: str | None, *, is_news: bool) -> ArticleLink:
    """Return an entry as a link, with score 0 if it is clearly not an article.

    A news sitemap names only articles; a plain one also names the front page, sections, tags and service pages.
    """
    if is_news or not (is_front_page(url) or is_file(url) or has_no_article_segment(url)):
        return ArticleLink(url=url, found_by="news_sitemap" if is_news else "sitemap", title=title, date=date)
    return ArticleLink(url=url, found_by="sitemap", title=title, date=date, score=0.0, reasons=("no_article_path",))


def _newest_first(articles: list[ArticleLink]) -> list[ArticleLink]:
    """Return the links sorted by date, undated ones last; links with the same date keep the listing's order."""
    return sorted(articles, key=lambda link: -as_moment(link.date).timestamp() if link.date else float("inf"))


def read_page_of_addresses(body: bytes, url: str) -> Listing:
    """Return the articles of the site whose addresses are on a page as text, without links.

    Raises:
        ListingError: The page has no such address.
    """
    listed = _text_sitemap(_TAG.sub("\n", decode(unpack(body))), url).articles
    articles = [link for link in listed if is_same_site(link.url, url) and _is_probable(link.url)]
    if not articles:
        raise ListingError(f"{url}: is not a sitemap: a page without articles; check the address")
    return Listing(articles)


def _text_sitemap(text: str, url: str) -> Listing:
    """Return the listing in a sitemap without markup: JSON, a table, or lines with addresses.

    Raises:
        ListingError: The text has no address.
    """
    if looks_like_json(text):
        with suppress(NotJsonError):
            if links := json_links(json_value(text), url, "sitemap"):
                return Listing(links)
    listed = (resolve(url, address) for address in listed_addresses(text))
    articles = [_to_link(address, None, None, is_news=False) for address in listed if address]
    if not articles:
        raise ListingError(f"{url}: is not a sitemap: neither XML nor a list of addresses; check the address")
    return Listing(articles)
