"""Undo Transfer-Encoding and Content-Encoding of an archived body, and tolerate damage.

Archives of others hold truncated and wrongly declared bodies, whose readable part is worth having. The crawl
itself refuses damaged bodies; see `crawler/network/decompression.py`.
"""

from __future__ import annotations

import re

from crawler.network.compression import BY_ENCODING, Compression, compression_of, content_of

# The line before a chunk: its length, extensions (RFC 9112), and first the end of the chunk before.
_CHUNK_LINE = re.compile(rb"(?:\r?\n)?[ \t]{0,8}([0-9a-fA-F]{1,8})[ \t]{0,8}(?:;[^\r\n]{0,4096})?\r?\n")


class TooLargeError(ValueError):
    """A body that is longer than the bound after decoding."""


def decode_body(body: bytes, transfer_encoding: str, content_encoding: str, max_bytes: int) -> bytes:
    """Return the body with all codings undone, as a browser would see it; of a truncated body, the readable part.

    Unknown codings are skipped. So are codings that the body is not in, because many archivers decode a body and keep
    its headers.

    Raises:
        TooLargeError: The decoded body is longer than `max_bytes`.
    """
    codings = [name.strip().lower() for name in f"{content_encoding},{transfer_encoding}".split(",")]
    for coding in reversed(codings):
        if coding == "chunked":
            body = _dechunk(body, max_bytes)
        elif compression := BY_ENCODING.get(coding):
            body = _decompress(body, compression, max_bytes)
    # Some servers do not name this coding.
    return _decompress(body, "gzip", max_bytes) if compression_of(body) == "gzip" else body


def _decompress(body: bytes, compression: Compression, max_bytes: int) -> bytes:
    """Return the readable part of a body; the body itself if nothing can be read, because it is not in this coding."""
    content = content_of(body, compression, max_bytes).body
    _check_size(len(content), max_bytes)
    return content or body


def _dechunk(body: bytes, max_bytes: int) -> bytes:
    """Return the chunks of a body, joined; the body itself if it is not in chunks."""
    joined, position = bytearray(), 0
    while line := _CHUNK_LINE.match(body, position):
        position = line.end() + int(line[1], 16)
        joined += body[line.end() : position]
        _check_size(len(joined), max_bytes)
    return bytes(joined) or body


def _check_size(size: int, max_bytes: int) -> None:
    """Raise TooLargeError beyond the bound."""
    if size > max_bytes:
        raise TooLargeError(f"over {max_bytes} bytes")
