"""Read licences from a page: `rel=license`, RSL, Creative Commons links and JSON-LD."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from cleaners.markup.element_index import ElementIndex
from cleaners.metadata.raw_metadata import RawMetadata
from cleaners.metadata.strings import plain
from cleaners.record import RightsKind, RightsScope, RightsStatementRecord
from cleaners.rights.statement import RSL_TYPE, address_statement, statement

MAX_LINKS = 5_000  # links of a page that are checked
MAX_ANCESTORS = 40  # elements around a link that are checked
CREATIVE_COMMONS = re.compile(
    r"https?://(?:www\.)?creativecommons\.org/(?:licenses|publicdomain)/([a-z][a-z0-9+-]{0,30})(?:[/?#].*)?",
    re.IGNORECASE,
)
# Elements in which a licence is that of a picture or a quoted work, not of the page.
_PARTS = frozenset({"figure", "figcaption", "aside", "blockquote"})
_JSON_LD: tuple[tuple[str, RightsKind], ...] = (
    ("license", "licence"),
    ("usageInfo", "usage_terms"),
    ("acquireLicensePage", "usage_terms"),
)


def from_links(page: ElementIndex, base: str) -> Iterator[RightsStatementRecord]:
    """Yield the licences that the page links to.

    A link to Creative Commons without `rel=license` counts only in a footer: in a text it may be the story's subject.
    """
    for element in _possible_licences(page):
        rel, address = element.get("rel", "").lower(), element.get("href", "").strip()
        is_licence = "license" in rel and "license" in rel.split()
        if not address or not (is_licence or "creativecommons.org/" in address.lower()):
            continue
        if element.get("type", "").strip().lower() == RSL_TYPE:
            yield from address_statement("rsl", address, base, "link:license")
        elif is_licence:
            yield from address_statement("licence", address, base, f"{element.tag!s}:license", _scope(element))
        elif CREATIVE_COMMONS.fullmatch(address) and _is_in_footer(element):
            yield from address_statement("licence", address, base, "page:footer")


def _possible_licences(page: ElementIndex) -> list[HtmlElement]:
    """Return the links whose `rel` or address may be that of a licence."""
    by_rel = [link for link, rel in page.related if "license" in rel.lower()]
    by_address = [link for link, address in page.linked if "creativecommons" in address.lower()]
    others = ([link for link in page.tagged(tag) if _may_be_licence(link)] for tag in ("link", "area"))
    return page.in_page_order([by_rel, by_address, *others])[:MAX_LINKS]


def _may_be_licence(link: HtmlElement) -> bool:
    return "license" in link.get("rel", "").lower() or "creativecommons" in link.get("href", "").lower()


def from_scripts(page: ElementIndex) -> Iterator[RightsStatementRecord]:
    """Yield a statement if the page contains RSL terms."""
    scripts = (element.get("type", "").strip().lower() for element in page.tagged("script"))
    if RSL_TYPE in scripts:
        yield statement("rsl", "inline", "script:rsl")


def from_json_ld(raw: RawMetadata) -> Iterator[RightsStatementRecord]:
    """Yield the licence and the terms of use that the article's JSON-LD declares, as addresses or texts."""
    for key, kind in _JSON_LD:
        for value in (
            item for values in raw.values(key) for item in (values if isinstance(values, list) else [values])
        ):
            node = raw.json_ld.resolve(value)
            text = plain(node.get("url") or node.get("@id") or node.get("name") if isinstance(node, dict) else node)
            if text:
                found = address_statement(kind, text, raw.base, f"json-ld:{key}") if _is_address(text) else []
                yield from found or [statement(kind, text, f"json-ld:{key}")]


def _is_address(text: str) -> bool:
    return text.startswith(("http://", "https://", "/")) and " " not in text


def _ancestors(element: HtmlElement) -> Iterator[HtmlElement]:
    for count, parent in enumerate(element.iterancestors()):
        if count >= MAX_ANCESTORS:
            return
        yield parent


def _scope(element: HtmlElement) -> RightsScope:
    return "part" if any(parent.tag in _PARTS for parent in _ancestors(element)) else "page"


def _is_in_footer(element: HtmlElement) -> bool:
    """Return True if a link is in the page's footer, not in that of an article or a picture."""
    for parent in _ancestors(element):
        if parent.tag in _PARTS:
            return False
        name = f"{parent.get('id') or ''} {parent.get('class') or ''} {parent.get('role') or ''}"[:500].lower()
        if parent.tag == "footer" or "footer" in name or "contentinfo" in name or "copyright" in name:
            return True
    return False
