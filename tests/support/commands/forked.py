"""Start commands through the fork server, with the part of subprocess.Popen's interface that tests use."""

from __future__ import annotations

import atexit
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from select import select
from typing import IO

PROJECT = Path(__file__).resolve().parents[3]


@dataclass
class Forked:
    """A running command and the test's ends of its pipes."""

    pid: int
    stdin: IO[str]
    stdout: IO[str]
    stderr: IO[str]
    ending: IO[str]  # delivers the exit code
    returncode: int | None = None

    def poll(self) -> int | None:
        """Return the exit code, None while the command runs."""
        if self.returncode is None and not select([self.ending], [], [], 0)[0]:
            return None
        return self.wait()

    def wait(self) -> int:
        """Wait for the end of the command; return its exit code, for a signal its negative number."""
        if self.returncode is None:
            self.returncode = int(self.ending.readline())
            self.ending.close()
        return self.returncode

    def communicate(self, text: str | None = None, timeout: float | None = None) -> tuple[str, str]:
        """Send the standard input; return output and log after all processes have closed the pipes."""
        with ThreadPoolExecutor(2) as readers, self.stdout, self.stderr:
            reading = [readers.submit(stream.read) for stream in (self.stdout, self.stderr)]
            try:
                with self.stdin:
                    self.stdin.write(text or "")
                out, log = (stream.result(timeout) for stream in reading)
            except BaseException:  # else leaving the pool would wait for the readers
                os.killpg(self.pid, signal.SIGKILL)
                self.wait()  # closes the last pipe, which a later test would be blamed for
                raise
        self.wait()
        return out, log

    def wait_until(self, condition: Callable[[], bool], timeout: float = 100) -> None:
        """Wait until a condition holds; raise AssertionError with the log if the command or the time ends first.

        Waits three times as long as the condition takes, since many conditions cost more work than what they wait for.
        """
        end = time.monotonic() + timeout
        began = time.monotonic()
        while not condition():
            if self.poll() is not None or time.monotonic() > end:
                self.kill()
                raise AssertionError(f"The command has not come so far:\n{self.communicate()[1]}")
            time.sleep(max(0.02, 3 * (time.monotonic() - began)))
            began = time.monotonic()

    def send_signal(self, number: int) -> None:
        """Send a signal to the command, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """Send SIGTERM."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """Send SIGKILL."""
        self.send_signal(signal.SIGKILL)


def fork(arguments: list[str], environment: dict[str, str], folder: Path, program: str = "scrapy") -> Forked:
    """Start a command of `scrapy` or `newsgalley` in a session and a working directory of its own."""
    pipes = [os.pipe() for _ in range(4)]
    theirs = [pipes[0][0], *(write for _, write in pipes[1:])]
    ours = [pipes[0][1], *(read for read, _ in pipes[1:])]
    server = _server()
    socket.send_fds(server, [b"\0"], theirs)  # descriptors are sent along with a byte
    server.sendall(json.dumps([program, arguments, environment, str(folder)]).encode() + b"\n")
    for descriptor in theirs:
        os.close(descriptor)
    modes = zip(ours, "wrrr", strict=True)
    stdin, stdout, stderr, ending = (os.fdopen(descriptor, mode, encoding="utf-8") for descriptor, mode in modes)
    return Forked(int(ending.readline()), stdin, stdout, stderr, ending)


@cache
def _server() -> socket.socket:
    """Connect to the server, which all processes of a test run share; the first that needs it starts it."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID") or uuid.uuid4().hex
    address = f"{tempfile.gettempdir()}/newsgalley-{run}"
    with socket.socket(socket.AF_UNIX) as listener:
        try:
            listener.bind(address)
        except OSError:
            if not os.path.exists(address):
                raise
        else:
            listener.listen()
            _start(listener)
    connection = socket.socket(socket.AF_UNIX)
    for _ in range(100):  # another process may have bound the address and not listen yet
        with suppress(ConnectionRefusedError):
            connection.connect(address)
            break
        time.sleep(0.01)
    atexit.register(connection.close)
    return connection


def _start(listener: socket.socket) -> None:
    """Start the server; it ends when no test process is connected any more."""
    command = [sys.executable, "-m", "tests.support.commands.fork_server", str(listener.fileno())]
    pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL}
    # The other memory pool of Arrow reserves as much memory as a worker process may have.
    environment = os.environ | {"ARROW_DEFAULT_MEMORY_POOL": "system"}
    process = subprocess.Popen(
        command, cwd=PROJECT, env=environment, pass_fds=[listener.fileno()], start_new_session=True, **pipes
    )
    atexit.register(process.wait)  # after the connection is closed, since functions run in the reverse order
