"""Captions and the credits at their end."""

import pytest

from cleaners.metadata.images.captions import split_credit


@pytest.mark.parametrize(
    ("caption", "credit"),
    [
        ("The bridge. (Ada Berg/The Courier)", "Ada Berg/The Courier"),
        ("The bridge. (AFP)", "AFP"),
        ("The bridge. Ada L. Berg / Harbour Pictures", "Ada L. Berg / Harbour Pictures"),
        ("The bridge. | Ada Berg/dpa", "Ada Berg/dpa"),
        ("The bridge – Ada Berg/Reuters", "Ada Berg/Reuters"),
        ("The bridge. Bo Lind/Moment via Getty Images", "Bo Lind/Moment via Getty Images"),
        ("The bridge. Image via Bo Lind.", "Bo Lind"),
        ("Most. Fot. Ewa Berg / Agencja Port", "Ewa Berg / Agencja Port"),
    ],
)
def test_a_credit_needs_no_label(caption: str, credit: str) -> None:
    rest, found = split_credit(caption)
    assert found == credit
    assert rest is not None
    assert rest.rstrip(".") in ("The bridge", "Most")


@pytest.mark.parametrize(
    "caption",
    [
        "The minister (CDU/CSU)",
        "The bridge (left/right)",
        "The bridge. It was opened in May.",
        "The bridge – a view",
        "Dr. Ada Berg",
    ],
)
def test_other_ends_of_captions_are_kept(caption: str) -> None:
    assert split_credit(caption) == (caption, None)
