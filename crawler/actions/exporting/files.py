"""An export to a local file or a new folder of Parquet files, which appears when it is complete."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from crawler.actions.exporting.counting import Counted
from crawler.actions.output import unwritable, whole_file
from crawler.atomic_file import refuse_database
from crawler.formats.fields import Row
from crawler.formats.options import Options
from crawler.formats.writers import STREAMS


@dataclass(frozen=True, slots=True)
class FileOutput:
    """An output that replaces the file or folder at its path."""

    format: str
    path: str
    options: Options
    partition: str | None = None
    count: Counted = field(default_factory=Counted)

    @property
    def address(self) -> str:
        """The absolute path."""
        return str(Path(self.path).absolute())

    def has_content(self) -> bool:
        """Return True if there is a file at the path, and it is not empty."""
        path = Path(self.path)
        return path.is_file() and path.stat().st_size > 0

    def write(self, rows: Iterable[Row]) -> None:
        """Write the whole output. Raises UsageError and SystemExit."""
        if self.format in STREAMS:
            with whole_file(self.path) as out:
                STREAMS[self.format](self.count(rows), out, self.options)
            return
        Path(self.write_part(rows, secrets.token_hex(4))).replace(self.path)

    def write_part(self, rows: Iterable[Row], owner: str) -> str:
        """Write the whole output under a name that only this owner uses, and sync it to the disk. Return its path.

        A file that a killed process of the same owner left there is deleted.

        Raises:
            UsageError: The output cannot be written; nothing of it is left.
            SystemExit: The disk is full; nothing of the output is left.
        """
        path = Path(self.path)
        part = path.with_name(f".{path.name}.{owner}.part")
        try:
            refuse_database(path)
            _delete(part)
            self._write(self.count(rows), part)
            for written in (part, *part.rglob("*")):
                _sync(written)
        except OSError as error:
            _delete(part)
            raise unwritable(self.path, error) from None
        return str(part.absolute())

    def _write(self, rows: Iterable[Row], part: Path) -> None:
        if self.format in STREAMS:
            with part.open("wb") as out:
                STREAMS[self.format](rows, out, self.options)
            return
        from crawler.formats.parquet import write_file, write_partitions

        if self.partition:
            write_partitions(rows, part, self.options.names, self.partition)
        else:
            write_file(rows, part, self.options.names)


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
