"""Single hidden paragraphs beside those that a page shows."""

import pytest

from tests.cleaners.groups.pages import STORY, kept, page, paragraphs

PRINTED = "Printed from the Kustposten, which forbids every copy without its written consent."
HIDDEN = [f"<div style='display: none'><p>{PRINTED}</p></div>", f"<p hidden>{PRINTED}</p>"]


@pytest.mark.parametrize("hidden", HIDDEN)
def test_a_hidden_paragraph_above_or_between_visible_ones_goes(hidden: str) -> None:
    assert kept(page(story=(), inside=hidden + paragraphs(*STORY))) == [*STORY]
    assert kept(page(inside=hidden + paragraphs(STORY[0]))) == [*STORY, STORY[0]]


@pytest.mark.parametrize(
    "inside",
    [
        paragraphs(*STORY) + HIDDEN[0],
        f"<details><summary>More</summary>{HIDDEN[0]}</details>{paragraphs(*STORY)}",
        f"<div hidden>{paragraphs(PRINTED, *STORY[1:])}</div>{paragraphs(STORY[0])}",
    ],
    ids=["end", "fold", "several"],
)
def test_other_hidden_paragraphs_stay(inside: str) -> None:
    assert PRINTED in kept(page(story=(), inside=inside))


NOTE = "A note for the desk that no reader of this page will ever see."


@pytest.mark.parametrize("form", ["<p hidden>{}</p>", "<p style='display: none'>{}</p>", "<div hidden><p>{}</p></div>"])
def test_a_hidden_paragraph_between_two_that_are_shown_goes(form: str) -> None:
    assert kept(page(inside=form.format(NOTE) + paragraphs(*STORY))) == [*STORY, *STORY]


@pytest.mark.parametrize(
    "fold",
    [
        f"<div hidden><p>{NOTE}</p></div>",  # at the end
        f"<button>More</button><div hidden><p>{NOTE}</p></div>{paragraphs(*STORY)}",
        f"<h3>Why?</h3><div style='display:none'><p>{NOTE}</p></div>{paragraphs(*STORY)}",
        f"<div hidden><p>{NOTE}</p><p>The lamp floats on mercury.</p></div>{paragraphs(*STORY)}",
        f"<p aria-hidden='true'>{NOTE}</p>{paragraphs(*STORY)}",
    ],
)
def test_folded_and_shown_text_stays(fold: str) -> None:
    assert NOTE in kept(page(inside=fold))
