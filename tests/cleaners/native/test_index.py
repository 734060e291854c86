"""The compiled index of elements is the one that the Python code makes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from lxml import etree
from lxml.html import HtmlElement, document_fromstring

from cleaners import native
from cleaners.markup.element_index import ElementIndex
from tests.cleaners.native.random_trees import TAGS, random_tree

pytestmark = pytest.mark.skipif(not native.in_use(), reason=native.description())


@pytest.fixture(autouse=True)
def compiled_steps_afterwards() -> Iterator[None]:
    yield
    native.use(wanted=True)


def assert_same_index(tree: HtmlElement) -> None:
    native.use(wanted=True)
    compiled = ElementIndex(tree)
    native.use(wanted=False)
    reference = ElementIndex(tree)
    for name in ("all", "annotated", "by_class", "linked", "related"):
        assert getattr(compiled, name) == getattr(reference, name), name
    assert list(compiled.by_class) == list(reference.by_class)
    for tag in [*TAGS, "harbour", "{urn:harbour}boat"]:
        assert compiled.tagged(tag) == reference.tagged(tag), tag


@pytest.mark.parametrize("seed", range(0, 1_000, 50))
def test_both_indexes_agree_on_random_trees(seed: int) -> None:
    assert_same_index(random_tree(seed))


def test_both_indexes_agree_on_changed_tags_namespaces_and_entities() -> None:
    tree = document_fromstring("<body><p class='' property>One<b itemprop=a>two</b></p><i CLASS='é x'>three</i></body>")
    tree.find(".//b").tag = "harbour"
    tree.find(".//p").append(etree.Element("{urn:harbour}boat", {"{urn:harbour}class": "hull", "itemscope": ""}))
    tree.find(".//p").append(etree.Element("a", {"rel": "author", "href": "/é", "{urn:harbour}href": "/hull"}))
    tree.find(".//p").append(etree.Element("{urn:harbour}a", {"rel": "tag", "href": ""}))
    tree.find(".//p").append(etree.Entity("boat"))
    tree.find(".//i").append(etree.Element("harbour"))
    assert_same_index(tree)


def test_only_elements_inside_the_tree_are_indexed() -> None:
    page = document_fromstring("<body><div><p>One</p></div><p>two</p></body>")
    assert_same_index(page.find(".//div"))


def test_a_tree_of_great_depth_is_indexed() -> None:
    tree = element = document_fromstring("<p>One</p>")
    for _ in range(20_000):
        element = etree.SubElement(element, "div", {"class": "deep"})
    assert_same_index(tree)
