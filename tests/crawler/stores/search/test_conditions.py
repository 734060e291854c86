"""Conditions of searches are brought into the form of the store."""

from __future__ import annotations

import pytest

from crawler.stores.search.search import language_condition


@pytest.mark.parametrize(
    ("name", "tag"),
    [("de", "de"), ("DE", "de"), ("de_at", "de-AT"), ("German", "de"), ("zh-hant-TW", "zh-Hant-TW"), ("deu", "de")],
)
def test_a_language_has_one_tag_however_it_is_written(name: str, tag: str) -> None:
    assert language_condition(name) == tag


@pytest.mark.parametrize("name", ["klingonisch", "und", "", "*", "de,en", "de;q=1"])
def test_a_name_without_language_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=r"is not a language; write a tag such as de or pt-BR\."):
        language_condition(name)
