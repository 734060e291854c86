"""Builds self-contained HTML pages in one design, for light and dark mode and for phones.

Everything from outside enters the tree as text or attribute values and cannot become markup. The content security
policy in the page's head allows only our own style and script, by their hashes.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from importlib.resources import files
from string import Template

from lxml.html import HtmlElement, tostring
from lxml.html.builder import E


def sheet(title: str, body: Iterable[HtmlElement], script_file: str | None = None) -> str:
    """Return an HTML page of these elements, whose texts must be `printable` already."""
    return frame(title, f"<main>\n{markup(body)}\n</main>", "sheet.css", script_file)


def frame(title: str, body: str, style_file: str, script_file: str | None = None) -> str:
    """Return an HTML page that can be written as UTF-8; `body` must come from `markup`."""
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
    """Return the text of a file in this package."""
    return files("crawler.inspection").joinpath(name).read_text("utf-8")


def _hash(text: str) -> str:
    """Return the source expression that allows an inline style or script in a content security policy."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
