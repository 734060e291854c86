"""Marks that programs leave in text they made of a page: numbers of links, as from lynx, and Markdown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

MIN_NUMBERS = 3  # numbers of links; fewer may be anything
MIN_CONSECUTIVE = 0.8  # share of the numbers that are one more than the number before them
MIN_MARKS = 2  # links or headings in Markdown; one may be an example
_LINK_NUMBER = re.compile(r"(?<![^\s(\"'“„«‘])\[(\d{1,4})\](?=\S)")
_ADDRESS = r"<?[^\s()<>]*+(?:\([^\s()<>]*+\)[^\s()<>]*+)*+>?(?:\s+\"[^\"]*+\")?"
_IMAGE = re.compile(rf"!\[[^\[\]]*+\]\({_ADDRESS}\)")
_LINK = re.compile(rf"\[([^\[\]]*+)\]\({_ADDRESS}\)")
_SURE_LINK = re.compile(r"\]\(<?(?:https?:|mailto:|[/#])")
_HEADING = re.compile(r"^#{1,6}\s+(?=\S)", re.MULTILINE)
_LINE_MARK = re.compile(r"^(\s*)(?:#{1,6}\s+|>\s?)+")
_STRONG = re.compile(r"(\*\*|__)(?=\S)([^*_]+)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*])([*_])(?=\S)([^*_]+)(?<=\S)\1(?![\w*])")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~])")


@dataclass(frozen=True, slots=True)
class Marks:
    """The kinds of marks that a text has."""

    link_numbers: bool = False
    markdown: bool = False

    def without_line_marks(self, line: str) -> str:
        """Return a line without the Markdown marks of headings and quotes at its start."""
        return _LINE_MARK.sub(r"\1", line) if self.markdown else line

    def without_inner_marks(self, text: str) -> str:
        """Return a paragraph without marks, with the text of its links. Pictures are left out."""
        if self.link_numbers:
            text = _LINK_NUMBER.sub("", text)
        if self.markdown:
            text = _LINK.sub(r"\1", _IMAGE.sub("", text))
            text = _ESCAPE.sub(r"\1", _EMPHASIS.sub(r"\2", _STRONG.sub(r"\2", text)))
        return text


def find_marks(text: str) -> Marks:
    """Return the kinds of marks that a text surely has.

    The numbers of links are consecutive, and each stands right before the text of its link. References to notes follow
    the words that they belong to.
    """
    numbers = [int(number) for number in _LINK_NUMBER.findall(text)]
    consecutive = sum(after == before + 1 for before, after in pairwise(numbers))
    are_links = len(numbers) >= MIN_NUMBERS and consecutive >= MIN_CONSECUTIVE * (len(numbers) - 1)
    markdown = len(_SURE_LINK.findall(text)) >= MIN_MARKS or len(_HEADING.findall(text)) >= MIN_MARKS
    return Marks(are_links, markdown)
