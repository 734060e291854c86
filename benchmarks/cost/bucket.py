"""Measure a bucket against a server of S3 on loopback: MB/s uploaded and verified, and pages/s by range reads.

    python -m benchmarks.cost.bucket

The server is a separate Python process, so the figures are a lower bound for obstore, and say nothing about a provider.
"""

from __future__ import annotations

import argparse
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.request import Request, urlopen

from crawler.archive.bucket.bucket import checksums, open_bucket
from crawler.archive.files import finished_files
from crawler.archive.reader import read_page
from crawler.archive.records import Exchange
from crawler.archive.writer import ArchiveWriter

BODY_BYTES = 12_000  # random, so that a page takes about as many compressed bytes as the average page of news
FILE_BYTES = 64 << 20


def main() -> None:
    """Print the two figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=2, help="archive files of 64 MB")
    parser.add_argument("--pages", type=int, default=300, help="pages that are read back")
    options = parser.parse_args()
    with _server(), tempfile.TemporaryDirectory() as folder:
        places = _write(Path(folder), options.files)
        bucket = open_bucket("s3://bench/raw")
        files = finished_files(Path(folder))
        size, began = sum(path.stat().st_size for path in files), time.perf_counter()
        for path in files:
            with path.open("rb") as file:
                bucket.create(path, checksums(file))
        seconds = time.perf_counter() - began
        print(f"uploaded and verified: {len(files)} files, {size / 1e6:.0f} MB, {size / 1e6 / seconds:.1f} MB/s")
        chosen = random.Random(1).sample(places, min(options.pages, len(places)))  # noqa: S311 - chooses pages
        began = time.perf_counter()
        for place in chosen:
            read_page(Path(folder) / "none", place, (), bucket)
        seconds = time.perf_counter() - began
        print(f"read by range: {len(chosen)} pages, {len(chosen) / seconds:.0f} pages/s, one after the other")


def _write(folder: Path, files: int) -> list[str]:
    """Write archive files, and return the places of their pages."""
    chance, writer, places = random.Random(1), ArchiveWriter(folder, FILE_BYTES, {}), list[str]()  # noqa: S311 - makes them
    for number in range(files * FILE_BYTES // (BODY_BYTES + 1_500)):
        body = b"<p>" + chance.randbytes(BODY_BYTES // 2).hex().encode() + chance.randbytes(BODY_BYTES // 2)
        headers = [(b"Content-Type", b"text/html; charset=latin-1")]
        url = f"https://www.example.org/{number}"
        places.append(writer.append(Exchange(
            url=url, fetched_at=datetime.now(UTC), status=200, response_headers=headers, body=body,
        )))  # fmt: skip
    writer.close()
    return places


@contextmanager
def _server() -> Iterator[None]:
    """Run moto's server with an empty bucket, and name it in the environment."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    os.environ.update(
        AWS_ACCESS_KEY_ID="bench", AWS_SECRET_ACCESS_KEY="bench", AWS_DEFAULT_REGION="us-east-1",  # noqa: S106 - of a server on loopback
        AWS_ENDPOINT_URL=address, AWS_ALLOW_HTTP="true",
    )  # fmt: skip
    server = subprocess.Popen(
        [sys.executable, "-m", "moto.server", "-p", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(300):
            try:
                urlopen(Request(f"{address}/bench", method="PUT")).close()  # noqa: S310 - our own server
                break
            except OSError:
                time.sleep(0.1)
        yield
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()
