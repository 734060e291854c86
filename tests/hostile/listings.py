"""Listings made to harm their readers. Each function is one; `secret` is a file whose content no listing may reveal."""

from __future__ import annotations

import gzip
from pathlib import Path

MEGABYTE = 1024 * 1024
LINK = "https://example.org/2026/03/harbour-wall-is-open-again"


def billion_laughs(secret: Path) -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<!DOCTYPE rss [<!ENTITY l0 "ha">{entities}]>'
    return f"<?xml version='1.0'?>{doctype}{_feed('&l9;')}".encode()


def quadratic_entity(secret: Path) -> bytes:
    return f'<!DOCTYPE rss [<!ENTITY a "{"a" * 50_000}">]>{_feed("&a;" * 50_000)}'.encode()


def external_entity(secret: Path) -> bytes:
    return f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}">]>{_feed("&x;")}'.encode()


def external_parameter_entity(secret: Path) -> bytes:
    return f'<!DOCTYPE rss [<!ENTITY % x SYSTEM "{secret.as_uri()}"> %x;]>{_feed("&x;")}'.encode()


def external_doctype(secret: Path) -> bytes:
    return f'<!DOCTYPE rss SYSTEM "{secret.as_uri()}">{_feed("&x;")}'.encode()


def included_file(secret: Path) -> bytes:
    include = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{secret.as_uri()}" parse="text"/>'
    return _feed(include).encode()


def doctype_again_and_again(secret: Path) -> bytes:
    return b"<?xml version='1.0'?>" + b"<!DOCTYPE[" * (MEGABYTE // 10)


def doctype_without_end(secret: Path) -> bytes:
    return b"<rss><!DOCTYPE x [" + b"] " * (MEGABYTE // 2)


def nothing_but_spaces(secret: Path) -> bytes:
    return b" " * MEGABYTE + b"<rss>"


def nested_without_end(secret: Path) -> bytes:
    return b"<rss>" + b"<channel>" * (MEGABYTE // 9)


def json_nested_without_end(secret: Path) -> bytes:
    return b'{"items":' + b"[" * MEGABYTE


def millions_of_elements(secret: Path) -> bytes:
    return b"<urlset>" + b"<x/>" * (2 * MEGABYTE)


def millions_of_paragraphs(secret: Path) -> bytes:
    return b"<html><body>" + b"<p>x" * (2 * MEGABYTE)


def thousands_of_gzip_members(secret: Path) -> bytes:
    return gzip.compress(b"x") * (MEGABYTE // 21)


def gzip_bomb(secret: Path) -> bytes:
    return gzip.compress(b"<urlset>" + bytes(100 * MEGABYTE))


def rubbish(secret: Path) -> bytes:
    return bytes(range(256)) * 4096


def _feed(title: str) -> str:
    return f"<rss><channel><item><title>{title}</title><link>{LINK}</link></item></channel></rss>"


ALL = (
    billion_laughs, quadratic_entity, external_entity, external_parameter_entity, external_doctype, included_file,
    doctype_again_and_again, doctype_without_end, nothing_but_spaces, nested_without_end, json_nested_without_end,
    millions_of_elements, millions_of_paragraphs, thousands_of_gzip_members, gzip_bomb, rubbish,
)  # fmt: skip
