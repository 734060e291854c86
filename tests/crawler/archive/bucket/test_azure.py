"""The bucket of an archive on Azure: real requests to Azurite, Microsoft's server for tests."""

from __future__ import annotations

import base64
import hashlib
import hmac
import io
import random
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from crawler.archive.bucket.bucket import Bucket, checksums, open_bucket
from crawler.archive.bucket.errors import BucketError
from tests.crawler.archive.bucket.test_bucket import NAME, local, put
from tests.support.servers.ports import free_port

pytestmark = pytest.mark.soak
ACCOUNT = "devstoreaccount1"  # this account and its key are public: every Azurite has them
KEY = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="
VERSION = "2021-08-06"


def create_container(address: str, name: str) -> None:
    date = datetime.now(UTC).strftime("%a, %d %b %Y %H:%M:%S GMT")
    names = f"x-ms-date:{date}\nx-ms-version:{VERSION}\n/{ACCOUNT}/{ACCOUNT}/{name}\nrestype:container"
    signed = hmac.new(base64.b64decode(KEY), f"PUT{12 * chr(10)}{names}".encode(), hashlib.sha256).digest()
    headers = {
        "x-ms-date": date, "x-ms-version": VERSION, "Content-Length": "0",
        "Authorization": f"SharedKey {ACCOUNT}:{base64.b64encode(signed).decode()}",
    }  # fmt: skip
    urlopen(Request(f"{address}/{name}?restype=container", headers=headers, method="PUT")).close()


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Bucket]:
    program = shutil.which("azurite-blob")
    if program is None:
        pytest.skip("Azurite is not installed: npm install -g azurite")
    port = free_port()
    options = ("--inMemoryPersistence", "--silent", "--skipApiVersionCheck", "--disableTelemetry", "--blobPort")
    with subprocess.Popen([program, *options, str(port)], cwd=tmp_path, stdout=subprocess.DEVNULL) as server:
        address = f"http://127.0.0.1:{port}/{ACCOUNT}"
        for _ in range(300):
            with suppress(OSError):
                create_container(address, "desk")
                break
            time.sleep(0.1)
        monkeypatch.setenv("AZURE_STORAGE_ACCOUNT_NAME", ACCOUNT)
        monkeypatch.setenv("AZURE_STORAGE_ACCOUNT_KEY", KEY)
        monkeypatch.setenv("AZURE_STORAGE_ENDPOINT", address)
        monkeypatch.setenv("AZURE_ALLOW_HTTP", "true")
        yield open_bucket("az://desk/raw")
        server.terminate()


def test_a_container_keeps_what_is_sent_and_refuses_what_would_overwrite(bucket: Bucket, tmp_path: Path) -> None:
    path = local(tmp_path / "a", random.Random(1).randbytes(3_000_000))
    put(bucket, path)
    put(bucket, path)
    assert [(file.name, file.size) for file in bucket.files()] == [(NAME, 3_000_000)]
    assert bucket.read(NAME, 1_000_000, 50) == path.read_bytes()[1_000_000:1_000_050]
    assert bucket.read(NAME, 3_000_000, 50) == b""
    with pytest.raises(BucketError, match="exists and is never overwritten"):
        put(bucket, local(tmp_path / "b", b"other"))

    version = bucket.download(NAME, io.BytesIO())
    bucket.replace(NAME, io.BytesIO(b"blanked"), version, checksums(io.BytesIO(b"blanked")))
    with pytest.raises(BucketError, match="another process has changed"):
        bucket.replace(NAME, io.BytesIO(b"late"), version, checksums(io.BytesIO(b"late")))
    bucket.delete(NAME)
    with pytest.raises(BucketError) as caught:
        bucket.read(NAME, 0, 9)
    assert caught.value.reason == "not_found"


def test_a_container_that_is_not_there_is_named(bucket: Bucket, tmp_path: Path) -> None:
    absent = open_bucket("az://nowhere/raw")
    with pytest.raises(BucketError) as caught:
        put(absent, local(tmp_path / "a", b"page"))
    assert caught.value.reason == "no_bucket"
