from collections.abc import Sequence

from lxml.html import HtmlElement

def around(
    elements: Sequence[HtmlElement | None],
) -> tuple[dict[HtmlElement, tuple[int, int]], dict[HtmlElement, list[HtmlElement]]]: ...
