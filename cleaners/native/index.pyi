from collections import defaultdict
from typing import Protocol

from lxml.html import HtmlElement

class _Index(Protocol):
    all: list[HtmlElement]
    by_tag: defaultdict[object, list[HtmlElement]]
    by_class: defaultdict[str, list[HtmlElement]]
    annotated: list[HtmlElement]
    linked: list[tuple[HtmlElement, str]]
    related: list[tuple[HtmlElement, str]]

def fill(tree: HtmlElement, index: _Index) -> None: ...
