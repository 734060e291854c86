"""Posts of networks among the paragraphs, written out with a link to the post, as sites embed them without a script."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from cleaners.document import Block
from cleaners.groups.spans import Spans, spans
from cleaners.rescue.lost import MIN_PROBABILITY, is_lost
from cleaners.text.sentences import may_end_sentence

MAX_BLOCKS = 6  # of a post with its author, its sentences and its date
MAX_LEVELS = 3  # elements around the link
# Addresses of single posts. Out of fold, lost sentences beside them were article on 2 sites; those on which the models
# were surer than `MIN_PROBABILITY` were clutter on one.
_POST = re.compile(
    r"//(?:www\.|m\.|mobile\.)?(?:(?:t\.me|telegram\.me)/(?:s/)?\w+/\d+|(?:twitter|x)\.com/\w+/status/\d|instagram\.com/(?:p|reel)/\w"
    r"|facebook\.com/[^?#]+/(?:posts|videos)/|vk\.(?:com|ru)/[^#]*wall-?\d|ok\.ru/[^?#]+/(?:topic|statuses)/\d"
    r"|weibo\.com/\d+/\w|threads\.(?:net|com)/@[^/]+/post/|bsky\.app/profile/[^/]+/post/|max\.ru/[^/]+/\w+)",
    re.IGNORECASE,
)


def rescue_posts(blocks: Sequence[Block]) -> list[Block]:
    """Return the lost sentences without links in small boxes with the address of a post, between kept blocks."""
    links = [block for block in blocks if block.removal is not None and block.link_share and _leads_to_post(block)]
    return [block for box in _boxes(spans(blocks), links) for block in box if _is_text(block)] if links else []


def _leads_to_post(block: Block) -> bool:
    addresses = () if block.element is None else (link.get("href") or "" for link in block.element.iter("a"))
    return any(map(_POST.search, addresses))


def _boxes(page: Spans, links: Sequence[Block]) -> Iterator[Sequence[Block]]:
    """Yield the blocks of the largest small element around each link, if kept blocks stand right above and below it."""
    for block in links:
        assert block.element is not None  # it has links
        around = (page.of[element] for element in islice(block.element.iterancestors(), MAX_LEVELS))
        small = [(start, end) for start, end in around if end - start <= MAX_BLOCKS and not page.kept_in(start, end)]
        if small and _is_between_kept(page, *small[-1]):
            yield page.blocks[slice(*small[-1])]


def _is_between_kept(page: Spans, start: int, end: int) -> bool:
    is_inside = start > 0 and end < len(page.blocks)
    return is_inside and page.blocks[start - 1].removal is None and page.blocks[end].removal is None


def _is_text(block: Block) -> bool:
    is_possible = is_lost(block) and (block.signals.body or 0.0) >= MIN_PROBABILITY
    return is_possible and not block.link_share and may_end_sentence(block.text)
