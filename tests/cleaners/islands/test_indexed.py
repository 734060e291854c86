"""Lists whose objects name their values by index."""

import pytest

from cleaners.islands.indexed import is_indexed, resolve


def test_a_wrapped_list_is_resolved() -> None:
    values = [["Reactive", 1], {"title": 2}, "Harbour wall"]
    assert is_indexed(values)
    assert resolve(values) == {"title": "Harbour wall"}


@pytest.mark.parametrize("first", [[{}, 1], [[], 1], [None, 1], [1, 1], ["Ref"], ["Ref", "1"], [{"a": 1}, {"b": 2}]])
def test_a_list_that_starts_with_another_pair_is_not_indexed(first: list[object]) -> None:
    assert not is_indexed([first, {"keywords": "wall"}])
