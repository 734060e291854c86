"""A kept body without the codings that it came in: Transfer-Encoding and Content-Encoding undone."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from typing import Protocol

from fastwarc.stream_io import BrotliReader, ChunkedReader, ZstdReader

CHUNK_BYTES = 1 << 16


class TooLargeError(ValueError):
    """A body that is longer than it may be, once it is decoded."""


class _Reader(Protocol):
    def read(self, size: int = ...) -> bytes: ...


def decoded(body: bytes, transfer_encoding: str, content_encoding: str, max_bytes: int) -> bytes:
    """Return the body as a browser sees it; TooLargeError beyond `max_bytes`.

    A coding that is unknown, or that the body is not really in (many archivers decode it and keep the header), is
    passed over; of a body that breaks off, what there is of it is returned.
    """
    codings = [name.strip().lower() for name in f"{content_encoding},{transfer_encoding}".split(",")]
    for coding in reversed(codings):
        if decode := _DECODERS.get(coding):
            body = decode(body, max_bytes)
    return body


def _unzip(body: bytes, max_bytes: int) -> bytes:
    return _inflate(body, 31, max_bytes) if body.startswith(b"\x1f\x8b") else body


def _undeflate(body: bytes, max_bytes: int) -> bytes:
    """Servers send it with a zlib header, as it is defined, or without one."""
    return _inflate(body, 15, max_bytes) or _inflate(body, -15, max_bytes) or body


def _inflate(body: bytes, wbits: int, max_bytes: int) -> bytes:
    """The members one behind the other, up to the first that is broken."""
    whole = b""
    while body:
        inflate = zlib.decompressobj(wbits)
        try:
            whole += inflate.decompress(body, max_bytes + 1 - len(whole))
        except zlib.error:
            break
        _check(len(whole), max_bytes)
        body = inflate.unused_data
    return whole


def _streamed(open_reader: Callable[[io.BytesIO], _Reader]) -> Callable[[bytes, int], bytes]:
    def decode(body: bytes, max_bytes: int) -> bytes:
        out = bytearray()
        try:
            reader = open_reader(io.BytesIO(body))
            while chunk := reader.read(CHUNK_BYTES):
                out += chunk
                _check(len(out), max_bytes)
        except OSError:
            pass  # broken off, or never in this coding
        return bytes(out) or body

    return decode


def _check(size: int, max_bytes: int) -> None:
    if size > max_bytes:
        raise TooLargeError(f"over {max_bytes} bytes")


_DECODERS: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": _unzip,
    "x-gzip": _unzip,
    "deflate": _undeflate,
    "br": _streamed(BrotliReader),
    "zstd": _streamed(ZstdReader),
    "chunked": _streamed(ChunkedReader),
}
