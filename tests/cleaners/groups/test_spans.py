"""The elements around blocks, compiled and in Python alike."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from lxml.html import HtmlElement, document_fromstring

from cleaners import native
from cleaners.document import Block
from cleaners.groups.spans import Spans, spans
from tests.cleaners.native.random_trees import random_tree


@pytest.fixture(params=[True, False], autouse=True)
def compiled_or_not(request: pytest.FixtureRequest) -> Iterator[None]:
    native.use(wanted=request.param)
    yield
    native.use(wanted=True)


def page_of(elements: list[HtmlElement | None]) -> Spans:
    return spans([Block("One.", element=element, position=index) for index, element in enumerate(elements)])


def test_ranges_and_children_are_in_page_order() -> None:
    tree = document_fromstring("<body><div><p>a</p><ul><li>b</li><li>c</li></ul></div><p>d</p></body>")
    a, b, c, d = (tree.find(path) for path in (".//div/p", ".//li[1]", ".//li[2]", "body/p"))
    page = page_of([a, b, None, c, b, d])
    ranges = [(element.tag, found) for element, found in page.of.items()]
    assert ranges == [
        ("html", (0, 6)), ("body", (0, 6)), ("div", (0, 5)), ("p", (0, 1)), ("ul", (1, 5)), ("li", (1, 5)),
        ("li", (3, 4)), ("p", (5, 6)),
    ]  # fmt: skip
    assert [(element.tag, [child.tag for child in children]) for element, children in page.children.items()] == [
        ("html", ["body"]), ("body", ["div", "p"]), ("div", ["p", "ul"]), ("ul", ["li", "li"]),
    ]  # fmt: skip


def test_elements_with_kept_blocks_have_their_ranges() -> None:
    tree = document_fromstring("<body><div><p>a</p></div><p>b</p></body>")
    blocks = [
        Block("A.", element=tree.find(".//div/p"), position=0),
        Block("B.", element=tree.find("body/p"), position=1),
    ]
    blocks[0].remove("groups", "form", "a form")
    page = spans(blocks)
    assert [(element.tag, start, end) for element, start, end in page.with_kept] == [
        ("html", 0, 2), ("body", 0, 2), ("p", 1, 2),
    ]  # fmt: skip


@pytest.mark.parametrize("seed", range(0, 1_000, 50))
def test_compiled_and_python_code_agree_on_random_trees(seed: int) -> None:
    elements = list(random_tree(seed).iter("*"))[::3]

    def found() -> list[object]:
        page = page_of(elements)
        return [list(page.of.items()), list(page.children.items())]

    here = found()
    native.use(wanted=True)
    assert here == found()
