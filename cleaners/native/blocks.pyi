from types import SimpleNamespace

from lxml.html import HtmlElement

from cleaners.document import Block

LIBXML_VERSION: tuple[int, int]

def cut(tree: HtmlElement, rules: SimpleNamespace) -> list[Block]: ...
