"""Build HTML pages in one design, for light and dark mode and for phones.

A self-contained page, such as a report, has its style and script in it. A page of the reading room has a masthead and
shares the files of its site. Everything from outside enters the tree as text or attribute values, so it cannot become
markup. The content security policy in the page's head allows only our own style and scripts.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from string import Template
from typing import Literal

from lxml.html import HtmlElement, tostring
from lxml.html.builder import E

from crawler.design.masthead import Place, RoomLink, masthead, room_navigation

Kind = Literal["inspection", "report", "history", "room"]
STYLES = ("design.css", "room.css", "article.css", "history.css", "report.css", "inspect.css")
STYLE_FILE = "style.css"  # the one style sheet of a site
SITE_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'"
)


def sheet(
    title: str,
    body: Iterable[HtmlElement],
    kind: Kind,
    scripts: Sequence[str] = (),
    place: Place | None = None,
    room_links: Sequence[RoomLink] = (),
) -> str:
    """Return a self-contained HTML page of these elements, whose texts must be `printable` already."""
    return frame(title, f'<main id="main" tabindex="-1">\n{markup(body)}\n</main>', kind, scripts, place, room_links)


def frame(
    title: str,
    body: str,
    kind: Kind,
    scripts: Sequence[str] = (),
    place: Place | None = None,
    room_links: Sequence[RoomLink] = (),
) -> str:
    """Return an HTML page that can be written as UTF-8; `body` must come from `markup`.

    The scripts are files of this package or, in the reading room, of the site. `room_links` lead from a self-contained
    page into the reading room.
    """
    parts = _own_parts(scripts) if place is None else _site_parts(scripts, place)
    head = markup(masthead(place) if place else [room_navigation(room_links)] if room_links else [])
    title_element = markup([E("title", title)])
    return _template().substitute(parts, title=title_element, kind=kind, masthead=head, body=body)


def markup(elements: Iterable[HtmlElement]) -> str:
    """Return the HTML of these elements."""
    return "\n".join(tostring(element, encoding="unicode") for element in elements)


@cache
def read(name: str) -> str:
    """Return the text of a file in this package."""
    return files("crawler.design").joinpath(name).read_text("utf-8")


@cache
def stylesheet() -> str:
    """Return the style sheet of all pages."""
    return "\n".join(map(read, STYLES))


def _own_parts(scripts: Sequence[str]) -> dict[str, str]:
    allowed, texts = f"style-src {_hash(stylesheet())}", list(map(read, scripts))
    if texts:
        allowed = f"{allowed}; script-src {' '.join(map(_hash, texts))}"
    return {
        "policy": f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'",
        "style": f"<style>{stylesheet()}</style>",
        "scripts": "\n".join(f"<script>{text}</script>" for text in texts),
    }


def _site_parts(scripts: Sequence[str], place: Place) -> dict[str, str]:
    sources = [E("script", {"src": f"{place.root}{name}"}) for name in ("room.js", *scripts)]
    return {
        "policy": SITE_POLICY,
        "style": markup([E("link", {"rel": "stylesheet", "href": f"{place.root}{STYLE_FILE}"})]),
        "scripts": markup(sources),
    }


@cache
def _template() -> Template:
    return Template(read("sheet.html"))


@cache
def _hash(text: str) -> str:
    """Return the source expression that allows an inline style or script in a content security policy."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
