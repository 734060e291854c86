"""Read feeds: RSS 2.0, RSS 1.0 (RDF), Atom, NewsML-G2, JSON Feed and OPML lists.

They are recognised by content, not by media type. All functions are pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import chain, islice

from lxml import etree

from cleaners.urls import is_same_site, resolve
from crawler.sources.packing import unpack
from crawler.sources.readers.decoding import decode, documents, sanitize_xml
from crawler.sources.readers.elements import (
    clean_title,
    is_media,
    is_of_same_kind,
    join_references,
    local_name,
    parse_xml,
    plain_address,
    text_of,
    with_slashes,
    xml_bases,
)
from crawler.sources.readers.entry_addresses import Fields, entry_addresses, web_page
from crawler.sources.readers.json_feed import Entry, json_entries, json_next_page
from crawler.sources.readers.json_links import NotJsonError, json_links, json_value, looks_like_json
from crawler.sources.readers.listing_dates import listing_date
from crawler.sources.readers.long_entries import bound_tags
from crawler.sources.readers.text_lists import listed_addresses
from crawler.sources.redirectors import resolved
from crawler.sources.source import ArticleLink, Listing, ListingError

MAX_ENTRIES = 10_000
MAX_OUTLINES = 1_000  # read from an OPML list
_SNIFFED_CHARACTERS = 2_048  # searched for markup
_ROOTS = {"rss", "rdf", "feed", "channel", "opml", "redirect"}
_ENTRIES = {"item", "entry"}
_NEWS_ITEMS = {"newsitem", "itemref"}
_RESOURCES = {"li"}
_DATES = ("pubdate", "published", "date", "issued", "created", "updated", "modified")  # in order of preference
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_COMMENT_FEED = re.compile(r"/comments/(?:feed|default|rss|atom)|/feed/comments|[?&]feed=comments", re.IGNORECASE)
_CONTINUING = ("next", "prev-archive")  # relations of a link to older entries
_COMMENT_LINK = re.compile(r"#(?:comment|respond|disqus)", re.IGNORECASE)


def read_feed(body: bytes, url: str, language: str | None = None) -> Listing:
    """Return the articles in a feed, or the feeds in an OPML list; a feed of comments has no articles.

    Other JSON, and plain lists of addresses, are read as feeds too. `language` (BCP 47) is for month names, if the feed
    declares no language.

    Raises:
        ListingError: The body is not a feed.
    """
    text = decode(unpack(body))
    if looks_like_json(text):
        return Listing() if is_comment_feed(url) else _json_listing(text, url)
    start = text[:_SNIFFED_CHARACTERS]
    if "<" not in start and "&lt;" not in start and (listed := listed_addresses(text)):
        return _to_listing([(address, None, None) for address in listed], url)
    entries: list[Entry] = []
    outlined: list[str] = []
    next_page = None
    for document in documents(text):
        root = _xml_root(document, url)
        if local_name(root) == "redirect":
            outlined += _moved_to(root, url)
        if local_name(root) == "opml":
            outlined += _outlined_feeds(root, url)
        entries += _xml_entries(root, url, language)
        next_page = next_page or _next_page(root, url)
    if is_comment_feed(url):
        return Listing()
    return replace(_to_listing(entries, url), listings=outlined, next_page=next_page)


def _to_listing(entries: Iterable[Entry], url: str) -> Listing:
    """Return the articles to which entries lead, and the number of entries that lead to no web page."""
    articles: list[ArticleLink] = []
    unaddressed = 0
    for link, title, date in islice(entries, MAX_ENTRIES):
        address = resolve(url, with_slashes(plain_address(link), url)) if link else None
        if address is None:
            unaddressed += 1
        elif not _COMMENT_LINK.search(link):
            articles.append(
                ArticleLink(url=resolved(address, url), found_by="feed", title=clean_title(title), date=date)
            )
    return Listing(articles, unaddressed=unaddressed)


def _json_listing(text: str, url: str) -> Listing:
    """Return the articles in a JSON Feed, or the links in other JSON; raise ListingError if there are none."""
    listing, error = Listing(), None
    try:
        listing = _to_listing(json_entries(text, url), url)
    except ListingError as raised:
        error = raised
    if listing.articles:
        return replace(listing, next_page=_of_site(resolve(url, json_next_page(text)), url))
    with suppress(NotJsonError):
        if links := json_links(json_value(text), url, "feed"):
            return Listing(links)
    if error:
        raise error
    return listing


def is_comment_feed(url: str) -> bool:
    """Return True for the address of a feed of readers' comments."""
    return bool(_COMMENT_FEED.search(url))


