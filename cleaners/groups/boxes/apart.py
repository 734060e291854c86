"""Find boxes that stand apart: small elements among the paragraphs of a story that are unlike them.

The form of an element is its tag and class; its shape also has the tags of its children.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from lxml.html import HtmlElement

from cleaners.document import Block
from cleaners.groups.spans import Range, Spans, announces, is_kept_prose, is_surely_story
from cleaners.text.sentences import ends_sentence

MAX_BLOCKS = 14
MAX_WORDS = 110
MIN_PARAGRAPHS = 2  # paragraphs of the story beside a box
MIN_WRAPPERS = 3  # elements of one form around one paragraph each, as content systems write that store texts in parts
# Elements that are parts of a text, never boxes.
_TEXTS = frozenset([
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dt", "dd", "blockquote", "pre", "code", "ul", "ol", "table",
    "thead", "tbody", "tr", "td", "th", "caption", "summary",
])  # fmt: skip

Form = tuple[object, str | None]  # tag, class
Shape = tuple[object, str | None, tuple[object, ...]]  # tag, class, tags of the children


@dataclass(frozen=True, slots=True)
class Box:
    """A small element among the paragraphs of a story, with its blocks."""

    element: HtmlElement
    blocks: Sequence[Block]

    @property
    def range(self) -> Range:
        """The position of the first block, and the one after the last block."""
        return self.blocks[0].position, self.blocks[-1].position + 1


@dataclass(frozen=True, slots=True)
class _Beside:
    """The surroundings of an element's child: the shapes of all children, and the forms of the paragraphs."""

    shapes: Counter[Shape]
    of_paragraphs: Counter[Form]
    bare_paragraphs: int  # paragraphs of the element's own text, between line breaks


def boxes_apart(page: Spans) -> Iterator[Box]:
    """Yield the small elements beside paragraphs of the story whose shape no other element there has.

    Elements of the same shape may be items of the story. A list that a line of the story announces is left out too.
    """
    yield from (box for box in _boxes(page, page.with_kept) if not _is_announced(page, box))


def _is_announced(page: Spans, box: Box) -> bool:
    start, _ = box.range
    return start > 0 and announces(page.blocks[start - 1]) and all(block.type == "list_item" for block in box.blocks)


def is_alone_in_form(page: Spans, element: HtmlElement) -> bool:
    """Return True for an element beside paragraphs of the story whose form no other element there has."""
    parent = element.getparent()
    if parent is None:
        return False
    beside = _beside(page, parent)
    forms = Counter(map(_form, page.children[parent]))
    others = beside.of_paragraphs.total() + beside.bare_paragraphs - beside.of_paragraphs[_form(element)]
    return forms[_form(element)] == 1 and others >= MIN_PARAGRAPHS


def lost_boxes_apart(page: Spans, lost: Iterable[Block]) -> Iterator[Box]:
    """Yield the boxes that stand apart and hold some of the lost blocks."""
    elements = dict.fromkeys(element for block in lost for element in _around(page, block))
    yield from _boxes(page, ((element, *page.of[element]) for element in elements))


def _around(page: Spans, block: Block) -> list[HtmlElement]:
    """Return the small elements around a block, outer ones first."""
    return [*takewhile(lambda element: _is_small(page, *page.of[element]), block.around())][::-1]


def _boxes(page: Spans, elements: Iterable[tuple[HtmlElement, int, int]]) -> Iterator[Box]:
    seen: dict[HtmlElement, _Beside] = {}
    found_end = 0
    for element, start, end in elements:
        if start < found_end or element.tag in _TEXTS or not _is_small(page, start, end):
            continue
        parent = element.getparent()
        if parent is None:
            continue
        if parent not in seen:
            seen[parent] = _beside(page, parent)
        box = Box(element, page.blocks[start:end])
        if _is_apart(element, seen[parent]) and not (seen[parent].bare_paragraphs and _is_indented_text(box)):
            yield box
            found_end = end


def _is_small(page: Spans, start: int, end: int) -> bool:
    if end - start > MAX_BLOCKS:
        return False
    blocks = page.blocks[start:end]
    is_small = sum(block.words for block in blocks) <= MAX_WORDS
    return is_small and not any(is_surely_story(block) or _is_code(block) for block in blocks)


def _is_code(block: Block) -> bool:
    return block.element is not None and block.element.tag in ("pre", "code")


def _beside(page: Spans, parent: HtmlElement) -> _Beside:
    children = page.children[parent]
    forms = Counter(map(_form, children))
    paragraphs = [child for child in children if _is_paragraph(page, child, forms)]
    bare = sum(block.element is parent and is_kept_prose(block) for block in page.blocks_of(parent))
    return _Beside(Counter(map(_shape, children)), Counter(map(_form, paragraphs)), bare)


def _is_paragraph(page: Spans, element: HtmlElement, forms: Counter[Form]) -> bool:
    """Return True for a paragraph, or an element around one paragraph if several elements have its form."""
    start, end = page.of[element]
    if end != start + 1 or not is_kept_prose(page.blocks[start]):
        return False
    if page.blocks[start].element is element:
        return element.tag in _TEXTS or forms[_form(element)] >= MIN_PARAGRAPHS
    return forms[_form(element)] >= MIN_WRAPPERS


def _is_apart(element: HtmlElement, beside: _Beside) -> bool:
    is_single = beside.shapes[_shape(element)] == 1 and _form(element) not in beside.of_paragraphs
    return is_single and beside.of_paragraphs.total() + beside.bare_paragraphs >= MIN_PARAGRAPHS


def _is_indented_text(box: Box) -> bool:
    """Return True if a box beside bare text holds a sentence of bare text itself: editors indented a part of it."""
    return any(
        block.element is box.element and is_kept_prose(block) and ends_sentence(block.text) for block in box.blocks
    )


def _form(element: HtmlElement) -> Form:
    return element.tag, element.get("class")


def _shape(element: HtmlElement) -> Shape:
    return element.tag, element.get("class"), tuple(child.tag for child in element)
