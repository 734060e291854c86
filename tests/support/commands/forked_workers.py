"""Start the worker processes of a forked command by forks too, since each of them loads the cleaner for a second.

The command gets a server of `multiprocessing`, which is a fork of the command before it has any thread. With
SPAWNED_WORKERS in its environment, a command starts its workers as it does outside of tests.
"""

from __future__ import annotations

import multiprocessing
import os
import socket
from multiprocessing import forkserver, resource_tracker, util
from unittest.mock import patch

from cleaners.workers import process


def fork_workers() -> None:
    """Let the workers of this process, and theirs, be forks of this process as it is now."""
    if "SPAWNED_WORKERS" in os.environ:
        return
    process._CONTEXT = multiprocessing.get_context("forkserver")  # type: ignore[assignment]
    multiprocessing.set_forkserver_preload([])
    resource_tracker.ensure_running()  # before the patch, which is not for this process
    with patch.object(util, "spawnv_passfds", _fork_server):
        forkserver.ensure_running()


def _fork_server(_: object, command: list[str], kept: list[int]) -> int:
    """Run the program of a server in a fork instead of a new interpreter; return the process's number."""
    pid = os.fork()
    if pid:
        return pid
    listener = kept[0]
    with socket.socket(fileno=os.dup(listener)) as bound:
        forkserver._forkserver._forkserver_address = bound.getsockname()  # type: ignore[attr-defined]
    forkserver.ForkServer.ensure_running = lambda _: None  # type: ignore[method-assign]  # workers have this server
    for first, last in zip([2, *sorted(kept)], [*sorted(kept), 1024], strict=True):
        os.closerange(first + 1, last)
    try:
        exec(command[-1], {})  # the program is in the last argument, after -c
    finally:
        os._exit(0)
