"""Reads feeds: RSS 2.0, RSS 1.0 (RDF), Atom, JSON Feed and OPML lists, recognised by content, not by media type.

Pure functions from bytes to a `Listing`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import urljoin

from lxml import etree

from cleaners.urls import resolve
from crawler.sources.link_score import is_front_page
from crawler.sources.readers.decoding import decode, sanitize_xml, truncate_tags, unpack
from crawler.sources.readers.elements import (
    is_media,
    is_of_same_kind,
    local_name,
    parse_xml,
    plain_address,
    text_of,
)
from crawler.sources.readers.json_feed import Entry, json_entries
from crawler.sources.readers.listing_dates import listing_date
from crawler.sources.source import ArticleLink, Listing, ListingError

MAX_ENTRIES = 10_000
MAX_OUTLINES = 1_000  # of an OPML list
MAX_TITLE_CHARACTERS = 500
_ROOTS = {"rss", "rdf", "feed", "channel", "opml"}
_ENTRIES = {"item", "entry"}
_DATES = ("pubdate", "published", "date", "issued", "created", "updated", "modified")  # the first readable one counts
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"

_BREAK = re.compile(r"</?(?:br|p|div|li|ul|ol|h[1-6])\b[^<>]{0,500}>", re.IGNORECASE)  # which separates two words
_MARKUP = re.compile(r"<[a-zA-Z/!][^<>]{0,500}>")
_COMMENT_FEED = re.compile(r"/comments/(?:feed|default|rss|atom)|/feed/comments|[?&]feed=comments", re.IGNORECASE)
_COMMENT_LINK = re.compile(r"#(?:comment|respond|disqus)", re.IGNORECASE)

Fields = dict[str, list[etree._Element]]


def read_feed(body: bytes, url: str) -> Listing:
    """Return the articles that a feed names, or the feeds that an OPML list names; a feed of comments names none.

    Raises:
        ListingError: The body is not a feed.
    """
    text = decode(unpack(body))
    if text.lstrip().startswith(("{", "[")):
        entries = json_entries(text, url)
    else:
        root = _xml_root(text, url)
        if local_name(root) == "opml":
            return Listing(listings=_outlined_feeds(root, url))
        entries = _xml_entries(root)
    articles: list[ArticleLink] = []
    for link, title, date in entries:
        address = resolve(url, plain_address(link))
        if address and not _COMMENT_LINK.search(link) and len(articles) < MAX_ENTRIES:
            articles.append(ArticleLink(url=address, found_by="feed", title=clean_title(title), date=date))
    return Listing() if is_comment_feed(url) else Listing(articles)


def is_comment_feed(url: str) -> bool:
    """Return True if the address is that of a feed of readers' comments."""
    return bool(_COMMENT_FEED.search(url))


def clean_title(title: str | None) -> str | None:
    """Return a listing's title as plain text on one line, None if nothing is left."""
    text = _BREAK.sub(" ", html.unescape((title or "")[: 4 * MAX_TITLE_CHARACTERS]))
    text = html.unescape(_MARKUP.sub("", text))
    return " ".join(text.split())[:MAX_TITLE_CHARACTERS] or None


def _xml_root(text: str, url: str) -> etree._Element:
    """Return the root of a feed or of a list of feeds; raise ListingError for any other text."""
    root = parse_xml(sanitize_xml(truncate_tags(text)))
    if root is None or local_name(root) not in _ROOTS:
        raise ListingError(f"{url}: is not a feed (RSS, Atom, JSON Feed or OPML); check the feed's address")
    return root


def _outlined_feeds(root: etree._Element, url: str) -> list[str]:
    """Return the addresses of the feeds that an OPML list names, each once."""
    outlines = (element for element in root.iter() if local_name(element) == "outline")
    named = (value for element in outlines for name, value in element.attrib.items() if str(name).lower() == "xmlurl")
    addresses = (resolve(url, plain_address(str(value).strip())) for value in islice(named, MAX_OUTLINES))
    return list(dict.fromkeys(address for address in addresses if address and not is_comment_feed(address)))


def _xml_entries(root: etree._Element) -> list[Entry]:
    """Return the entries of an RSS or Atom feed that have a link."""
    language = _language(root)
    return [entry for element in _entry_elements(root) if (entry := _xml_entry(element, language))]


def _language(root: etree._Element) -> str | None:
    """Return the language that a feed declares (BCP 47), for the month names of its dates."""
    declared = (text_of(element) for element in root.iterfind("{*}channel/{*}language"))
    return root.get(_XML_LANG) or next(declared, None)


def _entry_elements(root: etree._Element) -> Iterator[etree._Element]:
    return (element for element in root.iter() if local_name(element) in _ENTRIES)


def _xml_entry(element: etree._Element, language: str | None) -> Entry | None:
    """Return the link, title and date of an RSS item or Atom entry, None if it has no link."""
    fields = _fields(element)
    link = _article_address(element, fields)
    if not link:
        return None
    title = next((text for field in fields.get("title", []) if (text := text_of(field))), None)
    dates = (listing_date(text_of(field), language) for name in _DATES for field in fields.get(name, []))
    return link, title, next(filter(None, dates), None)


def _fields(element: etree._Element) -> Fields:
    """Return the children of an entry by name, those in the entry's own namespace first, without its media."""
    fields: Fields = {}
    for child in sorted(element, key=lambda child: not is_of_same_kind(child, element)):
        if not is_media(child):
            fields.setdefault(local_name(child), []).append(child)
    return fields


def _article_address(entry: etree._Element, fields: Fields) -> str | None:
    """Return the article's address.

    In order of precedence: FeedBurner's original link, the link of RSS or Atom, a permanent guid or id, RDF's `about`.
    A link to the front page is only taken if there is no other address.
    """
    link = next(_links(fields), None)
    if link and not is_front_page(link):
        return link
    for field in [*fields.get("guid", []), *fields.get("id", [])]:
        reference = text_of(field)
        if _is_permanent(field) and reference.startswith(("http://", "https://")):
            return reference
    about = (value for name, value in entry.attrib.items() if str(name).endswith("about"))
    return link or next(about, None) or None


def _links(fields: Fields) -> Iterator[str]:
    """Yield the links of an entry to its page, those that say that they lead to HTML first."""
    found = [field for name in ("origlink", "link") for field in fields.get(name, [])]
    for field in sorted(found, key=lambda field: "html" not in field.get("type", "")):
        reference = field.get("href") if "href" in field.attrib else text_of(field) or _text_after(field)
        kind = field.get("type", "html").lower()
        if reference and field.get("rel", "alternate").lower() == "alternate" and ("html" in kind or "/" not in kind):
            yield _join_references([*_xml_bases(field), reference])


def _text_after(field: etree._Element) -> str:
    """Return the address after a closed link: feeds that went through an HTML parser have `<link/>ADDRESS`."""
    text = (field.tail or "").strip()
    return text if text.startswith(("http://", "https://", "/")) else ""


def _is_permanent(field: etree._Element) -> bool:
    """Return True unless a guid says that it is not an address."""
    values = (value for name, value in field.attrib.items() if str(name).lower() == "ispermalink")
    return next(values, "true").strip().lower() != "false"


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
