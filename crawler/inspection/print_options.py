"""The options and the output of `newsgalley clean`, as data for its worker processes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PrintOptions:
    """The options of `newsgalley clean` for printing a page."""

    format: str  # text, markdown, html, json or jsonl
    links: bool  # keep links in Markdown
    explain: bool  # print a table of kept and removed blocks, with reasons, instead of the article
    columns: int  # width of the --explain table in characters
    is_terminal: bool  # the output is a terminal: colour the table
    several: bool  # the output has more than one page


@dataclass(frozen=True, slots=True)
class Rendered:
    """The text to print for a page, and the problem to report if it gave no article."""

    text: str
    problem: str | None
