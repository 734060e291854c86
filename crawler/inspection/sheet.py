"""The frame of our pages: self-contained, in light and dark, from a phone's width up.

All that comes from outside goes into a tree as text and attribute values, so that none of it can be markup. The policy
in the page's head allows our own style and script, by their hashes, and nothing else.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from importlib.resources import files
from string import Template

from lxml.html import HtmlElement, tostring
from lxml.html.builder import E


def sheet(title: str, body: Iterable[HtmlElement]) -> str:
    """Return a page of these elements, without a script; texts must be `printable` already."""
    return frame(title, f"<main>\n{markup(body)}\n</main>", "sheet.css")


def frame(title: str, body: str, style_file: str, script_file: str | None = None) -> str:
    """Return a page as HTML that may be written in UTF-8. `body` is markup: what `markup` made of trees."""
    style = read(style_file)
    allowed, scripts = f"style-src {_hash(style)}", ""
    if script_file:
        script = read(script_file)
        allowed, scripts = f"{allowed}; script-src {_hash(script)}", f"<script>{script}</script>"
    return Template(read("sheet.html")).substitute(
        policy=f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'",
        style=style,
        title=markup([E("title", title)]),
        body=body,
        scripts=scripts,
    )


def markup(elements: Iterable[HtmlElement]) -> str:
    """Return the HTML of these elements."""
    return "\n".join(tostring(element, encoding="unicode") for element in elements)


def read(name: str) -> str:
    """Return a file of this package."""
    return files("crawler.inspection").joinpath(name).read_text("utf-8")


def _hash(text: str) -> str:
    """The source expression that allows an inline style or script in a content security policy."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
