"""Join markup after the page's end tag, such as that of an included header, to the page, as browsers do.

libxml2 (since 2.14) makes separate trees of the markup after </html>, beside the first one.
"""

from __future__ import annotations

from lxml.etree import SubElement
from lxml.html import HtmlElement

_OUTER = ("html", "head", "body")


def join_late_markup(tree: HtmlElement) -> None:
    """Move the markup after the end of the page to the end of its body."""
    body = tree.find("body")
    for late in list(tree.itersiblings()):
        _move(late, tree if body is None else body)


def _move(part: HtmlElement, body: HtmlElement) -> None:
    """Move the text and the children of an element to the end of the body, also those of a head or body in it."""
    _append_text(body, part.text)
    for child in list(part):
        if child.tag in _OUTER:
            _move(child, body)
            _append_text(body, child.tail)
        else:
            body.append(child)


def _append_text(body: HtmlElement, text: str | None) -> None:
    """Append a text in an element of its own. In the tail of the last element, many texts would take quadratic time."""
    if text and not text.isspace():
        SubElement(body, "span").text = f" {text}"
