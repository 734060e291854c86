"""Stage: split plain text into blocks, one per paragraph, list item or single line."""

from __future__ import annotations

import re
from itertools import pairwise

from cleaners.document import Block, Document, Layout
from cleaners.plain_text.hyphens import has_divided_words, joined
from cleaners.plain_text.marks import find_marks
from cleaners.plain_text.running_lines import without_running_lines
from cleaners.text.character_classes import HANGUL, IDEOGRAPHS
from cleaners.text.normalize import fold_space
from cleaners.text.sentences import ends_sentence

MIN_WRAP_WIDTH = 40  # characters; text is not wrapped at a narrower margin
MIN_COLUMN_WIDTH = 24  # characters; the same for the columns of a newspaper, where words are divided
MAX_WRAP_WIDTH = 160  # characters; text is not wrapped at a wider margin

MAX_OVERHANG = 1.3  # a line that is this many times as long as the margin is not wrapped, unless it is one long word
MAX_TOO_LONG = 0.02  # share of the lines of a wrapped text that may be longer than this
MIN_WRAPPED_LINES = 4  # with fewer lines no margin can be recognised
FULL_SHARE = 0.75  # share of the margin that a wrapped line fills before its next word would overflow
FULL_WIDE_SHARE = 0.9  # the same in scripts without spaces, which are wrapped between any two characters
_BULLET = re.compile(r"\s*[•‣◦▪●∙·*](?:\s+|$)|\s*[+–-]\s+|\s{4,}o\s+")
_NUMBER = re.compile(r"\s*\(?\d{1,3}[.)]\s+")
_RULE = re.compile(r"[\s\W_]*$")
_WIDE = re.compile(rf"[{IDEOGRAPHS}{HANGUL}\u3000-\u303f\uff00-\uff60]")  # characters of two columns
_COLUMN_GAP = re.compile(r"\S {2,}(?=\S)")

Line = tuple[int, str]  # its number in the text, counted from 1, and the line without its end


def split_text(document: Document) -> None:
    """Split the text into blocks, each with its `layout`."""
    marks = find_marks(document.html)
    found = marks.without_line_marks(without_running_lines(document.html.expandtabs(4)))
    lines = list(enumerate(found, 1))
    groups = _groups(lines)
    are_divided = has_divided_words([line for _, line in group] for group in groups)
    margin = _margin(groups, MIN_COLUMN_WIDTH if are_divided else MIN_WRAP_WIDTH)
    paragraph_groups = [_paragraphs(group, margin) for group in groups]
    dashed = _dashed_indents([paragraph[0][1] for paragraphs in paragraph_groups for paragraph in paragraphs])
    for paragraphs in paragraph_groups:
        for paragraph, is_item in zip(paragraphs, _list_items(paragraphs, dashed), strict=True):
            text = marks.without_inner_marks(joined([line for _, line in paragraph], are_divided=are_divided))
            block = _block(text, paragraph, len(document.blocks), is_item=is_item)
            if block.text:
                document.blocks.append(block)


def _groups(lines: list[Line]) -> list[list[Line]]:
    """Return the runs of lines between blank lines. A line without any letter or digit counts as blank."""
    groups: list[list[Line]] = [[]]
    for number, line in lines:
        if _RULE.match(line):
            groups.append([])
        else:
            groups[-1].append((number, line.rstrip()))
    return [group for group in groups if group]


def _margin(groups: list[list[Line]], min_width: int) -> int | None:
    """Return the column at which the text is wrapped, or None if each line is a paragraph.

    In wrapped text, most lines are slightly shorter than the longest one, and few lines end a sentence.
    """
    # Lines that another one follows in their group: the last line of a paragraph may be short in any text.
    runs = [[line for _, line in group[:-1] if not _is_marked(line)] for group in groups]
    inner = [line for run in runs for line in run]
    if len(inner) < MIN_WRAPPED_LINES:
        return None
    widths = sorted(map(_columns, inner))
    width = widths[int(len(inner) * 0.95)]
    if not min_width <= width <= MAX_WRAP_WIDTH or widths[-1] > width * MAX_OVERHANG or _is_exceeded(width, groups):
        return None
    return width if _is_wrapped(groups, runs, width) else None


