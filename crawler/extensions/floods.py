"""Keep a repeated fault from filling the log."""

from __future__ import annotations

import logging
from collections import Counter

PLAIN_LINES = 100  # lines of one kind that are logged before others are left out
MAX_KINDS = 1_000  # bounds the memory, because some libraries log texts that differ each time


class FloodFilter(logging.Filter):
    """Leaves out lines about a fault, except the first hundred of a kind and the 1,000th, 10,000th and so on.

    Lines are of one kind if the same place in the code writes them: they have the same logger, level and template. A
    line is about a fault if it is a warning or error or begins with "Cannot". The run's summary counts all faults.
    """

    def __init__(self) -> None:
        super().__init__()
        self._lines: Counter[tuple[str, int, str]] = Counter()

    def filter(self, record: logging.LogRecord) -> bool:
        """Return True if a record is to be logged; note in the last one before a gap that others are left out."""
        template = str(record.msg)
        if record.levelno < logging.WARNING and not template.startswith("Cannot"):
            return True
        kind = (record.name, record.levelno, template)
        if kind not in self._lines and len(self._lines) >= MAX_KINDS:
            kind = (record.name, record.levelno, "")
        self._lines[kind] += 1
        lines = self._lines[kind]
        if lines < PLAIN_LINES:
            return True
        is_logged = set(str(lines)[1:]) == {"0"} and str(lines)[0] == "1"
        if is_logged:
            record.msg = (
                f"{template} (line {lines:,} of this kind; the next one that is logged is the {10 * lines:,}th)"
            )
        return is_logged
