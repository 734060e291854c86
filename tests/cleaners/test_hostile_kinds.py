"""Small pages of each hostile kind keep their article; `python -m benchmarks.cost.hostile` measures large ones."""

import pytest

from cleaners.cleaning import clean_page
from cleaners.page import Page
from tests.support.hostile_building import PARAGRAPHS, URL
from tests.support.hostile_pages import KINDS

LOST = {"framesets, before"}  # a frameset stands in place of a body


@pytest.mark.parametrize("name", sorted(KINDS.keys() - LOST))
def test_a_small_page_of_each_hostile_kind_keeps_its_article(name: str) -> None:
    result = clean_page(Page(body=KINDS[name](20_000), url=URL))
    assert result.dropped is None
    assert sum(text not in result.text for text in PARAGRAPHS) <= 1
