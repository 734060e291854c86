"""Limits the attributes of tags before a page or listing is parsed, because parsers take quadratic time for them."""

from __future__ import annotations

import re

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
    """Return markup without the attributes of a tag above MAX_ATTRIBUTES; markup without them is returned unchanged."""
    return _EXCESS_ATTRIBUTES.sub(r"\1\2\4\5", markup) if _MANY_ATTRIBUTES.search(markup) else markup
