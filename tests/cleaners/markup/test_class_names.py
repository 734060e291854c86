"""Names in class attributes that match a pattern."""

from __future__ import annotations

import pytest
from lxml.html import document_fromstring

from cleaners.markup import class_names
from cleaners.markup.class_names import ClassPattern
from cleaners.markup.element_index import ElementIndex


def test_matching_names_among_others() -> None:
    pattern = ClassPattern(r"by-?line|[ _-]dek|date ")
    names = {"byline", "post-byline-x", "the_dek", "dek", "decks", "update", "dates", ""}
    for _ in range(2):  # the second time from memory
        assert pattern.among(names) == {"byline", "post-byline-x", "the_dek", "dek", "update"}
    assert pattern.among({"dates", "by-line"}) == {"by-line"}


def test_forgets_names_above_its_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(class_names, "MAX_KNOWN_NAMES", 2)
    pattern = ClassPattern("a")
    assert [pattern.among({"a", f"a{n}", f"b{n}"}) for n in range(5)] == [{"a", f"a{n}"} for n in range(5)]


def test_attributes_of_a_page() -> None:
    index = ElementIndex(document_fromstring("<p class='Story Lede'>a</p><p class=b>b</p><p class='LEDE-x'>c</p>"))
    assert index.with_class_name(ClassPattern("lede")) == ["Story Lede", "LEDE-x"]
    assert index.with_class_name(ClassPattern("harbour")) == []
