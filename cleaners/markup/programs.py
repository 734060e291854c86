"""Empties the scripts, styles and drawings of a page before it is parsed. They are about half of its characters."""

from __future__ import annotations

import re

MAX_TAG_CHARS = 1_000  # of attributes; a program with more is left to the parser

# A program up to its end tag, or to the end of the page.
_PROGRAM = re.compile(
    rf"<(script|style|svg)\b([^<>]{{0,{MAX_TAG_CHARS}}}+)(?<!/)>([^<]*+(?:<(?!/\1\b)[^<]*+)*+)(</\1\s*+>)?"
)
_DATA_TYPES = ("json", "rsl")  # parts of the types of scripts that later stages read


def empty_programs(html: str) -> str:
    """Return the markup with nothing between the tags of programs, except scripts with data.

    What only looks like a program stays unchanged: its tags may be in comments, attributes or strings of a program.
    """
    return _PROGRAM.sub(_emptied, html)


def is_data(script_type: str) -> bool:
    """Return True if a script with this type has data that later stages read."""
    script_type = script_type.lower()
    return any(part in script_type for part in _DATA_TYPES)


def _emptied(match: re.Match[str]) -> str:
    name, attributes, body, end_tag = match.groups()
    is_program = end_tag and f"<{name}" not in body and not _ends_comment(body) and _has_whole_values(attributes)
    return f"<{name}></{name}>" if is_program and not (name == "script" and is_data(attributes)) else match[0]


def _ends_comment(text: str) -> bool:
    """Return True if a comment ends in a text that began before it."""
    before, end, _ = text.partition("-->")
    return bool(end) and "<!--" not in before


def _has_whole_values(attributes: str) -> bool:
    """Return False if the value of an attribute contains an angle bracket, which ended the tag too early."""
    return attributes.count('"') % 2 == 0 and attributes.count("'") % 2 == 0
