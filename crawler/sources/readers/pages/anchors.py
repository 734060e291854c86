"""Collect the links on a page with their text and place; merge links to the same address."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from cleaners.urls import is_same_site, resolve, url_key
from crawler.sources.link_score import Place
from crawler.sources.readers.pages.cards import card_headline, repeated
from crawler.sources.readers.pages.references import HEADINGS, MAX_HREF_CHARACTERS, MAX_PARTS, headings_in, reference_of
from crawler.sources.redirectors import resolved

MAX_ANCHORS = 10_000  # read per page
MAX_TEXT_CHARACTERS = 300  # kept of a link's text
_MAX_ANCESTORS = 30  # read per link

# Elements whose class or id may name the navigation or the footer.
_CONTAINERS = frozenset({"div", "ul", "ol", "li", "dl", "section", "table", "td"})
_NAVIGATION_CLASS = re.compile(
    r"(?<![a-z])(?:nav|navbar|navigation|menu|submenu|breadcrumbs?|topbar)(?![a-z])", re.IGNORECASE
)
_FOOTER_CLASS = re.compile(r"(?<![a-z])(?:footer|colophon)(?![a-z])", re.IGNORECASE)
_LABELS = ("aria-label", "title", "headline", "heading")  # the last two are attributes of custom elements
# One step, because unions take quadratic time.
_LINKING = etree.XPath(
    "//*[self::a or self::area or self::option[contains(@value, '/')] or self::form[contains(@action, '/')]"
    " or @*[starts-with(name(), 'on')"
    " or contains(name(), 'href') or contains(name(), 'url') or contains(name(), 'link')"
    " or contains(name(), 'uri') or contains(name(), 'path') or contains(name(), 'canonical')"
    " or name() = 'itemid' or name() = 'about' or name() = 'resource'"
    " or (starts-with(name(), 'data-') and (starts-with(., '{') or starts-with(., '/')))"
    " or contains(name(), 'click') or name() = 'hx-get' or contains(name(), 'routerlink')"
    " or name() = 'to' or name() = ':to' or name() = 'data-to' or name() = 'formaction']"
    " or ((self::meta or self::link) and @itemprop = 'url' and ancestor::body)]"
)
_PROPERTIES = ("url", "mainEntityOfPage")  # properties of schema.org for an article in a list
_NOT_LINKING = frozenset({"link", "base", "img", "source", "video", "audio", "iframe", "script", "meta", "use", "svg"})


@dataclass(slots=True)
class Anchor:
    """All links on a page to one address, merged."""

    url: str
    text: str
    place: Place
    is_navigation: bool  # at least one of them is in the navigation
    is_avoided: bool = False  # all of them ask crawlers not to follow them


def anchors_by_key(tree: HtmlElement, base: str) -> dict[str, Anchor]:
    """Return the anchors by address key; links to the same address are merged (see `_merge`)."""
    anchors: dict[str, Anchor] = {}
    elements: dict[str, HtmlElement] = {}
    for element in islice(_LINKING(tree), MAX_ANCHORS):
        is_link = element.tag not in _NOT_LINKING or element.get("itemprop") in _PROPERTIES
        href = reference_of(element).replace("&amp;", "&") if is_link else ""  # escaped twice
        address = resolve(base, href) if href and len(href) <= MAX_HREF_CHARACTERS else None
        if not address:
            continue
        address = resolved(address, base) if is_same_site(address, base) else address
        text, place = _text_and_place(element)
        is_avoided = "nofollow" in element.get("rel", "").lower().split()
        anchor = Anchor(address, text, place, place.navigation or place.header, is_avoided)
        key = url_key(address)
        known = anchors.get(key)
        anchors[key] = _merge(known, anchor) if known else anchor
        elements.setdefault(key, element)
    _name_cards(anchors, elements, base)
    return anchors


def _name_cards(anchors: dict[str, Anchor], elements: dict[str, HtmlElement], base: str) -> None:
    """Give links without text, or with the same text, such as "Read more", the headlines of their cards as texts."""
    buttons = repeated(anchor.text for anchor in anchors.values())
    for key, anchor in anchors.items():
        place = anchor.place
        if (not anchor.text or anchor.text in buttons) and not (place.heading or place.navigation or place.footer):
            heading = card_headline(elements[key], base)
            if heading is not None and (headline := anchor_text(heading)):
                anchor.text, anchor.place = headline, replace(place, heading=True)


def _merge(known: Anchor, other: Anchor) -> Anchor:
    """Merge two anchors to the same address.

    The result is in a heading or article if either is, and in navigation, header, footer or aside only if both are. If
    one is in the navigation and the other in the footer, it has the place of the first one. Its text is the text of the
    anchor in a heading, else the longer text.
    """
    first, second = known.place, other.place
    if first.is_around and second.is_around:
        second = first
    place = Place(
        heading=first.heading or second.heading,
        article=first.article or second.article,
        navigation=first.navigation and second.navigation,
        header=first.header and second.header,
        footer=first.footer and second.footer,
        aside=first.aside and second.aside,
    )
    better = other if (second.heading, len(other.text)) > (first.heading, len(known.text)) and other.text else known
    is_navigation, is_avoided = known.is_navigation or other.is_navigation, known.is_avoided and other.is_avoided
    return Anchor(known.url, better.text, place, is_navigation, is_avoided)


def _text_and_place(element: HtmlElement) -> tuple[str, Place]:
    """Return a link's headline, else its text, else its label; and its place."""
    headings = headings_in(element)
    text = anchor_text(headings[0]) if headings else ""
    return text or anchor_text(element) or _label(element), _place(element, has_heading=bool(headings))


def anchor_text(element: HtmlElement) -> str:
    """Return the visible text of an element on one line, shortened."""
    pieces: list[str] = []
    for part in islice(element.iter(), MAX_PARTS):
        if part.tag not in ("script", "style", "svg", "noscript"):
            pieces.append((part.text or "")[:MAX_TEXT_CHARACTERS])
        if part is not element:
            pieces.append((part.tail or "")[:MAX_TEXT_CHARACTERS])
    return " ".join(" ".join(pieces).split())[:MAX_TEXT_CHARACTERS]


def _label(element: HtmlElement) -> str:
    """Return the label of a link without text: an attribute of it, or its picture's alternative text."""
    image = next((part for part in islice(element.iter(), MAX_PARTS) if part.tag == "img"), None)
    pictured = element if element.tag == "area" else image
    named = next(filter(None, map(element.get, _LABELS)), "")
    label = named or (pictured.get("alt") if pictured is not None else "") or ""
    return " ".join(label[:MAX_TEXT_CHARACTERS].split())


def _place(element: HtmlElement, *, has_heading: bool) -> Place:
    """Return where on the page a link is, by its ancestors' tags, roles and class names."""
    ancestors = list(islice(element.iterancestors(), _MAX_ANCESTORS))
    tags = {ancestor.tag for ancestor in ancestors}
    names = " ".join(_class_and_id(ancestor) for ancestor in ancestors if ancestor.tag in _CONTAINERS)
    roles = {ancestor.get("role", "") for ancestor in ancestors}
    return Place(
        heading=has_heading or bool(tags & HEADINGS),
        article="article" in tags,
        navigation="nav" in tags or "navigation" in roles or bool(_NAVIGATION_CLASS.search(names)),
        header="header" in tags or "banner" in roles,
        footer="footer" in tags or "contentinfo" in roles or bool(_FOOTER_CLASS.search(names)),
        aside="aside" in tags,
    )


def _class_and_id(element: HtmlElement) -> str:
    return f"{element.get('class', '')[:200]} {element.get('id', '')[:100]}"
