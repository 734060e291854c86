"""An export to standard output, a device or a pipe, which a complete file cannot replace."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from crawler.formats.fields import Row
from crawler.formats.options import Options
from crawler.formats.writers import STREAMS


@dataclass(frozen=True, slots=True)
class StreamOutput:
    """An output whose readers see rows as they are written."""

    format: str
    path: str
    options: Options

    def write(self, rows: Iterable[Row]) -> None:
        """Write rows, and flush. Raises OSError."""
        if self.path == "-":
            self._write(rows, sys.stdout.buffer)
            return
        with Path(self.path).open("wb") as out:
            self._write(rows, out)

    def _write(self, rows: Iterable[Row], out: BinaryIO) -> None:
        STREAMS[self.format](rows, out, self.options)
        out.flush()
