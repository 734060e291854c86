"""Find the texts in which a page shows the name of its site."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from cleaners.markup.text_nodes import texts_with
from cleaners.metadata.strings import element_text, plain
from cleaners.metadata.visible import Visible
from cleaners.urls import parts_of

MAX_SITE_TEXTS = 5  # links and lines with the name of the site

_LOGO = re.compile(r"(?<![^\W_])(?:logo(?:type)?|home ?page|startseite)(?![^\W_])", re.IGNORECASE)
_COPYRIGHT_YEARS = re.compile(r"[\s\d,–-]*")
_HOLDER_END = re.compile(r"[.,|·–—©]|(?<=[\u3040-\u9fff])\s")  # Chinese and Japanese have a space after the name


def site_texts(visible: Visible) -> list[str]:
    """Return the texts in which a site names itself: links to its front page, and the holders of the copyright."""
    home_links = [link for link, address in visible.page.linked if address == "/"]
    links = (element_text(link, 100) for link in home_links[:MAX_SITE_TEXTS])
    return [text for text in (*links, *holders(visible)) if text]


def holders(visible: Visible) -> list[str]:
    """Return the holders of the copyright."""
    texts = map(_copyright_holder, texts_with(visible.page.root, "©", MAX_SITE_TEXTS))
    return [text for text in texts if text]


def names_of_home(visible: Visible, url: str) -> list[str]:
    """Return the texts, labels and logos of the links to the front page; `url` is the address of the page."""
    parts = parts_of(url)
    home = {"/"} | {f"{scheme}://{parts.netloc}{end}" for scheme in ("http", "https") for end in ("", "/")}
    links = [link for link, address in visible.page.linked if address in home][:MAX_SITE_TEXTS]
    names = (_LOGO.sub("", text).strip(" -–—|·:") for link in links for text in _labels(link))
    return [name for name in names if name]


def _labels(link: HtmlElement) -> Iterator[str]:
    yield element_text(link, 100)
    yield from (plain(link.get(name)) or "" for name in ("aria-label", "title"))
    yield from (plain(picture.get("alt")) or "" for picture in link.iter("img"))
    yield from (plain(title.text) or "" for title in link.iter("title"))


def _copyright_holder(line: str) -> str:
    """Return "The Echo" for "© 2019-2026 The Echo. All rights reserved."."""
    rest = line.partition("©")[2][:300]
    years = _COPYRIGHT_YEARS.match(rest)
    return _HOLDER_END.split(rest[years.end() if years else 0 :].strip(), maxsplit=1)[0]
