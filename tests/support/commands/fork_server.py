"""Start commands by forking a process that has imported all modules, which is much faster than a new process.

Each command has its own process, session, environment, streams and exit code, as with `python -m scrapy` or
`python -m crawler.console`. test_fresh_start.py and test_console.py test commands in new processes. The argument is the
number of a listening socket.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import json
import os
import pkgutil
import resource
import signal
import socket
import sys
import threading
import traceback
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import entry_points
from select import select
from typing import NoReturn

from cleaners.workers.preload import warm_up
from crawler.settings import EXTENSIONS_BASE
from tests.support.commands.forked_workers import fork_workers

PACKAGES = ("crawler", "cleaners", "scrapy.commands", "scrapy.downloadermiddlewares", "scrapy.spidermiddlewares")

MODULES = ("scrapy.cmdline", "scrapy.dupefilters", "scrapy.pqueues", "scrapy.squeues", "sqlite3")


@dataclass
class Command:
    """A command with its program (scrapy or newsgalley), arguments, folder and environment."""

    program: str
    arguments: list[str]
    environment: dict[str, str]
    folder: str
    streams: list[int]  # descriptors of the standard input, output and error


def serve(listener: socket.socket) -> Command | None:
    """Fork for each request. In the fork, return the command; here, return None when all test processes have gone."""
    woken, waker = socket.socketpair()
    waker.setblocking(False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(waker.fileno())
    endings: dict[int, int] = {}  # by the process of a running command
    connections = [listener.accept()[0]]
    while connections:
        ready, _, _ = select([listener, woken, *connections], [], [])
        if woken in ready:
            woken.recv(1 << 10)
            report_endings(endings)
        if listener in ready:
            connections.append(listener.accept()[0])
        for connection in [each for each in connections if each in ready]:
            request, descriptors = receive(connection)
            if not descriptors:
                connections.remove(connection)
                connection.close()
                continue
            *streams, ending = descriptors
            pid = os.fork()
            if not pid:
                os.setsid()
                signal.set_wakeup_fd(-1)
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                for own in (listener, *connections, woken, waker):
                    own.close()
                for other in (*endings.values(), ending):
                    os.close(other)
                return Command(*json.loads(request), streams)
            endings[pid] = ending
            os.write(ending, b"%d\n" % pid)
            for stream in streams:
                os.close(stream)
    return None


def receive(connection: socket.socket) -> tuple[bytes, list[int]]:
    """Return the request of a test process and the descriptors that it sends along, both empty at its end."""
    _, descriptors, _, _ = socket.recv_fds(connection, 1, 4)
    request = b""
    while descriptors and not request.endswith(b"\n"):
        request += connection.recv(1 << 16)
    return request, descriptors


def report_endings(endings: dict[int, int]) -> None:
    """Report the exit codes of the commands that have ended."""
    with suppress(ChildProcessError):
        while True:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if not pid:
                return
            ending = endings.pop(pid)
            with suppress(BrokenPipeError):  # the test has ended
                os.write(ending, b"%d\n" % os.waitstatus_to_exitcode(status))
            os.close(ending)


def become(command: Command) -> None:
    """Take over the command's streams, environment and working directory."""
    for number, stream in enumerate(command.streams):
        os.dup2(stream, number)
        os.close(stream)
    # New objects, because the old ones remember the properties of the server's own streams.
    sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
    sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = os.fdopen(2, "w", 1, encoding="utf-8", errors="backslashreplace", closefd=False)
    os.environ.clear()
    os.environ.update(command.environment)
    os.chdir(command.folder)
    if output := command.environment.get("FORKED_STDOUT"):
        os.dup2(os.open(output, os.O_WRONLY), 1)
    if most := command.environment.get("FORKED_FILE_BYTES"):  # a larger file fails with EFBIG, as over a disk quota
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(most), int(most)))


def needs_workers(arguments: list[str]) -> bool:
    """Return True if a command cleans pages in worker processes."""
    name = arguments[0] if arguments else ""
    return name in ("batch", "clean", "runspider") or (name == "crawl" and "CLEAN_WORKERS=0" not in arguments)


def run(program: str, arguments: list[str]) -> NoReturn:
    """Run a command and end the process as the interpreter does, except that it frees no object.

    Freeing the objects of all modules would copy the memory that is shared with the server. It took half the time of a
    short command.
    """
    # Not at the top, which worker processes that are not forked import again.
    from scrapy.cmdline import execute

    from crawler import console

    code: object = 1
    try:
        sys.argv = [program, *arguments]
        execute() if program == "scrapy" else console.main()
        code = 0
    except SystemExit as ended:
        code = ended.code or 0
        if not isinstance(code, int):
            print(code, file=sys.stderr)
    except BaseException:  # noqa: BLE001 - printed, as the interpreter does
        traceback.print_exc()
    threading._shutdown()  # type: ignore[attr-defined]  # waits for threads, as at the end of the interpreter
    atexit._run_exitfuncs()
    try:
        sys.stdout.flush()
    except OSError:
        code = 120  # as the interpreter
    os._exit(code if isinstance(code, int) else 1)


def import_all() -> None:
    """Import what commands import at their start, without starting a thread or installing a reactor."""
    for name in (*MODULES, *(extension.rpartition(".")[0] for extension in EXTENSIONS_BASE)):
        importlib.import_module(name)
    for package in map(importlib.import_module, PACKAGES):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)
    for added in entry_points(group="scrapy.commands"):  # of other packages; `scrapy` loads them at each start
        added.load()
    with suppress(ModuleNotFoundError):
        importlib.import_module("psycopg")  # optional
    warm_up()  # loads the rules and the models


if __name__ == "__main__":
    import_all()
    assert "twisted.internet.reactor" not in sys.modules
    gc.freeze()  # else the garbage collector of each fork would copy all memory pages
    listener = socket.socket(fileno=int(sys.argv[1]))
    address = listener.getsockname()
    command = serve(listener)
    if command is None:
        os.unlink(address)
    else:
        become(command)
        if needs_workers(command.arguments):
            fork_workers()
        run(command.program, command.arguments)
