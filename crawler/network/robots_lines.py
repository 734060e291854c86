"""Split a robots.txt into lines, even if a template or an editor has lost its line breaks."""

from __future__ import annotations

import re

_DIRECTIVE = r"(?:user-agent|allow|disallow|sitemap|crawl-delay|host|clean-param|content-signal|content-usage|license)"
_FIRST = re.compile(rf"[\s\ufeff]{{0,99}}{_DIRECTIVE}\s{{0,9}}:", re.IGNORECASE)
# Between two directives on one line: blanks, or a line break written as an escape.
_GAP = re.compile(rf"(?<=\S)(?:\\[rn]|\s){{1,99}}+(?={_DIRECTIVE}\s{{0,9}}:)", re.IGNORECASE)


def robots_lines(text: str) -> list[str]:
    """Return the lines of a robots.txt; split a line that has several directives."""
    lines: list[str] = []
    for line in text.splitlines():
        rules, mark, comment = line.partition("#")
        parts = _GAP.split(rules) if _FIRST.match(rules) else [rules]
        lines += [*parts[:-1], parts[-1] + mark + comment]
    return lines
