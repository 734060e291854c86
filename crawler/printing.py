"""Print to a standard output whose reader may leave."""

from __future__ import annotations

from typing import NoReturn

from rich.console import Console


class Printer(Console):
    """A console of rich that reports a reader that has left, such as head. Rich itself ends the process with 1."""

    def on_broken_pipe(self) -> NoReturn:
        """Raise the error that rich has caught."""
        raise BrokenPipeError
