"""Stage: mark lines of the body that are no part of the story, by the phrase packs and what the markup says."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from cleaners.document import Block, Document
from cleaners.metadata import Image, Syndication
from cleaners.rules import Match, find_list_start, find_rule
from cleaners.rules.teasers import LINKED, teaser_run
from cleaners.text.normalize import straighten

STAGE = "clutter"
MAX_ANCESTORS = 4  # further out stand containers of the whole page
MAX_LINES_AFTER = 5  # between the end of a body and the line that says where it comes from
MENU_BARS = 2
MAX_MARKED_WORDS = 40  # a longer block in a container with a telling name is running text
# Whole words of class and id that name a container's content; compounds such as "newsletter-signup" fall apart.
_TELLING = {
    "newsletter": "newsletter", "advertisement": "advertisement", "advert": "advertisement", "adslot": "advertisement",
    "share": "share", "sharing": "share", "sharebar": "share", "addtoany": "share", "cookie": "cookie-notice",
    "related": "related-list", "breadcrumb": "navigation", "breadcrumbs": "navigation", "paywall": "paywall",
}  # fmt: skip
_ROLES = {"navigation", "search", "banner", "contentinfo", "complementary", "dialog"}
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")


def clutter(document: Document) -> None:
    """Mark kept blocks that a rule knows; what says something is kept in the metadata first."""
    _find_syndication(document)
    list_end, heading = 0, None
    for index, block in enumerate(document.blocks):
        if heading and index < list_end:
            block.remove(STAGE, heading[0], f"stands in the list under {heading[1]!r}")
        if block.removal:
            if _heads_kept_text(document.blocks, index) and (match := find_rule(block.text)) and match.takes_list:
                list_end, heading = teaser_run(document.blocks, index + 1), (match.rule.id, block.text)
            continue
        match = _rule_of(block)
        if not match:
            _mark_by_markup(block)
            continue
        _keep_what_it_says(document, block, match)
        block.remove(STAGE, match.rule.id, _reason(match.rule.kind))
        if match.takes_list:
            list_end, heading = teaser_run(document.blocks, index + 1), (match.rule.id, block.text)


def _rule_of(block: Block) -> Match | None:
    """The rule of a block: none of a quotation, and no menu stands in a heading or a row of a table."""
    match = None if block.type == "quote" else find_rule(block.text)
    in_structure = block.type in ("heading", "table_row")
    return None if match and match.rule.kind == "navigation" and in_structure else match


def _find_syndication(document: Document) -> None:
    """Note the publisher that a line just after the body names, where the decision of the body left it out."""
    end = max((block.position for block in document.kept()), default=-1) + 1
    for block in document.blocks[end : end + MAX_LINES_AFTER]:
        match = find_rule(block.text)
        if match and match.rule.kind == "syndication":
            _keep_what_it_says(document, block, match)


def _heads_kept_text(blocks: list[Block], index: int) -> bool:
    """Whether a block that is no body stands right above one that still is: it may be the heading of a list."""
    return index + 1 < len(blocks) and blocks[index + 1].removal is None


def _reason(kind: str) -> str:
    return f"a line that is {kind.replace('-', ' ')} on any page"


def _keep_what_it_says(document: Document, block: Block, match: Match) -> None:
    """Note a syndication line's publisher, a credit with the images, and that a paywall means the page is not free."""
    if match.rule.kind == "syndication" and match.name and document.metadata.syndicated_from is None:
        document.metadata.syndicated_from = Syndication(match.name, None, straighten(block.text))
    if match.rule.kind == "photo-credit":
        document.metadata.images.append(Image(url=None, caption=block.text, credit=match.name))
    if match.rule.kind == "paywall" and document.metadata.is_accessible_for_free is None:
        document.metadata.is_accessible_for_free = False


def _mark_by_markup(block: Block) -> None:
    """Mark a block of links that is a menu, a list with its heading, or stands in a container that says what it is."""
    if block.element is None or block.link_share < LINKED:
        return
    if block.text.count("|") >= MENU_BARS:
        block.remove(STAGE, "markup.menu", "links side by side")
    elif match := find_list_start(block.text):
        block.remove(STAGE, match.rule.id, _reason(match.rule.kind))
    elif block.words <= MAX_MARKED_WORDS:
        _mark_by_container(block)


def _mark_by_container(block: Block) -> None:
    element: HtmlElement | None = block.element
    for _ in range(MAX_ANCESTORS):
        if element is None or element.tag in ("article", "main", "body"):
            return
        if kind := _kind_of(element):
            block.remove(STAGE, f"markup.{kind}", f"links in a container that the page names {kind}")
            return
        element = element.getparent()


def _kind_of(element: HtmlElement) -> str | None:
    if element.get("role") in _ROLES or element.tag in ("nav", "aside"):
        return "navigation"
    names = f"{element.get('class', '')} {element.get('id', '')}"[:300]
    return next((_TELLING[word] for word in map(str.lower, _WORD.findall(names)) if word in _TELLING), None)
