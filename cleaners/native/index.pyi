from lxml.html import HtmlElement

def fill(
    tree: HtmlElement,
    all: list[HtmlElement],
    by_tag: dict[object, list[HtmlElement]],
    by_class: dict[str, list[HtmlElement]],
    annotated: list[HtmlElement],
) -> None: ...
