"""Find the addresses of sitemaps in a robots.txt."""

from __future__ import annotations

import re

from cleaners.urls import resolve
from crawler.network.robots_lines import robots_lines
from crawler.sources.packing import unpack
from crawler.sources.readers.decoding import decode
from crawler.sources.readers.elements import plain_address
from crawler.sources.readers.sitemaps import MAX_URL_CHARACTERS

_MAX_ROBOTS_LINES = 100_000
_ROBOTS_LINE = re.compile(r"[\s\ufeff\u200b]{0,9}site-?map(?:\s{0,9}:\s{0,9}|\s{1,9})([^\s:].*)", re.IGNORECASE)
_ADDRESS_END = re.compile(r"[,;]?\s+|[,;](?=https?:)", re.IGNORECASE)


def robots_sitemaps(body: str | bytes, base_url: str) -> list[str]:
    """Return the distinct absolute addresses of the sitemaps in a robots.txt, in order."""
    text = decode(unpack(body)) if isinstance(body, bytes) else body
    sitemaps: dict[str, None] = {}
    for line in robots_lines(text)[:_MAX_ROBOTS_LINES]:
        match = _ROBOTS_LINE.match(line[:MAX_URL_CHARACTERS])
        for written in _listed(match[1]) if match else ():
            if address := resolve(base_url, plain_address(written)):
                sitemaps[address] = None
    return list(sitemaps)


def _listed(value: str) -> list[str]:
    """Return the addresses in a line of robots.txt: its first word, and later words that are complete addresses."""
    first, *others = _ADDRESS_END.split(value.partition(" #")[0].strip())
    return [first, *(other for other in others if other.lower().startswith(("http://", "https://")))]
