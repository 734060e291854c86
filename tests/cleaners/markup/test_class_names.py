"""Names in class attributes that match a pattern."""

from __future__ import annotations

import pytest
from lxml.html import document_fromstring

from cleaners.markup.class_names import ClassNames, ClassPattern
from cleaners.markup.element_index import ElementIndex


def test_matching_names_are_found_among_others() -> None:
    pattern = ClassPattern(r"by-?line|[ _-]dek|date |(?<![a-z])tags(?![a-z])")
    names = ["byline", "post-byline-x", "the_dek", "dek", "decks", "update", "dates", "", "hashtags", "tags-tags", "-"]
    assert pattern.among(ClassNames(names)) == {"byline", "post-byline-x", "the_dek", "dek", "update", "tags-tags"}
    assert pattern.among(ClassNames([])) == set()


def test_a_pattern_whose_matches_have_no_text_in_common_is_refused() -> None:
    with pytest.raises(ValueError, match="no text in common"):
        ClassPattern("date|[a-z]+")


def test_class_attributes_of_a_page_are_found_by_their_names() -> None:
    index = ElementIndex(document_fromstring("<p class='Story Lede'>a</p><p class=b>b</p><p class='LEDE-x'>c</p>"))
    assert index.with_class_name(ClassPattern("lede")) == ["Story Lede", "LEDE-x"]
    assert index.with_class_name(ClassPattern("harbour")) == []
