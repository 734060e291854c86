"""Find the threads of readers' comments on a page, by the names of elements and by repeated units.

A unit is one of several similar elements beside each other. It is taken for a comment if it has a text and the signs of
one, such as a time or a "Reply" button.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from lxml.html import HtmlElement

from cleaners.document import Block
from cleaners.groups.comment_signs import (
    MIN_TEXT_WORDS,
    VOTES,
    control_of,
    is_answer_label,
    is_control,
    is_declared_comment,
    is_named_for_comments,
    is_signed_time,
    is_time_line,
    signer_of,
)
from cleaners.groups.signed_texts import find_signed_texts
from cleaners.groups.spans import Range, Spans, is_kept_prose
from cleaners.text.normalize import normalise
from cleaners.text.sentences import ends_sentence

MIN_PROSE_BEFORE = 15  # words of kept prose above a thread; without them the thread may be the page's text
MIN_PROSE_BEFORE_LINES = 40  # the same above comments that have no elements of their own
MIN_UNITS = 2  # repeated units that make a thread
MIN_UNITS_WITHOUT_CLASS = 3
MIN_CONTROLLED = 0.5  # share of the units with the same control, such as "Reply"
MIN_TIMED = 0.6  # share of the units with a line that has a date or time
MAX_UNIT_WORDS = 1_500  # words of one comment with its replies
MAX_LINKED = 0.5  # link share of a comment's text
MAX_COUNT_WORDS = 5  # words of a line that says how many comments there are
_NUMBER = re.compile(r"\d{1,4}")
_WRAPPERS = frozenset({"html", "body", "main"})
_NEVER_UNITS = frozenset({"q", "p", "figure"})
_ALWAYS_NAMED = frozenset({"li", "dl", "article", "table", "tr"})  # tags that mark units without a class
_TERMS = frozenset({"dl", "table", "tbody"})
_LAYOUT = re.compile(r"(?<![a-z])(?:col(?:umn)?|row|grid|span|section|container|wrapper)s?(?![a-z])", re.IGNORECASE)


def find_threads(page: Spans, headline: int) -> list[Range]:
    """Return the ranges of blocks that are readers' comments, with their headings.

    `headline` is the position of the page's headline, which no thread contains; -1 if it is unknown. Inner elements are
    checked first, so that a thread does not make the elements around it look like comments.
    """
    found: list[Range] = []
    taken = bytearray(len(page.blocks))
    for element, _, end in reversed(page.with_kept):
        if page.prose[end] < MIN_PROSE_BEFORE or element.tag in _WRAPPERS:
            continue
        has_units = len(page.children.get(element, ())) >= MIN_UNITS
        thread = _named_thread(page, element) or (_thread_of_units(page, element, taken) if has_units else None)
        thread = thread or (_thread_of_terms(page, element) if element.tag in _TERMS else None)
        if thread and not thread[0] <= headline < thread[1]:
            start, end = _with_heading(page, thread)
            found.append((start, end))
            taken[start:end] = b"\1" * (end - start)
    return found or [
        _with_heading(page, lines) for lines in chain(_signed_lines(page, headline), find_signed_texts(page, headline))
    ]


def _signed_lines(page: Spans, headline: int) -> Iterator[Range]:
    """Yield the range of the last lines of the page if they are names with a time, each above a text.

    Most names must differ: the entries of a live blog are signed too, but by the same few reporters.
    """
    kept = [block for block in page.blocks if block.removal is None]
    signers = {index: name for index, block in enumerate(kept) if (name := signer_of(block))}
    starts, names = [*signers], set(signers.values())
    units = [kept[start:end] for start, end in pairwise([*starts, len(kept)])]
    if len(names) < max(MIN_UNITS, len(units) / 2) or not _are_comments(units):
        return
    start = units[0][0].position
    if headline < start and page.prose[start] >= MIN_PROSE_BEFORE_LINES:
        yield start, kept[-1].position + 1


def _are_comments(units: Sequence[Sequence[Block]]) -> bool:
    """Return True if all units have a text, and the last one, which may run to the end of the page, is like another."""
    *others, last = units
    is_like_others = len(last) <= max(map(len, others)) and _place(last[-1]) in {_place(one[-1]) for one in others}
    return is_like_others and min(map(len, units)) > 1


def _place(block: Block) -> tuple[object, int]:
    """Return the tag of a block's element, and the number of elements around it."""
    return ("", 0) if block.element is None else (block.element.tag, sum(1 for _ in block.element.iterancestors()))


