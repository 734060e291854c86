"""The features of a page as a matrix for the model: one row per block, one column per name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from lxml.html import HtmlElement
from numpy.typing import NDArray

from cleaners import native
from cleaners.body.features import clutter_words
from cleaners.body.features.clutter_words import ClutterWords
from cleaners.body.features.context import (
    ALIKE_LEVELS,
    MIN_SHARE,
    Columns,
    alike_groups,
    basics,
    clutter_around,
    decayed,
    group_shares,
    headings,
    main_container,
    neighbours,
    positions,
    sections,
    title_distance,
)
from cleaners.body.features.elements import PLACES, outline, places
from cleaners.body.features.page_words import FREQUENT, MIN_CONTENT_CHARS, PageWords, page_words
from cleaners.body.features.prior import presumed
from cleaners.body.features.text import RULE_NAMES, field_overlaps, rule_name, text_columns
from cleaners.body.fields.captions import CAPTION_LEVELS, MAX_CAPTION_WORDS
from cleaners.document import Block, Document
from cleaners.markup.outline import Floats, Ints, Outline

FEATURES_VERSION = 4
GROUP_LEVELS = 4  # elements, counted upwards from the block's own, that make a group of their blocks
GROUP_NAMES = tuple(f"element{level}" for level in range(GROUP_LEVELS)) + tuple(
    f"alike{level}" for level in range(1, ALIKE_LEVELS + 1)
)
RULE_MARGIN = 12  # blocks around the presumed body to which the phrase packs are applied too
MIN_MENU_LINK_SHARE = 0.5
MAX_MENU_SHARE = 0.05  # presumed share of body in a block of a menu
TYPES = ("heading", "list_item", "quote", "table_row", "preformatted", "caption")
_TAGS = ("p", "div", "li", "td", "section", "article", "figcaption")
_TYPE_NUMBERS: dict[str, int] = {kind: number for number, kind in enumerate(TYPES)}
_TAG_NUMBERS = {name: number for number, name in enumerate(_TAGS)}
_FIRST_INLINE = {"b": 1.0, "strong": 1.0, "em": 2.0, "i": 2.0, "a": 3.0}


@dataclass(frozen=True, slots=True)
class Measured:
    """The names of the columns, a row per block, the groups that each block belongs to, and its content words."""

    names: tuple[str, ...]
    matrix: NDArray[np.float32]
    groups: NDArray[np.int32]  # a row per block and a column per name of GROUP_NAMES; equal numbers are one group
    content: NDArray[np.int32]  # a row per content word of each block: the numbers of the block and of the word

    def column(self, name: str) -> Floats:
        """Return the values of a column."""
        return self.columns([name])[name]

    def columns(self, names: Sequence[str]) -> Columns:
        """Return the values of some columns."""
        return dict(zip(names, self.matrix.T[self.indexes(names)].astype(float), strict=True))

    def indexes(self, names: Sequence[str]) -> list[int]:
        """Return the indexes of some columns."""
        found = {name: index for index, name in enumerate(self.names)}
        return [found[name] for name in names]


def menus(blocks: list[Block], kept: Floats) -> NDArray[np.bool_]:
    """Return True for each block of links far from the presumed body.

    About half of a page's blocks are such, and they are hardly ever body: reference texts had 204 of 44,677. Some
    features are not measured for them.
    """
    far = np.zeros(len(blocks), bool)
    if len(inside := np.flatnonzero(kept >= MIN_SHARE)):
        far[: max(0, inside[0] - RULE_MARGIN)] = far[inside[-1] + RULE_MARGIN + 1 :] = True
    links = np.array([block.link_share for block in blocks])
    found: NDArray[np.bool_] = far & (kept < MAX_MENU_SHARE) & (links >= MIN_MENU_LINK_SHARE)
    return found


def features(document: Document, words: ClutterWords | None = None) -> Measured:
    """Measure every block. The blocks must have the signals that `presumed` reads.

    `words` are by default those of the package. For the blocks of `menus`, only the features on which other blocks
    depend are measured.
    """
    kept = np.array([presumed(block) for block in document.blocks])
    in_menu = menus(document.blocks, kept)
    found = outline(document)
    alike = alike_groups(found)
    split = page_words([
        "" if is_menu else block.text for is_menu, block in zip(in_menu.tolist(), document.blocks, strict=True)
    ])  # fmt: skip
    columns = _columns(document, found, alike, kept, in_menu, split, words or clutter_words.load())
    groups = np.array([*map(found.ancestor, range(GROUP_LEVELS)), *alike], np.int32).T
    matrix = np.array(list(columns.values()), np.float32).T
    return Measured(tuple(columns), matrix, groups, split.content(MIN_CONTENT_CHARS).T)


def _columns(
    document: Document,
    found: Outline,
    alike: Sequence[Ints],
    share: Floats,
    in_menu: NDArray[np.bool_],
    split: PageWords,
    known: ClutterWords,
) -> Columns:
    blocks = document.blocks
    columns = _own(blocks, share, in_menu)
    columns["caption"] = _captions(found, columns)
    columns |= _rules(blocks, columns["kept"])
    columns |= field_overlaps(split, document.metadata)
    columns["clutter"], columns["clutter_known"] = known.columns(split)
    columns |= clutter_around(columns["clutter"], columns["kept"])
    kept = columns["kept"] >= MIN_SHARE
    columns["familiar"] = split.familiarity(kept, FREQUENT)
    columns |= {f"in_{place}": flags for place, flags in zip(PLACES, places(found), strict=True)}
    columns |= _repeats(blocks)
    words = np.maximum(1.0, np.expm1(columns["log_words"]))
    columns |= positions(words, columns["kept"])
    own = basics(words, columns)
    sums = found.sums(own)
    section = sections(columns)
    shares = group_shares(found, alike, section, own, sums)
    of_section = {name: shares.pop(name) for name in [*shares] if name.startswith("section_")}
    columns |= shares
    columns |= main_container(found, sums)
    columns["title_far"] = title_distance(columns)
    columns |= headings(columns, section) | of_section
    columns |= neighbours(found, columns)
    columns |= _page(document, words, columns["kept"], len(blocks))
    return columns


def _own(blocks: list[Block], share: Floats, in_menu: NDArray[np.bool_]) -> Columns:
    columns: Columns = text_columns(blocks, in_menu)
    columns["kept"] = share
    columns["link_share"], columns["level"], types, tags, hidden, screen_reader, first_inline = _of_blocks(blocks)
    columns |= {f"type_{kind}": (types == number).astype(float) for kind, number in _TYPE_NUMBERS.items()}
    columns |= {f"tag_{name}": (tags == number).astype(float) for name, number in _TAG_NUMBERS.items()}
    columns |= {"hidden": hidden, "screen_reader": screen_reader, "first_inline": first_inline}
    return columns


def _of_blocks(blocks: list[Block]) -> Floats:
    """Return one row per property of the blocks: link share, level, type, tag, two signals, and the first inline tag.

    Types and tags are numbers, -1 for one that is not a feature.
    """
    if native.in_use():
        return native.columns.of_blocks(blocks, _TYPE_NUMBERS, _TAG_NUMBERS, _FIRST_INLINE)
    elements = [block.element for block in blocks]
    return np.array([
        [block.link_share for block in blocks],
        [block.level or 0 for block in blocks],
        [_TYPE_NUMBERS.get(block.type, -1) for block in blocks],
        [-1 if element is None else _TAG_NUMBERS.get(str(element.tag), -1) for element in elements],
        [block.signals.hidden for block in blocks],
        [block.signals.screen_reader for block in blocks],
        [_first_inline(element) for element in elements],
    ], float)  # fmt: skip


def _captions(found: Outline, columns: Columns) -> Floats:
    """Return 1 for blocks that are captions by their tag, or by the class of an element close around them."""
    near = np.any([found.caption[found.ancestor(level)] for level in range(CAPTION_LEVELS)], axis=0)
    short = columns["log_words"] <= np.log1p(MAX_CAPTION_WORDS)
    return np.where(near & short, 1.0, columns["type_caption"])


def _rules(blocks: list[Block], kept: Floats) -> Columns:
    """Return features of phrase-pack rules for blocks in and around the presumed body; blocks further out have 0."""
    inside = np.flatnonzero(kept >= MIN_SHARE)
    start, end = (inside[0] - RULE_MARGIN, inside[-1] + RULE_MARGIN) if len(inside) else (0, len(blocks))
    rows = np.zeros((len(blocks), len(RULE_NAMES)))
    for index in range(max(0, start), min(len(blocks), end + 1)):
        if (name := rule_name(blocks[index])) is not None:
            rows[index, RULE_NAMES.index(name)] = 1.0
    columns = {name: rows[:, index] for index, name in enumerate(RULE_NAMES)}
    columns["rule"] = rows.max(axis=1)
    columns["rules_above"] = np.log1p(np.cumsum(columns["rule"]))
    columns["rules_near"] = decayed(columns["rule"])
    return columns


def _first_inline(element: HtmlElement | None) -> float:
    """Return the number of the tag that a block begins with, by _FIRST_INLINE; 0 otherwise."""
    if element is None or not len(element) or (element.text and not element.text.isspace()):
        return 0.0
    return _FIRST_INLINE.get(str(element[0].tag), 0.0)


def _repeats(blocks: list[Block]) -> Columns:
    """Return the logarithm of how often the page has the block's text, and 1 for every copy after the first."""
    numbers: dict[str, int] = {}
    text = np.array([numbers.setdefault(block.text, len(numbers)) for block in blocks])
    is_first = np.diff(np.maximum.accumulate(text), prepend=-1) > 0
    return {"repeated": np.log(np.bincount(text)[text].astype(float)), "again": (~is_first).astype(float)}


def _page(document: Document, words: Floats, kept: Floats, size: int) -> Columns:
    """Return the features of the page, equal for all of its blocks."""
    types = {name.casefold() for name in document.metadata.page_types}
    numbers = {
        "page_blocks": float(np.log1p(size)),
        "page_words": float(np.log1p(words.sum())),
        "page_kept": float((words * kept).sum() / words.sum()),
        "page_kept_words": float(np.log1p((words * kept).sum())),
        "page_kept_blocks": float(np.log1p((kept >= MIN_SHARE).sum())),
        "page_news": float(any(name.endswith("newsarticle") for name in types)),
        "page_live": float("liveblogposting" in types),
        "page_blog": float("blogposting" in types),
        "page_article": float("article" in types),
    }
    return {name: np.full(size, value) for name, value in numbers.items()}
