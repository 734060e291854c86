"""Reads front pages and sections: their feeds, and the links that look like articles or sections.

Pure functions from bytes to a `Listing`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from urllib.parse import unquote, urlsplit

from lxml import etree, html
from lxml.html import HtmlElement

from cleaners.urls import is_same_site, registered_domain, resolve, url_key
from crawler.sources.decoding import decode, truncate_tags, unpack
from crawler.sources.feeds import is_comment_feed
from crawler.sources.link_score import Place, count_words, has_no_article_segment, is_file, score_link
from crawler.sources.link_words import SOCIAL_DOMAINS
from crawler.sources.source import ArticleLink, FoundBy, Listing, ListingError, Source

MAX_LINKS = 1_000
MAX_FEEDS = 50
MAX_SECTIONS = 50
_MAX_ANCHORS = 10_000  # read per page
_MAX_ANCESTORS = 30  # read per link
_MAX_PARTS = 100  # elements read inside one link
_MAX_HREF_CHARACTERS = 2_000
_MAX_TEXT_CHARACTERS = 300
_MAX_SECTION_SEGMENTS = 2
_MAX_SECTION_WORDS = 3

_CONTAINERS = frozenset({"div", "ul", "ol", "li", "section"})  # whose class and id may say navigation or footer
_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
_FEED_TYPE = re.compile(r"application/(?:rss|atom|rdf|feed)\+(?:xml|json)", re.IGNORECASE)
_FEED_PATH = re.compile(
    r"/(?:rss|feeds?|atom)(?:/|$|\.(?:xml|json|php))|\.(?:rss|atom|rdf)$|[?&](?:format|feed|type)=(?:rss|atom)",
    re.IGNORECASE,
)
_FEED_HOST = re.compile(r"^feeds?\d?\.|\bfeedburner\.|\bfeedblitz\.", re.IGNORECASE)
_COMMENTS = re.compile(r"comments|kommentare|coment[aá]rios|commentaires|commenti|reacties|комментари", re.IGNORECASE)
_NAVIGATION_CLASS = re.compile(
    r"(?<![a-z])(?:nav|navbar|navigation|menu|submenu|breadcrumbs?|topbar)(?![a-z])", re.IGNORECASE
)
_FOOTER_CLASS = re.compile(r"(?<![a-z])(?:footer|colophon)(?![a-z])", re.IGNORECASE)
_NUL = {0: None}  # libxml2 ends a document at a NUL
_SECTION_PATH = re.compile(r"[^\d]{2,60}")


@dataclass(slots=True)
class _Anchor:
    """All links of a page to one address, merged."""

    url: str
    text: str
    place: Place
    is_navigation: bool  # at least one of them is in the navigation


def read_front_page(body: bytes | str, url: str, source: Source | None = None) -> Listing:
    """Return the links of a front page or section that may be articles, scored and in page order, and its feeds.

    A page with more than MAX_LINKS links gives those with the highest scores. Links to files, social networks and the
    page itself are left out.

    Raises:
        ListingError: The body is not HTML, or holds no element.
    """
    tree, base = _parse(body, url)
    found_by = _found_by(url, source)
    page_key = url_key(url)
    links = [
        _article_link(anchor, source, found_by, url)
        for key, anchor in _anchors(tree, base).items()
        if key != page_key and not _is_file_or_social(anchor.url) and not _looks_like_feed(anchor.url, url)
    ]
    best = sorted(range(len(links)), key=lambda index: -links[index].score)[:MAX_LINKS]
    return Listing([links[index] for index in sorted(best)], _feeds(tree, base))


def find_sections(body: bytes | str, url: str) -> list[str]:
    """Return the links in a page's navigation that look like sections: a path of one or two segments and a short text.

    Raises:
        ListingError: The body is not HTML, or holds no element.
    """
    tree, base = _parse(body, url)
    return [
        anchor.url
        for key, anchor in _anchors(tree, base).items()
        if anchor.is_navigation and key != url_key(url) and _is_section(anchor, url)
    ][:MAX_SECTIONS]


def _parse(body: bytes | str, url: str) -> tuple[HtmlElement, str]:
    """Return the tree, and the address that its links are relative to."""
    text = truncate_tags(body if isinstance(body, str) else decode(unpack(body)))
    if "<" not in text:
        raise ListingError(f"{url}: is not an HTML page; check the address")
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True)
    markup = text.translate(_NUL).encode("utf-8", "replace")
    try:
        tree = html.document_fromstring(markup, parser=parser, ensure_head_body=True)
    except etree.ParserError:  # nothing but comments, or tags without a name
        raise ListingError(f"{url}: is an empty HTML page; check the address") from None
    reference = next((base.get("href", "") for base in tree.iter("base")), "")
    return tree, resolve(url, reference[:_MAX_HREF_CHARACTERS]) or url


def _found_by(url: str, source: Source | None) -> FoundBy:
    is_section = source is not None and url_key(url) in {url_key(section) for section in source.sections}
    return "section" if is_section else "front_page"


def _article_link(anchor: _Anchor, source: Source | None, found_by: FoundBy, page: str) -> ArticleLink:
    """Return an anchor as a scored link; a match of the source's `article_url` or another site decides alone."""
    score, reasons = score_link(anchor.url, anchor.text, anchor.place)
    if source and source.article_url and source.article_url.search(anchor.url):
        score, reasons = 1.0, ("article_url",)
    elif not is_same_site(anchor.url, page):
        score, reasons = 0.0, ("other_site",)
    return ArticleLink(url=anchor.url, found_by=found_by, title=anchor.text or None, score=score, reasons=reasons)


