import json
import random

import pytest

from crawler.stores.database import records
from crawler.stores.database.records import RecordError, pack, unpack, zstd
from docs.generate.record import example_record


def test_a_record_is_read_as_it_was_written_with_its_fields_in_order() -> None:
    record = example_record()
    assert record["removed"]
    found = unpack(*pack(record))
    assert found == record
    assert list(found) == list(record)


def test_the_text_stays_readable_in_the_table() -> None:
    record = example_record()
    assert pack(record).text == record["text"]


def test_a_record_whose_text_was_changed_in_the_table_is_refused() -> None:
    record = example_record()
    text, packed = pack(record)
    for other in (text + "x", "x" + text[1:], "", text.upper()):
        with pytest.raises(RecordError, match="changed outside of newsgalley"):
            unpack(other, packed)


@pytest.mark.parametrize("packed", ["{}", None, 7, b"", b"\0\1\2", zstd.compress(b"[1]"), zstd.compress(b"{}")[:-3]])
def test_a_damaged_record_is_refused(packed: object) -> None:
    with pytest.raises(RecordError, match="changed outside of newsgalley"):
        unpack("The harbour wall is open.", packed)  # type: ignore[arg-type]


def test_a_record_that_is_a_decompression_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "MAX_BYTES", 1 << 20)
    bomb = zstd.compress(b"[" + b" " * (2 << 20) + b"]", zstd_dict=zstd.ZstdDict(b"The wall is open.", is_raw=True))
    with pytest.raises(RecordError, match="changed outside of newsgalley"):
        unpack("The wall is open.", bomb)


@pytest.mark.parametrize("text", [None, 7, b"text"])
def test_a_record_whose_text_is_not_a_string_is_refused(text: object) -> None:
    with pytest.raises(RecordError, match="changed outside of newsgalley"):
        unpack(text, pack(example_record()).record)  # type: ignore[arg-type]


def test_blocks_and_removed_lines_take_a_fraction_of_their_size() -> None:
    record = example_record()
    words = random.Random(4)
    lines = [" ".join(words.choices(["harbour", "bridge", "council", "ferry", "market"], k=9)) for _ in range(200)]
    record["text"] = "\n\n".join(lines)
    record["blocks"] = [{"type": "paragraph", "text": line, "level": None} for line in lines]
    record["removed"] = [
        {"text": line, "stage": "main_content", "rule": "outside_body", "reason": "not in the body", "position": number}
        for number, line in enumerate(lines)
    ]
    assert len(pack(record).record) < len(json.dumps(record)) / 10
    assert unpack(*pack(record)) == record


@pytest.mark.parametrize("text", ["", "x", "北京"])
def test_a_record_with_a_short_text_is_read_as_it_was_written(text: str) -> None:
    record = {**example_record(), "text": text, "blocks": [], "removed": []}
    assert unpack(*pack(record)) == record  # type: ignore[arg-type]


def test_rows_of_a_record_keep_their_fields_and_an_odd_one_its_own() -> None:
    record = {**example_record()}
    removal = {"text": "A line.", "stage": "clutter", "rule": "en.share", "reason": "It shares.", "position": 7}
    for rows in ([], [removal], [{**removal, "position": n} for n in (3, 0, 12)], [removal, {"text": "No more."}]):
        record["removed"] = rows  # type: ignore[typeddict-item]
        assert unpack(*pack(record)) == record


def test_a_record_that_an_earlier_version_packed_is_read() -> None:
    record = example_record()
    assert record["removed"]
    dictionary = zstd.ZstdDict(record["text"].encode(), is_raw=True)
    packed = zstd.compress(json.dumps({**record, "text": None}).encode(), zstd_dict=dictionary)
    assert unpack(record["text"], packed) == record
