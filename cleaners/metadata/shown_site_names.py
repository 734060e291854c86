"""Find the texts in which a page shows the name of its site."""

from __future__ import annotations

import re

from cleaners.markup.text_nodes import texts_with
from cleaners.metadata.strings import element_text
from cleaners.metadata.visible import Visible

MAX_SITE_TEXTS = 5  # links and lines with the name of the site

_COPYRIGHT_YEARS = re.compile(r"[\s\d,–-]*")
_HOLDER_END = re.compile(r"[.,|·–—©]|(?<=[\u3040-\u9fff])\s")  # Chinese and Japanese have a space after the name


def site_texts(visible: Visible) -> list[str]:
    """Return the texts in which a site names itself: links to its front page, and the holders of the copyright."""
    home_links = [link for link, address in visible.page.linked if address == "/"]
    links = (element_text(link, 100) for link in home_links[:MAX_SITE_TEXTS])
    holders = (_copyright_holder(text) for text in texts_with(visible.page.root, "©", MAX_SITE_TEXTS))
    return [text for text in (*links, *holders) if text]


def _copyright_holder(line: str) -> str:
    """Return "The Echo" for "© 2019-2026 The Echo. All rights reserved."."""
    rest = line.partition("©")[2][:300]
    years = _COPYRIGHT_YEARS.match(rest)
    return _HOLDER_END.split(rest[years.end() if years else 0 :].strip(), maxsplit=1)[0]
