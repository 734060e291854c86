import pytest

from tests.cleaners.groups.pages import LONG_STORIES, STORY, grouped, kept, page, paragraphs

STORY_WITH_DETAILS = LONG_STORIES["en"]
NEXT = (
    "The bakery on Mill Lane closes after ninety years, because nobody wants to take over the oven and its hours.",
    "Greta Sund, who has baked there since she was sixteen, says that she will miss the smell more than anything.",
)


@pytest.mark.parametrize(
    "opening",
    [
        "<h2>Bakery closes for good</h2><p>By Maja Tarn | 3 March 2026</p>",
        "<p><b>Bakery closes for good</b></p><p>By Maja Tarn, 3 March 2026</p>",
    ],
)
def test_the_next_story_in_the_same_element_goes_and_is_flagged(opening: str) -> None:
    html = page(inside=opening + paragraphs(*NEXT, *NEXT), story=STORY_WITH_DETAILS)
    assert kept(html) == list(STORY_WITH_DETAILS)
    assert grouped(html).flags == ["several_stories"]


@pytest.mark.parametrize(
    "more",
    [
        f"<h2>What happens to the bakery</h2>{paragraphs(*NEXT)}",
        f"<h3><a href='/n/b'>Bakery closes for good</a></h3>{paragraphs(*NEXT)}",
        f"<h2>The lamp and tower</h2><h2><a href='/n/b'>Bakery closes for good</a></h2>{paragraphs(*NEXT)}",
        f"<div><h4>Bakery closes for good</h4><p>3 March 2026</p><p>Greta is sad.</p></div>{paragraphs(*STORY)}",
    ],
)
def test_sections_and_text_below_a_card_stay(more: str) -> None:
    html = page(inside=more, story=STORY_WITH_DETAILS)
    assert kept(html)[-1] in (NEXT[-1], STORY[-1])
    assert "several_stories" not in grouped(html).flags


def test_the_next_story_below_is_flagged_although_it_is_in_a_plain_element() -> None:
    below = f"<div><h1><a href='/news/bakery'>Bakery closes</a></h1><p>3 March 2026</p>{paragraphs(*NEXT)}</div>"
    html = page(below=below, story=STORY_WITH_DETAILS)
    assert kept(html) == list(STORY_WITH_DETAILS)
    assert grouped(html).flags == ["several_stories"]
