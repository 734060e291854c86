"""A network between a run and its PostgreSQL that can go silent: it takes what is sent and delivers nothing."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from select import select

from sqlalchemy import make_url


class Network:
    """Connections on loopback that lead to a server. `uri` is the address of its database through this network."""

    def __init__(self, uri: str) -> None:
        url = make_url(uri)
        folder, self._port = url.query.get("host"), url.port or 5432
        self._folder = folder if isinstance(folder, str) and folder.startswith("/") else None
        self._host = url.host or "127.0.0.1"
        self._delivers = threading.Event()
        self._delivers.set()
        self._portion, self._pause_seconds = 1 << 16, 0.0
        self._left: int | None = None  # bytes of the server to deliver before silence
        self._listening = socket.create_server(("127.0.0.1", 0), backlog=50)
        self._ends: list[socket.socket] = [self._listening]
        here = url.set(host="127.0.0.1", port=self._listening.getsockname()[1], query={})
        self.uri = here.render_as_string(hide_password=False)
        threading.Thread(target=self._accept, daemon=True).start()

    def fall_silent(self) -> None:
        """Deliver nothing more, in either direction; connections stay open, and new ones can be opened."""
        self._delivers.clear()

    def fall_silent_after(self, count: int) -> None:
        """Deliver this many further bytes of the server, over all connections, and then nothing more."""
        self._left = count

    def deliver(self) -> None:
        """Deliver again, first what was sent meanwhile."""
        self._delivers.set()

    def slow_down(self, portion: int, pause_seconds: float) -> None:
        """Deliver portions of this many bytes, and wait before each."""
        self._portion, self._pause_seconds = portion, pause_seconds

    def close(self) -> None:
        """End all connections."""
        self._delivers.set()
        for end in self._ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listening.accept()
                far = self._connected()
                self._ends += (near, far)
                threading.Thread(target=self._carry, args=(near, far), daemon=True).start()

    def _connected(self) -> socket.socket:
        if self._folder is None:
            return socket.create_connection((self._host, self._port))
        far = socket.socket(socket.AF_UNIX)
        far.connect(f"{self._folder}/.s.PGSQL.{self._port}")
        return far

    def _carry(self, near: socket.socket, far: socket.socket) -> None:
        with suppress(OSError, ValueError), near, far:
            while True:
                for source in select([near, far], [], [])[0]:
                    self._delivers.wait()
                    time.sleep(self._pause_seconds)
                    data = source.recv(self._portion)
                    if not data:
                        return
                    if source is far and self._left is not None:
                        data, self._left = data[: self._left], max(0, self._left - len(data))
                        if not self._left:
                            self.fall_silent()
                    (far if source is near else near).sendall(data)


@contextmanager
def network_to(uri: str) -> Iterator[Network]:
    """Yield a network to the server of a database."""
    network = Network(uri)
    try:
        yield network
    finally:
        network.close()
