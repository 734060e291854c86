"""A hostile site on loopback. To add a behaviour, write a function that yields what the server does.

Bytes are sent unchanged, a number is a pause in seconds, and RESET resets the connection. When the function returns,
the connection is closed.
"""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.support.paper import SERVED, article_html

Pieces = Iterator[bytes | float | object]
RESET = object()

PAGE = article_html("Behind the hostile wall").encode()  # a genuine article; only the way it is sent is hostile


class Site:
    """A site that answers each path with a behaviour, and records all requests."""

    def __init__(self) -> None:
        self.base = ""
        self.asked: list[str] = []  # the paths of all requests, in order
        self.heads: list[str] = []  # the request lines and headers of all requests
        self.behaviours: dict[str, Callable[[], Pieces]] = {}
        self.fallback: Callable[[str], Pieces | None] = lambda path: None  # for paths without a behaviour

    def add(self, path: str, behaviour: Callable[[], Pieces]) -> str:
        """Answer a path with a behaviour; return its address."""
        self.behaviours[path] = behaviour
        return self.base + path

    def page(self, path: str, body: bytes | str, kind: str = "text/html; charset=utf-8", *headers: str) -> str:
        """Answer a path with a plain page."""
        content = body.encode() if isinstance(body, str) else body
        return self.add(path, lambda: iter([head(f"Content-Type: {kind}", *headers, length=len(content)), content]))

    def article(self, path: str, title: str) -> str:
        """Answer a path with a genuine article."""
        return self.page(path, article_html(title))

    def answer(self, path: str) -> Pieces:
        """Return what to send for a path."""
        behaviour = self.behaviours.get(path)
        return behaviour() if behaviour else self.fallback(path) or not_found()


def head(*headers: str, status: str = "200 OK", length: int | None = None) -> bytes:
    """Return a status line and headers; the content type is HTML unless a header says otherwise."""
    lines = list(headers)
    if not any(line.lower().startswith("content-type") for line in lines):
        lines.append("Content-Type: text/html; charset=utf-8")
    if length is not None:
        lines.append(f"Content-Length: {length}")
    return "\r\n".join([f"HTTP/1.1 {status}", *lines, "Connection: close", "", ""]).encode()


def not_found() -> Pieces:
    """Return a response with status 404."""
    body = b"<h1>Not found</h1>"
    return iter([head(status="404 Not Found", length=len(body)), body])


@contextmanager
def serving(site: Site, host: str = "127.0.0.1") -> Iterator[Site]:
    """Serve a site on a free port of loopback, which the test's crawls may reach."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.create_server((host, 0), family=family, backlog=64)
    address = f"{f'[{host}]' if ':' in host else host}:{listener.getsockname()[1]}"
    site.base = f"http://{address}"
    ended = threading.Event()
    thread = threading.Thread(target=_accept, args=(listener, site, ended))
    thread.start()
    SERVED.add(address)
    try:
        yield site
    finally:
        SERVED.discard(address)
        ended.set()
        thread.join()
        listener.close()


def _accept(listener: socket.socket, site: Site, ended: threading.Event) -> None:
    listener.settimeout(0.1)
    while not ended.is_set():
        try:
            connection, _ = listener.accept()
        except TimeoutError:
            continue
        threading.Thread(target=_answer, args=(connection, site, ended), daemon=True).start()


def _answer(connection: socket.socket, site: Site, ended: threading.Event) -> None:
    with connection:
        connection.settimeout(20)
        try:
            request = _request(connection)
            if request:
                site.heads.append(request)
                site.asked.append(request.split(" ")[1])
                _send(connection, site.answer(site.asked[-1]), ended)
        except OSError:
            pass  # the crawler has closed the connection, as it should


def _request(connection: socket.socket) -> str:
    received = b""
    while b"\r\n\r\n" not in received and (more := connection.recv(65536)):
        received += more
    return received.decode("latin-1")


def _send(connection: socket.socket, pieces: Pieces, ended: threading.Event) -> None:
    for piece in pieces:
        if ended.is_set():
            return
        if isinstance(piece, bytes):
            connection.sendall(piece)
        elif isinstance(piece, float | int):
            ended.wait(piece)
        elif piece is RESET:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            return
    connection.shutdown(socket.SHUT_WR)
    connection.recv(1)  # until the other side has read all and closed
