"""A receiver of webhooks on loopback: it verifies, notes and answers as a test tells it.

`python receiver.py PORT FILE SECRET` is one that forces each batch to the disk before it answers, so that it can be
killed.
"""

from __future__ import annotations

import json
import os
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any


class Handler(BaseHTTPRequestHandler):
    """Notes a batch in a file, one line each."""

    file: Path
    secret: str | None = None

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.secret:
            from standardwebhooks import Webhook

            Webhook(self.secret).verify(body, dict(self.headers.items()))
        self.note(json.loads(body))
        self.send_response(204)
        self.end_headers()

    def note(self, batch: dict[str, Any]) -> None:
        with self.file.open("a") as file:
            file.write(json.dumps({**batch, "key": self.headers["webhook-id"]}) + "\n")
            file.flush()
            os.fsync(file.fileno())

    def log_message(self, *_: object) -> None:
        """Keep the test's output clean."""


if __name__ == "__main__":
    Handler.file, Handler.secret = Path(sys.argv[2]), sys.argv[3]
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