def _named_thread(page: Spans, element: HtmlElement) -> Range | None:
    """Return the range of an element whose type or name says that it holds comments, or None.

    A name alone is not enough: the element must also have a time, a control such as "Reply" or a field for comments.
    """
    start, end = page.of[element]
    if page.prose[start] < MIN_PROSE_BEFORE:
        return None
    if is_declared_comment(element):
        return start, end
    if not is_named_for_comments(element):
        return None
    has_line = any(is_time_line(block) or is_control(block) for block in page.blocks[start:end])
    return (start, end) if has_line or next(element.iter("textarea"), None) is not None else None


def _thread_of_units(page: Spans, parent: HtmlElement, taken: bytearray) -> Range | None:
    """Return the range of an element's repeated children if they are comments, or None."""
    for alike in _alike(page, parent):
        units = _timed_in_a_row(page, alike, taken) or alike
        start, end = page.of[units[0]][0], page.of[units[-1]][1]
        if units[0].tag == "blockquote" and not _is_counted(page, start, len(units)):
            continue  # embedded posts have authors and times too
        is_below = page.prose[start] >= MIN_PROSE_BEFORE
        if is_below and page.kept_in(start, end) and _are_adjacent(page, units) and _is_thread(page, units, taken):
            return start - _is_counted(page, start, len(units)), end
    return None


def _timed_in_a_row(page: Spans, units: list[HtmlElement], taken: bytearray) -> list[HtmlElement]:
    """Return the tables that are comments with a time; [] if another table, such as a form, stands between them."""
    if units[0].tag != "table":
        return []
    comments = [_comment(_free(page, unit, taken)) for unit in units]
    timed = [index for index, one in enumerate(comments) if one and one.has_time]
    is_row = len(timed) >= MIN_UNITS and timed[-1] - timed[0] == len(timed) - 1
    return units[timed[0] : timed[-1] + 1] if is_row else []


def _thread_of_terms(page: Spans, terms: HtmlElement) -> Range | None:
    """Return the range of a <dl> or table below the story if each term is a name with the time of a comment, or None.

    Lists of events or dates have the time first, or no name.
    """
    start, end = page.of[terms]
    if page.prose[start] < MIN_PROSE_BEFORE or page.prose[end] < page.prose[-1]:
        return None
    blocks = page.blocks[start:end]
    labels = [_parts(block)[0] for block in blocks if block.type == "table_row" or _is_term(block.element)]
    has_text = any(ends_sentence(block.text) for block in blocks)
    is_signed = len({label.text for label in labels}) >= MIN_UNITS and all(map(is_signed_time, labels))
    return (start, end) if is_signed and has_text else None


def _is_term(element: HtmlElement | None) -> bool:
    """Return True for a <dt> or an element inside one."""
    return element is not None and (element.tag == "dt" or next(element.iterancestors("dt", "dl"), element).tag == "dt")


def _are_adjacent(page: Spans, units: Sequence[HtmlElement]) -> bool:
    """Return True if the units follow each other without a paragraph between them."""
    return not any(page.prose_in(page.of[one][1], page.of[following][0]) for one, following in pairwise(units))


def _alike(page: Spans, parent: HtmlElement) -> Iterator[list[HtmlElement]]:
    """Yield the groups of children with the same tag and first class that have two blocks or more, or are rows."""
    groups: defaultdict[tuple[object, str], list[HtmlElement]] = defaultdict(list)
    for child in page.children[parent]:
        start, end = page.of[child]
        if (end - start >= 2 or child.tag == "tr") and child.tag not in _NEVER_UNITS:
            groups[child.tag, (child.get("class") or "").partition(" ")[0].rstrip("0123456789")].append(child)
    for (tag, name), units in groups.items():
        is_named = bool(name) or tag in _ALWAYS_NAMED
        if len(units) >= (MIN_UNITS if is_named else MIN_UNITS_WITHOUT_CLASS) and not _LAYOUT.search(name):
            yield units


