"""Find the target of a stub, a page without an article: by a refresh, a script, a frame or the canonical address."""

from __future__ import annotations

import re
from html import escape
from itertools import islice
from urllib.parse import urljoin, urlsplit

from lxml import etree, html
from lxml.html import HtmlElement
from scrapy.http import TextResponse
from w3lib.html import get_meta_refresh, remove_tags, remove_tags_with_content

from cleaners.urls import is_same_site, url_key
from crawler.network.headers import header

# Seconds. A stub sends the browser on within five seconds; front pages that reload themselves wait minutes.
MAX_DELAY_SECONDS = 5
MAX_STUB_BYTES = 20_000  # of a stub
MAX_STUB_CHARACTERS = 600  # of a stub's visible text; a page with more text is read itself
MAX_HEADER_CHARACTERS = 4_096
MAX_ADDRESS_CHARACTERS = 2_000
MAX_SCRIPT_CHARACTERS = 1_000  # of the scripts on a page with a frame; longer ones may hold an article
_MAX_ELEMENTS = 100  # of one kind that are read in a stub
# The beginning of a script, the statement that sets the location, and the possible ends of the script.
_OPENING = (
    r"<script[^<>]{0,200}>[\s;]{0,99}(?:(?://)?\s{0,9}(?:<!--|<!\[CDATA\[)\s{0,99})?"
    r"(?:/\*[^*]{0,300}\*/\s{0,99}|//[^\n<]{0,300}\n\s{0,99})?"
)
_JOINED = re.compile(r"""(?:"\s{0,9}\+\s{0,9}"|'\s{0,9}\+\s{0,9}')""")  # between two strings
_FUNCTION = r"(?:function\s{0,9}\w{0,30}\s{0,9}\(\w{0,30}\)\s{0,9}\{|\(?\w{0,30}\)?\s{0,9}=>\s{0,9}\{?)\s{0,99}"
# The function around that statement, which runs at once, after a while, or when the page has loaded.
_DELAYED = (
    rf"(?:(?:(?:window\.)?setTimeout\s{{0,9}}\(\s{{0,9}}|\(\s{{0,9}}|(?:jQuery|\$)(?:\(\s{{0,9}}document\s{{0,9}}\)\.ready)?\(\s{{0,9}}"
    rf"|(?:(?:window|document)\.)?addEventListener\(\s{{0,9}}[\"'](?:load|DOMContentLoaded)[\"']\s{{0,9}},\s{{0,9}}"
    rf"|(?:(?:window|document\.body|self)\.)?onload\s{{0,9}}=\s{{0,9}})(?:{_FUNCTION}|[\"']))?"
)
_SETS = (
    r"(?:(?:window|document|self|top|parent)\.){0,2}location"
    r"(?:(?:\.href|\.pathname)?\s{0,9}=\s{0,9}|\.(?:replace|assign)\s{0,9}\(\s{0,9})"
)
_OPENS = r"(?:window\.)?open\s{0,9}\(\s{0,9}"  # in the same window
_SELF = r"(?:\s{0,9},\s{0,9}[\"']_(?:self|top|parent)[\"'])"
_CLOSING = (
    r"(?:[\s;)}\"',\d]|\(\s{0,9}\)|return\s{1,9}false){0,99}(?:(?://)?\s{0,9}(?:-->|\]\]>)\s{0,99})?(?:</script|>)"
)
# Scripts that only send the browser to another page; the address is in the statement itself or in a variable.
_SCRIPTED = re.compile(
    rf"(?:{_OPENING}{_DELAYED}|<body[^<>]{{0,300}}\sonload\s{{0,9}}=\s{{0,9}}[\"'])"
    rf"(?:{_SETS}[\"'`](?P<address>[^\"'`\s<>]{{1,2000}})[\"'`]|{_OPENS}[\"'](?P<opened>[^\"'\s<>]{{1,2000}})[\"']{_SELF})"
    rf"{_CLOSING}",
    re.IGNORECASE,
)
_BY_VARIABLE = re.compile(
    rf"{_OPENING}(?:var|let|const)\s{{1,9}}(?P<name>[a-z_$][\w$]{{0,40}})\s{{0,9}}=\s{{0,9}}"
    rf"[\"'`](?P<address>[^\"'`\s<>]{{1,2000}})[\"'`][\s;]{{1,99}}{_DELAYED}{_SETS}(?P=name)(?![\w$]){_CLOSING}",
    re.IGNORECASE,
)
# An escaped character in a string of a script.
_ESCAPED = re.compile(r"\\(?:u(?![dD][89a-fA-F])([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))")
_RELOADED = re.compile(
    r"(?<![\w.])(?:(?:window|document|self|top)\.){0,2}"
    r"(?:location\.reload\s{0,9}\(|location(?:\.href)?\s{0,9}=\s{0,9}(?:(?:window|document|self)\.){0,2}location(?:\.href)?\s{0,9}[;<}])"
    r"|(?<!\w)history\.go\(\s{0,9}0",
    re.IGNORECASE,
)
_BARE_RELOAD = re.compile(  # a refresh without an address
    r"""<meta\s[^<>]{0,300}?refresh["']?\s{1,9}content\s{0,9}=\s{0,9}["']?\s{0,9}[0-5](?:\.\d{0,9})?\s{0,9};?\s{0,9}["'\s/>]""",
    re.IGNORECASE,
)
_COOKIE = re.compile(r"""\bdocument\.cookie\s{0,9}=\s{0,9}["'`]([^"'`<>\r\n]{3,1000})["'`]\s{0,9}[;\n}<]""")
MAX_COOKIES = 20  # read from one page
_QUOTATION = re.compile("[\"']")
# The content of a refresh with a comma between seconds and address, or without "url=".
_BARE_REFRESH = re.compile(
    r"(content\s{0,9}=\s{0,9}[\"']?\s{0,9}\d{1,3}(?:\.\d{0,9})?\s{0,9})[;,]\s{0,9}"
    r"(?:url\s{0,9}=\s{0,9}|(?!url\s{0,9}=))(?=[^\s\"';,&])",
    re.IGNORECASE,
)