def _is_file_or_social(url: str) -> bool:
    return is_file(url) or registered_domain(url) in SOCIAL_DOMAINS


def _is_section(anchor: _Anchor, page: str) -> bool:
    """Return True if a link of the page looks like one to a section of the same site."""
    parts = urlsplit(anchor.url)
    path = unquote(parts.path).strip("/")
    return (
        is_same_site(anchor.url, page)
        and not parts.query
        and bool(_SECTION_PATH.fullmatch(path))
        and path.count("/") < _MAX_SECTION_SEGMENTS
        and bool(anchor.text)
        and count_words(anchor.text) <= _MAX_SECTION_WORDS
        and not is_file(anchor.url)
        and not has_no_article_segment(anchor.url)
    )


def _anchors(tree: HtmlElement, base: str) -> dict[str, _Anchor]:
    """Return the anchors by address key, those to one address merged (see `_merge`)."""
    anchors: dict[str, _Anchor] = {}
    for element in islice(tree.iter("a"), _MAX_ANCHORS):
        href = element.get("href") or ""
        address = resolve(base, href) if href and len(href) <= _MAX_HREF_CHARACTERS and href[0] != "#" else None
        if not address:
            continue
        text, place = _text_and_place(element)
        anchor = _Anchor(address, text, place, place.navigation or place.header)
        key = url_key(address)
        known = anchors.get(key)
        anchors[key] = _merge(known, anchor) if known else anchor
    return anchors


def _merge(known: _Anchor, other: _Anchor) -> _Anchor:
    """Merge two anchors to one address.

    The result is in a heading or article if either is, and in navigation, header, footer or aside only if both are. Its
    text is that of the anchor in a heading, else the longer one.
    """
    first, second = known.place, other.place
    place = Place(
        heading=first.heading or second.heading,
        article=first.article or second.article,
        navigation=first.navigation and second.navigation,
        header=first.header and second.header,
        footer=first.footer and second.footer,
        aside=first.aside and second.aside,
    )
    better = other if (second.heading, len(other.text)) > (first.heading, len(known.text)) and other.text else known
    return _Anchor(known.url, better.text, place, known.is_navigation or other.is_navigation)


