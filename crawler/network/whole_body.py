"""Recognise bodies that are whole although they ended before their announced length, or without their last chunk.

Some programs count the bytes of a page before a plugin shortens it, and some proxies close connections early. Browsers
show what they received.
"""

from __future__ import annotations

import json
import re

from crawler.network.compression import compression_of, content_of

_SEARCHED_BYTES = 4_096  # searched at the start for the root, and at the end for its end tag
_MARKUP = re.compile(rb"\s*+(?:\xef\xbb\xbf)?\s*+<")
_ROOT = re.compile(rb"<([A-Za-z][\w:.-]{0,30})")
# Not a possessive group, which does not match in Python 3.11.2; the searched kilobytes bound its steps.
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)


def is_whole(body: bytes, max_bytes: int) -> bool:
    """Return True if a body ends with the end tag of its root, or is complete JSON or a complete compressed stream."""
    if compression := compression_of(body):
        return content_of(body, compression, max_bytes).fault is None
    if not _MARKUP.match(body[:_SEARCHED_BYTES]):
        return _is_json(body)
    root = _ROOT.search(_COMMENT.sub(b"", body[:_SEARCHED_BYTES]))
    end = _COMMENT.sub(b"", body[-_SEARCHED_BYTES:]).rstrip()
    return bool(root and re.search(rb"</" + re.escape(root[1]) + rb"\s{0,9}>\Z", end, re.IGNORECASE))


def _is_json(body: bytes) -> bool:
    """Return True for an object or array; any other value may be truncated without a sign."""
    try:
        return body.lstrip()[:1] in (b"{", b"[") and json.loads(body) is not None
    except (ValueError, RecursionError):
        return False
