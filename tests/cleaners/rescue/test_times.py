"""The times above the entries of a live blog are kept together."""

import lxml.html
import pytest

from cleaners.body.blocks import split_tree
from cleaners.removal import OUTSIDE_BODY
from cleaners.rescue.times import rescue_times

TIMES = {
    "en": ["9:05 am", "9.40am", "11:15 am", "2:30 pm", "4:10 p.m."],
    "de": ["9.05 Uhr", "9.40 Uhr", "11.15 Uhr", "14.30 Uhr", "16.10 Uhr"],
    "fr": ["9h05", "9h40", "11h15", "14h30", "16h10"],
    "pl": ["9:05", "9:40", "11:15", "14:30", "16:10"],
}


def rescued(times: list[str], lost: list[int], *, entry_lost: bool = False, name: str = "entry") -> list[str]:
    """Return the rescued lines of a live blog whose entries have a time and a sentence each."""
    entries = "".join(
        f"<div class='{name if number in lost else 'entry'}'>{time}</div><p>The ferry left pier {number} at last.</p>"
        for number, time in enumerate(times)
    )
    blocks = split_tree(lxml.html.document_fromstring(f"<body>{entries}</body>"))
    for position, block in enumerate(blocks):
        block.position, block.signals.body = position, 0.9
        number, is_entry = divmod(position, 2)
        if number in lost and (not is_entry or entry_lost):
            block.signals.body = 0.4
            block.remove("main_content", OUTSIDE_BODY, "a test removed it")
    return [block.text for block in rescue_times(blocks)]


@pytest.mark.parametrize("times", TIMES.values(), ids=TIMES)
def test_a_lost_time_among_kept_ones_is_put_back(times: list[str]) -> None:
    assert rescued(times, [3]) == [times[3]]


@pytest.mark.parametrize("lost", [[0, 1, 2, 3, 4], [0, 1, 2]])
def test_times_of_which_few_are_kept_stay_lost(lost: list[int]) -> None:
    assert rescued(TIMES["pl"], lost) == []


def test_the_time_of_a_lost_entry_stays_lost() -> None:
    assert rescued(TIMES["pl"], [3], entry_lost=True) == []


def test_times_of_another_shape_stay_lost() -> None:
    assert rescued(TIMES["pl"], [3], name="teaser-time") == []
