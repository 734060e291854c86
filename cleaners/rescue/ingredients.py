"""Rescue the ingredients of a recipe if the markup names them: the models take their list for a box beside the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from cleaners.document import Block
from cleaners.groups.boxes.controls import names_of
from cleaners.groups.spans import Spans, spans
from cleaners.markup.class_names import ClassPattern
from cleaners.markup.element_index import ElementIndex
from cleaners.rescue.lost import is_lost
from cleaners.text.normalize import fold_visible

MIN_ITEMS = 3  # elements with the same class that are one ingredient each
MAX_WORDS = 25
_NAMES = frozenset(["ingredient", "ingredients"])
_NAMED = ClassPattern("ingredient")
_ITEMS = ("list_item", "table_row")


def rescue_ingredients(blocks: Sequence[Block], elements: ElementIndex) -> list[Block]:
    """Return the lost lines of lists that classes name as ingredients, and of elements with one ingredient each."""
    named = [names for names in elements.with_class_name(_NAMED) if not _NAMES.isdisjoint(names_of(names))]
    found = _lost_lines(spans(blocks), [elements.by_class[names] for names in named]) if named else ()
    return list(dict.fromkeys(found))


def _lost_lines(page: Spans, groups: Sequence[Sequence[HtmlElement]]) -> Iterator[Block]:
    """Yield the lost lines in groups of elements with the same class."""
    for group in groups:
        for element in group:
            for block in page.blocks_of(element) if element in page.of else ():
                is_line = block.type in _ITEMS or len(group) >= MIN_ITEMS
                if is_line and block.words <= MAX_WORDS and is_lost(block) and not _is_control(block):
                    yield block


def _is_control(block: Block) -> bool:
    """Return True for a line that is a button or a link without an address."""
    controls = [] if block.element is None else block.element.iter("button", "a")
    return any(
        not (control.get("href") or "").partition("#")[0] and fold_visible("".join(control.itertext())) == block.text
        for control in controls
    )
