import numpy as np
import pytest

from cleaners.plain_text.groups import FAR, lines_since, lines_until, restarts, window_sum


def column(*values: float) -> np.ndarray:
    return np.array(values, np.float32)


def test_distances_count_lines_to_the_nearest_marked_one() -> None:
    marked = np.array([False, True, False, False, True])
    assert lines_since(marked).tolist() == [FAR, FAR, 1, 2, 3]
    assert lines_until(marked).tolist() == [1, 3, 2, 1, FAR]


@pytest.mark.parametrize(("side", "sums"), [("before", [0, 1, 3, 5]), ("after", [5, 7, 4, 0])])
def test_window_sums_leave_out_the_line_itself(side: str, sums: list[float]) -> None:
    assert window_sum(column(1, 2, 3, 4), 2, side).tolist() == sums


def test_a_headline_with_a_date_below_it_begins_another_story() -> None:
    zeros = column(*[0] * 6)
    columns = dict.fromkeys(("rule", "byline", "lower_start"), zeros)
    columns["words"] = column(30, 6, 3, 25, 6, 20)
    columns["sentence"] = column(1, 0, 0, 1, 0, 1)
    columns["prose"] = column(1, 0, 0, 1, 0, 1)
    columns["date"] = column(0, 0, 1, 0, 0, 0)
    assert restarts(columns).tolist() == [False, True, False, False, False, False]
