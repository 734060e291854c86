"""Where an export writes to: standard output, a file or a folder, which are seen when they are complete."""

from __future__ import annotations

import os
import secrets
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from scrapy.exceptions import UsageError

from crawler.actions.output import whole_file
from crawler.formats.fields import Row
from crawler.formats.lines import write_csv, write_jsonl

LINES: dict[str, Callable[[Iterable[Row], BinaryIO, Sequence[str]], None]] = {"jsonl": write_jsonl, "csv": write_csv}


@dataclass(slots=True)
class Counted:
    """Rows that are counted while they are written."""

    rows: int = 0

    def __call__(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Yield the rows and count them."""
        for row in rows:
            self.rows += 1
            yield row


@dataclass(frozen=True, slots=True)
class Output:
    """An output of one format with these fields."""

    format: str
    path: str
    names: Sequence[str]
    partition: str | None = None
    count: Counted = field(default_factory=Counted)

    @property
    def is_stream(self) -> bool:
        """True for standard output, a device or a pipe, which cannot be replaced by a complete file."""
        return self.path == "-" or (Path(self.path).exists() and not Path(self.path).is_file() and not self.partition)

    def write_stream(self, rows: Iterable[Row]) -> None:
        """Write rows to a stream, and flush it. Raises OSError."""
        if self.path == "-":
            self._write_lines(rows, sys.stdout.buffer)
            return
        with Path(self.path).open("wb") as out:
            self._write_lines(rows, out)

    def write_whole(self, rows: Iterable[Row]) -> None:
        """Write a file or folder that is seen when it is complete. Raises UsageError and SystemExit."""
        if self.format in LINES:
            with whole_file(self.path) as out:
                self._write_lines(self.count(rows), out)
            return
        part = self.part(secrets.token_hex(4))
        self.write_part(rows, part)
        part.replace(self.path)

    def write_part(self, rows: Iterable[Row], part: Path) -> None:
        """Write the whole output under another name and force it to the disk; delete it if that fails.

        Raises:
            UsageError: It cannot be written.
        """
        try:
            self._write(self.count(rows), part)
            for path in (part, *part.rglob("*")):
                _sync(path)
        except OSError as error:
            _delete(part)
            raise UsageError(f"-o {self.path}: cannot be written: {error.strerror}.", print_help=False) from None

    def part(self, owner: str) -> Path:
        """Return the name under which an owner writes the output. What a killed process left there is deleted."""
        path = Path(self.path)
        part = path.with_name(f".{path.name}.{owner}.part")
        _delete(part)
        return part

    def _write(self, rows: Iterable[Row], part: Path) -> None:
        if self.format == "parquet":
            self._write_parquet(rows, part)
            return
        with part.open("wb") as out:
            self._write_lines(rows, out)

    def _write_lines(self, rows: Iterable[Row], out: BinaryIO) -> None:
        LINES[self.format](rows, out, self.names)
        out.flush()

    def _write_parquet(self, rows: Iterable[Row], part: Path) -> None:
        from crawler.formats.parquet import write_file, write_partitions

        if self.partition:
            write_partitions(rows, part, self.names, self.partition)
        else:
            write_file(rows, part, self.names)


def open_output(format_name: str, path: str, names: Sequence[str], partition: str | None) -> Output:
    """Return the output that a user chose.

    Raises:
        ValueError: The options do not fit together, or pyarrow is missing.
    """
    output = Output(format_name, path, names, partition)
    if partition and format_name != "parquet":
        raise ValueError("--partition is for --format parquet only.")
    if format_name == "parquet":
        if output.is_stream:
            raise ValueError("--format parquet writes a file: add -o FILE, or -o FOLDER with --partition.")
        if partition and Path(path).exists() and (not Path(path).is_dir() or any(Path(path).iterdir())):
            raise ValueError(f"-o {path}: name a folder that does not exist yet or is empty.")
        try:
            import pyarrow  # noqa: F401
        except ModuleNotFoundError:
            raise ValueError("--format parquet needs pyarrow: pip install 'newsgalley[parquet]'.") from None
    return output


def _delete(part: Path) -> None:
    if part.is_dir():
        shutil.rmtree(part)
    else:
        part.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