def _text_and_place(element: HtmlElement) -> tuple[str, Place]:
    """Return a link's headline, else its text, else its label; and its place."""
    headings = [part for part in islice(element.iter(), _MAX_PARTS) if part.tag in _HEADINGS]
    text = _text(headings[0]) if headings else ""
    return text or _text(element) or _label(element), _place(element, bool(headings))


def _text(element: HtmlElement) -> str:
    """Return the visible text of an element on one line, shortened."""
    pieces: list[str] = []
    for part in islice(element.iter(), _MAX_PARTS):
        if part.tag not in ("script", "style", "svg", "noscript"):
            pieces.append((part.text or "")[:_MAX_TEXT_CHARACTERS])
        if part is not element:
            pieces.append((part.tail or "")[:_MAX_TEXT_CHARACTERS])
    return " ".join(" ".join(pieces).split())[:_MAX_TEXT_CHARACTERS]


def _label(element: HtmlElement) -> str:
    """Return the label of a link without text: its aria-label, its title or its picture's alternative text."""
    image = next((part for part in islice(element.iter(), _MAX_PARTS) if part.tag == "img"), None)
    label = element.get("aria-label") or element.get("title") or (image.get("alt") if image is not None else "") or ""
    return " ".join(label[:_MAX_TEXT_CHARACTERS].split())


def _place(element: HtmlElement, has_heading: bool) -> Place:
    """Return where on the page a link is, by its ancestors' tags, roles and class names."""
    ancestors = list(islice(element.iterancestors(), _MAX_ANCESTORS))
    tags = {ancestor.tag for ancestor in ancestors}
    names = " ".join(_class_and_id(ancestor) for ancestor in ancestors if ancestor.tag in _CONTAINERS)
    roles = {ancestor.get("role", "") for ancestor in ancestors}
    return Place(
        heading=has_heading or bool(tags & _HEADINGS),
        article="article" in tags,
        navigation="nav" in tags or "navigation" in roles or bool(_NAVIGATION_CLASS.search(names)),
        header="header" in tags or "banner" in roles,
        footer="footer" in tags or "contentinfo" in roles or bool(_FOOTER_CLASS.search(names)),
        aside="aside" in tags,
    )


def _class_and_id(element: HtmlElement) -> str:
    return f"{element.get('class', '')[:200]} {element.get('id', '')[:100]}"


def _feeds(tree: HtmlElement, base: str) -> list[str]:
    """Return the feeds that the page declares, then links that look like feeds of the site; comment feeds left out."""
    feeds: dict[str, None] = {}
    for reference, label in _feed_references(tree, base):
        address = resolve(base, reference) if len(reference) <= _MAX_HREF_CHARACTERS else None
        if address and not is_comment_feed(address) and not _COMMENTS.search(label):
            feeds[address] = None
    return list(feeds)[:MAX_FEEDS]


def _feed_references(tree: HtmlElement, base: str) -> Iterator[tuple[str, str]]:
    """Yield the address and label of everything on a page that may be a feed."""
    for element in islice(tree.iter("link"), _MAX_ANCHORS):
        is_alternate = "alternate" in element.get("rel", "").lower().split()
        if is_alternate and _FEED_TYPE.match(element.get("type", "")):
            yield element.get("href", ""), element.get("title", "")[:_MAX_TEXT_CHARACTERS]
    for element in islice(tree.iter("a"), _MAX_ANCHORS):
        address = resolve(base, element.get("href", "")[:_MAX_HREF_CHARACTERS])
        if address and _looks_like_feed(address, base):
            yield address, _text(element)


def _looks_like_feed(url: str, page: str) -> bool:
    parts = urlsplit(url)
    is_feed_host = bool(_FEED_HOST.search(parts.netloc))
    is_feed_path = bool(_FEED_PATH.search(f"{parts.path}{'?' + parts.query if parts.query else ''}"))
    return (is_feed_path and is_same_site(url, page)) or is_feed_host
