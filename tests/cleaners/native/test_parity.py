"""The compiled steps give what the Python code gives, to the bit, on pages of all kinds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from lxml.html import HtmlElement

from cleaners import native
from cleaners.article import to_article
from cleaners.body import model as body_model
from cleaners.body.features.matrix import features
from cleaners.body.features.prior import note_prior
from cleaners.body.features.second_pass import second_features
from cleaners.cleaning import clean_document
from cleaners.document import Block, Document
from cleaners.metadata import Metadata
from cleaners.page import Page
from cleaners.stages.html.split_html import split_html
from tests.cleaners.native.random_trees import random_tree
from tests.cleaners.test_hostile_pages import HOSTILE
from tests.golden import folders, page_of
from tests.support.hostile_pages import KINDS

pytestmark = pytest.mark.skipif(not native.in_use(), reason=native.description())

SIZE = 6_000  # bytes of a hostile page
EACH = 10  # one page or tree of so many is compared by `make test`, all by `make soak`
TREES = 1_000
URL = "https://example.org/2024/05/01/boats"


@pytest.fixture(autouse=True)
def compiled_steps_afterwards() -> Iterator[None]:
    yield
    native.use(wanted=True)


@pytest.mark.parametrize("folder", folders(), ids=lambda folder: folder.name)
def test_a_golden_page_gives_the_same_record(folder: Path) -> None:
    assert_same_record(page_of(folder))


@pytest.mark.parametrize("name", [*KINDS][::EACH])
def test_a_hostile_page_gives_the_same_record(name: str) -> None:
    assert_same_record(Page(body=KINDS[name](SIZE), url=URL))


@pytest.mark.soak
@pytest.mark.parametrize("name", KINDS)
def test_each_hostile_page_gives_the_same_record(name: str) -> None:
    assert_same_record(Page(body=KINDS[name](SIZE), url=URL))


@pytest.mark.soak
@pytest.mark.parametrize("name", HOSTILE)
def test_a_large_hostile_page_gives_the_same_record(name: str) -> None:
    assert_same_record(Page(body=HOSTILE[name], url=URL))


@pytest.mark.parametrize("seed", range(0, TREES, EACH))
def test_a_random_tree_gives_the_same_record(seed: int) -> None:
    assert_same_measures(random_tree(seed))


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(TREES))
def test_each_random_tree_gives_the_same_record(seed: int) -> None:
    assert_same_measures(random_tree(seed))


def test_a_tree_of_great_depth_gives_the_same_record() -> None:
    tree = random_tree(0)
    element = tree.find("body")
    for _ in range(20_000):
        child = element.makeelement("div")
        element.append(child)
        element = child
    element.text = "The harbour town counted its boats, said the warden."
    native.use(wanted=True)
    compiled = _blocks(tree)
    native.use(wanted=False)
    assert compiled == _blocks(tree)


def assert_same_record(page: Page) -> None:
    native.use(wanted=True)
    compiled = _result(page)
    native.use(wanted=False)
    assert compiled == _result(page)


def assert_same_measures(tree: HtmlElement) -> None:
    """Compare blocks, features and probabilities."""
    native.use(wanted=True)
    compiled = _measures(tree)
    native.use(wanted=False)
    assert compiled == _measures(tree)


def _result(page: Page) -> list[Any]:
    document = clean_document(page)
    shown = [(block.text, block.type, block.level, block.signals, block.removal) for block in document.blocks]
    return [to_article(document).to_record(), document.dropped, shown]


def _blocks(tree: HtmlElement) -> list[Any]:
    document = Document(Page(body=""), tree=tree)
    split_html(document)
    return list(map(_shown, document.blocks))


def _measures(tree: HtmlElement) -> list[Any]:
    """Return the blocks of a tree, their features and the first model's probabilities."""
    document = Document(Page(body=""), tree=tree, metadata=Metadata(title="The harbour town", site_name="l'été"))
    split_html(document)
    shown: list[Any] = list(map(_shown, document.blocks))
    if not document.blocks:
        return shown
    note_prior(document)
    page, model = features(document), body_model.load().page_only
    columns = {name: column.tobytes() for name, column in zip(page.names, page.matrix.T, strict=True)}
    counts = [(block.words, block.tokens) for block in document.blocks]
    _, second = second_features(np.linspace(0, 1, len(document.blocks)), page)  # reads the content words
    return [shown, columns, page.groups.tobytes(), counts, second.tobytes(), model.probabilities_of(page).tobytes()]


def _shown(block: Block) -> tuple[Any, ...]:
    place = None if block.element is None else block.element.getroottree().getpath(block.element)
    kind = (block.type, block.level, block.link_share)
    return (block.text, *kind, block.position, place, block.signals, block.removal)