def _xml_root(text: str, url: str) -> etree._Element:
    """Return the root of a feed or of a list of feeds; raise ListingError for any other text."""
    root = parse_xml(sanitize_xml(bound_tags(text)))
    if root is None or (local_name(root) not in _ROOTS and next(_entry_elements(root), None) is None):
        raise ListingError(f"{url}: is not a feed (RSS, Atom, JSON Feed or OPML); check the feed's address")
    return root


def _outlined_feeds(root: etree._Element, url: str) -> list[str]:
    """Return the distinct addresses of the feeds in an OPML list."""
    outlines = (element for element in root.iter() if local_name(element) == "outline")
    named = (address for element in outlines if (address := outlined_address(element)))
    addresses = (resolve(url, plain_address(str(value).strip())) for value in islice(named, MAX_OUTLINES))
    return list(dict.fromkeys(address for address in addresses if address and not is_comment_feed(address)))


def _moved_to(root: etree._Element, url: str) -> list[str]:
    """Return the new address of a feed that has moved, which is named in a `redirect` document."""
    named = next((text_of(element) for element in root.iter() if local_name(element) == "newlocation"), "")
    address = resolve(url, plain_address(named)) if named else None
    return [address] if address and address != url else []


def outlined_address(outline: etree._Element) -> str | None:
    """Return the address of the feed, or list of feeds, in an outline; None for other outlines."""
    attributes = {str(name).lower(): str(value) for name, value in outline.attrib.items()}
    is_listing = attributes.get("type", "").lower() in ("rss", "atom", "include")
    return attributes.get("xmlurl") or (attributes.get("url") if is_listing else None)


def _next_page(root: etree._Element, url: str) -> str | None:
    """Return the address of the next page of a feed, or of its archive before it (RFC 5005); None if there is none."""
    parts = [root, *(child for child in root if local_name(child) == "channel")]
    links = (
        child for part in parts for child in part if local_name(child) == "link" and child.get("rel") in _CONTINUING
    )
    addresses = (resolve(url, join_references([*xml_bases(link), link.get("href", "")])) for link in links)
    return next(filter(None, (_of_site(address, url) for address in addresses)), None)


def _of_site(address: str | None, url: str) -> str | None:
    """Return the address if it is another page on the site of `url`, else None."""
    return address if address and address != url and is_same_site(address, url) else None


def _xml_entries(root: etree._Element, url: str, language: str | None) -> list[Entry]:
    """Return the entries of an RSS or Atom feed; the link of an entry without an address is ""."""
    base, language = _base(root, url), _language(root) or language
    elements = [(element, _fields(element)) for element in islice(_entry_elements(root), MAX_ENTRIES)]
    addresses = entry_addresses(elements, base, url)
    return [_xml_entry(fields, address, language) for (_, fields), address in zip(elements, addresses, strict=True)]


def _base(root: etree._Element, url: str) -> str:
    """Return the base of relative links in RSS: the address of the channel, else of the feed."""
    links = (text_of(link) for link in root.iterfind("{*}channel/{*}link"))
    return next((address for link in links if (address := web_page(plain_address(link), url, url))), url)


def _language(root: etree._Element) -> str | None:
    """Return the language that a feed declares (BCP 47), for the month names of its dates."""
    declared = (text_of(element) for element in root.iterfind("{*}channel/{*}language"))
    return root.get(_XML_LANG) or next(declared, None)


def _entry_elements(root: etree._Element) -> Iterator[etree._Element]:
    """Return the entries of a feed or, if there are none, the items of NewsML-G2 or the resources that RDF lists."""
    for names in (_ENTRIES, _NEWS_ITEMS, _RESOURCES if local_name(root) == "rdf" else ()):
        found = (element for element in root.iter() if local_name(element) in names)
        if (first := next(found, None)) is not None:
            return chain([first], found)
    return iter(())


def _xml_entry(fields: Fields, link: str, language: str | None) -> Entry:
    """Return the link, title and date of an RSS item or Atom entry."""
    title = next((text for field in fields.get("title", []) if (text := text_of(field))), None)
    dates = (listing_date(text_of(field), language) for name in _DATES for field in fields.get(name, []))
    return link, title, next(filter(None, dates), None)


def _fields(element: etree._Element) -> Fields:
    """Return the children of an entry by name, those in the entry's namespace first, without its media."""
    fields: Fields = {}
    for child in sorted(element, key=lambda child: not is_of_same_kind(child, element)):
        if not is_media(child):
            fields.setdefault(local_name(child), []).append(child)
    return fields
