"""A server of S3 on loopback, which can be stopped and started again with its content."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.request import Request, urlopen

import pytest

BUCKET = "desk"
LOGIN = {
    "AWS_ACCESS_KEY_ID": "invented-user",
    "AWS_SECRET_ACCESS_KEY": "invented-secret",
    "AWS_DEFAULT_REGION": "us-east-1",
}


class StorageServer:
    """moto's server; its content is that of this process, and stays while the server is stopped."""

    def __init__(self) -> None:
        self._module = pytest.importorskip("moto.server")
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        self._port = 0
        self._server: Any = None
        self.start()
        self.address = f"http://127.0.0.1:{self._port}"
        self.environment = LOGIN | {"AWS_ENDPOINT_URL": self.address, "AWS_ALLOW_HTTP": "true"}

    def start(self) -> None:
        self._server = self._module.ThreadedMotoServer(ip_address="127.0.0.1", port=self._port, verbose=False)
        self._server.start()
        self._port = self._server.get_host_and_port()[1]

    def stop(self) -> None:
        self._server.stop()


@contextmanager
def serve_storage() -> Iterator[StorageServer]:
    """Yield a server with an empty bucket."""
    server = StorageServer()
    urlopen(Request(f"{server.address}/moto-api/reset", method="POST")).close()
    urlopen(Request(f"{server.address}/{BUCKET}", method="PUT")).close()
    yield server
    server.stop()
