"""The frame of our pages without script: self-contained, in light and dark, from a phone's width up.

All that comes from outside goes into a tree as text and attribute values, so that none of it can be markup. The policy
in the page's head allows our own style, by its hash, and nothing else.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from importlib.resources import files
from string import Template

from lxml.html import HtmlElement, tostring
from lxml.html.builder import E

_FOLDER = files("crawler.inspection")


def sheet(title: str, body: Iterable[HtmlElement]) -> str:
    """Return a page of these elements, as HTML that may be written in UTF-8; texts must be `printable` already."""
    style = _FOLDER.joinpath("sheet.css").read_text("utf-8")
    return Template(_FOLDER.joinpath("sheet.html").read_text("utf-8")).substitute(
        policy=f"default-src 'none'; style-src {style_hash(style)}; base-uri 'none'; form-action 'none'",
        style=style,
        title=_markup(E("title", title)),
        body="\n".join(map(_markup, body)),
    )


def style_hash(text: str) -> str:
    """Return the source expression that allows an inline style or script in a content security policy."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _markup(element: HtmlElement) -> str:
    return str(tostring(element, encoding="unicode"))
