"""Starts `scrapy` commands by forking a process that has imported all modules, which is much faster than a new process.

Each command has its own process, session, environment, streams and exit code, as with `python -m scrapy`.
test_fresh_start.py tests commands in new processes. The argument is the number of a connected socket.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import pkgutil
import resource
import socket
import sys
from contextlib import suppress

from crawler.settings import EXTENSIONS_BASE
from tests.crawler.paper import article_html

PACKAGES = ("crawler", "cleaners", "scrapy.commands", "scrapy.downloadermiddlewares", "scrapy.spidermiddlewares")
Request = tuple[list[str], dict[str, str], str]  # a command's arguments, environment and working directory

MODULES = ("scrapy.cmdline", "scrapy.dupefilters", "scrapy.pqueues", "scrapy.squeues", "sqlite3")


def serve(control: socket.socket) -> list[str] | None:
    """Fork for each request. In the fork, return the command's arguments; here, return None after the last request."""
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
    """Reap the keeper processes that have ended."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def keep(request: Request, descriptors: list[int]) -> list[str]:
    """Fork again. In the command, return its arguments; here, in the keeper, wait and report its exit code."""
    *streams, ending = descriptors
    pid = os.fork()
    if not pid:
        os.setsid()
        os.write(ending, b"%d\n" % os.getpid())
        return become(request, streams, ending)
    for stream in streams:
        os.close(stream)
    _, status = os.waitpid(pid, 0)
    with suppress(BrokenPipeError):  # the test has ended
        os.write(ending, b"%d\n" % os.waitstatus_to_exitcode(status))
    os._exit(0)


def become(request: Request, streams: list[int], ending: int) -> list[str]:
    """Take over the command's streams, environment and working directory; return its arguments."""
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    os.close(ending)
    # New objects, because the old ones remember the properties of the server's own streams.
    sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
    sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = os.fdopen(2, "w", 1, encoding="utf-8", errors="backslashreplace", closefd=False)
    arguments, environment, folder = request
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    if output := environment.get("FORKED_STDOUT"):
        os.dup2(os.open(output, os.O_WRONLY), 1)
    if most := environment.get("FORKED_FILE_BYTES"):  # a larger file fails with EFBIG, as over a disk quota
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(most), int(most)))
    return arguments


def import_all() -> None:
    """Import what commands import at their start, without starting a thread or installing a reactor."""
    for name in (*MODULES, *(extension.rpartition(".")[0] for extension in EXTENSIONS_BASE)):
        importlib.import_module(name)
    for package in map(importlib.import_module, PACKAGES):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)
    with suppress(ModuleNotFoundError):
        importlib.import_module("psycopg")  # optional
    from cleaners.cleaning import clean_page
    from cleaners.page import Page

    clean_page(Page(body=article_html("The wall")))  # loads the rules and the models


if __name__ == "__main__":
    import_all()
    assert "twisted.internet.reactor" not in sys.modules
    gc.freeze()  # else the garbage collector of each fork would copy all memory pages
    with socket.socket(fileno=int(sys.argv[1])) as connection:
        arguments = serve(connection)
    if arguments is not None:
        from scrapy.cmdline import execute

        execute(["scrapy", *arguments])
