"""The prior: a guess from the page alone at where the body is, namely in the element around most prose.

Readability looks for it in the same way. The prior costs next to nothing, and with it a model is sure of most pages,
which then need no trafilatura.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import chain, islice

from lxml.html import HtmlElement

from cleaners.document import Block
from cleaners.text.sentences import ends_sentence

# None of these figures was tuned, since a model weighs the result.
MIN_PROSE_WORDS = 10
MIN_UNSPACED_CHARS = 40  # of prose in scripts without spaces between words
MAX_PROSE_LINK_SHARE = 0.3
FULL_CHARS = 600  # a longer paragraph has no greater weight
LEVELS = 4  # elements around a paragraph that get its weight
FADING = 0.6  # factor of the weight from one element to the next one around it
SURELY, LIKELY, PERHAPS = 1.0, 0.8, 0.6  # of a block in the element: prose, another sentence, a heading or list item

_CONTAINERS = frozenset({"div", "section", "article", "td", "main", "body"})
_ASIDE = frozenset({"aside", "nav", "footer", "form", "button", "menu", "dialog"})


def note_prior(blocks: Sequence[Block]) -> bool:
    """Set `signals.prior` of each block; return True if the page has any prose."""
    aside = _Ancestry(lambda element: element.tag in _ASIDE)
    is_aside = [aside.holds(block.element) for block in blocks]
    weights = [0.0 if out else _prose_weight(block) for out, block in zip(is_aside, blocks, strict=True)]
    main = _main_element(blocks, weights)
    inside = _Ancestry(lambda element: element is main)
    for block, weight, out in zip(blocks, weights, is_aside, strict=True):
        is_inside = main is not None and not out and inside.holds(block.element)
        block.signals.prior = _share(block, weight) if is_inside else 0.0
    return main is not None


def presumed(block: Block) -> float:
    """Return the share of the block that is presumed to be body, 0 to 1: trafilatura's where it ran, else the prior."""
    signals = block.signals
    return (signals.prior if signals.trafilatura is None else signals.trafilatura) or 0.0


class _Ancestry:
    """Remembers for each element if it, or an element around it, is of a kind."""

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
    """Return 0 for a block that is not prose, else a weight by its length and its end: a full sentence counts more."""
    if block.element is None or block.link_share > MAX_PROSE_LINK_SHARE or block.signals.hidden:
        return 0.0
    # Not `block.words`: the page-only model was fitted to a prior that counts lone signs such as "»" as words.
    words, size = len(block.text.split()), len(block.text)
    is_unspaced = size >= MIN_UNSPACED_CHARS and words < MIN_UNSPACED_CHARS // 10 and not block.text.isascii()
    if words < MIN_PROSE_WORDS and not is_unspaced:
        return 0.0
    return min(size, FULL_CHARS) * (1.0 if ends_sentence(block.text) else 0.5) * (1.0 - block.link_share)


def _main_element(blocks: Sequence[Block], weights: Sequence[float]) -> HtmlElement | None:
    """Return the element with most weight of prose in it, None where there is no prose."""
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
