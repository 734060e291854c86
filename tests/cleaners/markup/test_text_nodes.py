"""Text nodes in an element, after it, and those with a certain text, compiled and in Python alike."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from lxml.etree import Comment
from lxml.html import HtmlElement, document_fromstring

from cleaners import native
from cleaners.markup.text_nodes import short_texts, starts, texts_after, texts_in, texts_with
from tests.cleaners.native.random_trees import random_tree


@pytest.fixture(params=[True, False], autouse=True)
def compiled_or_not(request: pytest.FixtureRequest) -> Iterator[None]:
    native.use(wanted=request.param)
    yield
    native.use(wanted=True)


def page() -> HtmlElement:
    return document_fromstring(
        "<body>a<h1 id=h>b<i>c</i></h1> \n <p>d<script>e ©</script>f<ruby>g<rt>h<b>i</b></rt></ruby></p>"
        "<svg><text>j</text></svg><noscript>k</noscript><p>© é <b>l</b>m</p>n</body>"
    )


def test_texts_in_an_element_are_returned_in_order() -> None:
    assert texts_in(page(), 100) == ["a", "b", "c", " \n ", "d", "f", "g", "© é ", "l", "m", "n"]
    assert texts_in(page().find(".//h1"), 100) == ["b", "c"]
    assert texts_in(page(), 6) == ["a", "b", "c", " \n "]
    assert texts_in(page(), 4) == ["a", "b", "c", " "]
    assert texts_in(page().find(".//rt"), 100) == []
    assert texts_in(page().find(".//b"), 100) == []


def test_texts_after_an_element_are_yielded_in_order() -> None:
    after = [(text, element.tag) for text, element in texts_after(page().find(".//h1"))]
    assert after == [
        ("d", "p"), ("f", "script"), ("g", "ruby"), ("h", "rt"), ("i", "b"), ("j", "text"), ("k", "noscript"),
        ("© é ", "p"), ("l", "b"), ("m", "b"), ("n", "p"),
    ]  # fmt: skip


def test_texts_after_an_element_are_bounded() -> None:
    crowded = document_fromstring("<h1>a</h1>" + "<p>b</p>" * 100)
    spaced = document_fromstring("<h1>a</h1>" + "<p>b</p> <p> </p> " * 100)
    assert len(texts_after(crowded.find(".//h1"))) == 59
    assert len(texts_after(spaced.find(".//h1"))) == 59
    sparse = document_fromstring("<h1>a</h1>" + ("<p> </p> " * 10 + "<p>b</p>") * 100)
    assert len(texts_after(sparse.find(".//h1"))) == 14


def test_texts_that_contain_a_part_are_found() -> None:
    assert texts_with(page(), "©", 5) == ["© é "]
    assert texts_with(page().find(".//h1"), "©", 5) == ["© é "]  # of the whole page
    assert texts_with(document_fromstring("<p>1 é</p>" * 9), "é", 5) == ["1 é"] * 5


def test_short_texts_at_the_start_of_elements_are_found() -> None:
    tree = document_fromstring("<body><p>éé</p><p>ééé</p><p><b>a</b>b</p><p></p></body>")
    assert [(element.tag, text) for element, text in short_texts(list(tree.iter()), 2)] == [("p", "éé"), ("b", "a")]


def test_the_first_pieces_of_elements_are_joined() -> None:
    tree = document_fromstring("<p>a<b>b</b> c<script>d</script>e<i></i></p><p>1234567</p><p></p>")
    tree.find(".//i").append(Comment("x"))
    tree.find(".//i")[0].tail = "f"
    assert starts(tree.findall(".//p"), 9, 99) == ["a b  c d e f", "1234567", ""]
    assert starts(tree.findall(".//p"), 3, 4) == ["a b ", "1234", ""]


@pytest.mark.parametrize("seed", range(0, 1_000, 100))
def test_compiled_and_python_code_agree_on_random_trees(seed: int) -> None:
    tree = random_tree(seed)

    def found() -> list[object]:
        all_elements = list(tree.iter("*"))
        each = [(texts_in(e, 9), texts_in(e, 9_999), texts_after(e)) for e in all_elements]
        return [*each, texts_with(tree, "a", 3), short_texts(all_elements, 4), starts(all_elements, 3, 5)]

    here = found()
    native.use(wanted=True)
    assert here == found()
