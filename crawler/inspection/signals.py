"""What is known of a block, as names and values for a reader."""

from __future__ import annotations

import re
from itertools import islice

from lxml.html import HtmlElement

from cleaners.document import Block
from cleaners.rules import find_rule

MAX_VALUE_CHARACTERS = 200  # of a page's own class names, or of evidence that is a text
PATH_LEVELS = 3  # elements
MAX_CLASSES = 3  # of an element

# Evidence by what it says; what is not here is shown by its own name.
MEANINGS = {
    "prior": "prior: body by the page alone",
    "trafilatura": "kept by trafilatura",
    "body": "chance of body",
    "screen_reader": "screen readers only",
    "last_line": "last line",
    "site_pages": "pages of this site",
}
# Not in XML, or a command to a terminal or a line's direction: C0 and C1 controls but tab and line end, bidirectional
# overrides, surrogates, non-characters.
_UNPRINTABLE = re.compile("[^\t\n\x20-\x7e\xa0-\u2029\u202f-\u2065\u206a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Value = str | float


def printable(text: str) -> str:
    """Return the text with a replacement character for each that neither a page nor a terminal may be sent."""
    return _UNPRINTABLE.sub("\ufffd", text)


def evidence_of(block: Block) -> list[tuple[str, Value]]:
    """Return names and values: what the stages noted first, then what the block itself shows; floats are shares."""
    noted = [(MEANINGS.get(name, name), _value(value)) for name, value in block.evidence.items()]
    shown: list[tuple[str, Value]] = [
        ("share in links", float(block.link_share)),
        ("words", str(block.words)),
        ("type", f"{block.type} {block.level}" if block.level else block.type),
        ("position", str(block.position)),
    ]
    match = find_rule(block.text)
    if match and not (block.removal and block.removal.rule == match.rule.id):
        shown.append(
            ("phrase pack", match.rule.id)
        )  # another mark was first, or the block is one that it must not touch
    if block.element is not None:
        shown.append(("element", _path(block.element)))
    return noted + shown


def _value(value: object) -> Value:
    if isinstance(value, float) and 0 <= value <= 1:
        return value
    return "yes" if value is True else _short(str(value))


def _path(element: HtmlElement) -> str:
    """The element and the nearest around it as a CSS selector would name them."""
    line = [element, *islice(element.iterancestors(), PATH_LEVELS - 1)]
    return _short(" > ".join(_selector(part) for part in reversed(line)))


def _selector(element: HtmlElement) -> str:
    classes = (element.get("class") or "")[: 2 * MAX_VALUE_CHARACTERS].split()[:MAX_CLASSES]
    return ".".join([str(element.tag), *classes])


def _short(text: str) -> str:
    text = printable(text)
    return text if len(text) <= MAX_VALUE_CHARACTERS else text[: MAX_VALUE_CHARACTERS - 1] + "…"
