"""Read front pages and sections: their feeds, links that look like articles or sections, and further pages.

All functions are pure.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from cleaners.urls import is_same_site, registered_domain, resolve, url_key
from crawler.sources.address_shape import fine_shape
from crawler.sources.link_score import ARTICLE_THRESHOLD, has_headline, is_file, names_action, score_link
from crawler.sources.link_words import SOCIAL_DOMAINS
from crawler.sources.packing import unpack
from crawler.sources.readers.decoding import decode, truncate_tags
from crawler.sources.readers.elements import without_feed_scheme
from crawler.sources.readers.feeds import is_comment_feed
from crawler.sources.readers.json_links import NotJsonError, json_links, json_value, markup_in, next_address
from crawler.sources.readers.pages.anchors import (
    MAX_ANCHORS,
    MAX_HREF_CHARACTERS,
    MAX_TEXT_CHARACTERS,
    Anchor,
    anchor_text,
    anchors_by_key,
)
from crawler.sources.readers.pages.data_links import DataPage, all_links, menu_anchors, titled_links
from crawler.sources.readers.pages.declared_article import declares_article
from crawler.sources.readers.pages.interfaces import interface_feeds, is_interface
from crawler.sources.readers.pages.loaded_pages import (
    chosen_pages,
    framed_pages,
    included_pages,
    indexed_pages,
    loaded_pages,
    translated_pages,
)
from crawler.sources.readers.pages.next_page import PageOfList, find_next_page
from crawler.sources.readers.pages.possible_sections import possible_sections
from crawler.sources.readers.pages.sections import find_sections
from crawler.sources.readers.pages.short_links import ALIKE, SHORT_LINK, headlines_alike, short_links
from crawler.sources.readers.pages.slug_links import slug_links
from crawler.sources.readers.pages.tree import parse_page
from crawler.sources.source import ArticleLink, FoundBy, Listing, ListingError, Source

MAX_LINKS = 1_000
LINKS_PER_SHAPE = 100  # best links of each shape, before further ones; a front page has about as many articles
MAX_FEEDS = 50
FEW_LINKS = 3  # to articles; a page with fewer may be rendered from its data

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


def read_front_page(body: bytes | str, url: str, source: Source | None = None, page: int = 1) -> Listing:
    """Return the links of a front page or section that may be articles, its feeds and sections, and its next page.

    The links are scored and in page order. Of more than MAX_LINKS links, the best of every shape are returned. Links to
    files, social networks and the page itself are left out. `page` is the number of this page in a section, from 1.

    Raises:
        ListingError: The body is not HTML, or has no element.
    """
    text = truncate_tags(body if isinstance(body, str) else decode(unpack(body)))
    tree, base = parse_page(text, url)
    page_key = url_key(url)
    anchors = anchors_by_key(tree, base)
    links = _article_links(DataPage(text, tree, base), anchors, url, source)
    articles = _best(links)
    sections = find_sections(anchors.values(), articles, url)
    next_page = find_next_page(tree, base, PageOfList(url, page, frozenset(sections)))
    articles = [_unless_next_page(link, next_page) for link in articles]
    shown = [address for address in loaded_pages(tree, base) if url_key(address) != page_key]
    within = (*framed_pages(tree, base), *included_pages(text, base))
    framed = [address for address in within if url_key(address) != page_key]
    indexed = [address for address in indexed_pages(tree, base) if url_key(address) != page_key]
    sections = list(dict.fromkeys([*shown, *([] if links else framed), *sections]))
    taken = {link.url for link in links if link.score >= ARTICLE_THRESHOLD}
    # The next page is not read if this one has no articles.
    taken |= {*sections, *([next_page] if taken and next_page else [])}
    named = [*anchors.values(), *([] if sections else menu_anchors(tree, base))]
    possible = [*indexed, *(framed if links else []), *possible_sections(named, taken, url)]
    return Listing(
        articles,
        _feeds(tree, base),
        sections=sections,
        possible_sections=[*possible, *_pages_to_choose(tree, base, taken)],
        possible_feeds=list(dict.fromkeys(_possible_feeds(tree, base)))[:MAX_FEEDS],
        next_page=next_page,
        is_article=declares_article(tree),
    )


def _article_links(page: DataPage, anchors: Mapping[str, Anchor], url: str, source: Source | None) -> list[ArticleLink]:
    """Return the scored links in the markup of a page, and then those that only its data name."""
    found_by, page_key = _found_by(url, source), url_key(url)
    links = [
        _article_link(anchor, source, found_by, url)
        for key, anchor in anchors.items()
        if key != page_key and not _is_file_or_social(anchor.url) and not _looks_like_feed(anchor.url, url)
    ]
    links = _without_avoided(links, {anchor.url for anchor in anchors.values() if anchor.is_avoided})
    is_rendered = sum(link.score >= ARTICLE_THRESHOLD for link in links) < FEW_LINKS
    alike = headlines_alike(links, anchors.values()) if is_rendered else ()
    links = [replace(link, score=ARTICLE_THRESHOLD, reasons=(ALIKE,)) if link.url in alike else link for link in links]
    if is_rendered and (short := short_links(anchors.values(), url)):
        links = [replace(link, score=1.0, reasons=(SHORT_LINK,)) if link.url in short else link for link in links]
    links += _data_links(page, found_by, {*anchors, page_key}, is_rendered=is_rendered)
    return links + slug_links(page, [link.url for link in links], found_by)


def _unless_next_page(link: ArticleLink, next_page: str | None) -> ArticleLink:
    """Return a link, without a score if it leads to the next page of the list and its text is not a headline."""
    if link.url != next_page or has_headline(link.title or ""):
        return link
    return replace(link, score=0.0, reasons=("next_page",))


def _pages_to_choose(tree: HtmlElement, base: str, taken: Collection[str]) -> list[str]:
    """Return other pages that readers can choose, by language or in a form, unless they change something."""
    found = (*translated_pages(tree, base), *chosen_pages(tree, base))
    return [address for address in found if address not in taken and not names_action(address)]


def _without_avoided(links: list[ArticleLink], avoided: Collection[str]) -> list[ArticleLink]:
    """Return links; set the score of "nofollow" links to 0, unless most links to articles are like that."""
    articles = [link.url for link in links if link.score >= ARTICLE_THRESHOLD]
    if 2 * sum(url in avoided for url in articles) > len(articles):
        return links
    return [replace(link, score=0.0, reasons=("nofollow",)) if link.url in avoided else link for link in links]


def _best(links: Sequence[ArticleLink]) -> list[ArticleLink]:
    """Return at most MAX_LINKS links in page order: the best LINKS_PER_SHAPE of each shape, then the best others.

    So thousands of links to generated pages do not crowd out the articles.
    """
    if len(links) <= MAX_LINKS:
        return list(links)
    best = sorted(range(len(links)), key=lambda index: -links[index].score)
    seen: Counter[str] = Counter()
    ranks = {}
    for rank, index in enumerate(best):
        shape = fine_shape(links[index].url)
        seen[shape] += 1
        ranks[index] = (links[index].score < ARTICLE_THRESHOLD, seen[shape] > LINKS_PER_SHAPE, rank)
    return [links[index] for index in sorted(sorted(best, key=ranks.__getitem__)[:MAX_LINKS])]


def has_feed(body: bytes) -> bool:
    """Return True for a page that is itself a feed, by a class name of microformats (hAtom, h-feed)."""
    return bool(_MICROFORMAT.search(decode(unpack(body))))


def read_json_page(body: bytes, url: str, source: Source | None = None) -> Listing:
    """Return the links on a further page of a section that is sent as JSON, with objects or markup in it.

    Raises:
        ListingError: The body is not JSON, or has no link.
    """
    try:
        value = json_value(decode(unpack(body)))
    except NotJsonError:
        raise ListingError(f"{url}: is neither HTML nor JSON; check the address") from None
    articles = json_links(value, url, _found_by(url, source))
    if markup := markup_in(value):
        articles += read_front_page(markup, url, source).articles
    if not articles:
        raise ListingError(f"{url}: is JSON without links; check the address")
    next_page = next_address(value, url)
    return Listing(articles, next_page=next_page if next_page and is_same_site(next_page, url) else None)


def _data_links(page: DataPage, found_by: FoundBy, known: Collection[str], *, is_rendered: bool) -> list[ArticleLink]:
    """Return the links in the data of a page: all if a script renders its list, else only those with a title.

    Links with a known key are left out.
    """
    found = all_links(page, found_by) if is_rendered else titled_links(page, found_by)
    return [link for link in found if url_key(link.url) not in known and not _is_file_or_social(link.url)]


def _found_by(url: str, source: Source | None) -> FoundBy:
    is_section = source is not None and url_key(url) in {url_key(section) for section in source.sections}
    return "section" if is_section else "front_page"


def _article_link(anchor: Anchor, source: Source | None, found_by: FoundBy, page: str) -> ArticleLink:
    """Return an anchor as a scored link; the source's `article_url`, or another site, alone decides its score."""
    score, reasons = score_link(anchor.url, anchor.text, anchor.place, page)
    if source and source.article_url and source.article_url.search(anchor.url):
        score, reasons = 1.0, ("article_url",)
    elif not is_same_site(anchor.url, page):
        score, reasons = 0.0, ("other_site",)
    return ArticleLink(url=anchor.url, found_by=found_by, title=anchor.text or None, score=score, reasons=reasons)


