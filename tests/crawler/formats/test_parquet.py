"""Parquet files have the same types for any number of records, in every program that reads them."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet as pq
import pytest

from crawler.formats import parquet
from crawler.formats.arrow import arrow_schema
from crawler.formats.fields import CHANGE_FIELDS, FIELDS, chosen_fields
from crawler.formats.parquet import ROWS_PER_GROUP, write_file, write_partitions
from docs.generate.record import example_record

# All in one process, so that the files are written once and each reader is imported once.
pytestmark = pytest.mark.xdist_group("parquet")

NAMES = chosen_fields(None, removed=False, changes=False)
# Fields that are null or empty in all records of a small export.
EMPTY: dict[str, Any] = {name: None for name in FIELDS if name not in ("id", "text", "fetched_at")} | {
    "blocks": [],
    "authors": [],
    "tags": [],
    "images": [],
}


def rows(count: int) -> Iterator[dict[str, Any]]:
    """Yield records whose optional fields are null, and at last one that has them all."""
    example = example_record()
    for number in range(count - 1):
        yield {**EMPTY, "id": f"{number:06}", "text": "A short text.", "fetched_at": "2026-03-04T09:30:00Z"}
    yield {**example} if count > 100 else {**EMPTY, "id": "last", "text": "Text.", "fetched_at": "2026-03-05T09:30:00Z"}


def _reader(name: str) -> Any:
    """Import a library that reads Parquet files, or skip the test."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return pytest.importorskip(name)


@pytest.fixture(scope="module")
def datasets() -> Any:
    return _reader("datasets")


@pytest.fixture(scope="module")
def duckdb() -> Any:
    return _reader("duckdb")


@pytest.fixture(scope="module")
def pandas() -> Any:
    return _reader("pandas")


@pytest.fixture(scope="module")
def polars() -> Any:
    return _reader("polars")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("parquet")
    paths = [folder / f"{count}.parquet" for count in (0, 10, 100_000)]
    for path in paths:
        write_file(rows(int(path.stem)) if path.stem != "0" else iter(()), path, NAMES)
    return paths


def same(types: list[Any]) -> bool:
    return all(each == types[0] for each in types)


def test_the_schema_is_that_of_the_record_for_any_number_of_records(files: list[Path]) -> None:
    assert [pq.read_schema(path) for path in files] == [arrow_schema(NAMES)] * 3
    assert "removed" not in NAMES
    assert [pq.read_metadata(path).num_rows for path in files] == [0, 10, 100_000]


def test_files_are_compressed_with_zstd_in_row_groups(files: list[Path]) -> None:
    metadata = pq.read_metadata(files[-1])
    assert metadata.num_row_groups == 100_000 // ROWS_PER_GROUP
    assert metadata.row_group(0).column(0).compression == "ZSTD"


def test_duckdb_reads_equal_types(files: list[Path], duckdb: Any) -> None:
    assert same([duckdb.sql(f"SELECT * FROM '{path}'").dtypes for path in files])
    assert duckdb.sql(f"SELECT count(*), max(authors[1].name) FROM '{files[-1]}'").fetchall()[0][0] == 100_000


def test_polars_reads_equal_types(files: list[Path], polars: Any) -> None:
    assert same([polars.scan_parquet(path).collect_schema() for path in files])


def test_pandas_reads_equal_types(files: list[Path], pandas: Any) -> None:
    found = [pandas.read_parquet(path, dtype_backend="pyarrow").dtypes for path in files]
    assert same([list(each) for each in found])


def test_datasets_loads_equal_types(files: list[Path], tmp_path: Path, datasets: Any) -> None:
    loaded = [datasets.Dataset.from_parquet(str(path), cache_dir=str(tmp_path)) for path in files[1:]]
    assert same([each.features for each in loaded])
    assert [len(each) for each in loaded] == [10, 100_000]


def test_a_record_is_read_as_it_was_written(tmp_path: Path) -> None:
    names = chosen_fields(None, removed=True, changes=False)
    write_file([example_record()], tmp_path / "one.parquet", names)
    (row,) = pq.read_table(tmp_path / "one.parquet").to_pylist()
    assert row == example_record()


