"""A server of S3 on loopback, which can be stopped and started again with its content."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
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
        module = pytest.importorskip("moto.server")
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        self._application = module.DomainDispatcherApplication(module.create_backend_app)
        self._port = 0
        self._server: Any = None
        self.start()
        self.address = f"http://127.0.0.1:{self._port}"
        self.environment = LOGIN | {"AWS_ENDPOINT_URL": self.address, "AWS_ALLOW_HTTP": "true"}

    def start(self) -> None:
        from moto.moto_server.threaded_moto_server import MotoRequestHandler
        from werkzeug.serving import make_server

        self._server = make_server(
            "127.0.0.1", self._port, self._application, threaded=True, request_handler=MotoRequestHandler
        )
        self._port = self._server.port
        # moto's own class looks every half second if it should stop.
        Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@contextmanager
def serve_storage() -> Iterator[StorageServer]:
    """Yield a server with an empty bucket."""
    server = StorageServer()
    urlopen(Request(f"{server.address}/moto-api/reset", method="POST")).close()
    urlopen(Request(f"{server.address}/{BUCKET}", method="PUT")).close()
    yield server
    server.stop()
