"""A large site of several hundred articles that are reached, addressed and sent in many ways."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterator
from itertools import product
from urllib.parse import quote

import brotli
from backports import zstd

from tests.hostile.large_feeds import FEEDS, SITEMAPS, Link
from tests.hostile.site import Pieces, Site, head
from tests.support.packers import raw_deflate
from tests.support.paper import article_html

PER_WAY = 2  # articles
_THINGS = "Bridge Canal Depot Ferry Garden Harbour Junction Kiln Lighthouse Market Nursery Quay Railway School Theatre"
_WHEN = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
_WHAT = "floods moves closes reopens burns shines"

Body = Callable[[bytes], Pieces]


def titles() -> Iterator[str]:
    """Yield different titles."""
    for what, when, thing in product(_WHAT.split(), _WHEN.split(), _THINGS.split()):
        yield f"{thing} {what} on {when}"


def _sent(body: bytes, *headers: str) -> Pieces:
    return iter([head(*headers, length=len(body)), body])


def _chunked(body: bytes) -> Pieces:
    start = b"HTTP/1.1 200 OK\r\ncontent-type:text/html;charset=utf-8\r\ntransfer-encoding: Chunked\r\n\r\n"
    chunks = b"".join(b"%X;a=b\r\n%s\r\n" % (len(part), part) for part in (body[:7], body[7:]))
    return iter([start, chunks + b"0\r\nX-Trailer: 1\r\n\r\n"])


def _named_gzip(body: bytes) -> bytes:
    """Return a gzip stream with all optional fields of the header."""
    start = b"\x1f\x8b\x08\x1e" + bytes(6) + b"\x02\x00ab" + b"page.html\0" + b"a comment\0" + b"\0\0"
    return start + raw_deflate(body) + bytes(8)


def _packed_chunks(packed: bytes) -> Pieces:
    return iter([head("Transfer-Encoding: gzip, chunked"), b"%x\r\n%s\r\n0\r\n\r\n" % (len(packed), packed)])


CHUNKED = "Transfer-Encoding: chunked"
# How the server sends an article's page, which is in UTF-8.
SENT: dict[str, Body] = {
    "gzip": lambda body: _sent(gzip.compress(body), "Content-Encoding: x-gzip"),
    "gzip-unlabelled": lambda body: _sent(gzip.compress(body)),
    "gzip-as-brotli": lambda body: _sent(gzip.compress(body), "Content-Encoding: br"),
    "gzip-as-deflate": lambda body: _sent(gzip.compress(body), "Content-Encoding: deflate"),
    "gzip-and-rubbish": lambda body: _sent(gzip.compress(body) + b"\0rubbish", "Content-Encoding: gzip"),
    "deflate": lambda body: _sent(zlib.compress(body), "Content-Encoding: deflate"),
    "deflate-raw": lambda body: _sent(raw_deflate(body), "Content-Encoding: deflate"),
    "deflate-as-gzip": lambda body: _sent(zlib.compress(body), "Content-Encoding: gzip"),
    "brotli": lambda body: _sent(brotli.compress(body), "Content-Encoding: br"),
    "brotli-as-gzip": lambda body: _sent(brotli.compress(body), "Content-Encoding: gzip"),
    "zstd": lambda body: _sent(zstd.compress(body), "Content-Encoding: zstd"),
    "plain-as-brotli": lambda body: _sent(body, "Content-Encoding: br"),
    "plain-as-deflate": lambda body: _sent(body, "Content-Encoding: deflate"),
    "plain-as-zstd": lambda body: _sent(body, "Content-Encoding: zstd"),
    "plain-as-charset": lambda body: _sent(body, "Content-Encoding: UTF-8"),
    "utf-16": lambda body: _sent(body.decode().encode("utf-16"), "Content-Type: text/html; charset=utf-8"),
    "utf-16-without-mark": lambda body: _sent(body.decode().encode("utf-16-le"), "Content-Type: text/html"),
    "latin-as-utf-8": lambda body: _sent(body.decode().encode("latin-1"), "Content-Type: text/html; charset=utf-8"),
    "utf-8-as-latin": lambda body: _sent(body, "Content-Type: text/html; charset=iso-8859-1"),
    "type-without-semicolon": lambda body: _sent(body, "Content-Type: text/html charset=utf-8"),
    "no-type": lambda body: iter([b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)]),
    "chunked": _chunked,
    "http-1.0": lambda body: iter([b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n", body]),
    "bare-line-feeds": lambda body: iter([b"HTTP/1.1 200 OK\nContent-Length: %d\n\n%s" % (len(body), body)]),
    "no-reason": lambda body: iter([b"HTTP/1.1 200\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)]),
    "early-hints": lambda body: iter([b"HTTP/1.1 103 Early Hints\r\n\r\n", *_sent(body)]),
    "slow": lambda body: iter([head(length=len(body)), body[:500], 0.3, body[500:]]),
    "gzip-wrong-sum": lambda body: _sent(gzip.compress(body)[:-8] + bytes(8), "Content-Encoding: gzip"),
    "gzip-without-sum": lambda body: _sent(gzip.compress(body)[:-8], "Content-Encoding: gzip"),
    "gzip-named": lambda body: _sent(_named_gzip(body), "Content-Encoding: gzip"),
    "gzip-twice": lambda body: _sent(gzip.compress(gzip.compress(body)), "Content-Encoding: gzip"),
    "chunks-with-spaces": lambda body: iter([head(CHUNKED), b"%x  \r\n%s\r\n0\r\n\r\n" % (len(body), body)]),
    "chunks-without-end": lambda body: iter([head(CHUNKED), b"%x\r\n%s\r\n0\r\n" % (len(body), body)]),
    "identity": lambda body: _sent(body, "Transfer-Encoding: identity"),
    "odd-headers": lambda body: _sent(body, "Content-Type : text/html", ": nothing", "X-Na\u00efve: 1", "two words: 2"),
    "http-2": lambda body: iter([b"HTTP/2 200\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)]),
    "accepted": lambda body: iter([head(status="202 Accepted", length=len(body)), body]),
    "changed-on-the-way": lambda body: iter([head(status="203 Changed", length=len(body)), body]),
    "signed-length": lambda body: iter([head(f"Content-Length: +{len(body)}"), body]),
    "length-and-semicolon": lambda body: iter([head(f"Content-Length: {len(body)};"), body]),
    "length-twice": lambda body: iter([head(f"Content-Length: {len(body)}", length=len(body)), body]),
    "no-number-as-length": lambda body: iter([head("Content-Length: unknown"), body]),
    "no-length": lambda body: iter([head("Content-Length: "), body]),
    "wrong-length-of-chunks": lambda body: iter(
        [head(CHUNKED, length=7), b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)]
    ),
    "chunks-of-chunks": lambda body: iter([head(CHUNKED + ", chunked"), b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)]),
    "chunks-by-line-feeds": lambda body: iter([head(CHUNKED), b"%x\n%s\n0\n\n" % (len(body), body)]),
    "packed-chunks": lambda body: _packed_chunks(gzip.compress(body)),
    "unknown-transfer": lambda body: iter([head("Transfer-Encoding: binary", length=len(body)), body]),
    "tabs-in-status": lambda body: iter([b"HTTP/1.1\t200\tOK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)]),
    "gzip-as-bytes": lambda body: _sent(gzip.compress(body), "Content-Type: application/octet-stream"),
    "gzip-without-headers": lambda body: iter([b"HTTP/1.1 200 OK\r\n\r\n", gzip.compress(body)]),
    "comment-before-as-bytes": lambda body: _sent(b"<!--" + b"cached " * 300 + b"-->" + body, "Content-Type: x/y"),
    "plain-as-chunks": lambda body: iter([head(CHUNKED), body]),
    "plain-as-chunks-with-length": lambda body: iter([head(CHUNKED, length=len(body)), body]),
    "plain-as-gzip": lambda body: _sent(body, "Content-Encoding: gzip"),
    "choices": lambda body: iter([head(status="300 Multiple Choices", length=len(body)), body]),
    "found-nowhere": lambda body: iter([head(status="302 Found", length=len(body)), body]),
    "moved-nowhere": lambda body: iter([head("Location: ", status="301 Moved", length=len(body)), body]),
    "many-cookies": lambda body: _sent(body, *(f"Set-Cookie: c{n}={'x' * 99}" for n in range(300))),
    "folded-header": lambda body: _sent(body, "X-A: a\r\n b\r\n\tc"),
    "zstd-unlabelled": lambda body: _sent(zstd.compress(body)),
    "zlib-unlabelled": lambda body: _sent(zlib.compress(body)),
    "zstd-frames": lambda body: _sent(zstd.compress(body[:99]) + zstd.compress(body[99:]), "Content-Encoding: zstd"),
    "brotli-by-name": lambda body: _sent(brotli.compress(body), "Content-Encoding: brotli"),
    "stream-status": lambda body: iter([b"ICY 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)]),
    "no-version": lambda body: iter([b"HTTP 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)]),
    "joined-status": lambda body: iter([b"HTTP/1.1 200OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)]),
    "status-with-fraction": lambda body: iter([b"HTTP/1.1 200.0\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)]),
    "negative-length": lambda body: iter([head("Content-Length: -1"), body]),
    "quoted-length": lambda body: iter([head(f'Content-Length: "{len(body)}"'), body]),
    "spaced-status": lambda body: iter([b"\r\nHTTP/1.1  200  OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)]),
}
# Failures that end at the second request for a page.
ONCE: dict[str, Callable[[], Pieces]] = {
    "unavailable": lambda: iter([head(status="503 Service Unavailable", length=0)]),
    "too-many": lambda: iter([head("Retry-After: soon", status="429 Too Many Requests", length=0)]),
    "forbidden": lambda: iter([head(status="403 Forbidden", length=0)]),
    "not-found": lambda: iter([head(status="404 Not Found", length=0)]),
    "down": lambda: iter([head(status="521 Web Server Is Down", length=0)]),
    "not-modified": lambda: iter([head(status="304 Not Modified")]),
    "no-content": lambda: iter([head(status="204 No Content")]),
    "empty": lambda: iter([head(length=0)]),
    "cut": lambda: iter([head(length=5_000), b"<html><body><p>The"]),
    "closed": lambda: iter([]),
}
# How the front page writes the address of an article: with {p} for its path.
WRITTEN: dict[str, str] = {
    "backslashes": r"<a href='\{p}'>",
    "protocol-relative": '<a href="//HOST/{p}">',
    "capital-scheme": '<A HREF="HTTP://HOST/{p}">',
    "unquoted": "<a href=/{p}>",
    "line-breaks": '<a\nclass=x\nhref = "\n\t/{p} \r\n">',
    "bracket-in-title": "<a title='a>b' href='/{p}'>",
    "scheme-twice": '<a href="http://http://HOST/{p}">',
    "expression": """<a :href="'/{p}'">""",
    "pressed": """<div onmousedown="location.href='/{p}'">""",
    "fragment": '<a href="/{p}#comments">',
    "base-of-second-element": '<a href="../../{p}">',  # see `_front_page`
}
# How a redirect writes the address of an article.
LOCATIONS = {
    "by-backslash": "\\{p}",
    "in-quotes": '"/{p}"',
    "by-one-slash": "http:/HOST/{p}",
    "by-two-schemes": "http://http://HOST/{p}",
}
REDIRECTS = ("301 Moved Permanently", "302 Found", "303 See Other", "307 Temporary Redirect", "308 Permanent Redirect")


class LargeSite:
    """Fills a site.

    `titles` maps the title of each article to the way to it. `feeds` and `sitemaps` are the paths of its listings.
    """

    def __init__(self, site: Site) -> None:
        self._site = site
        self._new_titles = titles()
        self._front: list[str] = []
        self.titles: dict[str, str] = {}
        self.feeds, self.sitemaps = (self._listings(*kind) for kind in (("feed", FEEDS), ("map", SITEMAPS)))
        for way, send in SENT.items():
            self._linked(way, lambda path, title, send=send: self._add(path, title, send))
        for way, fail in ONCE.items():
            self._linked(way, lambda path, title, fail=fail: self._add_failing_once(path, title, fail))
        for way, anchor in WRITTEN.items():
            self._linked(way, self._add, anchor)
        for status in REDIRECTS:
            self._linked(f"moved-{status[:3]}", lambda path, title, status=status: self._add_moved(path, title, status))
        self._linked("refreshed", self._add_refreshed)
        self._linked("refreshed-by-header", self._add_refreshed_by_header)
        self._linked("refreshed-by-script", self._add_refreshed_by_script)
        self._linked("moved-with-broken-body", self._add_moved_with_broken_body)
        for way, location in LOCATIONS.items():
            self._linked(
                f"moved-{way}", lambda path, title, location=location: self._add_moved_to(path, title, location)
            )
        self._linked("cookie-check", self._add_cookie_check)
        self._linked("straße-水", self._add)
        self._front_page()

    def _listings(self, kind: str, makers: dict[str, Callable[[list[Link]], bytes]]) -> list[str]:
        paths = []
        for way, make in makers.items():
            links = [Link(f"{self._site.base}/{path}", title) for path, title in self._articles(f"{kind}-{way}")]
            for link in links:
                self._add(link.url.split("/", 3)[3], link.title)
            paths.append(f"/{kind}s/{way}.x")
            self._site.page(paths[-1], make(links), "text/xml")
        return paths

    def _articles(self, way: str) -> list[tuple[str, str]]:
        """Return the paths and titles of new articles."""
        new = [next(self._new_titles) for _ in range(PER_WAY)]
        self.titles.update(dict.fromkeys(new, way))
        return [(f"{way}/2026/{title.lower().replace(' ', '-')}", title) for title in new]

    def _linked(self, way: str, add: Callable[[str, str], object], anchor: str = '<a href="/{p}">') -> None:
        """Add articles that the front page links to."""
        for path, title in self._articles(way):
            add(path, title)
            self._front.append(f"<h2>{anchor.replace('{p}', path)}{title}</a></h2>")

    def _add(self, path: str, title: str, send: Body = _sent) -> None:
        body = article_html(title).replace("council", "coúncil").encode()
        self._site.add(quote(f"/{path}"), lambda: send(body))

    def _add_failing_once(self, path: str, title: str, fail: Callable[[], Pieces]) -> None:
        answers = iter([fail])
        page = article_html(title).encode()
        self._site.add(f"/{path}", lambda: next(answers, lambda: _sent(page))())

    def _add_moved(self, path: str, title: str, status: str) -> None:
        self._add(f"{path}/now", title)
        self._site.add(f"/{path}", lambda: iter([head(f"Location: /{path}/now", status=status, length=0)]))

    def _add_refreshed(self, path: str, title: str) -> None:
        self._add(f"{path}/now", title)
        self._site.page(f"/{path}", f'<meta http-equiv="Refresh" content="0; URL=/{path}/now"><p>This page has moved.')

    def _add_refreshed_by_header(self, path: str, title: str) -> None:
        self._add(f"{path}/now", title)
        self._site.page(f"/{path}", "", "text/html", f"Refresh: 0; url=/{path}/now")

    def _add_refreshed_by_script(self, path: str, title: str) -> None:
        self._add(f"{path}/now", title)
        self._site.page(f"/{path}", f"<html><script>window.location.href = '/{path}/now';</script></html>")

    def _add_moved_with_broken_body(self, path: str, title: str) -> None:
        self._add(f"{path}/now", title)
        start = head(f"Location: /{path}/now", status="302 Found", length=500)
        self._site.add(f"/{path}", lambda: iter([start, b"<p>Moved"]))

    def _add_moved_to(self, path: str, title: str, location: str) -> None:
        self._add(f"{path}/now", title)
        written = location.replace("{p}", f"{path}/now").replace("HOST", self._site.base.removeprefix("http://"))
        answer = head(f"Location: {written}", status="302 Found", length=0)
        self._site.add(f"/{path}", lambda: iter([answer]))

    def _add_cookie_check(self, path: str, title: str) -> None:
        page = article_html(title).encode()
        check = head(f"Location: /{path}", "Set-Cookie: seen=1; Path=/", status="302 Found", length=0)
        starts = f"GET /{path} "

        def answer() -> Pieces:
            request = next(sent for sent in reversed(self._site.heads) if sent.startswith(starts))
            return _sent(page) if "cookie: seen=1" in request.lower() else iter([check])

        self._site.add(f"/{path}", answer)

    def _front_page(self) -> None:
        start = '<!doctype html><head><base target="_top"><base href="/front/today/"></head>'
        host = self._site.base.removeprefix("http://")
        self._site.page("/", f"{start}<main>{''.join(self._front).replace('HOST', host)}</main>")
