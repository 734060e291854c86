"""Find single hidden paragraphs between two that the page shows, or above the first one.

Longer hidden parts are folded: a page shows them at a click, and they belong to the story.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml.html import HtmlElement

from cleaners.document import Block
from cleaners.groups.spans import Range, Spans, is_kept_prose
from cleaners.markup.hiding import is_invisible

MAX_LEVELS = 3  # elements upwards that are searched for the hidden one
# Elements that open at a click, and attributes of controls that open others.
_FOLD_TAGS = frozenset(["details", "summary", "button", "template"])
_FOLD_ATTRIBUTES = ("aria-labelledby", "aria-expanded", "aria-controls", "role")


def find_hidden_fragments(page: Spans) -> Iterator[Range]:
    """Yield the range of each kept paragraph that is alone in a hidden element between visible paragraphs."""
    for position in range(1, len(page.blocks) - 1):
        block = page.blocks[position]
        if block.removal is None and block.signals.hidden and (root := _hidden_root(block)) is not None:
            is_alone = page.of[root] == (position, position + 1)
            if is_alone and not _is_fold(root) and _is_beside_shown(page, position, root):
                yield position, position + 1


def _hidden_root(block: Block) -> HtmlElement | None:
    """Return the element that hides a block from all readers, or None."""
    element = block.element
    for _ in range(MAX_LEVELS):
        if element is None:
            return None
        if is_invisible(element):
            return element
        element = element.getparent()
    return None


def _is_fold(root: HtmlElement) -> bool:
    """Return True if a control opens the element."""
    before = root.getprevious()
    controls = [root, *([] if before is None else [before, *before.iterdescendants()])]
    return any(one.tag in _FOLD_TAGS or any(name in one.attrib for name in _FOLD_ATTRIBUTES) for one in controls)


def _is_beside_shown(page: Spans, position: int, root: HtmlElement) -> bool:
    """Return True if a visible paragraph beside the hidden element is just after it.

    Another one must be just before it, if there is prose above it at all.
    """
    beside = [page.blocks[position + 1], *([page.blocks[position - 1]] if page.prose[position] else [])]
    return all(is_kept_prose(one) and not one.signals.hidden and _is_sibling(one, root) for one in beside)


def _is_sibling(block: Block, element: HtmlElement) -> bool:
    return block.element is not None and block.element.getparent() is element.getparent()
