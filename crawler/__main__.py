"""The command `newsgalley` from its first moment, also `python -m crawler`.

A signal that comes while the modules of the command are imported ends it at once, as there is nothing to finish yet.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import NoReturn

from crawler.exit_codes import EXIT_INTERRUPTED, EXIT_OK


def main() -> None:
    """Import the command, and run it."""
    for number in (signal.SIGINT, signal.SIGTERM):
        if signal.getsignal(number) is not signal.SIG_IGN:  # a shell ignores SIGINT for commands in the background
            signal.signal(number, _end)
    from crawler import console

    console.main()


def _end(*_: object) -> NoReturn:
    """End with the exit code of an interrupted command, or with that of a worker, which is stopped in this way."""
    os._exit(EXIT_OK if sys.argv[1:2] == ["worker"] and "run" in sys.argv else EXIT_INTERRUPTED)


if __name__ == "__main__":
    main()
