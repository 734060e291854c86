"""Undo Transfer-Encoding and Content-Encoding of an archived body, and tolerate damage.

Other archivers store truncated and wrongly declared bodies, whose readable part is still useful. The crawl itself
refuses damaged bodies; see `crawler/network/decompression.py`.
"""

from __future__ import annotations

import re

from crawler.network.compression import BY_ENCODING, Compression, compression_of, content_of

# The line before a chunk: the line end of the chunk before it, its length, and extensions (RFC 9112).
_CHUNK_LINE = re.compile(rb"(?:\r?\n)?[ \t]{0,8}([0-9a-fA-F]{1,8})[ \t]{0,8}(?:;[^\r\n]{0,4096})?\r?\n")
UNDECLARED = ("gzip", "deflate", "zstd")  # codings that some servers and archivers do not declare


class TooLargeError(ValueError):
    """The decoded body is longer than the bound."""


def decode_body(body: bytes, transfer_encoding: str, content_encoding: str, max_bytes: int) -> bytes:
    """Return the decoded body, as a browser would see it, or the readable part of a truncated one.

    Unknown codings are skipped. So are declared codings that the body does not have, because many archivers decode a
    body but keep its headers.

    Raises:
        TooLargeError: The decoded body is longer than `max_bytes`.
    """
    codings = [name.strip().lower() for name in f"{content_encoding},{transfer_encoding}".split(",")]
    for coding in reversed(codings):
        if coding == "chunked":
            body = _dechunk(body, max_bytes)
        elif compression := BY_ENCODING.get(coding):
            body = _decompress(body, compression, max_bytes)
    undeclared = compression_of(body)
    return _decompress(body, undeclared, max_bytes) if undeclared in UNDECLARED else body


def _decompress(body: bytes, compression: Compression, max_bytes: int) -> bytes:
    """Return the readable part of a body; if nothing can be read, it does not have this coding: return it as it is."""
    content = content_of(body, compression, max_bytes).body
    _check_size(len(content), max_bytes)
    return content or body


def _dechunk(body: bytes, max_bytes: int) -> bytes:
    """Return the joined chunks of a body, or the body itself if it is not chunked."""
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
