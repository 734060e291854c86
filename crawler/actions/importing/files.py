"""Read rows from Parquet files and JSON lines, on this machine or in an object storage."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath, PurePosixPath
from typing import Any, BinaryIO, cast

import orjson

from crawler.actions.importing.checking import RowError, check_names
from crawler.messages.wording import error_message
from crawler.network.storages import is_remote, refuse_secret

SUFFIXES = (".parquet", ".jsonl", ".ndjson")
NEEDS_FSSPEC = "needs fsspec: pip install 'newsgalley[remote]'"
ROWS_AT_ONCE = 64  # rows read from a Parquet file at a time; a row is about 50 kB
MAX_LINE_BYTES = 64 << 20

Row = tuple[int, dict[str, Any] | RowError]  # its number in the file, from 1, and its fields or why it has none


class FileError(ValueError):
    """A file that cannot be imported. The message says why; it is printed after the name of the file."""


def find_files(given: Sequence[str]) -> list[str]:
    """Return the named files and the files in named folders. Raises ValueError for a name without files."""
    found = dict.fromkeys(file for name in given for file in _files(name))
    return list(found)


def _files(name: str) -> Iterator[str]:
    refuse_secret("The name of a file", name)
    if not is_remote(name) and not os.path.exists(name):
        raise ValueError(f"{name}: there is no such file or folder.")
    if name.endswith(SUFFIXES) and (is_remote(name) or os.path.isfile(name)):
        yield name
        return
    if not is_remote(name) and not os.path.isdir(name):
        raise ValueError(f"{name}: cannot be imported; name {', '.join(SUFFIXES)} files, or a folder of them.")
    files = [*(_in_storage(name) if is_remote(name) else _in_folder(Path(name)))]
    if not files:
        raise ValueError(f"{name}: holds no {', '.join(SUFFIXES)} file.")
    yield from files


def _in_folder(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*")):
        # A link that leads nowhere is among them: reading it fails, and the error names it.
        if _is_named(path.relative_to(folder)) and (path.is_file() or not path.exists()):
            yield str(path)


def _in_storage(address: str) -> Iterator[str]:
    try:
        import fsspec

        storage, folder = fsspec.core.url_to_fs(address)
        for path in sorted(storage.find(folder)):
            if _is_named(PurePosixPath(path).relative_to(folder)):
                yield storage.unstrip_protocol(path)
    except ImportError as error:  # fsspec says which package a storage needs
        raise ValueError(f"{address}: {error if error.name != 'fsspec' else NEEDS_FSSPEC}.") from None
    except Exception as error:  # noqa: BLE001 - the storages have different errors without a common base class
        raise ValueError(f"{address}: {_unreadable(error)}.") from None


def _is_named(path: PurePath) -> bool:
    """Return True for a file of records. Files whose names begin with a dot or underscore are unfinished or notes."""
    return path.suffix in SUFFIXES and not any(part.startswith((".", "_")) for part in path.parts)


def _unreadable(error: Exception) -> str:
    return f"cannot be read: {' '.join(str(error).split()) or type(error).__name__}"


def rows_of(name: str) -> Iterator[Row]:
    """Yield the rows of a file, with an error in place of a row that cannot be read.

    Raises:
        FileError: The file cannot be read, or does not hold records.
    """
    try:
        with _open(name) as file:
            yield from (_parquet_rows(file) if name.endswith(".parquet") else _json_rows(file))
    except OSError as error:
        raise FileError(f"cannot be read: {error_message(error)}") from None


def _open(name: str) -> BinaryIO:
    if not is_remote(name):
        return open(name, "rb")
    try:
        import fsspec
    except ModuleNotFoundError:
        raise FileError(NEEDS_FSSPEC) from None
    try:
        return cast(BinaryIO, fsspec.open(name, "rb").open())
    except Exception as error:  # noqa: BLE001 - the storages have different errors without a common base class
        raise FileError(_unreadable(error)) from None


def _parquet_rows(file: BinaryIO) -> Iterator[Row]:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ModuleNotFoundError:
        raise FileError("needs pyarrow: pip install 'newsgalley[parquet]'") from None
    try:
        content = pq.ParquetFile(file)
        check_names(content.schema_arrow.names)
        number = 0
        for batch in content.iter_batches(ROWS_AT_ONCE):
            for row in batch.to_pylist():
                number += 1
                yield number, row
    except pa.ArrowException as error:
        raise FileError(f"is not a whole Parquet file: {str(error).splitlines()[0]}") from None
    except RowError as error:
        raise FileError(str(error)) from None


def _json_rows(file: BinaryIO) -> Iterator[Row]:
    number = 0
    while line := file.readline(MAX_LINE_BYTES):
        number += 1
        if len(line) == MAX_LINE_BYTES and not line.endswith(b"\n"):
            raise FileError(f"row {number} is longer than {MAX_LINE_BYTES >> 20} MB")
        if line.strip():
            yield number, _object(line)


def _object(line: bytes) -> dict[str, Any] | RowError:
    try:
        value = orjson.loads(line)
    except orjson.JSONDecodeError:
        return RowError("not_a_record", "is not JSON")
    return value if isinstance(value, dict) else RowError("not_a_record", "is not a JSON object")
