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
