"""Answers of a storage that refuses a request: each has a reason code and one sentence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from crawler.archive.bucket.bucket import Bucket, open_bucket
from crawler.archive.bucket.errors import BucketError

pytest.importorskip("obstore", reason="the extra `bucket` is not installed")


@contextmanager
def refusing(monkeypatch: pytest.MonkeyPatch, status: int, code: str) -> Iterator[Bucket]:
    """Yield a bucket of a server that gives every request this answer."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = f"<?xml version='1.0'?>\n<Error><Code>{code}</Code><Message>a secret</Message></Error>".encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_HEAD(self) -> None:
            self.do_GET()

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        environment = {
            "ENDPOINT_URL": f"http://127.0.0.1:{server.server_port}", "ALLOW_HTTP": "true", "REGION": "eu-central-1",
            "ACCESS_KEY_ID": "invented-user", "SECRET_ACCESS_KEY": "invented-key",
        }  # fmt: skip
        for name, value in environment.items():
            monkeypatch.setenv(f"AWS_{name}", value)
        yield open_bucket("s3://desk/raw")
        server.shutdown()


@pytest.mark.parametrize(
    ("status", "code", "reason"),
    [
        (403, "AccessDenied", "denied"),
        (400, "ExpiredToken", "denied"),
        (403, "RequestTimeTooSkewed", "clock"),
        (400, "AuthorizationHeaderMalformed", "region"),
        (301, "PermanentRedirect", "region"),
        (404, "NoSuchBucket", "no_bucket"),
        (400, "InvalidBucketName", "no_bucket"),
        (501, "NotImplemented", "unsupported"),
        (400, "InvalidRequest", "unreachable"),
    ],
)
def test_a_refusal_has_the_reason_that_the_storage_gave(
    monkeypatch: pytest.MonkeyPatch, status: int, code: str, reason: str
) -> None:
    with refusing(monkeypatch, status, code) as bucket:
        for request in (lambda: list(bucket.files()), lambda: bucket.read("newsgalley", 0, 9)):
            with pytest.raises(BucketError) as caught:
                request()
            assert caught.value.reason == reason
            assert "secret" not in str(caught.value)
    if status == 400 and reason in ("denied", "region"):
        assert str(caught.value).endswith(f"(400 Bad Request, {code})")
