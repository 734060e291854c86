from cleaners.islands.references import MAX_VALUES, linked


def test_references_of_apollo_and_relay_are_followed():
    cache = {"B:1": {"text": "Rot."}, "B:2": {"text": "Wall."}, "C": {"blocks": {"__refs": ["B:1", "B:2"]}}}
    story = {"body": {"__ref": "C"}, "first": {"type": "id", "id": "B:1"}, "lost": {"__ref": "D"}}
    assert linked(story, cache) == {
        "body": {"blocks": [{"text": "Rot."}, {"text": "Wall."}]},
        "first": {"text": "Rot."},
        "lost": {"__ref": "D"},
    }


def test_references_that_multiply_are_bounded():
    cache = {f"N:{n}": {"b": [{"__ref": f"N:{n + 1}"}] * 500} for n in range(6)}
    assert size(linked(cache["N:0"], cache)) < 10 * MAX_VALUES


def test_an_object_may_refer_to_itself():
    cache = {"N": {"b": {"__ref": "N"}}}
    assert linked(cache["N"], cache)["b"]["b"]


def size(value):
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + sum(map(size, inner))
