from pathlib import Path

import pytest

from docs.generate.__main__ import DOCS, GENERATORS, main


@pytest.mark.parametrize("path", GENERATORS)
def test_a_document_is_as_it_is_generated(path: str) -> None:
    is_same = (DOCS / path).read_text("utf-8") == GENERATORS[path]()
    assert is_same, f"docs/{path} is out of date: run `make docs`"


def test_every_document_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("docs.generate.__main__.DOCS", tmp_path)
    assert main() == 0
    assert {path.name for path in tmp_path.iterdir()} == set(GENERATORS)
