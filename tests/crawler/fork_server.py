"""Starts `scrapy` commands by a fork of a process that has imported all they need, at a fraction of a new one's cost.

Each has a process, session, environment, streams and end of its own, as `python -m scrapy` has; that a command also
starts from nothing is shown by test_fresh_start.py. Run with the number of a connected socket.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import pkgutil
import socket
import sys
from contextlib import suppress

from crawler.settings import EXTENSIONS_BASE
from tests.crawler.paper import article_html

PACKAGES = ("crawler", "cleaners", "scrapy.commands", "scrapy.downloadermiddlewares", "scrapy.spidermiddlewares")
MODULES = ("scrapy.cmdline", "scrapy.dupefilters", "scrapy.pqueues", "scrapy.squeues", "sqlite3")


def serve(control: socket.socket) -> list[str] | None:
    """Fork for each request; return None when there are no more, and in the fork the command's arguments."""
    while True:
        reap()
        _, descriptors, _, _ = socket.recv_fds(control, 1, 4)
        if not descriptors:
            return None
        request = b""
        while not request.endswith(b"\n"):
            request += control.recv(1 << 16)
        if not os.fork():
            control.close()
            return keep(json.loads(request), descriptors)
        for descriptor in descriptors:
            os.close(descriptor)


def reap() -> None:
    """Take leave of the keepers that have ended."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def keep(request: tuple[list[str], dict[str, str]], descriptors: list[int]) -> list[str]:
    """Fork again: return in the command, and here tell the exit code of it."""
    *streams, ending = descriptors
    pid = os.fork()
    if not pid:
        os.setsid()
        os.write(ending, b"%d\n" % os.getpid())
        return become(request, streams, ending)
    for stream in streams:
        os.close(stream)
    _, status = os.waitpid(pid, 0)
    with suppress(BrokenPipeError):  # of a test that has ended
        os.write(ending, b"%d\n" % os.waitstatus_to_exitcode(status))
    os._exit(0)


def become(request: tuple[list[str], dict[str, str]], streams: list[int], ending: int) -> list[str]:
    """Take the command's streams and environment; return its arguments."""
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    os.close(ending)
    # Made anew, as the old ones have noted what can be done with the server's own streams.
    sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
    sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = os.fdopen(2, "w", 1, encoding="utf-8", errors="backslashreplace", closefd=False)
    arguments, environment = request
    os.environ.clear()
    os.environ.update(environment)
    return arguments


def import_all() -> None:
    """Do what every command would do at its start, its imports; no thread is started, and no reactor made."""
    for name in (*MODULES, *(extension.rpartition(".")[0] for extension in EXTENSIONS_BASE)):
        importlib.import_module(name)
    for package in map(importlib.import_module, PACKAGES):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)
    with suppress(ModuleNotFoundError):
        importlib.import_module("psycopg")  # an extra
    from cleaners.clean import clean
    from cleaners.page import Page

    clean(Page(body=article_html("The wall")))  # reads the rules and the models


if __name__ == "__main__":
    import_all()
    assert "twisted.internet.reactor" not in sys.modules
    gc.freeze()  # or each fork would copy what its collector looks at
    with socket.socket(fileno=int(sys.argv[1])) as connection:
        arguments = serve(connection)
    if arguments is not None:
        from scrapy.cmdline import execute

        execute(["scrapy", *arguments])
