"""A page of a made-up paper, cut into blocks, with the shares that trafilatura would keep of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cleaners.document import Document
from cleaners.metadata import Metadata
from cleaners.page import Page
from cleaners.stages.decode import decode
from cleaners.stages.html.parse import parse
from cleaners.stages.html.split_html import split_html

TITLE = "Lighthouse keeper retires"
HTML = f"""<html><body><nav><ul><li><a href=/a>News</a><li><a href=/b>Sport</a></ul></nav>
<article><h1>{TITLE}</h1><div class=body>
<p>After forty years on the rock, the last keeper of the northern light took the boat home on Friday.</p>
<h2>A quiet farewell</h2>
<p>He had asked for no speeches, and the harbour band played only two songs, both of them short.</p>
<aside><p>Read also: Ten lights worth a visit</p></aside>
<p>The lamp itself has been run from the mainland since spring, and nobody will take his place.</p></div></article>
<footer><p>All rights reserved.</p></footer></body></html>"""


def make(html: str = HTML) -> Document:
    """Return the page as it is before the decision; paragraphs inside the article are in trafilatura's text."""
    made = Document(Page(body=html), metadata=Metadata(title=TITLE))
    for stage in (decode, parse, split_html):
        stage(made)
    for block in made.blocks:
        parent = block.element.getparent() if block.element is not None else None
        block.signals.trafilatura = float(parent is not None and parent.get("class") == "body")
    return made


@pytest.fixture
def make_page() -> Callable[..., Document]:
    return make


@pytest.fixture
def page() -> Document:
    return make()
