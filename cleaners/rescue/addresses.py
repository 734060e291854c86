"""Rescue addresses of other sites that stand beside the story's paragraphs, and lists of links to other sites.

To the models, a line that is only a link looks like a menu or a related story. To a reader, it is a source of the
story, or a place that the story recommends.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from lxml.html import HtmlElement

from cleaners.document import Block
from cleaners.groups.spans import announces
from cleaners.kinds.listing import leads_to_other_page
from cleaners.rescue.lost import is_lost, is_lost_heading, mean_probability
from cleaners.urls import parts_of

# Least probability of being body. Out of fold, such lines were article on 7 pages, debatable on 5 and clutter on 1;
# addresses of the page's own site were clutter.
MIN_PROBABILITY = 0.05
# Least mean probability of a list between kept blocks, or below a line that announces it.
MIN_PROBABILITY_BETWEEN = 0.01
MAX_BELOW = 2  # blocks below the last kept one that are searched
MIN_LINK_SHARE = 0.8
MIN_ITEMS = 3  # of a list of links
_ADDRESS = re.compile(r"[(\[„“\"'<→>»-]{0,3}\s?(?:https?://|www\.)\S+")


def rescue_addresses(blocks: Sequence[Block], url: str) -> list[Block]:
    """Return the lost lines beside kept blocks that are addresses of other sites."""
    lines = [block for block in blocks if _is_lost_address(block, url)]
    if not lines:
        return []
    kept = [block for block in blocks if block.removal is None]
    around = {_container(block) for block in kept}
    end = kept[-1].position + MAX_BELOW if kept else -1
    inside = [block for block in lines if kept and kept[0].position < block.position <= end]
    return [block for block in inside if _container(block) in around]


def rescue_linked_lists(blocks: Sequence[Block], url: str) -> list[Block]:
    """Return the lost items of lists beside kept paragraphs that link only to other sites, with lost headings above."""
    kept = [block for block in blocks if block.removal is None]
    around = {_container(block) for block in kept if block.type == "paragraph"}
    found: list[Block] = []
    for items in _lists(blocks):
        lost = [block for block in items if is_lost(block)]
        if not lost or len(items) < MIN_ITEMS or _container(items[0]) not in around:
            continue
        if _is_likely(items, kept) and all(_leads_to_other_sites(item, url) for item in items):
            found += [*filter(is_lost_heading, blocks[items[0].position - 1 : items[0].position]), *lost]
    return found


def _lists(blocks: Sequence[Block]) -> Iterable[list[Block]]:
    """Return the items of each list of a page."""
    lists: defaultdict[HtmlElement, list[Block]] = defaultdict(list)
    for block in blocks:
        parent = None if block.type != "list_item" or block.element is None else block.element.getparent()
        if parent is not None:
            lists[parent].append(block)
    return lists.values()


def _is_likely(items: Sequence[Block], kept: Sequence[Block]) -> bool:
    """Return True if a list begins among the kept blocks or right below them, and is probable enough for its place."""
    start, first, last = items[0].position, kept[0].position, kept[-1].position
    is_announced = start == last + 1 and announces(kept[-1])
    least = MIN_PROBABILITY_BETWEEN if start <= last or is_announced else MIN_PROBABILITY
    return first < start <= last + MAX_BELOW and mean_probability(items) >= least


def _leads_to_other_sites(block: Block, url: str) -> bool:
    """Return True for a block that is mostly links, all to other sites.

    Cards with pictures, paid links, and links with nothing but the name of their site do not belong to the story.
    """
    if block.link_share < MIN_LINK_SHARE or block.element is None or next(block.element.iter("img"), None) is not None:
        return False
    return bool(block.links) and all(_leads_to_other_site(link, url) for link in block.links)


def _leads_to_other_site(link: HtmlElement, url: str) -> bool:
    address, host = link.get("href", ""), parts_of(url).netloc or "\0"
    is_elsewhere = address.startswith("http") and not leads_to_other_page(address, url) and host not in address
    name = "".join("".join(link.itertext()).split()).lower()
    return is_elsewhere and "sponsored" not in link.get("rel", "") and name not in parts_of(address).netloc


def _is_lost_address(block: Block, url: str) -> bool:
    if block.link_share < MIN_LINK_SHARE or (block.signals.body or 0.0) < MIN_PROBABILITY or not is_lost(block):
        return False
    is_address = bool(block.links) and _ADDRESS.fullmatch(block.text) is not None
    return is_address and not any(leads_to_other_page(link.get("href", ""), url) for link in block.links)


def _container(block: Block) -> HtmlElement | None:
    """Return the element around a block, or around its list."""
    parent = None if block.element is None else block.element.getparent()
    return parent.getparent() if block.type == "list_item" and parent is not None else parent
