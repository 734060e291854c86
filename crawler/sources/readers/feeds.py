"""Reads feeds: RSS 2.0, RSS 1.0 (RDF), Atom and JSON Feed, recognised by their content and not by their media type.

Pure functions from bytes to a `Listing`. lxml reads the XML; feedparser is slow and gets only what lxml cannot read.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from urllib.parse import urljoin

from lxml import etree

from cleaners.urls import resolve
from crawler.sources.readers.decoding import decode, sanitize_xml, truncate_tags, unpack
from crawler.sources.readers.listing_dates import listing_date
from crawler.sources.source import ArticleLink, Listing, ListingError

MAX_ENTRIES = 10_000
MAX_TITLE_CHARACTERS = 500
_MAX_FALLBACK_BYTES = 300_000  # that feedparser reads; it is slow, very slow on nested markup
_FEEDPARSER_ERRORS = (LookupError, AttributeError, TypeError, ValueError)  # raised on a misplaced end tag, for example
_ROOTS = {"rss", "rdf", "feed", "channel"}
_ENTRIES = {"item", "entry"}
_DATES = ("pubdate", "published", "date", "issued", "created", "updated", "modified")  # the first one present counts
_XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"

_MARKUP = re.compile(r"<[a-zA-Z/!][^<>]{0,500}>")
_COMMENT_FEED = re.compile(r"/comments/(?:feed|default|rss|atom)|/feed/comments|[?&]feed=comments", re.IGNORECASE)
_COMMENT_LINK = re.compile(r"#(?:comment|respond|disqus)", re.IGNORECASE)

Fields = dict[str, list[etree._Element]]


def read_feed(body: bytes, url: str) -> Listing:
    """Return the articles that a feed names; a feed of readers' comments names none.

    Raises:
        ListingError: The body is not a feed.
    """
    text = decode(unpack(body))
    entries = _json_entries(text, url) if text.lstrip().startswith("{") else _xml_entries(text, url)
    articles: list[ArticleLink] = []
    for link, title, date in entries:
        address = resolve(url, link)
        if address and not _COMMENT_LINK.search(link) and len(articles) < MAX_ENTRIES:
            articles.append(
                ArticleLink(url=address, found_by="feed", title=clean_title(title), date=listing_date(date))
            )
    return Listing() if is_comment_feed(url) else Listing(articles)


def is_comment_feed(url: str) -> bool:
    """Return True if the address is that of a feed of readers' comments."""
    return bool(_COMMENT_FEED.search(url))


def clean_title(title: str | None) -> str | None:
    """Return a listing's title as plain text on one line, None if nothing is left."""
    text = html.unescape(_MARKUP.sub("", html.unescape((title or "")[: 4 * MAX_TITLE_CHARACTERS])))
    return " ".join(text.split())[:MAX_TITLE_CHARACTERS] or None


Entry = tuple[str, str | None, str | None]  # link, title and date, unchanged


def _json_entries(text: str, url: str) -> list[Entry]:
    """Return the entries of a JSON Feed that have a link."""
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ListingError(f"{url}: starts like a JSON Feed but is not valid JSON; check the feed's address") from error
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        raise ListingError(f"{url}: is JSON but not a JSON Feed (it has no 'items'); check the feed's address")
    return [entry for item in feed["items"] if isinstance(item, dict) and (entry := _json_entry(item))]


def _json_entry(item: dict[str, Any]) -> Entry | None:
    """Return one item of a JSON Feed, None if it has no link."""

    def text(*keys: str) -> str | None:
        return next((value for key in keys if isinstance(value := item.get(key), str) and value.strip()), None)

    link = text("url", "external_url")
    return (link, text("title"), text("date_published", "date_modified")) if link else None


def _xml_entries(text: str, url: str) -> list[Entry]:
    """Return the entries of an RSS or Atom feed that have a link."""
    markup = sanitize_xml(truncate_tags(text))
    root = parse_xml(markup)
    if root is None or local_name(root) not in _ROOTS:
        raise ListingError(f"{url}: is not a feed (RSS, Atom or JSON Feed); check the feed's address")
    entries = [entry for element in _entry_elements(root) if (entry := _xml_entry(element))]
    if entries or not re.search(r"<(?:\w{1,20}:)?(?:item|entry)\b", markup):
        return entries
    try:
        return _feedparser_entries(markup)
    except _FEEDPARSER_ERRORS as error:
        raise ListingError(f"{url}: is a feed too damaged to be read; check the feed's address") from error


def parse_xml(markup: str) -> etree._Element | None:
    """Return the root of what `sanitize_xml` returned, parsed as far as possible; None if there is no element."""
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, encoding="utf-8"
    )
    try:
        return etree.fromstring(markup.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None


def local_name(element: etree._Element) -> str:
    """Return an element's name in lower case without its namespace; "" for comments and processing instructions."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _entry_elements(root: etree._Element) -> Iterator[etree._Element]:
    return (element for element in root.iter() if local_name(element) in _ENTRIES)


def _xml_entry(element: etree._Element) -> Entry | None:
    """Return the link, title and date of an RSS item or Atom entry, None if it has no link."""
    fields: Fields = {}
    for child in element:
        fields.setdefault(local_name(child), []).append(child)
    link = _article_address(element, fields)
    if not link:
        return None
    date = next((text for name in _DATES for field in fields.get(name, []) if (text := _text(field))), None)
    return link, next((text for field in fields.get("title", []) if (text := _text(field))), None), date


def _article_address(entry: etree._Element, fields: Fields) -> str | None:
    """Return the article's address.

    In order of precedence: FeedBurner's original link, the link of RSS or Atom, a permanent guid or id, RDF's `about`.
    """
    for name in ("origlink", "link"):
        for field in fields.get(name, []):
            reference = field.get("href") if "href" in field.attrib else _text(field)
            if reference and field.get("rel", "alternate").lower() == "alternate":
                return _join_references([*_xml_bases(field), reference])
    for field in [*fields.get("guid", []), *fields.get("id", [])]:
        reference = _text(field)
        if field.get("isPermaLink", "true").lower() != "false" and reference.startswith(("http://", "https://")):
            return reference
    return next((value for name, value in entry.attrib.items() if str(name).endswith("}about")), None) or None


def _xml_bases(element: etree._Element) -> list[str]:
    """Return the xml:base attributes that apply to an element, the outermost first."""
    bases = [base for ancestor in (element, *element.iterancestors()) if (base := ancestor.get(_XML_BASE))]
    return bases[::-1]


def _join_references(references: list[str]) -> str:
    """Resolve each reference against the one before it; return the last one unchanged if that fails."""
    joined = ""
    for reference in references:
        try:
            joined = urljoin(joined, reference.strip())
        except ValueError:
            return references[-1]
    return joined


def _text(element: etree._Element) -> str:
    return "".join(str(text) for text in element.itertext(etree.Element)).strip()


def _feedparser_entries(markup: str) -> list[Entry]:
    """Return the entries that feedparser finds in a feed that lxml cannot read.

    It gets a stream, because it would fetch a text that looks like an address.
    """
    import feedparser  # here, because few feeds need it and its import takes as long as that of the store

    body = markup.encode("utf-8", "replace")[:_MAX_FALLBACK_BYTES]
    feed = feedparser.parse(BytesIO(body), sanitize_html=False, resolve_relative_uris=False)
    return [
        (entry["link"], entry.get("title"), entry.get("published") or entry.get("updated"))
        for entry in feed.entries
        if entry.get("link")
    ]
