"""Limit the attributes of tags before a page or listing is parsed, because parsers take quadratic time for them."""

from __future__ import annotations

import re
from collections.abc import Iterator

MAX_ATTRIBUTES = 500  # per tag; the parser compares each attribute with all those before it

# White space and slashes separate attributes; after a quotation mark no separator is needed. A name of more than 101
# characters counts as several attributes.
_ATTRIBUTE = r"""[\s/]*+[^\s/=><][^\s/=>]{0,100}+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'>]*+))?+"""
_MIN_TAG_CHARS = 3 * MAX_ATTRIBUTES  # a tag of fewer characters cannot have too many attributes
_TAG_NAME = r"[a-zA-Z][^\s/<>]*+"
_MANY_ATTRIBUTES = re.compile(
    rf"<(?=[a-zA-Z](?:[^<]{{{_MIN_TAG_CHARS}}}|[^>]{{{_MIN_TAG_CHARS}}})){_TAG_NAME}(?:{_ATTRIBUTE}){{{MAX_ATTRIBUTES}}}"
)
_LIMITED = rf"(?:{_ATTRIBUTE}){{0,{MAX_ATTRIBUTES}}}+"
_EXCESS = rf"(?:{_ATTRIBUTE})*+"
# Comments and the texts of scripts and styles are kept as a whole: otherwise, text in them that looks like a tag would
# swallow their end as an attribute.
_EXCESS_ATTRIBUTES = re.compile(
    r"(<!--(?:-?>|(?s:.*?)(?:--!?>|\Z)))"
    rf"|(<(script|style)(?=[\s/>]){_LIMITED}){_EXCESS}(>(?s:.*?)(?:</\3(?=[\s/>])|\Z))?+"
    rf"|(<{_TAG_NAME}{_LIMITED}){_EXCESS}",
    re.IGNORECASE,
)


def limit_attributes(markup: str) -> str:
    """Return markup in which each tag has at most MAX_ATTRIBUTES attributes. Most markup is returned unchanged."""
    is_above = any(_MANY_ATTRIBUTES.match(markup, place) for place in _long_tags(markup))
    return _EXCESS_ATTRIBUTES.sub(r"\1\2\4\5", markup) if is_above else markup


def _long_tags(markup: str) -> Iterator[int]:
    """Yield the place of each `<` before a stretch without another `<`, or without `>`, that is long enough."""
    yield from (start - 1 for start, _ in _stretches_without("<", markup) if start > 0)
    for start, end in _stretches_without(">", markup):
        place = markup.find("<", start, end - _MIN_TAG_CHARS)
        while place >= 0:
            yield place
            place = markup.find("<", place + 1, end - _MIN_TAG_CHARS)


def _stretches_without(mark: str, markup: str) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each stretch of at least _MIN_TAG_CHARS characters without a mark."""
    start = 0
    while start + _MIN_TAG_CHARS <= len(markup):
        last = markup.rfind(mark, start, start + _MIN_TAG_CHARS)
        if last < 0:
            last = markup.find(mark, start)
            last = last if last >= 0 else len(markup)
            yield start, last
        start = last + 1
