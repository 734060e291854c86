"""Undoes Transfer-Encoding and Content-Encoding of an archived body, and tolerates damage.

Archives of others hold truncated and wrongly declared bodies, whose readable part is worth having. The crawl
itself refuses damaged bodies; see `crawler/network/decompression.py`.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from typing import Protocol

from fastwarc.stream_io import BrotliReader, ChunkedReader, ZstdReader

CHUNK_BYTES = 1 << 16


class TooLargeError(ValueError):
    """A body that is longer than the bound after decoding."""


class _Reader(Protocol):
    """One of FastWARC's decoding streams."""

    def read(self, size: int = ...) -> bytes: ...


def decode_body(body: bytes, transfer_encoding: str, content_encoding: str, max_bytes: int) -> bytes:
    """Return the body with all codings undone, as a browser would see it; of a truncated body, the readable part.

    Unknown codings are skipped. So are codings that the body is not in, because many archivers decode a body and keep
    its headers.

    Raises:
        TooLargeError: The decoded body is longer than `max_bytes`.
    """
    codings = [name.strip().lower() for name in f"{content_encoding},{transfer_encoding}".split(",")]
    for coding in reversed(codings):
        if decode := _DECODERS.get(coding):
            body = decode(body, max_bytes)
    return _decode_gzip(body, max_bytes)  # some servers do not name this coding


def _decode_gzip(body: bytes, max_bytes: int) -> bytes:
    return _inflate(body, 31, max_bytes) if body.startswith(b"\x1f\x8b") else body


def _decode_deflate(body: bytes, max_bytes: int) -> bytes:
    """Decode a body with a zlib header, as the standard says, or without one, as some servers send it."""
    return _inflate(body, 15, max_bytes) or _inflate(body, -15, max_bytes) or body


def _inflate(body: bytes, wbits: int, max_bytes: int) -> bytes:
    """Return the decoded members of a stream, up to the first that is damaged."""
    whole = b""
    while body:
        inflate = zlib.decompressobj(wbits)
        try:
            whole += inflate.decompress(body, max_bytes + 1 - len(whole))
        except zlib.error:
            break
        _check_size(len(whole), max_bytes)
        body = inflate.unused_data
    return whole


def _stream_decoder(open_reader: Callable[[io.BytesIO], _Reader]) -> Callable[[bytes, int], bytes]:
    """Return a decoder that reads a body through one of FastWARC's streams."""

    def decode(body: bytes, max_bytes: int) -> bytes:
        out = bytearray()
        try:
            reader = open_reader(io.BytesIO(body))
            while chunk := reader.read(CHUNK_BYTES):
                out += chunk
                _check_size(len(out), max_bytes)
        except OSError:
            pass  # the body is truncated, or is not in this coding
        return bytes(out) or body

    return decode


def _check_size(size: int, max_bytes: int) -> None:
    """Raise TooLargeError beyond the bound."""
    if size > max_bytes:
        raise TooLargeError(f"over {max_bytes} bytes")


_DECODERS: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": _decode_gzip,
    "x-gzip": _decode_gzip,
    "deflate": _decode_deflate,
    "br": _stream_decoder(BrotliReader),
    "zstd": _stream_decoder(ZstdReader),
    "chunked": _stream_decoder(ChunkedReader),
}
