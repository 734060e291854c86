"""Run a command of `newsgalley` that ends with the process that started it.

    python -m crawler.cluster.child crawl news -s NAME=VALUE

Only the parent holds the other end of the pipe that is this process's standard input. When the parent dies, even by
SIGKILL, the pipe is closed, and this process ends at once. That is as safe as a kill: see docs/decisions/0005.
"""

from __future__ import annotations

import os
import runpy
import sys
import threading

from crawler.exit_codes import EXIT_INTERRUPTED


def main() -> None:
    """Run the command that the arguments name."""
    parent = os.dup(0)  # before the command can close or replace its standard input
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    threading.Thread(target=_end_with, args=(parent,), name="parent", daemon=True).start()
    runpy.run_module("crawler.console", run_name="__main__", alter_sys=True)


def _end_with(parent: int) -> None:
    """End this process when the pipe from its parent is closed."""
    while os.read(parent, 1):
        pass
    print("The worker is gone, and its crawl ends with it; the next crawl continues.", file=sys.stderr)
    os._exit(EXIT_INTERRUPTED)


if __name__ == "__main__":
    main()
