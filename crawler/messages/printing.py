"""Print to a standard output that its reader, such as head, may close early."""

from __future__ import annotations

import errno
import os
from typing import NoReturn

from rich.console import Console


class Printer(Console):
    """A console of rich that raises BrokenPipeError if the reader has left; rich itself would exit with 1."""

    def on_broken_pipe(self) -> NoReturn:
        """Raise the error that rich caught."""
        raise BrokenPipeError(errno.EPIPE, os.strerror(errno.EPIPE))  # commands know the error by its number
