import numpy as np
import pytest

from cleaners.body.features.page_words import MIN_CONTENT_CHARS, page_words
from cleaners.body.features.shared_words import shared_words


def shares(*blocks: tuple[str, float]) -> dict[str, list[float]]:
    texts, odds = zip(*blocks, strict=True)
    columns = shared_words(np.array(odds), page_words(texts).content(MIN_CONTENT_CHARS).T)
    return {name: values.round(2).tolist() for name, values in columns.items()}


@pytest.mark.parametrize(
    ("story", "more", "related", "other"),
    [
        (
            "The harbour at Westmere froze overnight.",
            "Nobody in Westmere remembers the harbour so white.",
            "Tenants of Oakfield protest against rents",
            "Oakfield tenants: the rents keep rising",
        ),
        (
            "Der Hafen von Nordersiel war gestern zugefroren.",
            "Niemand kennt den Hafen von Nordersiel so.",
            "Mieter in Lindental klagen gegen Vermieter",
            "Vermieter in Lindental: Was Mieter wissen",
        ),
        (
            "南港的码头昨晚结冰了。",
            "南港没有人见过这样的码头。",
            "橡树镇租户抗议涨租",
            "橡树镇租户的新消息",
        ),
    ],
)
def test_a_line_about_the_story_shares_its_words_and_a_related_one_those_of_the_clutter(story, more, related, other):
    found = shares((story, 5.0), (more, 0.0), (related, 0.0), (other, -5.0))
    assert found["shared_article"][1] > 0 == found["shared_clutter"][1]
    assert found["shared_clutter"][2] > 0 == found["shared_article"][2]
    assert found["shared_more"][1] > 0 > found["shared_more"][2]


def test_a_block_does_not_share_its_words_with_itself():
    found = shares(("Lanterns along the quay", 5.0), ("Something entirely different", -5.0))
    assert found["shared_article"] == [0.0, 0.0]
    assert found["shared_clutter"] == [0.0, 0.0]


def test_a_block_without_content_words_shares_nothing():
    found = shares(("It is so", 5.0), ("12", 0.0))
    assert found["shared_article"] == found["shared_clutter"] == [-1.0, -1.0]
    assert found["content_words"] == [0.0, 0.0]
