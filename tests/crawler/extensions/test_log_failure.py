from __future__ import annotations

import errno
import logging
import os
from collections.abc import Iterator

import pytest

from crawler.extensions.log_failure import log_failure, watch_logs

FULL = "The log /dev/null cannot be written: No space left on device. Make room; lines of the log are missing"


class Full:
    """A file on a disk without room."""

    def write(self, _text: str) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    flush = close = lambda self: None


@pytest.fixture(autouse=True)
def watched() -> Iterator[None]:
    own = logging.Handler.handleError
    watch_logs()
    yield
    watch_logs()
    logging.Handler.handleError = own  # type: ignore[method-assign]


def log(handler: logging.Handler, message: str, *args: object) -> None:
    handler.handle(logging.LogRecord("test", logging.INFO, __file__, 1, message, args, None))


def test_a_full_disk_is_named_once(capsys: pytest.CaptureFixture[str]) -> None:
    handler = logging.FileHandler("/dev/null", delay=True)
    handler.stream = Full()  # type: ignore[assignment]
    for _ in range(3):
        log(handler, "a line")
    assert log_failure() == FULL
    assert capsys.readouterr().err == f"{FULL}\n"


def test_other_errors_keep_their_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    log(logging.StreamHandler(), "%d", "no number")
    assert log_failure() is None
    assert "TypeError" in capsys.readouterr().err
