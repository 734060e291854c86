"""The options and the output of `newsgalley clean`, as data that its worker processes receive and return."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PrintOptions:
    """The options of `newsgalley clean` that decide how a page is printed."""

    format: str  # text, markdown, html, json or jsonl
    links: bool  # keep links in Markdown
    explain: bool  # instead of the article, print a table of what was kept and removed, and why
    columns: int  # width of the --explain table in characters
    is_terminal: bool  # the output is a terminal: colour the table
    several: bool  # the output has more than one page


@dataclass(frozen=True, slots=True)
class Rendered:
    """The text to print for a page, and the problem to report if it gave no article."""

    text: str
    problem: str | None
