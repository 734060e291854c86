"""Serve the reading room on this machine: make each page from the store when it is requested.

Only requests for the loopback address or `localhost` are answered. Otherwise a web page could read the room through a
name that points to the loopback address.
"""

from __future__ import annotations

import sys
import threading
import traceback
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar
from urllib.parse import parse_qs, unquote, urlsplit

from lxml.html.builder import E

from crawler.design.masthead import Place
from crawler.design.sheet import SITE_POLICY, STYLE_FILE, read, sheet, stylesheet
from crawler.stores import StoreError

HOST = "127.0.0.1"
SCRIPTS = ("room.js", "report.js", "inspect.js")
MAX_FIELDS = 20  # in a query
TIMEOUT_SECONDS = 10  # for a request to arrive
HEADERS = {
    "Content-Security-Policy": SITE_POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}

Fields = dict[str, str]  # of the query: each name and its first value
PageAt = Callable[[str, Fields], str | None]  # the page at a path, with the fields of the query, or None


class RoomServer(ThreadingHTTPServer):
    """A server on the loopback address; port 0 is any free port."""

    daemon_threads = True

    def __init__(self, port: int, page_at: PageAt) -> None:
        """Bind the port. Raises OSError."""
        super().__init__((HOST, port), _Handler)
        self.page_at = page_at
        self.lock = threading.Lock()  # the catalogue has one connection
        self.names = {f"{name}:{self.server_port}" for name in (HOST, "localhost")}

    @property
    def address(self) -> str:
        """The address of the front page."""
        return f"http://{HOST}:{self.server_port}/"


class _Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD."""

    server: RoomServer
    timeout = TIMEOUT_SECONDS
    server_version = "newsgalley"
    sys_version = ""
    files: ClassVar[dict[str, tuple[str, Callable[[], str]]]] = {
        STYLE_FILE: ("text/css", stylesheet),
        **{name: ("text/javascript", lambda name=name: read(name)) for name in SCRIPTS},  # type: ignore[misc]
    }

    def do_GET(self) -> None:
        """Answer a request."""
        if self.headers.get("Host") not in self.server.names:
            self._answer(421, "text/plain", "This server answers requests to its own address only.")
            return
        parts = urlsplit(self.path)
        path = unquote(parts.path).lstrip("/")
        if path in self.files:
            kind, make = self.files[path]
            self._answer(200, kind, make())
            return
        try:
            fields = {name: values[0] for name, values in parse_qs(parts.query, max_num_fields=MAX_FIELDS).items()}
        except ValueError:
            self._answer(400, "text/plain", f"The query has more than {MAX_FIELDS} fields.")
            return
        self._answer(*self._page(path, fields))

    do_HEAD = do_GET  # noqa: N815

    def _page(self, path: str, fields: Fields) -> tuple[int, str, str]:
        try:
            with self.server.lock:
                page = self.server.page_at(path, fields)
        except StoreError as error:
            print(error, file=sys.stderr)
            why = "The terminal of newsgalley serve shows why. Load the page again when the store works."
            return 503, "text/html", _message("The store cannot be read", why, path)
        except Exception:  # noqa: BLE001, a fault in one page must not end the server
            sys.stderr.write(traceback.format_exc())
            return 500, "text/html", _message("This page failed", "The terminal of newsgalley serve shows why.", path)
        if page is None:
            return 404, "text/html", _message("No such page", "The article may have been deleted.", path)
        return 200, "text/html", page

    def _answer(self, status: int, kind: str, text: str) -> None:
        content = text.encode()
        self.send_response(status)
        for name, value in HEADERS.items():
            self.send_header(name, value)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Log nothing, because the terminal should show only faults."""


def _message(title: str, text: str, path: str) -> str:
    return sheet(title, [E("h1", title), E("p", text)], "room", place=Place(path))