@dataclass(frozen=True, slots=True)
class _Unit:
    """Signs of a comment in one of several similar elements."""

    controls: frozenset[str]
    answers: frozenset[str]  # labels that may also be those of an interview
    has_time: bool


def _is_thread(page: Spans, units: Sequence[HtmlElement], taken: bytearray) -> bool:
    """Return True if most of the units are comments.

    The same control in enough of them, such as "Reply", proves it. Units with a time may also be entries of a live
    blog, and units with a label such as "Svar" the answers of an interview, so these need a line above that announces
    comments.
    """
    comments = [unit for unit in (_comment(_free(page, element, taken)) for element in units) if unit]
    size = len(comments)
    if size < MIN_UNITS or size < len(units) / 2:
        return False
    if _have_same(size, [unit.controls for unit in comments]):
        return True
    is_timed = sum(unit.has_time for unit in comments) >= MIN_TIMED * size
    start = page.of[units[0]][0]
    may_be = is_timed or _have_same(size, [unit.answers for unit in comments])
    return may_be and (_is_announced(page, start) or (is_timed and _is_counted(page, start, len(units))))


def _have_same(size: int, labels: Sequence[frozenset[str]]) -> bool:
    """Return True if enough of `size` units have a label in common; `labels` has those of each unit."""
    counts = Counter(label for own in labels for label in own)
    return max(counts.values(), default=0) >= max(MIN_UNITS, MIN_CONTROLLED * size)


def _free(page: Spans, element: HtmlElement, taken: bytearray) -> list[Block]:
    """Return the blocks of an element that are in no thread yet, with each cell of a table row as a block."""
    return [part for block in page.blocks_of(element) if not taken[block.position] for part in _parts(block)]


def _parts(block: Block) -> list[Block]:
    """Return the cells and controls of a table row, or the block itself if it is not a row."""
    if block.type != "table_row" or block.element is None:
        return [block]
    labels = ("".join(link.itertext()) for link in block.element.iter("a", "button"))
    return [Block(text) for text in (*block.text.split(" | "), *labels) if text.strip()]


def _comment(blocks: Sequence[Block]) -> _Unit | None:
    """Return the signs of a comment in an element's blocks; None if it is too long or has no text beside its labels."""
    if sum(block.words for block in blocks) > MAX_UNIT_WORDS:
        return None
    times, controls = [is_time_line(block) for block in blocks], [control_of(block) for block in blocks]
    rest = [block for block, *is_label in zip(blocks, times, controls, strict=True) if not any(is_label)]
    if not any(block.words >= MIN_TEXT_WORDS and block.link_share < MAX_LINKED for block in rest):
        return None
    answers = [normalise(block.text) for block in rest if is_answer_label(block)]
    if not any(ends_sentence(block.text) for block in rest):  # "▲ 2" in a chart is not a number of votes
        controls = [control for control in controls if control != VOTES]
    if any(times):
        controls += answers
    return _Unit(frozenset(filter(None, controls)), frozenset(answers), any(times))


def _is_announced(page: Spans, start: int) -> bool:
    """Return True if a line just above a position says that comments follow."""
    return any(is_control(block) for block in page.blocks[max(0, start - 3) : start])


def _is_counted(page: Spans, start: int, size: int) -> bool:
    """Return True if the line just above a position gives the number of the units, as in "2 réactions"."""
    above = page.blocks[start - 1]
    return above.words <= MAX_COUNT_WORDS and [*map(int, _NUMBER.findall(above.text))] == [size]


def _with_heading(page: Spans, found: Range) -> Range:
    """Return a thread with the lines just above it that belong to it, such as "12 comments"."""
    start, end = found
    while not is_kept_prose(page.blocks[start - 1]) and is_control(page.blocks[start - 1]):
        start -= 1
    return start - _is_label(page.blocks[start - 1]), end


def _is_label(above: Block) -> bool:
    """Return True for a few words without a sentence: above a thread, these are its heading in any language."""
    return above.removal is None and above.words <= MAX_COUNT_WORDS and not ends_sentence(above.text)
