"""Rescue the lost second half of a story: paragraphs in the same kind of place as the kept first half.

The place of a paragraph is the tags and classes of its element and of those around it. A site that splits its text
around advertisements or a paywall repeats the same containers, and the models may keep only the first of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from cleaners.document import Block
from cleaners.rescue.containers import Shape, shape_of
from cleaners.rescue.lost import is_lost, is_unlinked_sentence

MAX_LEVELS = 6  # elements from a paragraph upwards whose tags and classes are compared
# Out of fold, fewer lost paragraphs, or paragraphs with fewer words, are mostly lines about the site.
MIN_PARAGRAPHS = 4
MIN_WORD_SHARE = 0.2  # words of the lost paragraphs, for each word of the kept ones in the same place
MIN_STORY_SHARE = 0.5  # share of the words of all kept paragraphs that must be in this place
MIN_KEPT = 2  # kept paragraphs in the same place
MAX_LOST = 300  # lost paragraphs of a page; a page with more is not one story

Place = tuple[Shape, ...]


def rescue_second_half(blocks: Sequence[Block]) -> list[Block]:
    """Return the lost paragraphs that continue the story, and the lost headings between them."""
    lost = list(_continuing(blocks))
    if not MIN_PARAGRAPHS <= len(lost) <= MAX_LOST:
        return []
    prose = [block for block in blocks if block.removal is None and block.type == "paragraph"]
    kept = _by_place(prose)
    words = _words(prose)
    for place, paragraphs in _by_place(lost).items():
        first_half = kept.get(place, [])
        is_most = len(first_half) >= MIN_KEPT and _words(first_half) >= MIN_STORY_SHARE * words
        is_much = len(paragraphs) >= MIN_PARAGRAPHS and _words(paragraphs) >= MIN_WORD_SHARE * _words(first_half)
        if is_most and is_much:
            rest = [block for block in lost if _is_variant(_place(block), place)]
            return [*paragraphs, *rest, *_headings(blocks, paragraphs)]
    return []


def _is_variant(place: Place, usual: Place) -> bool:
    """Return True if places differ only in additional classes, as those of the first and last parts of a body do."""
    return place != usual and len(place) == len(usual) and all(map(_is_variant_shape, place, usual))


def _is_variant_shape(shape: Shape, usual: Shape) -> bool:
    (tag, names), (usual_tag, usual_names) = shape, usual
    ours, theirs = set(names.split()), set(usual_names.split())
    is_modified = not ours.isdisjoint(theirs) and (ours < theirs or ours > theirs)
    return tag == usual_tag and (ours == theirs or is_modified)


def _continuing(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the lost paragraphs after the first kept one, up to a heading of level 1, where another story begins."""
    kept = (block.position for block in blocks if block.removal is None and block.type == "paragraph")
    for block in blocks[next(kept, len(blocks)) :]:
        if block.type == "heading" and block.level == 1:
            return
        if block.type == "paragraph" and is_lost(block) and is_unlinked_sentence(block):
            yield block


def _headings(blocks: Sequence[Block], paragraphs: Sequence[Block]) -> list[Block]:
    """Return the lost headings between the first and the last of the paragraphs, and right above the first one."""
    around = {_place(block)[1:] for block in paragraphs}
    start, end = max(0, paragraphs[0].position - 1), paragraphs[-1].position
    between = (block for block in blocks[start:end] if block.type == "heading" and is_lost(block))
    return [block for block in between if _place(block)[1:] in around]


def _by_place(blocks: Iterable[Block]) -> dict[Place, list[Block]]:
    found: defaultdict[Place, list[Block]] = defaultdict(list)
    for block in blocks:
        found[_place(block)].append(block)
    return found


def _place(block: Block) -> Place:
    """Return the shapes of the block's element and of those around it, from the inside out."""
    return tuple(map(shape_of, islice(block.around(), MAX_LEVELS)))


def _words(blocks: Iterable[Block]) -> int:
    return sum(block.words for block in blocks)
