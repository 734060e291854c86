"""Serve a newspaper on loopback with any number of article pages and a fixed latency, for benchmarks.

    python -m benchmarks.loopback_site --pages 1000 --latency 0.05 [--known 100000] [--own]

Prints one line of JSON, `{"home": ..., "articles": [address, ...]}`, and serves until it is killed. The articles are
real pages, repeated under new addresses. `/sitemap.xml` lists them all, preceded by `--known` addresses that lead
nowhere, for a store that has them already. Each response is one write of prepared bytes, so that the server takes much
less time than the crawler that it measures.
"""

from __future__ import annotations

import argparse
import asyncio
import json
from collections.abc import Iterator, Sequence
from typing import TypeVar

from benchmarks.pages import own_pages, usual_pages

PART = 50_000  # addresses in one sitemap, the limit of the protocol
T = TypeVar("T")
HEAD = "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\r\n"


class Site(asyncio.Protocol):
    """One connection, on which each request is answered after the latency."""

    def __init__(self, answers: dict[str, bytes], latency_seconds: float) -> None:
        self._answers = answers
        self._latency_seconds = latency_seconds
        self._unread = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport for responses."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer every request whose headers are complete."""
        *heads, self._unread = (self._unread + data).split(b"\r\n\r\n")
        for head in heads:
            path = head.split(b" ", 2)[1].decode("latin-1")
            answer = self._answers.get(path) or _answer(b"nothing here", "404 Not Found", "text/plain")
            asyncio.get_running_loop().call_later(self._latency_seconds, self._write, answer)

    def _write(self, answer: bytes) -> None:
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(answer)


def _answer(body: bytes, status: str = "200 OK", kind: str = "text/html; charset=utf-8") -> bytes:
    return HEAD.format(status=status, kind=kind, length=len(body)).encode() + body


def known_path(number: int) -> str:
    """Return the path of an address that the sitemaps list and the store already knows."""
    return f"/2025/10/known-story-number-{number}.html"


def _answers(count: int, known: int, home: str, *, own: bool) -> dict[str, bytes]:
    """Return all responses by path: articles, sitemaps and the index of sitemaps."""
    pages = own_pages() if own else usual_pages()
    bodies = [page.body.encode() if isinstance(page.body, str) else page.body for page in pages]
    responses = [_answer(body) for body in bodies]
    answers = {f"/2026/11/story-number-{number}.html": responses[number % len(responses)] for number in range(count)}
    listed = [*map(known_path, range(known)), *answers]
    parts = {f"/part-{number}.xml": paths for number, paths in enumerate(batched(listed, PART))}
    sitemaps = {path: _sitemap("urlset", home, paths) for path, paths in parts.items()}
    return {**answers, **sitemaps, "/sitemap.xml": _sitemap("sitemapindex", home, tuple(parts))}


def batched(items: list[T], size: int) -> Iterator[list[T]]:
    """Yield the parts of a list, each of at most `size` items."""
    return (items[start : start + size] for start in range(0, len(items), size))


def _sitemap(root: str, home: str, paths: Sequence[str]) -> bytes:
    entry = "sitemap" if root == "sitemapindex" else "url"
    entries = "".join(f"<{entry}><loc>{home}{path[1:]}</loc></{entry}>" for path in paths)
    text = f'<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</{root}>'
    return _answer(text.encode(), kind="application/xml")


async def _serve(count: int, known: int, latency_seconds: float, *, own: bool) -> None:
    answers: dict[str, bytes] = {}
    server = await asyncio.get_running_loop().create_server(lambda: Site(answers, latency_seconds), "127.0.0.1", 0)
    home = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    answers.update(_answers(count, known, home, own=own))
    articles = [home + path[1:] for path in answers if path.endswith(".html")]
    print(json.dumps({"home": home, "articles": articles}), flush=True)
    await server.serve_forever()


def main() -> None:
    """Serve until killed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=1000, help="number of articles")
    parser.add_argument("--latency", type=float, default=0.05, help="seconds before each response")
    parser.add_argument("--known", type=int, default=0, help="number of further addresses in the sitemaps")
    parser.add_argument("--own", action="store_true", help="serve the small pages of this repository")
    arguments = parser.parse_args()
    asyncio.run(_serve(arguments.pages, arguments.known, arguments.latency, own=arguments.own))


if __name__ == "__main__":
    main()
