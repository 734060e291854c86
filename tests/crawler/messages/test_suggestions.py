from __future__ import annotations

import pytest

from crawler.messages.suggestions import did_you_mean


@pytest.mark.parametrize(
    ("name", "known", "hint"),
    [
        ("feed", ["feeds", "home"], " Did you mean feeds?"),
        ("clean_worker", ["CLEAN_WORKERS"], " Did you mean CLEAN_WORKERS?"),
        ("--langauge", ["--help", "--language"], " Did you mean --language?"),
        ("--where", ["-h", "--help"], ""),
        ("colour", [], ""),
    ],
)
def test_similar_names_are_suggested(name: str, known: list[str], hint: str) -> None:
    assert did_you_mean(name, known) == hint
