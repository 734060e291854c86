"""Decompresses response bodies: gzip, deflate, brotli and zstd.

The size limit protects from decompression bombs. Damaged bodies are refused here; `archive/content.py`, which decodes
archived bodies, tolerates damage.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable, Sequence
from typing import Literal

import brotli

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

ENCODINGS = ("gzip", "deflate", "br", "zstd")  # sent as Accept-Encoding
MAX_LAYERS = 2  # some servers compress again what their application has compressed; three layers do not occur
MAX_ZSTD_FRAMES = 256  # as for members of gzip
MAX_GZIP_MEMBERS = 256  # reading a member copies the rest of the body; further members are ignored
ZSTD_WINDOW_BITS = 23  # 8 MB, which RFC 8878 recommends and RFC 9659 requires on the web

GZIP_MAGIC = b"\x1f\x8b"
GZIP_TRAILER_BYTES = 8
ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
# The first bytes of a compressed body take precedence over its label. For deflate they are those of a zlib header with
# the window of 32 KB that all servers use. Brotli has none.
_ENCODINGS_BY_MAGIC = (
    (GZIP_MAGIC, "gzip"),
    (ZSTD_MAGIC, "zstd"),
    *((bytes([0x78, level]), "deflate") for level in (0x01, 0x5E, 0x9C, 0xDA)),
)

UnpackFailure = Literal["bad_encoding", "too_large", "truncated"]


class DecompressionError(ValueError):
    """A body cannot be decompressed; `reason` is the code for statistics."""

    reason: UnpackFailure = "bad_encoding"


class BodyTooLargeError(DecompressionError):
    """A body is too large after decompression."""

    reason: UnpackFailure = "too_large"


class TruncatedBodyError(DecompressionError):
    """The end of a compressed body is missing."""

    reason: UnpackFailure = "truncated"


def decompress(body: bytes, encodings: Sequence[str], max_bytes: int) -> bytes:
    """Return the decompressed body. `encodings` are in the order in which the server applied them.

    A body with the first bytes of another encoding than the declared one is decompressed by these. Markup that is
    declared as compressed but is not is returned unchanged, and so is any other body declared as gzip or zstd.

    Raises:
        DecompressionError: The body is damaged or truncated, is longer than `max_bytes` after one of the steps, or has
            more than MAX_LAYERS encodings.
    """
    if len(encodings) > MAX_LAYERS:
        raise DecompressionError(f"{len(encodings)} encodings, more than the {MAX_LAYERS} that are allowed")
    for encoding in reversed(encodings):
        body = _unpack(body, encoding, max_bytes)
        if len(body) > max_bytes:
            raise BodyTooLargeError(f"more than {max_bytes} bytes after decompression")
    return body


def encoding_of(body: bytes) -> str | None:
    """Return the encoding that the first bytes of a body show, whatever its label; None if they show none."""
    return next((name for magic, name in _ENCODINGS_BY_MAGIC if body.startswith(magic)), None)


def brotli_page(body: bytes, max_bytes: int) -> bytes | None:
    """Return the markup in a body that brotli has compressed and no label names; None for any other body.

    Brotli has no first bytes of its own. So the whole body must unpack, to markup, within the bound.
    """
    if not any(byte < 9 for byte in body[:200]):
        return None
    try:
        unpacked = _brotli(body, max_bytes)
    except (brotli.error, TruncatedBodyError):
        return None
    return unpacked if _is_markup(unpacked) and len(unpacked) <= max_bytes else None


def _unpack(body: bytes, declared: str, max_bytes: int) -> bytes:
    encoding = encoding_of(body) or declared
    try:
        return _UNPACKERS[encoding](body, max_bytes)
    except (zlib.error, brotli.error, zstd.ZstdError, TruncatedBodyError) as error:
        if _is_markup(body):
            return body
        if isinstance(error, TruncatedBodyError):
            raise
        raise DecompressionError(f"not valid {encoding}: {error}") from None


def _is_markup(body: bytes) -> bool:
    """Return True for markup in ASCII or a charset that extends it; a compressed body soon has a zero or control."""
    start = body[:200].removeprefix(b"\xef\xbb\xbf").lstrip()
    return start.startswith(b"<") and b">" in start and not any(byte < 9 for byte in start)


def _gzip(body: bytes, max_bytes: int) -> bytes:
    """Return up to `max_bytes` + 1 bytes of a gzip stream, which may have several members."""
    pieces: list[bytes] = []
    room = max_bytes + 1
    for _ in range(MAX_GZIP_MEMBERS):
        if not body.startswith(GZIP_MAGIC) or room <= 0:
            break
        member = zlib.decompressobj(wbits=-15)  # without header and trailer: browsers do not check the sum in it either
        pieces.append(member.decompress(body[_gzip_header_bytes(body) :], room))
        room -= len(pieces[-1])
        if not member.eof and room > 0:
            raise TruncatedBodyError("the end of the gzip stream is missing")
        body = member.unused_data[GZIP_TRAILER_BYTES:]
    return b"".join(pieces) if pieces else body


def _gzip_header_bytes(body: bytes) -> int:
    """Return the length of a gzip header (RFC 1952); that of the whole body if the header does not end."""
    flags, length = body[3:4], 10
    if not flags:
        return len(body)
    if flags[0] & 4:  # further fields
        length += 2 + int.from_bytes(body[length : length + 2], "little")
    for flag in (8, 16):  # a file name, a comment
        if flags[0] & flag:
            length = body.find(b"\0", length) + 1 or len(body)
    return length + (2 if flags[0] & 2 else 0)  # a sum of the header


def _deflate(body: bytes, max_bytes: int) -> bytes:
    """Return up to `max_bytes` + 1 bytes of a deflate stream with or without a zlib header."""
    for wbits in (15, -15):  # with a zlib header, as specified, and without one, as some servers send it
        stream = zlib.decompressobj(wbits=wbits)
        try:
            unpacked = stream.decompress(body, max_bytes + 1)
        except zlib.error:
            if wbits < 0:
                raise
            continue
        break
    if not stream.eof and len(unpacked) <= max_bytes:
        raise TruncatedBodyError("the end of the deflate stream is missing")
    return unpacked


def _brotli(body: bytes, max_bytes: int) -> bytes:
    """Return about `max_bytes` + 1 bytes of a brotli stream."""
    stream = brotli.Decompressor()
    unpacked: bytes = stream.process(body, output_buffer_limit=max_bytes + 1)
    if not stream.is_finished() and len(unpacked) <= max_bytes:
        raise TruncatedBodyError("the end of the brotli stream is missing")
    return unpacked


def _zstd(body: bytes, max_bytes: int) -> bytes:
    """Return up to `max_bytes` + 1 bytes of the frames of a zstd stream."""
    if not body.startswith(ZSTD_MAGIC):
        return body
    unpacked = b""
    for _ in range(MAX_ZSTD_FRAMES):
        stream = zstd.ZstdDecompressor(options={zstd.DecompressionParameter.window_log_max: ZSTD_WINDOW_BITS})
        unpacked += stream.decompress(body, max_length=max_bytes + 1 - len(unpacked))
        if not stream.eof and len(unpacked) <= max_bytes:
            raise TruncatedBodyError("the end of the zstd stream is missing")
        body = stream.unused_data
        if len(unpacked) > max_bytes or not body.startswith(ZSTD_MAGIC):
            break
    return unpacked


# Each stops soon after `max_bytes`. A longer result tells `decompress` that the body is too large.
_UNPACKERS: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "x-deflate": _deflate,
    "br": _brotli,
    "brotli": _brotli,
    "zstd": _zstd,
}


def supported_encodings(headers: Sequence[str]) -> list[str]:
    """Return the encodings in Content-Encoding headers that `decompress` knows, in order, without the others."""
    named = [part.strip().lower() for header in headers for part in header.split(",")]
    return [encoding for encoding in named if encoding in _UNPACKERS]
