"""Find the feeds that a page declares, links to, or may have at addresses that its links suggest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from cleaners.urls import is_same_site, resolve
from crawler.sources.packing import unpack
from crawler.sources.readers.decoding import decode
from crawler.sources.readers.elements import without_feed_scheme
from crawler.sources.readers.feeds import is_comment_feed
from crawler.sources.readers.pages.anchors import MAX_ANCHORS, MAX_TEXT_CHARACTERS, anchor_text
from crawler.sources.readers.pages.interfaces import interface_feeds, is_interface
from crawler.sources.readers.pages.references import MAX_HREF_CHARACTERS

MAX_FEEDS = 50

_FEED_TYPE = re.compile(r"application/(?:rss|atom|rdf|feed)\+(?:xml|json)", re.IGNORECASE)
_JSON_TYPE = re.compile(r"application/json(?:\s{0,9};.*)?", re.IGNORECASE | re.DOTALL)
_LISTING_RELATIONS = frozenset({"feed", "sitemap", "outline"})  # an outline is a list of feeds (OPML)
_FEED_PATH = re.compile(
    r"/(?:rss|feeds?|atom)(?:/|$|\.(?:xml|json|php))|\.(?:rss|atom|rdf|opml)$|[?&](?:format|feed|type)=(?:rss|atom)",
    re.IGNORECASE,
)
_FEED_NAME = re.compile(r"\W*(?:rss|atom|xml)(?:[ -]?feeds?)?(?: ?\d\.\d)?\W*", re.IGNORECASE)
_FEED_HOST = re.compile(r"^feeds?\d?\.|\bfeedburner\.|\bfeedblitz\.", re.IGNORECASE)
_COMMENTS = re.compile(r"comments|kommentare|coment[aá]rios|commentaires|commenti|reacties|комментари", re.IGNORECASE)
_MICROFORMAT = re.compile(r"""\bclass\s{0,9}=\s{0,9}["']?[^"'<>]{0,300}\bh-?feed\b""", re.IGNORECASE)


def has_feed(body: bytes) -> bool:
    """Return True for a page that is itself a feed, by a class name of microformats (hAtom, h-feed)."""
    return bool(_MICROFORMAT.search(decode(unpack(body))))


def declared_feeds(tree: HtmlElement, base: str) -> list[str]:
    """Return the feeds that the page declares, then links that look like feeds of the site, without comment feeds."""
    feeds: dict[str, None] = {}
    for reference, label in _feed_references(tree, base):
        address = resolve(base, reference) if len(reference) <= MAX_HREF_CHARACTERS else None
        if address and not is_comment_feed(address) and not _COMMENTS.search(label):
            feeds[address] = None
    return list(feeds)[:MAX_FEEDS]


def possible_feeds(tree: HtmlElement, base: str) -> list[str]:
    """Return addresses on the site that may be feeds.

    They come from links called feeds, from alternate forms of the page in JSON, and from the site's interface.
    """
    return list(dict.fromkeys(_possible_feeds(tree, base)))[:MAX_FEEDS]


def _possible_feeds(tree: HtmlElement, base: str) -> Iterator[str]:
    for element in islice(tree.iter("a", "link"), MAX_ANCHORS):
        if _may_be_json_feed(element) if element.tag == "link" else _has_feed_name(element):
            address = resolve(base, element.get("href", "")[:MAX_HREF_CHARACTERS])
            if address and is_same_site(address, base) and not is_comment_feed(address):
                yield address
    links = (link for link in islice(tree.iter("link"), MAX_ANCHORS) if is_interface(link))
    yield from interface_feeds(base, (link.get("href", "") for link in links))


def _feed_references(tree: HtmlElement, base: str) -> Iterator[tuple[str, str]]:
    """Yield the address and the label of everything on a page that may lead to a feed."""
    for element in islice(tree.iter("link"), MAX_ANCHORS):
        is_alternate = "alternate" in element.get("rel", "").lower().split()
        is_feed = not _LISTING_RELATIONS.isdisjoint(element.get("rel", "").lower().split())
        if is_feed or (is_alternate and _declares_feed(element)):
            yield without_feed_scheme(element.get("href", "")), element.get("title", "")[:MAX_TEXT_CHARACTERS]
    for element in islice(tree.iter("a"), MAX_ANCHORS):
        href = element.get("href", "")[:MAX_HREF_CHARACTERS]
        web_href = without_feed_scheme(href)
        address = resolve(base, web_href)
        if address and (web_href != href or looks_like_feed(address, base) or _is_called_feed(element, address, base)):
            yield address, anchor_text(element)


def _declares_feed(link: HtmlElement) -> bool:
    """Return True if the type of an alternate form of the page is a feed or XML, or is missing for a feed."""
    kind = link.get("type", "").strip().lower()
    if kind:
        return bool(_FEED_TYPE.match(kind)) or kind in ("text/xml", "application/xml")
    return bool(_FEED_PATH.search(link.get("href", "")[:MAX_HREF_CHARACTERS]))


def _may_be_json_feed(link: HtmlElement) -> bool:
    """Return True for an alternate form of the page in JSON; sites declare version 1 of JSON Feed like that."""
    is_alternate = "alternate" in link.get("rel", "").lower().split()
    return is_alternate and bool(_JSON_TYPE.fullmatch(link.get("type", "").strip()[:MAX_TEXT_CHARACTERS]))


def _is_called_feed(element: HtmlElement, url: str, page: str) -> bool:
    """Return True for a link to an XML file of the site whose whole text is the name of a feed format."""
    is_xml = urlsplit(url).path.lower().endswith(".xml") and is_same_site(url, page)
    return is_xml and _has_feed_name(element)


def _has_feed_name(element: HtmlElement) -> bool:
    """Return True for a link whose whole text, or the label of its picture, is the name of a feed format."""
    label = anchor_text(element) or element.get("title") or element.get("aria-label") or ""
    return bool(_FEED_NAME.fullmatch(label[:MAX_TEXT_CHARACTERS]))


def looks_like_feed(url: str, page: str) -> bool:
    """Return True for the address of a feed on the site of a page, or on a host of feeds."""
    parts = urlsplit(url)
    is_feed_host = bool(_FEED_HOST.search(parts.netloc))
    is_feed_path = bool(_FEED_PATH.search(f"{parts.path}{'?' + parts.query if parts.query else ''}"))
    return (is_feed_path and is_same_site(url, page)) or is_feed_host
