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
def test_by_tag(tags: tuple[str, ...], expected: list[str]) -> None:
    assert ids(ElementIndex(TREE).tagged(*tags)) == expected


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [(("class",), ["1", "2", "3"]), (("itemprop", "rel"), ["1", "3"]), (("rel", "class"), ["1", "2", "3"])],
)
def test_by_attribute(attributes: tuple[str, ...], expected: list[str]) -> None:
    assert ids(ElementIndex(TREE).having(*attributes)) == expected


def test_by_value_of_an_attribute() -> None:
    groups = ElementIndex(TREE).by_value("class")
    assert {value: ids(group) for value, group in groups.items()} == {"x": ["1", "3"], "y": ["2"]}
    assert ids(ElementIndex(TREE).in_page_order([groups["y"], groups["x"]])) == ["1", "2", "3"]


def test_without_a_tree_there_is_nothing() -> None:
    assert Document(Page(body="")).elements.tagged("a", "p") == []
    assert ElementIndex().having("class") == []


def test_a_document_indexes_its_tree_once() -> None:
    document = Document(Page(body=""))
    document.tree = TREE
    assert document.elements.root is TREE
    assert document.elements is document.elements