def test_changes_and_tombstones_have_one_schema(tmp_path: Path) -> None:
    names = chosen_fields("title", removed=False, changes=True)
    tombstone = {"id": "a", "change": "deleted", "sequence": 7, "stored_at": "2026-03-04T09:30:00Z"}
    write_file([tombstone], tmp_path / "changes.parquet", names)
    table = pq.read_table(tmp_path / "changes.parquet")
    assert table.schema.names == ["id", "title", *CHANGE_FIELDS]
    assert table.to_pylist() == [tombstone | {"title": None}]


@pytest.mark.parametrize(("by", "column"), [("day", "day"), ("language", "lang")])
def test_a_partitioned_export_is_one_table_for_every_reader(
    tmp_path: Path, by: str, column: str, duckdb: Any, polars: Any
) -> None:
    days = [("2026-03-04T10:00:00+01:00", "en"), ("2026-03-05", "de"), (None, None)]
    each = [{**row, "date_published": day, "language": name} for row in rows(3) for day, name in days]
    write_partitions(each, tmp_path / "out", NAMES, by)
    found = pq.read_table(tmp_path / "out").to_pylist()
    assert sorted(row["id"] for row in found) == sorted(row["id"] for row in each)
    expected = {row["language"] for row in each} if by == "language" else {"2026-03-04", "2026-03-05"}
    assert {row[column] for row in found} >= expected
    query = f"SELECT count(*), count(DISTINCT language) FROM read_parquet('{tmp_path}/out/**/*.parquet')"
    assert duckdb.sql(query).fetchall() == [(9, 2)]
    assert polars.scan_parquet(tmp_path / "out" / "**/*.parquet", hive_partitioning=True).collect().height == 9


def test_a_partitioned_export_has_any_number_of_partitions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "MAX_WAITING_CHARS", 8_000)  # so that a partition gets several files
    first = date(2015, 1, 1)
    each = [{**row, "date_published": str(first + timedelta(number % 1_100))} for number, row in enumerate(rows(1_300))]
    write_partitions(each, tmp_path / "out", ["id", "text"], "day")
    found = pq.read_table(tmp_path / "out")
    assert (found.num_rows, len(set(found["id"].to_pylist())), len(set(found["day"].to_pylist()))) == (
        1_300,
        1_300,
        1_100,
    )
    assert len(list((tmp_path / "out" / "day=2015-01-01").iterdir())) == 2


ODD_TEXT = '\x00 \x07 \ufeff \u202e \uffff \ue000 \U0001f469\u200d\U0001f680 \u0e01\u0e33 \r\n\t \\ " ' + "\u0301" * 99


def test_odd_texts_and_long_lists_are_the_same_in_every_reader(
    tmp_path: Path, datasets: Any, duckdb: Any, pandas: Any, polars: Any
) -> None:
    tags = [f"tag {number}" for number in range(20_000)]
    odd = {**example_record(), "title": ODD_TEXT, "text": ODD_TEXT * 9, "tags": tags, "section": ""}
    path = tmp_path / "odd.parquet"
    write_file([odd, *rows(3)], path, NAMES)
    read = {
        "duckdb": duckdb.sql(f"SELECT * FROM '{path}'").to_arrow_table().slice(0, 1).to_pylist()[0],
        "polars": polars.read_parquet(path).row(0, named=True),
        "pandas": pyarrow.Table.from_pandas(pandas.read_parquet(path, dtype_backend="pyarrow")).to_pylist()[0],
        "datasets": datasets.Dataset.from_parquet(str(path), cache_dir=str(tmp_path))[0],
    }
    for name, row in read.items():
        assert {field: row[field] for field in ("title", "text", "tags", "section")} == {
            field: odd[field] for field in ("title", "text", "tags", "section")
        }, name


def test_json_lines_load_with_the_types_of_the_schema(tmp_path: Path, datasets: Any) -> None:
    features = datasets.Features.from_arrow_schema(arrow_schema(NAMES))
    loaded = []
    for count in (10, 20_000):
        path = tmp_path / f"{count}.jsonl"
        path.write_text("".join(json.dumps({name: row[name] for name in NAMES}) + "\n" for row in rows(count)))
        loaded.append(datasets.Dataset.from_json(str(path), features=features, cache_dir=str(tmp_path / "cache")))
    assert same([each.features for each in loaded])
    assert loaded[1][19_999]["title"] == example_record()["title"]


def test_unknown_fields_are_named() -> None:
    with pytest.raises(ValueError, match="no such field"):
        chosen_fields("titel", removed=False, changes=False)
