"""Find the address to which an element of a page leads: a link, a button, or an element that a script makes a link."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import urlencode

from lxml.html import HtmlElement

MAX_HREF_CHARACTERS = 2_000  # links with longer references are left out
MAX_PARTS = 100  # elements read inside one link
_MAX_TEASER_HEADINGS = 2  # a headline and a kicker
HEADINGS = frozenset({"h1", "h2", "h3", "h4"})

# Attributes with the address of an element that a script turns into a link, such as data-href, data-target-url and
# ng-href, but not attributes for pictures, films and script actions.
_SCRIPTED = re.compile(
    r"(?:data|ng|x|v|bind|:)?(?:[-:][a-z]{1,20}){0,3}[-:]?(?:href|url|uri|link|permalink|path|canonical)"
    r"|data(?:-[a-z]{1,20}){0,3}-(?:url|href|link|path)-value"
    r"|:?(?:data-)?to|\[?routerlink\]?|formaction|itemid|about|resource",
    re.IGNORECASE,
)
# Attributes of custom elements, such as article-url.
_CUSTOM_ATTRIBUTE = re.compile(r"(?:[a-z]{1,20}-){0,2}[a-z]{0,20}(?:href|url|uri|link|permalink|path)", re.IGNORECASE)
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
_HREFS = ("href", "xlink:href")
_AROUND_VALUES = " \t\r\n'\"`[]"  # quotation marks occur in attributes of frameworks, whose values are expressions
_BUTTONS = frozenset({"submit", "button", "image", "hidden"})


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
        names_address = _SCRIPTED.fullmatch(name) or (is_custom and _CUSTOM_ATTRIBUTE.fullmatch(name))
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
            if address and (element.tag == "a" or 0 < len(headings_in(element)) <= _MAX_TEASER_HEADINGS):
                return address
    return ""


def headings_in(element: HtmlElement) -> list[HtmlElement]:
    """Return the headings inside a link."""
    return [part for part in islice(element.iter(), MAX_PARTS) if part.tag in HEADINGS]


def _names_other_use(name: str) -> bool:
    return any(_OTHER_ATTRIBUTE.fullmatch(part) for part in name.split("-"))


def _form_address(form: HtmlElement) -> str:
    """Return the address of a form that is only a button; "" if people fill it in, or if it changes something."""
    fields = [
        (field.get("type", "").lower(), field.get("name", ""), field.get("value", ""))
        for field in islice(form.iter("input", "select", "textarea"), MAX_PARTS)
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
    buttons = islice(form.iter("button"), MAX_PARTS)
    return [button for button in buttons if button.get("type", "submit").strip().lower() == "submit"]
