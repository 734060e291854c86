"""Free or paid access to articles, read from whole pages."""

import pytest

from tests.cleaners.metadata.pages import ld, meta, read

WALL = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false}</script>'


@pytest.mark.parametrize(
    ("head", "free"),
    [
        (ld(isAccessibleForFree=False), False),
        (ld(isAccessibleForFree="True"), True),
        (ld(isAccessibleForFree=True, hasPart={"isAccessibleForFree": "False"}), False),
        (ld() + WALL, False),
        (ld() + ld(headline="Another story", mainEntityOfPage="/x", isAccessibleForFree=False), None),
        (meta(article__content_tier="metered"), False),
        (meta(article__content_tier="free"), True),
        (ld(isAccessibleForFree="0"), False),
        ("", None),
    ],
)
def test_access_is_read_from_json_ld_and_content_tiers(head: str, free: bool | None) -> None:
    assert read(head).is_accessible_for_free is free
