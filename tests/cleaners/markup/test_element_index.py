"""The index gives the elements of a page by tag and attribute, in page order."""

import pytest
from lxml.html import document_fromstring

from cleaners.document import Document
from cleaners.markup.element_index import ElementIndex
from cleaners.page import Page

TREE = document_fromstring(
    "<html><body><a id=1 class=x rel=author></a><img id=2 class=y><a id=3 itemprop=url class=x></a><b id=4></b></body>"
)


def ids(elements: list) -> list[str | None]:  # type: ignore[type-arg]
    return [element.get("id") for element in elements]


@pytest.mark.parametrize(
    ("tags", "expected"), [(("a",), ["1", "3"]), (("img", "a"), ["1", "2", "3"]), (("p", "img"), ["2"]), (("p",), [])]
)
def test_elements_are_found_by_tag(tags: tuple[str, ...], expected: list[str]) -> None:
    assert ids(ElementIndex(TREE).tagged(*tags)) == expected


def test_elements_are_found_by_class() -> None:
    index = ElementIndex(TREE)
    assert {names: ids(group) for names, group in index.by_class.items()} == {"x": ["1", "3"], "y": ["2"]}
    assert ids(index.in_page_order([index.by_class["y"], index.by_class["x"]])) == ["1", "2", "3"]


def test_elements_with_microdata_are_listed() -> None:
    assert ids(ElementIndex(TREE).annotated) == ["3"]


def test_an_index_without_a_tree_is_empty() -> None:
    assert Document(Page(body="")).elements.tagged("a", "p") == []
    assert ElementIndex().annotated == []


def test_a_document_indexes_its_tree_once() -> None:
    document = Document(Page(body=""))
    document.tree = TREE
    assert document.elements.root is TREE
    assert document.elements is document.elements
