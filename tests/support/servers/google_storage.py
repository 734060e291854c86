"""A server of Google Cloud Storage on loopback, for the requests of its XML interface that obstore sends.

No emulator of Google's storage takes uploads by that interface, so this server holds objects in memory. As the real one
does, it gives each object a generation, refuses writes whose `x-goog-if-generation-match` does not hold, has the MD5 of
a content as its ETag, and answers errors in XML.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import re
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape


class Stored(NamedTuple):
    """An object of a bucket."""

    content: bytes
    generation: int

    def headers(self) -> dict[str, str]:
        etag = hashlib.md5(self.content, usedforsecurity=False).hexdigest()
        written = formatdate(self.generation / 1e6, usegmt=True)
        return {"ETag": f'"{etag}"', "x-goog-generation": str(self.generation), "Last-Modified": written}


class Answer(NamedTuple):
    """The answer to a request."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = MappingProxyType({})


def failed(status: int, code: str) -> Answer:
    return Answer(status, f"<?xml version='1.0' encoding='UTF-8'?><Error><Code>{code}</Code></Error>".encode())


class GoogleStorage(ThreadingHTTPServer):
    """The server; its content stays while the object exists."""

    daemon_threads = True

    def __init__(self, *buckets: str) -> None:
        super().__init__(("127.0.0.1", 0), Connection)
        self.buckets: dict[str, dict[str, Stored]] = {name: {} for name in buckets}
        self.lock = threading.Lock()
        self._generations = itertools.count(time.time_ns() // 1000)
        address = {"gcs_base_url": f"http://127.0.0.1:{self.server_port}", "disable_oauth": True}
        account = {**address, "client_email": "", "private_key": "", "private_key_id": ""}
        self.environment = {"GOOGLE_SERVICE_ACCOUNT_KEY": json.dumps(account), "GOOGLE_ALLOW_HTTP": "true"}

    def put(self, objects: dict[str, Stored], name: str, content: bytes, wanted: str | None) -> Answer:
        with self.lock:
            generation = objects[name].generation if name in objects else 0
            if wanted is not None and int(wanted) != generation:
                return failed(412, "PreconditionFailed")
            objects[name] = Stored(content, next(self._generations))
        return Answer(200, headers=objects[name].headers())


def read(objects: dict[str, Stored], name: str, asked: str | None) -> Answer:
    """Return an object, or the bytes of it that were asked for."""
    stored = objects.get(name)
    if stored is None:
        return failed(404, "NoSuchKey")
    if asked is None:
        return Answer(200, stored.content, stored.headers())
    first, last = map(int, re.findall(r"\d+", asked))
    part, size = stored.content[first : last + 1], len(stored.content)
    if not part:
        return failed(416, "InvalidRange")
    place = {"Content-Range": f"bytes {first}-{first + len(part) - 1}/{size}"}
    return Answer(206, part, stored.headers() | place)


def listed(objects: dict[str, Stored], prefix: str, after: str) -> Answer:
    """Return the list of the objects whose names begin with a prefix."""
    items = "".join(
        f"<Contents><Key>{escape(name)}</Key><Size>{len(stored.content)}</Size>"
        "<LastModified>2026-03-04T09:29:51.000Z</LastModified></Contents>"
        for name, stored in sorted(objects.items())
        if name.startswith(prefix) and name > after
    )
    return Answer(200, f"<ListBucketResult>{items}</ListBucketResult>".encode())


class Connection(BaseHTTPRequestHandler):
    """Answers the requests of one connection."""

    server: GoogleStorage
    protocol_version = "HTTP/1.1"
    wbufsize = 1 << 16  # headers and content leave together

    def answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self._send(self._answer_to(body))

    do_GET = do_HEAD = do_PUT = do_DELETE = answer

    def _answer_to(self, body: bytes) -> Answer:
        parts = urlsplit(self.path)
        bucket, _, name = unquote(parts.path)[1:].partition("/")
        objects = self.server.buckets.get(bucket)
        if objects is None:
            return failed(404, "NoSuchBucket")
        if self.command == "PUT":
            return self.server.put(objects, name, body, self.headers["x-goog-if-generation-match"])
        if self.command == "DELETE":
            return Answer(204) if objects.pop(name, None) else failed(404, "NoSuchKey")
        if name:
            return read(objects, name, self.headers["Range"])
        query = parse_qs(parts.query)
        return listed(objects, query.get("prefix", [""])[0], query.get("start-after", [""])[0])

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        for name, value in {**answer.headers, "Content-Length": str(len(answer.body))}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    def log_message(self, *_: object) -> None:
        """Stay silent."""


@contextmanager
def serve_google_storage() -> Iterator[GoogleStorage]:
    """Yield a server with an empty bucket `desk`."""
    with GoogleStorage("desk") as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
