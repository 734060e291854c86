import pytest

from tests.cleaners.groups.pages import STORIES, kept, page, paragraphs, rules

POINTERS = {
    "en": "Read our earlier report on the storm <a href='/2021/storm'>here</a>.",
    "de": "Unseren Bericht über den Sturm lesen Sie <a href='/2021/sturm'>hier</a>.",
    "ru": "<a href='/2021/mayak'>Как на маяке пережили зиму без капли топлива.</a>",
    "el": "Διαβάστε επίσης <a href='/2021/faros'>πώς ο σεισμός έκλεισε τον φάρο</a>.",
    "pl": "O pożarze latarni pisaliśmy <a href='/2021/pozar'>tutaj</a>.",
    "zh": "此前报道：<a href='/2021/dengta'>百年灯塔被鉴定为危房，守塔人盼早日修复</a>",
}


@pytest.mark.parametrize("language", sorted(POINTERS))
def test_a_sentence_that_points_to_another_story_goes(language: str) -> None:
    first, *rest = STORIES[language]
    html = page(inside=paragraphs(*rest, POINTERS[language], *rest), story=(first, *rest))
    assert kept(html) == [first, *rest, *rest, *rest]
    assert rules(html) == {"link_line"}


def test_a_list_of_links_goes_with_the_sentence_above_it() -> None:
    links = "".join(f"<li><a href='/news/{path}'>The {path} of the old tower</a></li>" for path in ("lamp", "cat"))
    html = page(inside=f"<p>You can also find these on our site.</p><ul>{links}</ul>", story=STORIES["en"] * 2)
    assert kept(html) == list(STORIES["en"] * 2)


@pytest.mark.parametrize(
    "text",
    [
        "The survey, which was <a href='/docs/survey'>published in April</a>, names eleven beams.",
        "You can read more about the findings from the report <a href='/report'>here</a>.",
        "“Read our earlier report <a href='/2021/storm'>here</a>,” he said.",
    ],
)
def test_sentences_of_the_story_stay(text: str) -> None:
    html = page(inside=paragraphs(text, *STORIES["en"]), story=STORIES["en"])
    assert len(kept(html)) == 2 * len(STORIES["en"]) + 1
