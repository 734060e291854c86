"""Parse the markup of a front page or section."""

from __future__ import annotations

from lxml import etree, html
from lxml.html import HtmlElement

from cleaners.markup.late_markup import join_late_markup
from cleaners.markup.unparsed.depth import limit_depth
from cleaners.text.attributes import limit_attributes
from cleaners.urls import resolve
from crawler.sources.readers.pages.references import MAX_HREF_CHARACTERS
from crawler.sources.readers.pages.templates import open_templates
from crawler.sources.source import ListingError

MAX_DEPTH = 2_000  # levels; libxml2 omits everything inside more than 2,048 elements
_TOO_DEEP = etree.XPath(f"boolean({'/*' * MAX_DEPTH})")
_NUL = {0: None}  # libxml2 ends a document at a NUL


def parse_page(text: str, url: str) -> tuple[HtmlElement, str]:
    """Return the tree of a page, and the base of its relative links.

    Raises:
        ListingError: The page has no element.
    """
    if "<" not in text:
        raise ListingError(f"{url}: is not an HTML page; check the address")
    markup = limit_attributes(text.translate(_NUL))
    try:
        tree = _build(markup)
    except etree.ParserError:  # nothing but comments, or tags without a name
        raise ListingError(f"{url}: is an empty HTML page; check the address") from None
    join_late_markup(tree)
    open_templates(tree)
    reference = next((base.get("href", "") for base in tree.iter("base") if "href" in base.attrib), "")
    return tree, resolve(url, reference[:MAX_HREF_CHARACTERS]) or url


def _build(markup: str) -> HtmlElement:
    """Return the tree; a page that is too deep for the parser loses its outer elements."""
    tree = html.document_fromstring(markup.encode("utf-8", "replace"), parser=_parser(), ensure_head_body=True)
    if not _TOO_DEEP(tree):
        return tree
    shallow = limit_depth(markup).encode("utf-8", "replace")
    return html.document_fromstring(shallow, parser=_parser(), ensure_head_body=True)


def _parser() -> html.HTMLParser:
    return html.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True)
