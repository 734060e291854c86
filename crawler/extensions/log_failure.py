"""Note that the log cannot be written, because its disk is full, and say so once.

Python's logging prints a traceback for each line that it cannot write.
"""

from __future__ import annotations

import logging
import sys
from contextlib import suppress

from crawler.atomic_file import NO_ROOM

_print_traceback = logging.Handler.handleError
_sentences: list[str] = []


def watch_logs() -> None:
    """Let the handlers of all logs note a full disk. Call this before the first line is logged."""
    logging.Handler.handleError = note  # type: ignore[assignment, method-assign]
    _sentences.clear()


def log_failure() -> str | None:
    """Return the sentence that says why the log could not be written; None if it could."""
    return _sentences[0] if _sentences else None


def note(handler: logging.Handler, record: logging.LogRecord) -> None:
    """Note the error that a handler has just met."""
    error = sys.exc_info()[1]
    if not isinstance(error, OSError) or error.errno not in NO_ROOM:
        _print_traceback(handler, record)
    elif not _sentences:
        name = handler.baseFilename if isinstance(handler, logging.FileHandler) else "standard error"
        _sentences.append(
            f"The log {name} cannot be written: {error.strerror}. Make room; lines of the log are missing"
        )
        with suppress(OSError):
            print(_sentences[0], file=sys.stderr)
