"""Where the body seems to be by the page alone: the element around most prose, as Readability looks for it.

It is evidence that costs next to nothing. With it a model is sure of most pages, and these need no trafilatura.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import chain, islice

from lxml.html import HtmlElement

from cleaners.document import Block
from cleaners.text.words import ends_sentence

# Figures of a guess which a model weighs: none was tuned.
MIN_PROSE_WORDS = 10
MIN_UNSPACED_CHARS = 40  # of prose in scripts that put no spaces between words
MAX_PROSE_LINK_SHARE = 0.3
FULL_CHARS = 600  # a longer paragraph says no more
LEVELS = 4  # of elements around a paragraph that it speaks for, each less than the one in it
FADING = 0.6
SURELY, LIKELY, PERHAPS = 1.0, 0.8, 0.6  # of a block in the element: prose, another sentence, a heading or list item

_CONTAINERS = frozenset({"div", "section", "article", "td", "main", "body"})
_ASIDE = frozenset({"aside", "nav", "footer", "form", "button", "menu", "dialog"})


def note_prior(blocks: Sequence[Block]) -> bool:
    """Set `evidence["prior"]`, how far a block seems to be body, 0 to 1; tell whether there is any prose."""
    aside = _Ancestry(lambda element: element.tag in _ASIDE)
    is_aside = [aside.holds(block.element) for block in blocks]
    weights = [0.0 if out else _prose_weight(block) for out, block in zip(is_aside, blocks, strict=True)]
    main = _main_element(blocks, weights)
    inside = _Ancestry(lambda element: element is main)
    for block, weight, out in zip(blocks, weights, is_aside, strict=True):
        is_inside = main is not None and not out and inside.holds(block.element)
        block.evidence["prior"] = _share(block, weight) if is_inside else 0.0
    return main is not None


def presumed(block: Block) -> float:
    """How far the block is in the presumed body, 0 to 1: in trafilatura's where it was asked, else at first sight."""
    share: float = block.evidence.get("trafilatura", block.evidence.get("prior", 0.0))
    return share


class _Ancestry:
    """Whether an element or one around it is of a kind; asked once of each element."""

    def __init__(self, is_kind: Callable[[HtmlElement], bool]) -> None:
        self._is_kind = is_kind
        self._known: dict[HtmlElement, bool] = {}

    def holds(self, element: HtmlElement | None) -> bool:
        new = []
        while element is not None and element not in self._known:
            new.append(element)
            element = element.getparent()
        found = element is not None and self._known[element]
        for one in reversed(new):
            found = self._known[one] = found or self._is_kind(one)
        return found


def _prose_weight(block: Block) -> float:
    """0 for what is no prose; else by its length and whether it ends as a sentence."""
    if block.element is None or block.link_share > MAX_PROSE_LINK_SHARE or "hidden" in block.evidence:
        return 0.0
    words, size = len(block.text.split()), len(block.text)
    is_unspaced = size >= MIN_UNSPACED_CHARS and words < MIN_UNSPACED_CHARS // 10 and not block.text.isascii()
    if words < MIN_PROSE_WORDS and not is_unspaced:
        return 0.0
    return min(size, FULL_CHARS) * (1.0 if ends_sentence(block.text) else 0.5) * (1.0 - block.link_share)


def _main_element(blocks: Sequence[Block], weights: Sequence[float]) -> HtmlElement | None:
    """The element that most prose speaks for; None where there is no prose."""
    scores: defaultdict[HtmlElement, float] = defaultdict(float)
    for block, weight in zip(blocks, weights, strict=True):
        element = block.element
        if not weight or element is None:
            continue
        around = element.iterancestors()
        for one in islice(chain([element], around) if element.tag in _CONTAINERS else around, LEVELS):
            scores[one] += weight
            weight *= FADING
    return max(scores, key=lambda element: scores[element], default=None)


def _share(block: Block, weight: float) -> float:
    if weight:
        return SURELY
    if block.type in ("heading", "list_item", "quote") and block.link_share < 0.5:
        return PERHAPS
    return LIKELY if block.link_share < MAX_PROSE_LINK_SHARE and ends_sentence(block.text) else 0.0
