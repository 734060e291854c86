"""Empty the scripts, styles and drawings of a page before it is parsed. They are about half of its characters."""

from __future__ import annotations

import re

MAX_TAG_CHARS = 1_000  # characters of attributes; a program with more is left to the parser

# A slash at the end of a tag ends a drawing. Browsers ignore it in the tags of scripts and styles.
_COMMENT_OR_PROGRAM = re.compile(
    rf"<!--|<(?:(script|style)\b([^<>]{{0,{MAX_TAG_CHARS}}}+)|(svg)\b([^<>]{{0,{MAX_TAG_CHARS}}}+)(?<!/))>"
)
_TAGS = {name: re.compile(rf"<(/?){name}\b") for name in ("script", "style", "svg")}
_TAG_END = re.compile(r"\s*+>")
_DATA_TYPES = ("json", "rsl")  # parts of the types of scripts that later stages read


def empty_programs(html: str) -> str:
    """Return the markup with nothing between the tags of programs, except scripts with data.

    The page is read once, from tag to tag. A pattern for whole programs would need memory for each `<` in a program, or
    possessive groups, which lose matches in Python 3.11.2.
    """
    parts: list[str] = []
    copied = position = 0
    while start := _COMMENT_OR_PROGRAM.search(html, position):
        name, attributes = start[1] or start[3], start[2] or start[4] or ""
        if name is None:
            position = _after(html, "-->", start.end())
            continue
        position, is_whole = _end_of_program(html, name, start.end())
        if not is_whole or not _has_whole_values(attributes):
            continue
        if not (name == "script" and is_data(attributes)):
            parts += [html[copied : start.start()], f"<{name}></{name}>"]
            copied = position
        elif attributes.endswith("/"):  # the parser would take the data for text
            parts += [html[copied : start.end()].removesuffix("/>"), ">"]
            copied = start.end()
    return "".join([*parts, html[copied:]]) if parts else html


def is_data(script_type: str) -> bool:
    """Return True if a script with this type has data that later stages read."""
    script_type = script_type.lower()
    return any(part in script_type for part in _DATA_TYPES)


def _after(html: str, mark: str, position: int) -> int:
    """Return the position after the next mark, or the end of the page."""
    found = html.find(mark, position)
    return found + len(mark) if found >= 0 else len(html)


def _end_of_program(html: str, name: str, position: int) -> tuple[int, bool]:
    """Return the position at which to read on, and True if it is after the program's end tag.

    If another tag of the same name begins first, one of the two is in an attribute or a string. Then everything up to
    the next end tag is left to the parser.
    """
    tag = _TAGS[name].search(html, position)
    if tag is not None and tag[1] and (end := _TAG_END.match(html, tag.end())):
        return end.end(), True
    while tag is not None and not tag[1]:
        tag = _TAGS[name].search(html, tag.end())
    return tag.start() if tag is not None else len(html), False


def _has_whole_values(attributes: str) -> bool:
    """Return False if the value of an attribute contains an angle bracket, which ended the tag too early."""
    return attributes.count('"') % 2 == 0 and attributes.count("'") % 2 == 0
