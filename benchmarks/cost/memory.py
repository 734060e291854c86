"""Measure the peak memory of a crawl whose pages are all just below DOWNLOAD_MAXSIZE."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PAGE_BYTES = 10 * 1024 * 1024 - 4096  # just below DOWNLOAD_MAXSIZE
PAGES = 40
HOSTS = 32  # loopback addresses; the downloader treats each as a host of its own
SENTENCE = b"<p>The council heard on Tuesday evening what the harbour wall would cost and who was to pay for it.</p>\n"
HEAD = b"<!doctype html><html><head><title>Harbour wall</title></head><body><article><h1>Harbour wall</h1>"
PAGE = HEAD + SENTENCE * 20 + b"<!--" + b"x" * (PAGE_BYTES - len(HEAD) - 20 * len(SENTENCE)) + b"--></article>"


class Large(BaseHTTPRequestHandler):
    """Answers every address with the same large page."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Send the page, or 404 for robots.txt."""
        exists = self.path != "/robots.txt"
        self.send_response(200 if exists else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(PAGE) if exists else 0))
        self.end_headers()
        if exists:
            self.wfile.write(PAGE)

    def log_message(self, *args: object) -> None:
        """Log nothing."""


@contextmanager
def serving() -> Iterator[int]:
    """Serve on a free port of all loopback addresses."""
    server = ThreadingHTTPServer(("0.0.0.0", 0), Large)  # noqa: S104, to answer on every loopback address
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()


def peak_mb(pid: int) -> int:
    """Return the peak resident memory of a process so far in MB; 0 if it has ended."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM")), 0)


def main() -> None:
    """Crawl the large pages, and print the peak memory."""
    with serving() as port, tempfile.TemporaryDirectory() as folder:
        pages = Path(folder) / "pages.txt"
        hosts = [f"127.0.0.{number + 1}:{port}" for number in range(HOSTS)]
        pages.write_text("\n".join(f"http://{hosts[n % HOSTS]}/2026/03/story-{n}" for n in range(PAGES)))
        chosen = {"STORE_URI": f"sqlite:///{folder}/a.db", "QUARANTINE_DIR": "", "ARCHIVE_DIR": ""}
        chosen |= {"DOWNLOAD_DELAY": "0", "AUTOTHROTTLE_START_DELAY": "0", "ALLOWED_ADDRESSES": ",".join(hosts)}
        command = [sys.executable, "-m", "scrapy", "crawl", "article", "-a", f"file={pages}"]
        command += [part for name, value in chosen.items() for part in ("-s", f"{name}={value}")]
        run = subprocess.Popen(command, env={**os.environ, "no_proxy": "*"})
        peak = 0
        while run.poll() is None:
            peak = max(peak, peak_mb(run.pid))
            time.sleep(0.2)
    print(f"{PAGES} pages of {PAGE_BYTES / 1e6:.1f} MB from {HOSTS} hosts: peak {peak} MB without the workers")


if __name__ == "__main__":
    main()
