"""Remove marks that programs leave in text: link numbers as lynx writes them, Markdown, and marks of quoted e-mail."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

MIN_NUMBERS = 3  # numbers of links; fewer may be anything
MIN_CONSECUTIVE = 0.8  # share of the numbers that are one more than the number before them
MIN_QUOTED = 0.5  # share of the lines that begin with the mark of a quotation
MIN_MARKS = 2  # links or headings in Markdown; one may be an example
_LINK_NUMBER = re.compile(r"(?<![^\s(\"'“„«‘])\[(\d{1,4})\](?=\S)")
_ADDRESS = r"<?[^\s()<>]*+(?:\([^\s()<>]*+\)[^\s()<>]*+)*+>?(?:\s+\"[^\"]*+\")?"
_IMAGE = re.compile(rf"!\[[^\[\]]*+\]\({_ADDRESS}\)")
_LINK = re.compile(rf"\[([^\[\]]*+)\]\({_ADDRESS}\)")
_SURE_LINK = re.compile(r"\]\(<?(?:https?:|mailto:|[/#])")
_HEADING = re.compile(r"^#{1,6}\s+(?=\S)", re.MULTILINE)
_LOWER_HEADING = re.compile(r"^#{2,6}\s+(?=\S)", re.MULTILINE)  # a single "#" is also the mark of a tag
_LINE_MARK = re.compile(r"^(\s*)(?:#{1,6}\s+|>\s?)+")
_QUOTED = re.compile(r"^(?:>\s?)+", re.MULTILINE)
_STRONG = re.compile(r"(\*\*|__)(?=\S)([^*_]+)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*])([*_])(?=\S)([^*_]+)(?<=\S)\1(?![\w*])")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~])")


@dataclass(frozen=True, slots=True)
class Marks:
    """The kinds of marks that a text has."""

    link_numbers: bool = False
    markdown: bool = False
    quoted: bool = False

    def without_line_marks(self, lines: Sequence[str]) -> list[str]:
        """Return the lines without marks of headings and quotations, and with a blank line above a quoted e-mail."""
        if self.quoted:
            lines = _unquoted(lines)
        return [_LINE_MARK.sub(r"\1", line) for line in lines] if self.markdown else list(lines)

    def without_inner_marks(self, text: str) -> str:
        """Return a paragraph without marks, with the text of its links. Pictures are left out."""
        if self.link_numbers:
            text = _LINK_NUMBER.sub("", text)
        if self.markdown:
            text = _LINK.sub(r"\1", _IMAGE.sub("", text))
            text = _ESCAPE.sub(r"\1", _EMPHASIS.sub(r"\2", _STRONG.sub(r"\2", text)))
        return text


def _unquoted(lines: Sequence[str]) -> list[str]:
    unquoted = [""]
    for before, line in pairwise(["", *lines]):
        if _QUOTED.match(line) and before.strip() and not _QUOTED.match(before):
            unquoted.append("")
        unquoted.append(_QUOTED.sub("", line))
    return unquoted[1:]


def find_marks(text: str) -> Marks:
    """Return the kinds of marks that a text surely has.

    Link numbers are consecutive, and each stands right before the text of its link, unlike references to notes, which
    follow the words that they belong to.
    """
    numbers = [int(number) for number in _LINK_NUMBER.findall(text)]
    consecutive = sum(after == before + 1 for before, after in pairwise(numbers))
    are_links = len(numbers) >= MIN_NUMBERS and consecutive >= MIN_CONSECUTIVE * (len(numbers) - 1)
    has_headings = len(_HEADING.findall(text)) >= MIN_MARKS and _LOWER_HEADING.search(text) is not None
    markdown = has_headings or len(_SURE_LINK.findall(text)) >= MIN_MARKS
    quoted = len(_QUOTED.findall(text))
    is_quoted = quoted >= MIN_MARKS and quoted >= MIN_QUOTED * sum(map(bool, map(str.strip, text.splitlines())))
    return Marks(are_links, markdown, is_quoted)
