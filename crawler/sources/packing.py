"""Decompress a listing according to its content, whatever its name and headers say.

Some sites serve files that were compressed in advance, even twice, and declare no encoding or a wrong one.
"""

from __future__ import annotations

from cleaners.text.formats import is_readable
from crawler.network.compression import Compression, compression_of, content_of

# The bound for every body. Reading a listing takes several times its size in memory.
MAX_UNPACKED_BYTES = 10 * 1024 * 1024
MAX_LAYERS = 3  # of compression: by the site's program, its cache, and the server
_START_BYTES = 64  # of a body, enough to find bytes other than ASCII if it is packed
_BLANKS = b"\xef\xbb\xbf \t\r\n"  # written by some programs before a packed file
_WITHOUT_MARK: tuple[Compression, ...] = ("br", "deflate")


def unpack(body: bytes, max_bytes: int = MAX_UNPACKED_BYTES) -> bytes:
    """Return up to `max_bytes` of the content of a body, which may be packed several times, or its readable part."""
    for _ in range(MAX_LAYERS):
        unpacked = _unpack_layer(body, max_bytes)
        if unpacked is None:
            break
        body = unpacked
    return body[:max_bytes]


def _unpack_layer(body: bytes, max_bytes: int) -> bytes | None:
    """Return the content of a packed body; None if it is not packed."""
    packed = body[len(body[:100]) - len(body[:100].lstrip(_BLANKS)) :]
    if compression := compression_of(packed):
        return content_of(packed, compression, max_bytes).body
    is_text = body[:_START_BYTES].isascii() or is_readable(body)
    return None if is_text else _unpack_unmarked(body, max_bytes)


def _unpack_unmarked(body: bytes, max_bytes: int) -> bytes | None:
    """Return the content of a complete brotli or deflate stream without typical first bytes; None for other bytes."""
    contents = (content_of(body, compression, max_bytes) for compression in _WITHOUT_MARK)
    return next((content.body for content in contents if content.fault is None), None)
