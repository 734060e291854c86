"""A newspaper on loopback for tests: serves the pages that a test adds, and records all requests."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path

HTML = "text/html; charset=utf-8"

Headers = dict[str, str]

SERVED: set[str] = set()  # host:port of every running paper, which a test's crawls may reach


@dataclass
class Answer:
    """The response for a path."""

    body: bytes | str = b""
    status: int = 200
    content_type: str = HTML
    headers: Headers = field(default_factory=dict)


@dataclass
class Asked:
    """One received request."""

    path: str
    headers: Headers
    at: float  # monotonic seconds


class Paper:
    """A site; `pages` has an answer, or a function of the request's headers, for each path."""

    def __init__(self) -> None:
        self.pages: dict[str, Answer | Callable[[Headers], Answer]] = {}
        self.asked: list[Asked] = []
        self.most_at_once = 0  # requests together, until their answers are sent
        self.base = ""

    def add(self, path: str, body: bytes | str = b"", **kwargs: object) -> str:
        """Serve a body under a path; return its address."""
        self.pages[path] = Answer(body, **kwargs)  # type: ignore[arg-type]
        return self.base + path

    def article(self, path: str, title: str, *, paragraphs: int = 6, head: str = "", date: str = "2026-03-04") -> str:
        """Serve a plain article under a path, with text generated from its title."""
        return self.add(path, article_html(title, paragraphs=paragraphs, head=head, date=date))

    def feed(self, path: str, *links: str, **kwargs: object) -> str:
        """Serve an RSS feed of links under a path."""
        return self.add(path, rss(*links), content_type="application/rss+xml", **kwargs)

    def front(self, *links: str, feed: str | None = None) -> str:
        """Serve a front page with links to articles."""
        rows = "".join(f'<article><h2><a href="{link}">A story told at {link}</a></h2></article>' for link in links)
        named = f'<link rel="alternate" type="application/rss+xml" href="{feed}">' if feed else ""
        return self.add(
            "/", f"<html><head><title>The Paper</title>{named}</head><body><main>{rows}</main></body></html>"
        )

    def hold(self, gate: threading.Event, *paths: str, after: int = 0) -> None:
        """Answer requests for these paths only after the gate is set, except for the first `after` requests."""
        asked = count()
        for path in paths:
            self.pages[path] = _held(self.pages[path], gate, lambda: next(asked) >= after)

    def paths(self) -> list[str]:
        """Return the requested paths so far, in order."""
        return [asked.path for asked in self.asked]


def _held(
    page: Answer | Callable[[Headers], Answer], gate: threading.Event, is_held: Callable[[], bool]
) -> Callable[[Headers], Answer]:
    def answer(headers: Headers) -> Answer:
        if is_held():
            gate.wait(timeout=100)
        return page if isinstance(page, Answer) else page(headers)

    return answer


def article_html(title: str, *, paragraphs: int = 6, head: str = "", date: str = "2026-03-04") -> str:
    body = "".join(f"<p>{sentence(title, number)}</p>" for number in range(paragraphs))
    return (
        f'<!doctype html><html lang="en"><head><title>{title} | The Paper</title>{head}'
        '<meta property="og:type" content="article">'
        f'<meta property="article:published_time" content="{date}T08:00:00+01:00"></head>'
        f'<body><nav><a href="/">Home</a></nav><article><h1>{title}</h1>{body}</article>'
        "<footer>The Paper</footer></body></html>"
    )


def sentence(title: str, number: int) -> str:
    return (
        f"Part {number} of the report on {title.lower()} tells what the council heard on Tuesday evening, "
        f"when {number + 3} people "
        f"spoke for an hour about the harbour, the price of the {title.lower()} works and the winter that is coming."
    )


def rss(*links: str) -> str:
    items = "".join(f"<item><title>Story {link}</title><link>{link}</link></item>" for link in links)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>The Paper</title>{items}</channel></rss>'


@contextmanager
def serving(paper: Paper) -> Iterator[Paper]:
    """Serve a paper on a free port of loopback."""
    server = _Server(paper)
    paper.base = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    SERVED.add(f"127.0.0.1:{server.server_port}")
    try:
        yield paper
    finally:
        SERVED.discard(f"127.0.0.1:{server.server_port}")
        server.shutdown()
        thread.join()
        server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, paper: Paper) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.paper = paper
        self._under_way = 0
        self._counting = threading.Lock()

    def answer(self, path: str, headers: Headers) -> Answer:
        """Return the answer of the paper, and count the requests that wait for theirs at the same time."""
        found = self.paper.pages.get(path, Answer("<h1>Not found</h1>", status=404))
        self._count(1)
        try:
            return found if isinstance(found, Answer) else found(headers)
        finally:
            self._count(-1)  # before it is sent: a client that has it may ask again before this thread goes on

    def _count(self, change: int) -> None:
        with self._counting:
            self._under_way += change
            self.paper.most_at_once = max(self.paper.most_at_once, self._under_way)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.paper.asked.append(Asked(self.path, headers, time.monotonic()))
        answer = self.server.answer(self.path, headers)
        body = answer.body.encode() if isinstance(answer.body, str) else answer.body
        self.send_response(answer.status)
        for name, value in {"Content-Type": answer.content_type, **answer.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with suppress(ConnectionError):  # the crawler was stopped
            self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


def source_file(folder: Path, paper: Paper, **keys: object) -> str:
    """Write a source file with an entry for a paper; return the argument of a crawl that names it."""
    entry = {"id": "paper", "name": "The Paper", "home": f"{paper.base}/", **keys}
    lines = [f"{name} = {json.dumps(value)}" for name, value in entry.items()]
    path = folder / "sources.toml"
    path.write_text("\n".join(["[[source]]", *lines]))
    return f"sources={path}"
