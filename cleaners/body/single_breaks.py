"""Double single line breaks between paragraphs and around clutter, so that each of these lines becomes a block.

Old pages, and editors that turn line feeds into breaks, write a whole story as `text<br>text<br>text`. Lines of verse
and addresses stay together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from lxml.html import HtmlElement

from cleaners.body.tags import BLOCK_TAGS
from cleaners.rules import find_rule
from cleaners.text.sentences import may_end_sentence
from cleaners.text.words import IDEOGRAPH

MIN_LINES = 3  # of a text that is set in paragraphs
MIN_CHARS = 60  # of a paragraph that ends a sentence; lines of verse, addresses and tables are shorter
MIN_IDEOGRAPHS = 25
MAX_CLUTTER_CHARS = 120


def double_single_breaks(breaks: Iterable[HtmlElement]) -> int:
    """Double each single `<br>` between two paragraphs, or between a line of clutter and another line.

    Return how many were added.
    """
    parents = dict.fromkeys(parent for line_break in breaks if (parent := line_break.getparent()) is not None)
    single = [line_break for parent in parents for lines in _texts(parent) for line_break in _between_blocks(lines)]
    for line_break in single:
        line_break.addprevious(line_break.makeelement("br"))
    return len(single)


def _between_blocks(lines: Sequence[tuple[str, HtmlElement]]) -> list[HtmlElement]:
    """Return the single breaks of a text at which a block should end."""
    single = [(above, below, line_break) for (above, line_break), (below, _) in pairwise(lines) if above and below]
    if not single:
        return []
    if _are_paragraphs([text for text, _ in lines if text]):
        return [line_break for *_, line_break in single]
    return [
        line_break
        for above, below, line_break in single
        if _is_paragraph(above) or _is_clutter(above) or _is_clutter(below)
    ]


def _texts(parent: HtmlElement) -> Iterator[list[tuple[str, HtmlElement]]]:
    """Yield the texts between the block elements in an element, each as its lines with the `<br>` at their ends."""
    lines: list[tuple[str, HtmlElement]] = []
    pieces = [parent.text or ""]
    for child in parent:
        if child.tag == "br" or child.tag in BLOCK_TAGS:
            lines.append((" ".join("".join(pieces).split()), child))
            pieces = [child.tail or ""]
            if child.tag != "br":
                yield lines
                lines = []
        else:
            pieces += [*child.itertext(), child.tail or ""]
    yield [*lines, (" ".join("".join(pieces).split()), parent)]


def _are_paragraphs(lines: Sequence[str]) -> bool:
    """Return True if at least half of the lines are paragraphs."""
    return len(lines) >= MIN_LINES and 2 * sum(map(_is_paragraph, lines)) >= len(lines)


def _is_paragraph(line: str) -> bool:
    is_long = len(line) >= MIN_CHARS or (len(line) >= MIN_IDEOGRAPHS and IDEOGRAPH.search(line) is not None)
    return is_long and may_end_sentence(line)


def _is_clutter(line: str) -> bool:
    match = find_rule(line) if len(line) <= MAX_CLUTTER_CHARS else None
    return match is not None and match.rule.kind != "photo-credit"  # a credit stays with its caption
