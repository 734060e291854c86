"""Empties the scripts, styles and drawings of a page before it is parsed. They are about half of its characters."""

from __future__ import annotations

import re

MAX_TAG_CHARS = 1_000  # of attributes; a program with more is left to the parser

_COMMENT = r"<!--[^-]*+(?:-(?!->)[^-]*+)*+(?:-->)?+"
# A program up to its end tag. If the tag of another one begins within it, one of them is in an attribute or a string:
# then group 3 is missing, and all up to the next end tag is left to the parser.
_PROGRAM = (
    rf"<(script|style|svg)\b([^<>]{{0,{MAX_TAG_CHARS}}}+)(?<!/)>[^<]*+(?:<(?!/?\1\b)[^<]*+)*+"
    r"(?:(</\1\s*+>)|(?:<(?!/\1\b)[^<]*+)*+)"
)
_COMMENT_OR_PROGRAM = re.compile(f"{_COMMENT}|{_PROGRAM}")
_DATA_TYPES = ("json", "rsl")  # parts of the types of scripts that later stages read


def empty_programs(html: str) -> str:
    """Return the markup with nothing between the tags of programs, except scripts with data."""
    return _COMMENT_OR_PROGRAM.sub(_emptied, html)


def is_data(script_type: str) -> bool:
    """Return True if a script with this type has data that later stages read."""
    script_type = script_type.lower()
    return any(part in script_type for part in _DATA_TYPES)


def _emptied(match: re.Match[str]) -> str:
    name, attributes, end_tag = match.groups("")
    is_kept = not end_tag or not _has_whole_values(attributes) or (name == "script" and is_data(attributes))
    return match[0] if is_kept else f"<{name}></{name}>"


def _has_whole_values(attributes: str) -> bool:
    """Return False if the value of an attribute contains an angle bracket, which ended the tag too early."""
    return attributes.count('"') % 2 == 0 and attributes.count("'") % 2 == 0
