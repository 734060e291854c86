"""Serve the demo newspaper on loopback: `python seeds/demo/newspaper.py --port 8765`."""

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

if not __package__:  # run as a file, without -m: the root of the package is two folders up
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from seeds.demo.site import Pages, build_site

LAST_MODIFIED = "Sun, 10 Nov 2024 18:00:00 GMT"  # the day of the newest article
NOT_FOUND = b"<!doctype html><title>Not found</title><p>No such page."


class NewspaperServer(ThreadingHTTPServer):
    """A server that answers from a dictionary of pages and records the requested paths."""

    def __init__(self, port: int) -> None:
        super().__init__(("127.0.0.1", port), NewspaperHandler)
        self.home = f"http://127.0.0.1:{self.server_port}/"
        self.pages: Pages = build_site(self.home)
        self.requested: list[str] = []


class NewspaperHandler(BaseHTTPRequestHandler):
    """Answers a request with the page, with 304 if the client has it already, or with 404."""

    server: NewspaperServer

    def do_GET(self) -> None:
        """Answer with headers and body."""
        self.server.requested.append(self.path)
        self._answer(send_body=True)

    def do_HEAD(self) -> None:
        """Answer with headers only."""
        self._answer(send_body=False)

    def log_message(self, format: str, *args: object) -> None:
        """Log nothing: the program prints only one line, with the address of the newspaper."""

    def _answer(self, *, send_body: bool) -> None:
        page = self.server.pages.get(self.path.partition("?")[0])
        if page is None:
            self._send(404, "text/html; charset=utf-8", NOT_FOUND, send_body=send_body)
            return
        content_type, body = page
        etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        validators = {"ETag": etag, "Last-Modified": LAST_MODIFIED}
        # The ETag takes precedence over the date if a client sends both (RFC 9110, 13.2.2).
        validator = self.headers["If-None-Match"] or self.headers["If-Modified-Since"]
        if validator in (etag, LAST_MODIFIED):
            self._send(304, content_type, b"", validators, send_body=False)
        else:
            self._send(200, content_type, body, validators, send_body=send_body)

    def _send(
        self, status: int, content_type: str, body: bytes, headers: dict[str, str] | None = None, *, send_body: bool
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
    """A running newspaper server."""

    home: str  # with a slash at the end
    requested: list[str]  # paths with queries, in the order of the requests


@contextmanager
def serve(port: int = 0) -> Iterator[Newspaper]:
    """Serve the newspaper in a thread; port 0 takes any free port."""
    with NewspaperServer(port) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield Newspaper(server.home, server.requested)
        finally:
            server.shutdown()
            thread.join()


def main() -> None:
    """Print the address as one line of JSON, and serve until the process is stopped."""
    parser = argparse.ArgumentParser(description="Serve the demo newspaper on loopback.")
    parser.add_argument(
        "--port", type=int, default=8765, help="port to listen on; 0 takes any free port (default: %(default)s)"
    )
    with NewspaperServer(parser.parse_args().port) as server, suppress(KeyboardInterrupt):
        print(json.dumps({"home": server.home}), flush=True)
        server.serve_forever()


if __name__ == "__main__":
    main()
