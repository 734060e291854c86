"""Stage: plain text into blocks, one a paragraph, list item or lonely line."""

from __future__ import annotations

import re
from itertools import pairwise
from statistics import median

from cleaners.document import Block, Document
from cleaners.text.normalize import fold_space
from cleaners.text.words import ends_sentence

MIN_WRAP_WIDTH = 40  # characters; nobody wraps narrower
MAX_WRAP_WIDTH = 160
MIN_WRAPPED_LINES = 4  # fewer show no margin
FULL_SHARE = 0.75  # of the margin that a wrapped line fills before the next word would overflow it
_BULLET = re.compile(r"\s*[•‣◦▪●∙·*](?:\s+|$)|\s*[+–-]\s+|\s{4,}o\s+")
_NUMBER = re.compile(r"\s*\(?\d{1,3}[.)]\s+")
_RULE = re.compile(r"[\s\W_]*$")
_COLUMN_GAP = re.compile(r"\S {2,}(?=\S)")

Line = tuple[int, str]  # number in the text from 1, the line without its end


def split_text(document: Document) -> None:
    """Cut the text into blocks; evidence: `line` and `last_line` (from 1), `indent` in characters, `columns`."""
    lines = list(enumerate(document.html.expandtabs(4).splitlines(), 1))
    groups = _group(lines)
    margin = _margin(groups)
    split = [_paragraphs(group, margin) for group in groups]
    dashed = _dashed_indents([paragraph[0][1] for paragraphs in split for paragraph in paragraphs])
    for paragraphs in split:
        for paragraph, is_item in zip(paragraphs, _list_items(paragraphs, dashed), strict=True):
            block = _block(paragraph, len(document.blocks), is_item)
            if block.text:
                document.blocks.append(block)


def _group(lines: list[Line]) -> list[list[Line]]:
    """Runs of lines between blank lines; a line without any letter or digit counts as blank."""
    groups: list[list[Line]] = [[]]
    for number, line in lines:
        if _RULE.match(line):
            groups.append([])
        else:
            groups[-1].append((number, line.rstrip()))
    return [group for group in groups if group]


def _margin(groups: list[list[Line]]) -> int | None:
    """The column that the text is wrapped at, or None where a line is a paragraph.

    Wrapped text has most of its lines just short of the longest one, and a line seldom ends where a sentence does.
    """
    inner = [line for group in groups for (_, line), _ in pairwise(group) if not _BULLET.match(line)]
    if len(inner) < MIN_WRAPPED_LINES:
        return None
    width = sorted(map(len, inner))[int(len(inner) * 0.95)]
    if not MIN_WRAP_WIDTH <= width <= MAX_WRAP_WIDTH or max(map(len, inner)) > width * 1.3:
        return None
    full = [line for line in inner if len(line) >= FULL_SHARE * width]
    running = sum(not ends_sentence(line) for line in full)
    is_wrapped = len(full) >= 0.6 * len(inner) and median(map(len, inner)) >= 0.7 * width and running >= 0.5 * len(full)
    return width if is_wrapped else None


def _paragraphs(group: list[Line], margin: int | None) -> list[list[Line]]:
    """The lines of a group, joined where the text is wrapped."""
    if margin is None:
        return [[line] for line in group]
    paragraphs = [[group[0]]]
    for before, line in pairwise(group):
        if _goes_on(before[1], line[1], margin):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return paragraphs


def _goes_on(before: str, line: str, margin: int) -> bool:
    """Whether the second line belongs to the paragraph of the first: its first word did not fit there any more."""
    if _BULLET.match(line) or _NUMBER.match(line):
        return False
    first_word = line.split(maxsplit=1)[0]
    return len(before) + 1 + len(first_word) > margin - 2 or line.strip()[:1].islower()


def _block(paragraph: list[Line], position: int, is_item: bool) -> Block:
    text = " ".join(line for _, line in paragraph)
    if is_item:
        text = _BULLET.sub("", _NUMBER.sub("", text, count=1), count=1)
    number, line = paragraph[0]
    evidence = {
        "line": number,
        "last_line": paragraph[-1][0],
        "indent": _indent(line),
        "columns": len(_COLUMN_GAP.findall(line)),
    }
    return Block(fold_space(text), "list_item" if is_item else "paragraph", position=position, evidence=evidence)


def _list_items(paragraphs: list[list[Line]], dashed_indents: set[int]) -> list[bool]:
    """Which paragraphs of a group are list items; a lonely number is a heading's, a lonely dash opens direct speech."""
    starts = [paragraph[0][1] for paragraph in paragraphs]
    numbered = [bool(_NUMBER.match(line)) for line in starts]
    dashes = sum(_is_dashed(line) for line in starts)
    return [
        sum(numbered) > 1
        if is_number
        else bool(_BULLET.match(line)) and (not _is_dashed(line) or dashes > 1 or _indent(line) in dashed_indents)
        for line, is_number in zip(starts, numbered, strict=True)
    ]


def _dashed_indents(starts: list[str]) -> set[int]:
    """Indents at which paragraphs that follow on each other open with a dash: lists with blank lines inside."""
    return {
        _indent(before)
        for before, line in pairwise(starts)
        if _is_dashed(before) and _is_dashed(line) and _indent(before) == _indent(line) > 0
    }


def _is_dashed(line: str) -> bool:
    return line.lstrip()[:1] in ("–", "-")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
