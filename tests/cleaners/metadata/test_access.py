"""Whether an article may be read without paying."""

import pytest

from tests.cleaners.metadata.pages import ld, meta, read


@pytest.mark.parametrize(
    ("head", "free"),
    [
        (ld(isAccessibleForFree=False), False),
        (ld(isAccessibleForFree="True"), True),
        (ld(isAccessibleForFree=True, hasPart={"isAccessibleForFree": "False"}), False),
        (meta(article__content_tier="metered"), False),
        (meta(article__content_tier="free"), True),
        ("", None),
    ],
)
def test_whether_it_is_free(head: str, free: bool | None) -> None:
    assert read(head).is_accessible_for_free is free
