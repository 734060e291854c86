"""Feeds and sitemaps in the many forms in which sites write them. Each function returns the body for some links."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Sequence
from typing import NamedTuple


class Link(NamedTuple):
    """An article: its address and title."""

    url: str
    title: str


Listing = Callable[[Sequence[Link]], bytes]
ATOM = 'xmlns="http://www.w3.org/2005/Atom"'
MAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'


def _each(pattern: str, links: Sequence[Link]) -> str:
    """Return a pattern once per link, with URL, PATH and TITLE replaced."""
    return "".join(
        pattern.replace("URL", url).replace("PATH", url.split("/", 3)[3]).replace("TITLE", title)
        for url, title in links
    )


def _written(before: str, pattern: str, after: str, charset: str = "utf-8") -> Listing:
    return lambda links: (before + _each(pattern, links) + after).encode(charset)


def _rss(item: str, before: str = '<?xml version="1.0"?>', after: str = "", charset: str = "utf-8") -> Listing:
    start = f'{before}<rss version="2.0"><channel><title>The Paper</title>'
    return _written(start, f"<item><title>TITLE</title>{item}</item>", f"</channel></rss>{after}", charset)


def _map(entry: str = "<url><loc>URL</loc></url>", names: str = MAP, before: str = '<?xml version="1.0"?>') -> Listing:
    return _written(f"{before}<urlset {names}>", entry, "</urlset>")


def _json_feed(links: Sequence[Link]) -> bytes:
    items = [{"id": url, "url": url, "title": title} for url, title in links]
    return b"\xef\xbb\xbf" + json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items}).encode()


def _encoded(charset: str) -> str:
    return f'<?xml version="1.0" encoding="{charset}"?>'


LINK = "<link>URL</link>"
FEEDS: dict[str, Listing] = {
    "rss-2.0": _rss(LINK),
    "rss-0.91": _rss(
        LINK, '<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//DTD RSS 0.91//EN" "http://dtd.test/rss.dtd">'
    ),
    "rss-0.90": _written(
        f'<rdf:RDF {RDF} xmlns="http://my.netscape.com/rdf/simple/0.9/">', f"<item>{LINK}</item>", "</rdf:RDF>"
    ),
    "rss-1.0": _written(
        f'<rdf:RDF {RDF} xmlns="http://purl.org/rss/1.0/">', f'<item rdf:about="URL">{LINK}</item>', "</rdf:RDF>"
    ),
    "atom-1.0": _written(
        f"<feed {ATOM}>", '<entry><link rel="self" href="/x"/><link href="URL"/><title>TITLE</title></entry>', "</feed>"
    ),
    "atom-0.3": _written(
        '<feed version="0.3" xmlns="http://purl.org/atom/ns#">', '<entry><link href="URL"/></entry>', "</feed>"
    ),
    "atom-prefix": _written(
        '<a:feed xmlns:a="http://www.w3.org/2005/Atom">', '<a:entry><a:link href="URL"/></a:entry>', "</a:feed>"
    ),
    "atom-base": _written(f'<feed {ATOM} xml:base="/">', '<entry><link href="PATH"/></entry>', "</feed>"),
    "json": _json_feed,
    "cdata": _rss("<link><![CDATA[\n URL ]]></link>"),
    "guid": _rss("<guid>URL</guid>"),
    "unbound-prefix": _rss(f"<media:thumbnail url='x'/><content:encoded>Text</content:encoded>{LINK}"),
    "html-entities": _rss(f"<description>Salt &nbsp; & pepper &rsquo;</description>{LINK}"),
    "relative": _rss("<link>/PATH</link>"),
    "cut": lambda links: _rss(LINK)(links).removesuffix(b"</channel></rss>") + b"<item><title>Cut o",
    "warning-before": _rss(LINK, '<br />\n<b>Warning</b>: cache in <b>/feed.php</b><br />\n<?xml version="1.0"?>'),
    "script-after": _rss(LINK, after="<script>count()</script>"),
    "control-characters": _rss(f"<description>\x0b\x03</description>{LINK}"),
    "latin-as-utf-8": _rss(f"<description>Été</description>{LINK}", _encoded("utf-8"), charset="latin-1"),
    "utf-16": _rss(LINK, _encoded("utf-16"), charset="utf-16"),
    "utf-16-as-utf-8": _rss(LINK, _encoded("utf-8"), charset="utf-16"),
    "utf-8-as-utf-16": _rss(LINK, _encoded("utf-16")),
    "unknown-charset": _rss(LINK, _encoded("utf8mb4")),
    "xml-1.1": _rss(LINK, '<?xml version="1.1"?>'),
    "capitals": lambda links: _rss(LINK)(links).replace(b"item>", b"ITEM>").replace(b"link>", b"LINK>"),
    "closed-link": _rss("<link/>URL"),
    "gzip-twice": lambda links: gzip.compress(gzip.compress(_rss(LINK)(links))),
    "gzip-file": lambda links: gzip.compress(_rss(LINK)(links)),
}
SITEMAPS: dict[str, Listing] = {
    "plain": _map(),
    "old-namespace": _map(names='xmlns="http://www.google.com/schemas/sitemap/0.84"'),
    "no-namespace": _map(names=""),
    "blank-lines": _map(before="\n\n"),
    "prefix": _written(
        f"<x:urlset {MAP.replace('xmlns', 'xmlns:x')}>", "<x:url><x:loc>URL</x:loc></x:url>", "</x:urlset>"
    ),
    "text": _written("\ufeff", "URL \r\n", ""),
    "gzip": lambda links: gzip.compress(_map()(links)),
    "gzip-text": lambda links: gzip.compress(_written("", "URL\n", "")(links)),
    "cdata": _map("<url><loc><![CDATA[ URL ]]></loc></url>"),
    "pictures": _map("<url><image:image><image:loc>http://127.0.0.1/x.jpg</image:loc></image:image><loc>URL</loc></url>"),
    "languages": _map('<url><loc>URL</loc><xhtml:link rel="alternate" hreflang="de" href="URL?de"/></url>'),
    "news": _map("<url><loc>URL</loc><news:news><news:title>TITLE</news:title></news:news></url>"),
    "cut": lambda links: _map()(links).removesuffix(b"</urlset>") + b"<url><loc>http://127.0.0.1/cu",
    "feed": _rss(LINK),
}  # fmt: skip
