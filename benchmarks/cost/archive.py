"""Measure the cost of the archive, and the speed of recleaning stored articles.

    python -m benchmarks.cost.archive [--pages 200] [--rounds 3]

A newspaper of invented pages is served on loopback and crawled with and without the archive in turn, so that other load
on the machine affects both alike. Then the articles of the last crawl are recleaned.
"""

from __future__ import annotations

import argparse
import gzip
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import fmean

from tests.support.invented_stories import story

PROJECT = Path(__file__).resolve().parents[2]
NOTHING_TO_WAIT_FOR = (
    "DOWNLOAD_DELAY=0",
    "AUTOTHROTTLE_ENABLED=0",
    "CONCURRENT_REQUESTS_PER_DOMAIN=16",
    "LOG_LEVEL=ERROR",
)


def main() -> None:
    """Crawl alternately, reclean and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=200, help="number of articles")
    parser.add_argument("--rounds", type=int, default=3, help="number of crawls with and without the archive")
    arguments = parser.parse_args()
    seconds: dict[str, list[tuple[float, float]]] = {"archive": [], "": []}
    with tempfile.TemporaryDirectory() as top, serving(arguments.pages) as (base, wire_bytes):
        (Path(top) / "pages.txt").write_text("\n".join(f"{base}/news/{number}" for number in range(arguments.pages)))
        for number in range(arguments.rounds):
            for setting, times in seconds.items():
                folder = Path(top) / f"{number}-{setting}"
                folder.mkdir()
                options = "-a", f"file={top}/pages.txt", "-s", f"ALLOWED_ADDRESSES={base.removeprefix('http://')}"
                times.append(scrapy(folder, "crawl", "article", *options, "-s", f"ARCHIVE_DIR={setting}"))
        report_crawls(arguments.pages, seconds)
        last_folder = Path(top) / f"{arguments.rounds - 1}-archive"
        size = sum(path.stat().st_size for path in (last_folder / "archive").iterdir()) / arguments.pages
        print(
            f"archive: {size:,.0f} bytes per page; received {wire_bytes / arguments.pages:,.0f} bytes of body per page"
        )
        clock, cpu = scrapy(last_folder, "reclean", "--dry-run")
        speed = arguments.pages / clock
        print(f"reclean: {speed:.1f} pages/s on {os.cpu_count()} cores, start included; {cpu:.1f} s of CPU")


@contextmanager
def serving(pages: int) -> Iterator[tuple[str, int]]:
    """Serve compressed pages on a free port of loopback; yield the address and the total bytes of the bodies."""
    bodies = {f"/news/{number}": gzip.compress(page(number).encode(), mtime=0) for number in range(pages)}

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            body = bodies.get(self.path, b"")
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            if body:
                self.send_header("Content-Encoding", "gzip")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", sum(map(len, bodies.values()))
    finally:
        server.shutdown()
        server.server_close()


def page(number: int) -> str:
    """Return an invented page of about 100 KB, mostly scripts and links, as newspapers serve."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in story(number))
    links = "".join(f'<li><a href="/news/{n}">{story(n, sentences=1)[0]}</a></li>' for n in range(number, number + 60))
    script = "".join(
        f'window.slot{n}={{"id":"{hash((number, n)) & 0xFFFFFFFF:x}","size":[{n},250]}};' for n in range(1_200)
    )
    head = f"<title>Story {number}</title><script>{script}</script>"
    return (
        f'<!doctype html><html lang="en"><head>{head}</head><body><nav><ul>{links}</ul></nav>'
        f"<article><h1>Story {number} from the harbour</h1>{body}</article></body></html>"
    )


def scrapy(folder: Path, *arguments: str) -> tuple[float, float]:
    """Run a command on the store in a folder; return its wall time and CPU time in seconds, workers included."""
    settings = [
        part
        for setting in (f"STORE_URI=sqlite:///{folder}/articles.db", *NOTHING_TO_WAIT_FOR)
        for part in ("-s", setting)
    ]
    environment = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [sys.executable, "-m", "scrapy", *arguments, *settings]
    subprocess.run(command, cwd=PROJECT, env=environment, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.perf_counter() - started, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def report_crawls(pages: int, seconds: dict[str, list[tuple[float, float]]]) -> None:
    """Print the times of the crawls, and the time that the archive adds per page."""
    for setting, times in seconds.items():
        clock, cpu = (", ".join(f"{value:.1f}" for value in column) for column in zip(*times, strict=True))
        print(f"crawl {'with' if setting else 'without'} archive: {clock} s wall time; {cpu} s CPU time")
    for column, name in enumerate(("wall time", "CPU time")):
        with_it, without = (fmean(times[column] for times in seconds[setting]) for setting in ("archive", ""))
        print(f"archive: {(with_it - without) * 1000 / pages:+.1f} ms {name} per page ({with_it / without - 1:+.1%})")


if __name__ == "__main__":
    main()
