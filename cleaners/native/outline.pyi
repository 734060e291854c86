from collections.abc import Callable

from lxml.html import HtmlElement

def outline(
    elements: list[HtmlElement | None], kind: Callable[[str, str | None, str | None, str | None], tuple[int, bool]]
) -> tuple[list[int], list[int], list[int], list[int], list[bool], list[int], list[int]]: ...
