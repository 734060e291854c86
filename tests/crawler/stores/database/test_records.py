import json
import random

from crawler.stores.database.records import as_json, from_json
from docs.generate.record import example_record


def test_a_record_is_read_as_it_was_written_with_its_fields_in_order() -> None:
    record = example_record()
    assert record["removed"]
    found = from_json(as_json(record))
    assert found == record
    assert list(found) == list(record)


def test_the_text_stays_readable_in_the_table() -> None:
    record = example_record()
    assert json.loads(as_json(record))["text"] == record["text"]


def test_a_record_of_an_earlier_version_is_read() -> None:
    record = example_record()
    assert from_json(json.dumps(record)) == record


def test_removed_blocks_take_a_fraction_of_their_size() -> None:
    record = example_record()
    words = random.Random(4)
    record["removed"] = [
        {
            "text": " ".join(words.choices(["harbour", "bridge", "council", "ferry", "market", "school"], k=9)),
            "stage": "main_content",
            "rule": "outside_body",
            "reason": "not part of the article's body",
            "position": number,
        }
        for number in range(200)
    ]
    assert len(as_json(record)) < len(json.dumps(record)) / 3
    assert from_json(as_json(record)) == record


def test_a_record_without_its_lists_is_read_as_it_was_written() -> None:
    record = example_record()
    bare = {**record, "blocks": [], "removed": []}
    assert from_json(as_json(bare)) == bare  # type: ignore[arg-type]
