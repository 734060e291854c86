"""Serves the demo newspaper on loopback: `python seeds/demo/newspaper.py --port 8765`."""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

if not __package__:  # run as a program, not with -m: the package is two folders up
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from seeds.demo.site import Pages, build_site

LAST_MODIFIED = "Sun, 10 Nov 2024 18:00:00 GMT"  # the newest article is of that day
NOT_FOUND = b"<!doctype html><title>Not found</title><p>No such page."


class NewspaperServer(ThreadingHTTPServer):
    """Answers from a dictionary of pages, and remembers what was asked for."""

    def __init__(self, port: int) -> None:
        super().__init__(("127.0.0.1", port), NewspaperHandler)
        self.home = f"http://127.0.0.1:{self.server_port}/"
        self.pages: Pages = build_site(self.home)
        self.requested: list[str] = []


class NewspaperHandler(BaseHTTPRequestHandler):
    """One request: the page, 304 where the client has it already, or 404."""

    server: NewspaperServer

    def do_GET(self) -> None:
        """Answer with headers and body."""
        self.server.requested.append(self.path)
        self._answer(send_body=True)

    def do_HEAD(self) -> None:
        """Answer with headers only."""
        self._answer(send_body=False)

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet: standard output is for the one line that says where the newspaper is."""

    def _answer(self, send_body: bool) -> None:
        page = self.server.pages.get(self.path.partition("?")[0])
        if page is None:
            self._send(404, "text/html; charset=utf-8", NOT_FOUND, send_body)
            return
        content_type, body = page
        etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        validators = {"ETag": etag, "Last-Modified": LAST_MODIFIED}
        # An ETag outranks the date where a client sends both (RFC 9110, 13.2.2).
        known = self.headers["If-None-Match"] or self.headers["If-Modified-Since"]
        if known in (etag, LAST_MODIFIED):
            self._send(304, content_type, b"", False, validators)
        else:
            self._send(200, content_type, body, send_body, validators)

    def _send(
        self, status: int, content_type: str, body: bytes, send_body: bool, headers: dict[str, str] | None = None
    ) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if send_body:
            self.wfile.write(body)


@dataclass(frozen=True, slots=True)
class Newspaper:
    """A newspaper that is being served."""

    home: str  # with a slash at the end
    requested: list[str]  # paths in the order they were asked for, queries included


@contextmanager
def serve(port: int = 0) -> Iterator[Newspaper]:
    """Serve the newspaper in a thread; port 0 takes a free one."""
    with NewspaperServer(port) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield Newspaper(server.home, server.requested)
        finally:
            server.shutdown()
            thread.join()


def main() -> None:
    """Print one JSON line with the address and serve until killed."""
    parser = argparse.ArgumentParser(description="Serve the demo newspaper on loopback.")
    parser.add_argument("--port", type=int, default=8765, help="0 takes a free one (default: %(default)s)")
    with NewspaperServer(parser.parse_args().port) as server, suppress(KeyboardInterrupt):
        print(json.dumps({"home": server.home}), flush=True)
        server.serve_forever()


if __name__ == "__main__":
    main()
