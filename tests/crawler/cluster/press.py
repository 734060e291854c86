"""Many newspapers on loopback, each at an address of its own, in a process of their own.

    python -m tests.crawler.cluster.press SITES ARTICLES LATENCY_SECONDS

Prints the port, then serves. Each line of standard input is answered with one line of JSON: the requested paths of each
site with their numbers, and the most requests that were in progress at a site at once.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from tests.support.commands.forked import PROJECT
from tests.support.paper import article_html, rss

SOURCE = """[[source]]
id = "paper-{number}"
name = "Paper {number}"
home = "http://{host}:{port}/"
feeds = ["http://{host}:{port}/rss.xml"]
every = "{every}"
"""


def host_of(number: int) -> str:
    return f"127.0.{1 + number // 250}.{1 + number % 250}"


@dataclass
class Seen:
    """What the sites have seen."""

    paths: dict[str, dict[str, int]]  # by host
    most_at_once: dict[str, int]


@dataclass
class Press:
    """The running sites."""

    sites: int
    articles: int  # of each site
    port: int
    pipes: tuple[IO[str], IO[str]]

    def seen(self) -> Seen:
        self.pipes[0].write("\n")
        self.pipes[0].flush()
        return Seen(**json.loads(self.pipes[1].readline()))

    def links(self) -> list[str]:
        return [f"http://{host_of(site)}:{self.port}{path}" for site in range(self.sites)
                for path in map(path_of, range(self.articles))]  # fmt: skip

    def settings(self, folder: Path, every: str = "1h") -> dict[str, object]:
        """Return the settings with which a worker crawls all sites; their sources are written into a folder."""
        file = folder / "sources.toml"
        entries = [SOURCE.format(number=number, host=host_of(number), port=self.port, every=every)
                   for number in range(self.sites)]  # fmt: skip
        file.write_text("\n".join(entries))
        allowed = ",".join(f"{host_of(number)}:{self.port}" for number in range(self.sites))
        return {
            "SOURCES_PATH": file, "ALLOWED_ADDRESSES": allowed, "CONTACT": "desk@paper.example", "RUN_SUMMARY": "",
            "READ_TDMREP": False,
        }  # fmt: skip


def plain_page(host: str, number: int) -> str:
    return article_html(f"Story {number} of {host}")


@contextmanager
def printing(
    sites: int, articles: int, latency_seconds: float = 0.05, program: str = "tests.crawler.cluster.press"
) -> Iterator[Press]:
    """Run a program that serves sites: this module, or another one that calls `main` with pages of its own."""
    command = [sys.executable, "-m", program, *map(str, (sites, articles, latency_seconds))]
    with subprocess.Popen(
        command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None
        port = int(process.stdout.readline())
        try:
            yield Press(sites, articles, port, (process.stdin, process.stdout))
        finally:
            process.kill()


def path_of(number: int) -> str:
    return f"/2026/03/story-{number}"


async def serve(sites: int, articles: int, latency_seconds: float, page: Callable[[str, int], str]) -> None:
    in_progress: Counter[str] = Counter()
    most: Counter[str] = Counter()
    paths: dict[str, Counter[str]] = defaultdict(Counter)

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        host, port = writer.get_extra_info("sockname")
        try:
            while True:
                path = (await reader.readuntil(b"\r\n\r\n")).split(b" ", 2)[1].decode()
                in_progress[host] += 1
                most[host] = max(most[host], in_progress[host])
                paths[host][path] += 1
                await asyncio.sleep(latency_seconds)
                in_progress[host] -= 1  # before the answer: the client may send its next request at once
                writer.write(response(host, port, path))
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    def response(host: str, port: int, path: str) -> bytes:
        base = f"http://{host}:{port}"
        if path == "/rss.xml":
            body, kind = rss(*(f"{base}{path_of(number)}" for number in range(articles))), "application/rss+xml"
        elif path.startswith("/2026/"):
            body, kind = page(host, int(path.rpartition("-")[2])), "text/html; charset=utf-8"
        else:
            return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
        data = body.encode()
        return f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(data)}\r\n\r\n".encode() + data

    first = await asyncio.start_server(answer, host_of(0), 0)
    port = first.sockets[0].getsockname()[1]
    others = [await asyncio.start_server(answer, host_of(number), port) for number in range(1, sites)]
    print(port, flush=True)
    while await asyncio.to_thread(sys.stdin.readline):
        seen: dict[str, Any] = {"paths": paths, "most_at_once": most}
        print(json.dumps(seen), flush=True)
    del others


def main(page: Callable[[str, int], str] = plain_page) -> None:
    asyncio.run(serve(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), page))


if __name__ == "__main__":
    main()
