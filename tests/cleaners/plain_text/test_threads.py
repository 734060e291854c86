from cleaners.document import Block
from cleaners.plain_text.threads import MAX_ENTRY_LINES, find_thread

STORY = ["The ferry will sail again on Monday, the council of the island said after a long night of talks."] * 4
COMMENTS = [
    "Comments (3)",
    *("Mara", "2 March 2025 at 18:55", "Good news for everyone who has to get to the hospital."),
    *("Old Tom", "2 March 2025 at 19:20", "They said the same last year, as I remember well."),
    *("jess", "3 March 2025 at 08:01", "And who pays for the new engine?"),
]


def thread(lines: list[str], *, lost: tuple[str, ...] = ("Good", "They")) -> list[str]:
    """Return the lines of the thread among lines that a model keeps if they end a sentence, but for some."""
    blocks = [Block(line, "paragraph", position=index) for index, line in enumerate(lines)]
    kept = [line.endswith((".", "?")) and not line.startswith(lost) for line in lines]
    return [lines[index] for index in find_thread(blocks, kept)]


def test_entries_of_a_name_a_date_with_a_time_and_a_text_are_a_thread_with_its_heading() -> None:
    assert thread([*STORY, *COMMENTS]) == COMMENTS


def test_the_name_may_stand_before_the_date_and_dates_may_have_another_order() -> None:
    comments = ["Ana P. 22/02/2025 09:02", "They are surely right.", "Luis 22/02/2025 09:30", "I know that well.",
                "El Alto 23/02/2025 11:17", "And the tickets?"]  # fmt: skip
    assert thread([*STORY, *comments]) == comments


def test_entries_that_the_model_is_sure_of_are_a_live_text() -> None:
    assert thread([*STORY, *COMMENTS], lost=("nothing",)) == []


def test_entries_without_a_text_above_them_are_the_text() -> None:
    assert thread(COMMENTS) == []


def test_the_date_of_the_article_may_have_the_form_of_the_comments() -> None:
    page = ["We and our partners store data to show you what you like to read, if you agree."] * 4
    page += ["Kim Doe", "1 March 2025 at 10:00", *STORY, STORY[0], *COMMENTS]
    assert thread(page) == COMMENTS


def test_entries_above_the_rest_of_the_article_are_not_a_thread() -> None:
    assert thread([*STORY, *COMMENTS, "It goes on", *STORY]) == []


def test_posts_that_stand_far_apart_in_an_article_are_not_a_thread() -> None:
    posts = (f"A post shared by Ann on May {day}, 2025 at 7:30am" for day in (1, 2, 3))
    assert thread([line for post in posts for line in (*STORY, post, *["Menu item"] * MAX_ENTRY_LINES)]) == []


def test_a_line_that_recurs_unchanged_is_not_a_stamp() -> None:
    offers = ["Price of 2 May 2025, 10:15", "They may cost more now."] * 4
    assert thread([*STORY, *offers]) == []