def _is_wrapped(groups: list[list[Line]], runs: list[list[str]], width: int) -> bool:
    """Return True if lines are as long as a width allows, and leave sentences open. `runs` are the inner lines."""
    inner = [line for run in runs for line in run]
    full = [line for line in inner if _is_full(line, width)]
    open_ended = sum(not ends_sentence(line) for line in full)
    # Where no blank line separates paragraphs, their last lines are inside a group too.
    last = sum(_is_last(before, line, width) for run in runs for before, line in pairwise(run))
    are_most_full = len(full) >= 0.6 * (len(inner) - last)
    flowing = sum(_runs_on(before, line, width) for group in groups for (_, before), (_, line) in pairwise(group))
    return flowing >= max(MIN_WRAPPED_LINES, 0.5 * len(full)) or (are_most_full and open_ended >= 0.5 * len(full))


def _columns(line: str) -> int:
    """Return the width of a line in columns."""
    return len(line) if line.isascii() else len(line) + len(_WIDE.findall(line))


def _is_exceeded(width: int, groups: list[list[Line]]) -> bool:
    """Return True if more than a few lines are longer than a margin allows."""
    lines = [line for group in groups for _, line in group]
    too_long = sum(_columns(line) > width * MAX_OVERHANG and len(line.split()) > 2 for line in lines)
    return too_long > max(2, MAX_TOO_LONG * len(lines))


def _is_full(line: str, width: int) -> bool:
    """Return True if a line is so long that the next word, or the next character, might not have fitted on it."""
    return _columns(line) >= (FULL_WIDE_SHARE if _WIDE.match(line[-1]) else FULL_SHARE) * width


def _runs_on(before: str, line: str, width: int) -> bool:
    """Return True if a full line leaves a sentence open, and the next one begins with a small letter."""
    return _is_full(before, width) and not ends_sentence(before) and line.lstrip()[0].islower()


def _is_last(before: str, line: str, width: int) -> bool:
    """Return True if a line is the short end of a sentence that a full line leaves open."""
    return _is_full(before, width) and not ends_sentence(before) and not _is_full(line, width) and ends_sentence(line)


def _paragraphs(group: list[Line], margin: int | None) -> list[list[Line]]:
    """Split a group of lines into paragraphs: one line each, or several if the text is wrapped at a margin."""
    if margin is None:
        return [[line] for line in group]
    paragraphs = [[group[0]]]
    for before, line in pairwise(group):
        if _continues(before[1], line[1], margin):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return paragraphs


def _continues(before: str, line: str, margin: int) -> bool:
    """Return True if the second line continues the paragraph of the first.

    Its first word does not fit on the line before, or begins with a lower-case letter.
    """
    if _is_marked(line):
        return False
    first_word = line.split(maxsplit=1)[0]
    needed = 1 if _WIDE.match(first_word) else 1 + _columns(first_word)
    return _columns(before) + needed > margin - 2 or first_word[0].islower()


def _rest(text: str, mark: re.Match[str] | None) -> str:
    """Return a text without the bullet or number that was found at its start."""
    return text[mark.end() :] if mark else text


def _is_marked(line: str) -> bool:
    """Return True if a line begins with a bullet or a number, like a list item."""
    return bool(_BULLET.match(line) or _NUMBER.match(line))


def _block(text: str, paragraph: list[Line], position: int, *, is_item: bool) -> Block:
    if is_item:
        text = _rest(text, _NUMBER.match(text))
        text = _rest(text, _BULLET.match(text))
    number, line = paragraph[0]
    layout = Layout(number, paragraph[-1][0], _indent(line), len(_COLUMN_GAP.findall(line)))
    return Block(fold_space(text), "list_item" if is_item else "paragraph", position=position, layout=layout)


def _list_items(paragraphs: list[list[Line]], dashed_indents: set[int]) -> list[bool]:
    """Return True for each paragraph of a group that is a list item.

    A single number belongs to a heading, and a single dash opens direct speech.
    """
    first_lines = [paragraph[0][1] for paragraph in paragraphs]
    numbered = [bool(_NUMBER.match(line)) for line in first_lines]
    dashes = sum(_is_dashed(line) for line in first_lines)
    return [
        sum(numbered) > 1
        if is_numbered
        else bool(_BULLET.match(line)) and (not _is_dashed(line) or dashes > 1 or _indent(line) in dashed_indents)
        for line, is_numbered in zip(first_lines, numbered, strict=True)
    ]


def _dashed_indents(first_lines: list[str]) -> set[int]:
    """Return the indents at which consecutive paragraphs begin with a dash: those of lists with blank lines inside."""
    return {
        _indent(before)
        for before, line in pairwise(first_lines)
        if _is_dashed(before) and _is_dashed(line) and _indent(before) == _indent(line) > 0
    }


def _is_dashed(line: str) -> bool:
    return line.lstrip()[:1] in ("–", "-")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
