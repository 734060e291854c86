"""Collect the links on a page with their text and place; merge links to the same address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from urllib.parse import urlencode

from lxml import etree
from lxml.html import HtmlElement

from cleaners.urls import is_same_site, resolve, url_key
from crawler.sources.link_score import Place
from crawler.sources.readers.pages.cards import card_headline, repeated
from crawler.sources.redirectors import resolved

MAX_ANCHORS = 10_000  # read per page
MAX_HREF_CHARACTERS = 2_000  # links with longer references are left out
MAX_TEXT_CHARACTERS = 300  # kept of a link's text
_MAX_ANCESTORS = 30  # read per link
_MAX_TEASER_HEADINGS = 2  # a headline and a kicker
_MAX_PARTS = 100  # elements read inside one link

# Elements whose class or id may name the navigation or the footer.
_CONTAINERS = frozenset({"div", "ul", "ol", "li", "dl", "section", "table", "td"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
_NAVIGATION_CLASS = re.compile(
    r"(?<![a-z])(?:nav|navbar|navigation|menu|submenu|breadcrumbs?|topbar)(?![a-z])", re.IGNORECASE
)
_FOOTER_CLASS = re.compile(r"(?<![a-z])(?:footer|colophon)(?![a-z])", re.IGNORECASE)
# Attributes with the address of an element that a script turns into a link, such as data-href, data-target-url and
# ng-href, but not attributes for pictures, films and script actions.
_SCRIPTED = re.compile(
    r"(?:data|ng|x|v|bind|:)?(?:[-:][a-z]{1,20}){0,3}[-:]?(?:href|url|uri|link|permalink|path|canonical)"
    r"|data(?:-[a-z]{1,20}){0,3}-(?:url|href|link|path)-value"
    r"|:?(?:data-)?to|\[?routerlink\]?|formaction|itemid|about|resource",
    re.IGNORECASE,
)
# Attributes of custom elements, such as article-url.
_OF_CUSTOM_ELEMENT = re.compile(r"(?:[a-z]{1,20}-){0,2}[a-z]{0,20}(?:href|url|uri|link|permalink|path)", re.IGNORECASE)
_LABELS = ("aria-label", "title", "headline", "heading")  # the last two are attributes of custom elements
_OTHER_ATTRIBUTE = re.compile(
    r"ima?ge?|img|src|thumb|avatar|poster|video|audio|media|embed|player|share|comment|vote|like|api|ajax|track|log|ad"
    r"|print|next|more|prev|load|feed|amp",
    re.IGNORECASE,
)
_SCRIPT_ADDRESS = re.compile(
    r"""(?:(?:location|open|href)\b[\s\w.]{0,20}[=(]\s{0,9}["']|\b\w{1,30}\((?:[\w\s,]{0,60},)?\s{0,9}["'](?=/|https?://))"""
    r"""([^"'\s<>]{1,2000})["']""",
    re.IGNORECASE,
)
# An address in a JSON object in an attribute, which may be the code of a script or the data of a teaser.
JSON_ADDRESS = re.compile(
    r"""(?<![a-z])(?:article|page|story|target|link)?_?(?:url|uri|href|link|permalink|path)["']?\s{0,9}[:=]\s{0,9}"""
    r"""["'](?=\\?/|https?:)([^"'\s<>]{1,2000})["']""",
    re.IGNORECASE,
)
# Attributes for scripts that run on a click, a touch or a key, in HTML, AMP, Vue, Alpine and Angular.
_HANDLER = re.compile(
    r"on|(?:on|@|v-on:|x-on:|ng-|\()(?:dbl)?(?:click|tap|keydown|keyup|keypress|mousedown|mouseup|pointerdown|pointerup|touchend)"
    r"[\w.)]{0,30}",
    re.IGNORECASE,
)
_QUOTATION = re.compile(r"['\"`]")
_ROUTE = re.compile(r"/?#!?/[^/\s]")  # a path that a program reads from the fragment
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
_HREFS = ("href", "xlink:href")
_AROUND_VALUES = " \t\r\n'\"`[]"  # quotation marks occur in attributes of frameworks, whose values are expressions
_BUTTONS = frozenset({"submit", "button", "image", "hidden"})
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


def reference_of(element: HtmlElement) -> str:
    """Return the address to which an element leads, by its `href`, an attribute for scripts, or a script; else ""."""
    href = next(filter(None, map(element.get, _HREFS)), "")
    if _ROUTE.match(href):
        return "/" + href.lstrip("/#!")
    if href and href[0] != "#" and href[:11].lower() != "javascript:":
        return href
    if element.tag == "option":
        value = (element.get("value") or "").strip()
        return "" if value.isdecimal() else value
    if element.tag == "meta" and element.get("content"):
        return element.get("content", "").strip()
    if element.tag == "form":
        return _form_address(element)
    return _for_script(element) or _in_script(element, href) or _in_data(element)


def _for_script(element: HtmlElement) -> str:
    """Return the address in an attribute that a script reads, else ""."""
    tag = str(element.tag)
    is_custom = "-" in tag and not tag.startswith("amp-")
    for name, value in element.attrib.items():
        names_address = _SCRIPTED.fullmatch(name) or (is_custom and _OF_CUSTOM_ELEMENT.fullmatch(name))
        if "/" in value and name not in _HREFS and names_address and not _names_other_use(name):
            value = value.strip(_AROUND_VALUES)
            if value[:1] == "{":
                in_object = JSON_ADDRESS.search(value[:MAX_HREF_CHARACTERS])
                return in_object[1] if in_object else ""
            if name[0] not in "[:" or not _QUOTATION.search(value):  # otherwise it is an expression of several parts
                return value
    is_shown = element.get("hx-push-url") == "true"  # the browser then shows the address
    return element.get("hx-get", "").strip() if is_shown else ""


def _in_script(element: HtmlElement, href: str) -> str:
    """Return the address in a script of an element, or in one that is its `href`, else ""."""
    for script in (*_handlers(element), href):
        found = _SCRIPT_ADDRESS.search(script) or JSON_ADDRESS.search(script)
        if found:
            return found[1].replace("\\/", "/")
    return ""


def _handlers(element: HtmlElement) -> Iterator[str]:
    """Yield the scripts of an element that run when it is clicked, touched or chosen with a key."""
    for name, value in element.attrib.items():
        if _HANDLER.fullmatch(name):
            yield value[:MAX_HREF_CHARACTERS]


def _in_data(element: HtmlElement) -> str:
    """Return the address in the data, JSON or a path, of a teaser, which contains one headline; else ""."""
    for name, value in element.attrib.items():
        if name.startswith("data-") and value[:1] in ("{", "/") and not _names_other_use(name):
            found = JSON_ADDRESS.search(value[:MAX_HREF_CHARACTERS])
            address = value if value[0] == "/" else found[1].replace("\\/", "/") if found else ""
            if address and (element.tag == "a" or 0 < len(_headings(element)) <= _MAX_TEASER_HEADINGS):
                return address
    return ""


def _headings(element: HtmlElement) -> list[HtmlElement]:
    return [part for part in islice(element.iter(), _MAX_PARTS) if part.tag in _HEADINGS]


def _names_other_use(name: str) -> bool:
    return any(_OTHER_ATTRIBUTE.fullmatch(part) for part in name.split("-"))


def _form_address(form: HtmlElement) -> str:
    """Return the address of a form that is only a button; "" if people fill it in, or if it changes something."""
    fields = [
        (field.get("type", "").lower(), field.get("name", ""), field.get("value", ""))
        for field in islice(form.iter("input", "select", "textarea"), _MAX_PARTS)
    ]
    buttons = [("hidden", button.get("name", ""), button.get("value", "")) for button in _submitting(form)]
    fields += buttons if len(buttons) == 1 else []
    is_button = all(kind in _BUTTONS for kind, _, _ in fields) and form.get("method", "get").strip().lower() == "get"
    action = form.get("action", "").strip()
    query = urlencode([(name, value) for kind, name, value in fields if kind == "hidden" and name])
    address = f"{action.partition('?')[0]}?{query}" if query else action
    return address if is_button else ""


def _submitting(form: HtmlElement) -> list[HtmlElement]:
    """Return the buttons that send a form."""
    buttons = islice(form.iter("button"), _MAX_PARTS)
    return [button for button in buttons if button.get("type", "submit").strip().lower() == "submit"]


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
    headings = _headings(element)
    text = anchor_text(headings[0]) if headings else ""
    return text or anchor_text(element) or _label(element), _place(element, bool(headings))


def anchor_text(element: HtmlElement) -> str:
    """Return the visible text of an element on one line, shortened."""
    pieces: list[str] = []
    for part in islice(element.iter(), _MAX_PARTS):
        if part.tag not in ("script", "style", "svg", "noscript"):
            pieces.append((part.text or "")[:MAX_TEXT_CHARACTERS])
        if part is not element:
            pieces.append((part.tail or "")[:MAX_TEXT_CHARACTERS])
    return " ".join(" ".join(pieces).split())[:MAX_TEXT_CHARACTERS]


def _label(element: HtmlElement) -> str:
    """Return the label of a link without text: an attribute of it, or its picture's alternative text."""
    image = next((part for part in islice(element.iter(), _MAX_PARTS) if part.tag == "img"), None)
    pictured = element if element.tag == "area" else image
    named = next(filter(None, map(element.get, _LABELS)), "")
    label = named or (pictured.get("alt") if pictured is not None else "") or ""
    return " ".join(label[:MAX_TEXT_CHARACTERS].split())


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
