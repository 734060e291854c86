import pytest

from cleaners.islands.tagged import MAX_DEPTH, is_tagged, resolve


def test_pairs_are_replaced_by_their_values():
    props = {"story": [0, {"title": [0, "Harbour wall"], "blocks": [1, [[0, {"text": [0, "Rot."]}], [0, None]]]}]}
    assert is_tagged(props)
    assert resolve(props) == {"story": {"title": "Harbour wall", "blocks": [{"text": "Rot."}, None]}}


@pytest.mark.parametrize("value", [{}, [], None, {"a": 1}, {"a": [0]}, {"a": ["0", 1]}, {"a": [0, 1], "b": [True, 1]}])
def test_other_objects_are_not_tagged(value):
    assert not is_tagged(value)


def test_deep_pairs_are_bounded():
    props = {"a": [0, 1]}
    for _ in range(2 * MAX_DEPTH):
        props = {"a": [0, props]}
    assert resolve(props)
