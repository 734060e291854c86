"""List what the cleaner knows about a block, as names and values for the inspection page."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from lxml.html import HtmlElement

from cleaners.document import Block, Layout
from cleaners.rules import find_rule
from cleaners.signals import Signals
from crawler.messages.foreign_text import printable

MAX_VALUE_CHARACTERS = 200  # longer values, such as a page's class names, are shortened
PATH_LEVELS = 3  # elements in the path of a block
MAX_CLASSES = 3  # shown per element

Value = str | float  # a float is a share from 0 to 1, which the page shows as a meter


def signals_of(block: Block) -> list[tuple[str, Value]]:
    """Return names and values: the layout and signals from the stages, then facts about the block itself."""
    facts: list[tuple[str, Value]] = [
        *_layout(block.layout),
        *_signals(block.signals),
        ("share in links", float(block.link_share)),
        ("words", str(block.words)),
        ("type", f"{block.type} {block.level}" if block.level else block.type),
        ("position", str(block.position)),
    ]
    match = find_rule(block.text)
    if match and not (block.removal and block.removal.rule == match.rule.id):
        # The rule matches but did not remove the block: another stage removed it first, or the rule may not remove it.
        facts.append(("phrase pack", match.rule.id))
    if block.element is not None:
        facts.append(("element", _path(block.element)))
    return facts


def _layout(layout: Layout | None) -> list[tuple[str, Value]]:
    if layout is None:
        return []
    lines = {"line": layout.line, "last line": layout.last_line, "indent": layout.indent, "columns": layout.columns}
    return [(name, str(value)) for name, value in lines.items()]


def _signals(signals: Signals) -> Iterator[tuple[str, Value]]:
    """Yield the signals that a stage has set."""
    for name, holds in (("hidden", signals.hidden), ("screen readers only", signals.screen_reader)):
        if holds:
            yield name, "yes"
    shares = {
        "prior: body by the page alone": signals.prior,
        "kept by trafilatura": signals.trafilatura,
        "probability of body": signals.body,
    }
    for name, share in shares.items():
        if share is not None:
            yield name, share if 0 <= share <= 1 else str(share)  # NaN: a meter cannot show it
    if signals.site_pages:
        pages, seen = signals.site_pages
        yield "pages of this site", f"{pages} of {seen}"


def _path(element: HtmlElement) -> str:
    """Return the element and its nearest ancestors as a CSS selector."""
    path = [element, *islice(element.iterancestors(), PATH_LEVELS - 1)]
    return _shorten(" > ".join(_selector(part) for part in reversed(path)))


def _selector(element: HtmlElement) -> str:
    """Return an element's tag and its first classes as a CSS selector."""
    classes = (element.get("class") or "")[: 2 * MAX_VALUE_CHARACTERS].split()[:MAX_CLASSES]
    return ".".join([str(element.tag), *classes])


def _shorten(text: str) -> str:
    text = printable(text)
    return text if len(text) <= MAX_VALUE_CHARACTERS else text[: MAX_VALUE_CHARACTERS - 1] + "…"
