from cleaners.body.features import clutter_words
from cleaners.document import Block
from cleaners.plain_text.rows import feature_rows

LEAD = "The harbour board sold the two oldest ferries on Tuesday, after a long night of talk in the hall."
ON_TOPIC = "Both ferries have served the harbour for forty years, and the board says that repairs cost too much."
OFF_TOPIC = "Bake the potatoes for an hour, then cut them open and put a spoon of butter and some salt inside."


def rows_of(*lines: str) -> list[dict[str, float]]:
    return feature_rows([Block(text, position=index) for index, text in enumerate(lines)], clutter_words.load())


def test_a_line_that_repeats_words_of_an_earlier_one_echoes_it() -> None:
    first, other, again = rows_of(LEAD, OFF_TOPIC, f"Photo: {LEAD}")
    assert (other["echo"], other["echo_before"]) == (0.0, 0.0)
    assert (first["echo"], first["echo_before"]) == (1.0, 0.0)
    assert again["echo_before"] > 0.8


def test_a_paragraph_on_the_topic_shares_more_words_with_the_lead() -> None:
    rows = rows_of(LEAD, ON_TOPIC, OFF_TOPIC)
    assert rows[1]["lead"] > rows[2]["lead"] == 0.0


def test_a_page_of_labels_has_no_lead() -> None:
    assert [row["lead"] for row in rows_of("Home", "Sport", "Home")] == [0.0, 0.0, 0.0]


def test_words_of_comments_score_higher_than_words_of_articles() -> None:
    story, comment = rows_of(
        "The council approved the budget on Monday, the mayor told reporters after the meeting.",
        "Reply to this comment, report abuse, log in to post, sign up for our newsletter",
    )
    assert comment["clutter"] > story["clutter"]
    assert comment["clutter_known"] > 0.5
