"""Read data that a page packs for its scripts: JSON in attributes or strings, markup in comments, quoted addresses."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator
from contextlib import suppress
from itertools import chain, islice
from urllib.parse import unquote

from lxml import etree
from lxml.html import HtmlElement

from crawler.sources.link_score import has_headline
from crawler.sources.readers.json_links import NotJsonError, json_value

MAX_TEXTS = 100  # of each form that are read
MAX_CHARACTERS = 500_000  # of all strings and comments that are read
_ATTRIBUTES = etree.XPath("//@*[starts-with(., '[{') or starts-with(., 'eyJ') or starts-with(., 'W3si')]")
_OBJECTS = etree.XPath("//@*[starts-with(., '{') and contains(., ':')]")
# JSON that a script decodes; base64 of an object or list begins with eyJ or W3si, and %7B is an escaped brace.
_ENCODED = re.compile(r"""\(\s{0,9}["'](eyJ[\w+/=-]{20,}|W3si[\w+/=-]{20,}|%(?:7B|5B)[^"'<>\s]{20,})["']""")
_QUOTED = re.compile(r"""["'](/[^"'`\s<>${}+]{8,300}|https?://[^"'`\s<>${}+]{8,300})["']""")


def packed_values(tree: HtmlElement) -> Iterator[object]:
    """Yield the JSON in attributes, plain or in base64, and in strings that scripts decode."""
    scripts = "\n".join(script.text or "" for script in islice(tree.iter("script"), MAX_TEXTS))[:MAX_CHARACTERS]
    strings = (match[1] for match in _ENCODED.finditer(scripts))
    attributes = (str(value) for value in _ATTRIBUTES(tree))
    for text in chain(islice(attributes, MAX_TEXTS), islice(strings, MAX_TEXTS)):
        with suppress(NotJsonError, ValueError):
            yield json_value(_decoded(text))
    yield _objects(tree)


def _objects(tree: HtmlElement) -> list[object]:
    """Return the JSON objects in attributes that have a headline: each may describe one teaser of a list."""
    found: list[object] = []
    for text in islice(_OBJECTS(tree), MAX_TEXTS):
        with suppress(NotJsonError):
            found.append(json_value(str(text)))
    return [each for each in found if isinstance(each, dict) and any(map(_is_headline, each.values()))]


def _is_headline(value: object) -> bool:
    return isinstance(value, str) and not value.startswith(("/", "http")) and has_headline(value)


def _decoded(text: str) -> str:
    if text[0] == "%":
        return unquote(text)
    return text if text[0] == "[" else b64decode(text.replace("-", "+").replace("_", "/") + "==").decode()


def commented_markup(text: str) -> str:
    """Return the markup in the comments of a page, which scripts show later."""
    parts = (part.partition("-->") for part in text[:MAX_CHARACTERS].split("<!--")[1 : MAX_TEXTS + 1])
    return "\n".join(markup for markup, end, _ in parts if end and "<a" in markup and markup[:3] != "[if")


def quoted_addresses(tree: HtmlElement) -> Iterator[str]:
    """Yield the addresses in the strings of scripts, and those of pages that a browser loads in advance."""
    for link in islice(tree.iter("link"), MAX_TEXTS):
        if not {"prefetch", "prerender"}.isdisjoint(link.get("rel", "").lower().split()):
            yield link.get("href", "")
    left = MAX_CHARACTERS
    for script in islice(tree.iter("script"), MAX_TEXTS):
        text = "" if "json" in script.get("type", "").lower() else (script.text or "")[:left]
        left -= len(text)
        # The quotation mark at the end may be escaped, in a string with JSON in it.
        yield from (match[1].replace("\\/", "/").rstrip("\\") for match in _QUOTED.finditer(text))