def stub_target(response: TextResponse) -> str | None:
    """Return the target of a stub; None if the page is not a stub, or leads to itself."""
    named = _named(response)
    if response.status != 200 or len(response.body) > MAX_STUB_BYTES or not (named or _may_be_stub(response.body)):
        return None
    delay, reference = _refresh(response, named)
    if delay is None or delay > MAX_DELAY_SECONDS or not reference:
        reference = _shown_page(response) if reference is None else None
    if not reference or len(_visible(response.text)) > MAX_STUB_CHARACTERS:
        return None
    address = urljoin(response.url, reference)
    is_other = urlsplit(address).scheme in ("http", "https") and url_key(address) != url_key(response.url)
    return address if is_other else None


def _named(response: TextResponse) -> str:
    """Return the Refresh header as the content of an attribute, without the quotation marks around its address."""
    return escape(_QUOTATION.sub("", (header(response, "Refresh") or "")[:MAX_HEADER_CHARACTERS]))


def _may_be_stub(body: bytes) -> bool:
    lower = body.lower()
    return any(word in lower for word in (b"refresh", b"location", b"canonical", b"frame", b"open("))


def _refresh(response: TextResponse, named: str) -> tuple[float | None, str | None]:
    """Return the seconds and the address of a refresh in the header, the markup or a script."""
    markup = f'<meta http-equiv="refresh" content="{named}">{response.text}' if named else response.text
    markup = _BARE_REFRESH.sub(r"\1;url=", markup)
    delay, reference = get_meta_refresh(markup, response.url, response.encoding, ("script", "noscript"))
    text = _JOINED.sub("", response.text)
    if not reference and (script := _SCRIPTED.search(text) or _BY_VARIABLE.search(text)):
        named_in = script.groupdict()
        return 0, _ESCAPED.sub(_unescaped, named_in["address"] or named_in.get("opened") or "")
    return delay, reference


def _unescaped(match: re.Match[str]) -> str:
    return chr(int(match[1] or match[2], 16)) if match[1] or match[2] else match[3]


def reloads_itself(response: TextResponse) -> bool:
    """Return True for a page with little text that reloads itself at once, as sites do to check for cookies."""
    if response.status != 200 or len(response.body) > MAX_STUB_BYTES:
        return False
    named = _named(response)
    delay, reference = _refresh(response, named)
    is_self = delay is not None and delay <= MAX_DELAY_SECONDS and _is_same(response.url, reference or "")
    is_reload = is_self or bool(_BARE_RELOAD.search(response.text) or _RELOADED.search(response.text))
    return is_reload and len(_visible(response.text)) <= MAX_STUB_CHARACTERS


def _is_same(url: str, reference: str) -> bool:
    return url_key(urljoin(url, reference)) == url_key(url)


def scripted_cookies(response: TextResponse) -> list[str]:
    """Return the cookies, with their attributes, that the scripts of a page set as string literals."""
    return [match[1] for match in islice(_COOKIE.finditer(response.text), MAX_COOKIES)]


def _visible(markup: str) -> str:
    hidden = ("script", "style", "title", "noscript", "noframes", "iframe")
    return " ".join(remove_tags(remove_tags_with_content(markup, hidden)).split())


def _shown_page(response: TextResponse) -> str | None:
    """Return the page of the same site that a page without text shows in its only frame or names as canonical.

    The canonical address counts only if the page has no script, which could show an article.
    """
    if _visible(response.text):
        return None
    try:
        tree = html.document_fromstring(response.body)
    except (etree.ParserError, ValueError):
        return None
    scripts = [script.text or "" for script in islice(tree.iter("script"), _MAX_ELEMENTS)]
    if frames := _addresses(tree, ("frame", "iframe"), "src", response.url):
        is_shown = len(frames) == 1 and sum(map(len, scripts)) <= MAX_SCRIPT_CHARACTERS
        return frames[0] if is_shown else None
    canonical = _addresses(tree, ("link",), "href", response.url, "canonical")
    return canonical[0] if canonical and not scripts else None


def _addresses(tree: HtmlElement, tags: tuple[str, ...], attribute: str, page: str, relation: str = "") -> list[str]:
    """Return the addresses on the page's site in an attribute of elements; with `relation`, only those that have it."""
    elements = islice(tree.iter(*tags), _MAX_ELEMENTS)
    named = (each for each in elements if relation in each.get("rel", "").lower().split() or not relation)
    references = (each.get(attribute, "").strip()[:MAX_ADDRESS_CHARACTERS] for each in named)
    addresses = (urljoin(page, reference) for reference in references if reference)
    return [address for address in addresses if is_same_site(address, page)]
