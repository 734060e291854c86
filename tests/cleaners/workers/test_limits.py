from collections.abc import Callable
from functools import partial

import pytest

from cleaners.workers.limits import read_memory_mb, read_timeout_seconds, read_workers


def test_numbers_in_range_are_read() -> None:
    assert (read_timeout_seconds("0.5"), read_memory_mb("0"), read_workers("2")) == (0.5, 0, 2)
    assert read_workers("0", minimum=0) == 0


@pytest.mark.parametrize(
    ("read", "text", "message"),
    [
        (read_timeout_seconds, "0", "seconds over 0"),
        (read_timeout_seconds, "-1", "seconds over 0"),
        (read_timeout_seconds, "nan", "seconds over 0"),
        (read_timeout_seconds, "inf", "up to 86400"),
        (read_timeout_seconds, "soon", "not 'soon'"),
        (read_memory_mb, "-1", "0 for no limit"),
        (read_memory_mb, "1.5", "whole number"),
        (read_memory_mb, "9" * 30, "up to 1000000"),
        (read_workers, "0", "from 1"),
        (partial(read_workers, minimum=0), "-1", "from 0"),
        (read_workers, "many", "not 'many'"),
    ],
)
def test_any_other_value_is_an_error_that_says_what_to_give(
    read: Callable[[str], float], text: str, message: str
) -> None:
    with pytest.raises(ValueError, match=r"^give a ") as error:
        read(text)
    assert message in str(error.value)
