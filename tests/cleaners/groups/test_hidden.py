"""Single hidden paragraphs between two that a page shows."""

import pytest

from tests.cleaners.groups import pages
from tests.cleaners.groups.pages import STORY, paragraphs

HIDDEN = "A note for the desk that no reader of this page will ever see."


@pytest.mark.parametrize("form", ["<p hidden>{}</p>", "<p style='display: none'>{}</p>", "<div hidden><p>{}</p></div>"])
def test_a_hidden_paragraph_between_two_that_are_shown_goes(form: str) -> None:
    assert pages.kept(pages.page(inside=form.format(HIDDEN) + paragraphs(*STORY))) == [*STORY, *STORY]


@pytest.mark.parametrize(
    "fold",
    [
        f"<div hidden><p>{HIDDEN}</p></div>",  # at the end
        f"<button>More</button><div hidden><p>{HIDDEN}</p></div>{paragraphs(*STORY)}",
        f"<h3>Why?</h3><div style='display:none'><p>{HIDDEN}</p></div>{paragraphs(*STORY)}",
        f"<div hidden><p>{HIDDEN}</p><p>The lamp floats on mercury.</p></div>{paragraphs(*STORY)}",
        f"<p aria-hidden='true'>{HIDDEN}</p>{paragraphs(*STORY)}",
    ],
)
def test_folded_and_shown_text_stays(fold: str) -> None:
    assert HIDDEN in pages.kept(pages.page(inside=fold))