def _is_file_or_social(url: str) -> bool:
    return is_file(url) or registered_domain(url) in SOCIAL_DOMAINS


def _feeds(tree: HtmlElement, base: str) -> list[str]:
    """Return the feeds that the page declares, then links that look like feeds of the site, without comment feeds."""
    feeds: dict[str, None] = {}
    for reference, label in _feed_references(tree, base):
        address = resolve(base, reference) if len(reference) <= MAX_HREF_CHARACTERS else None
        if address and not is_comment_feed(address) and not _COMMENTS.search(label):
            feeds[address] = None
    return list(feeds)[:MAX_FEEDS]


def _possible_feeds(tree: HtmlElement, base: str) -> Iterator[str]:
    """Yield addresses on the site that may be feeds.

    They come from links called feeds, from alternate forms of the page in JSON, and from the site's interface.
    """
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
        if address and (web_href != href or _looks_like_feed(address, base) or _is_called_feed(element, address, base)):
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


def _looks_like_feed(url: str, page: str) -> bool:
    parts = urlsplit(url)
    is_feed_host = bool(_FEED_HOST.search(parts.netloc))
    is_feed_path = bool(_FEED_PATH.search(f"{parts.path}{'?' + parts.query if parts.query else ''}"))
    return (is_feed_path and is_same_site(url, page)) or is_feed_host
