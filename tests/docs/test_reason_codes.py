from collections.abc import Collection
from pathlib import Path
from typing import get_args

import pytest

from crawler.archive.bucket.errors import Reason as BucketFailure
from crawler.stores.runs import AlarmCode
from docs.generate.reason_codes import GROUPS, Group, codes_of

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.title)
def test_every_code_has_a_sentence(group: Group) -> None:
    assert set(group.meanings) == {code for kind in group.types for code in codes_of(kind)}
    assert all(meaning.endswith(".") for meaning in group.meanings.values())


@pytest.mark.parametrize(
    ("page", "codes"),
    [("features.md", get_args(AlarmCode)), ("operations.md", {*get_args(BucketFailure)} - {"not_found", "changed"})],
    ids=["alarms", "uploads"],  # no upload fails because an object is missing or has changed
)
def test_codes_that_are_explained_elsewhere_are_there(page: str, codes: Collection[str]) -> None:
    text = (DOCS / page).read_text("utf-8")
    assert [code for code in codes if f"`{code}`" not in text] == []
