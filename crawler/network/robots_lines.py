"""The lines of a robots.txt, also of one whose line breaks a template or an editor has lost."""

from __future__ import annotations

import re

_DIRECTIVE = r"(?:user-agent|allow|disallow|sitemap|crawl-delay|host|clean-param|content-signal|content-usage|license)"
_FIRST = re.compile(rf"[\s\ufeff]{{0,99}}{_DIRECTIVE}\s{{0,9}}:", re.IGNORECASE)
# Between two directives on one line: blanks, or a line break that is written as its escape.
_GAP = re.compile(rf"(?<=\S)(?:\\[rn]|\s){{1,99}}(?={_DIRECTIVE}\s{{0,9}}:)", re.IGNORECASE)


def robots_lines(text: str) -> list[str]:
    """Return the lines of a robots.txt. A line that holds several directives is several lines."""
    lines: list[str] = []
    for line in text.splitlines():
        rules, mark, comment = line.partition("#")
        parts = _GAP.split(rules) if _FIRST.match(rules) else [rules]
        lines += [*parts[:-1], parts[-1] + mark + comment]
    return lines
