from __future__ import annotations

from pathlib import Path

import pytest

from tests.golden import difference, folders


def test_there_are_golden_pages() -> None:
    assert len(folders()) >= 16


@pytest.mark.parametrize("folder", folders(), ids=lambda folder: folder.name)
def test_page_is_cleaned_as_its_golden_files_say(folder: Path) -> None:
    shown = difference(folder)
    assert not shown, f"{shown}\n\nIf the new result is right: python -m tests.golden --write {folder.name}"
