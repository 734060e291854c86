from cleaners.document import Block
from cleaners.plain_text.evidence import line_evidence

LEAD = "The harbour board sold the two oldest ferries on Tuesday, after a long night of talk in the hall."
ON_TOPIC = "Both ferries have served the harbour for forty years, and the board says that repairs cost too much."
OFF_TOPIC = "Bake the potatoes for an hour, then cut them open and put a spoon of butter and some salt inside."


def evidence(*lines: str) -> list[dict[str, float]]:
    return line_evidence([Block(text, position=index) for index, text in enumerate(lines)])


def test_a_line_that_repeats_words_of_an_earlier_one_echoes_it() -> None:
    first, other, again = evidence(LEAD, OFF_TOPIC, f"Photo: {LEAD}")
    assert (other["echo"], other["echo_before"]) == (0.0, 0.0)
    assert (first["echo"], first["echo_before"]) == (1.0, 0.0)
    assert again["echo_before"] > 0.8


def test_a_paragraph_on_the_topic_shares_more_words_with_the_lead() -> None:
    rows = evidence(LEAD, ON_TOPIC, OFF_TOPIC)
    assert rows[1]["lead"] > rows[2]["lead"] == 0.0


def test_a_page_of_labels_has_no_lead() -> None:
    assert [row["lead"] for row in evidence("Home", "Sport", "Home")] == [0.0, 0.0, 0.0]
