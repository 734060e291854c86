"""Start the command `newsgalley`, also as `python -m crawler`.

A signal that arrives during the imports ends the process at once, because there is nothing to finish yet. This module
itself imports as little as possible, because a signal before `main` shows a traceback.
"""

from __future__ import annotations

import os
import signal
import sys

from crawler.exit_codes import EXIT_INTERRUPTED, EXIT_OK


def main() -> None:
    """Import the command and run it."""
    for number in (signal.SIGINT, signal.SIGTERM):
        if signal.getsignal(number) is not signal.SIG_IGN:  # a shell ignores SIGINT for commands in the background
            signal.signal(number, _end)
    from crawler import console

    console.main()


def _end(*_: object) -> None:
    """Exit as an interrupted command or, for a crawl worker, with EXIT_OK: a signal is the usual way to stop one."""
    os._exit(EXIT_OK if sys.argv[1:2] == ["worker"] and "run" in sys.argv else EXIT_INTERRUPTED)


if __name__ == "__main__":
    main()
