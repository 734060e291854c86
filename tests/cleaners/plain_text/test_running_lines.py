from cleaners.plain_text.running_lines import without_running_lines

PAGES = [
    ["12.03.25, 9:15   Ferries sold - Port", "Ferries sold", "The board sold two.", "https://port.example/1   1/2"],
    ["12.03.25, 9:15   Ferries sold - Port", "They are old.", "https://port.example/1   2/2"],
]


def test_heads_and_feet_of_pages_are_dropped_whatever_their_numbers() -> None:
    text = "\f".join("\n".join(page) for page in PAGES)
    assert [line for line in without_running_lines(text) if line] == [
        "Ferries sold",
        "The board sold two.",
        "They are old.",
    ]


def test_a_text_of_one_page_stays_as_it_is() -> None:
    assert without_running_lines("\n".join([*PAGES[0], *PAGES[0]])) == [*PAGES[0], *PAGES[0]]


def test_a_line_inside_the_pages_may_recur() -> None:
    page = ["One", "Two", "Ferries sold", "Three", "Four"]
    other = ["Five", "Six", "Ferries sold", "Seven", "Eight"]
    assert [line for line in without_running_lines("\n".join(page) + "\f" + "\n".join(other)) if line] == [
        *page,
        *other,
    ]
