"""Unpacks a listing by its content, whatever its name and headers say.

Sites serve files that were compressed in advance, some of them twice, and name no encoding or a wrong one.
"""

from __future__ import annotations

import bz2
import io
import lzma
import sys
import zipfile
import zlib
from collections.abc import Callable

import brotli

from cleaners.text.formats import is_readable

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

MAX_UNPACKED_BYTES = 10 * 1024 * 1024  # the bound of every body; reading one takes a multiple of it in memory
MAX_LAYERS = 3  # of compression: by the site's program, by its cache, and by the server
_MAX_MEMBERS = 256  # each costs a copy of all that follows it
_MAX_LZMA_BYTES = 64 << 20  # of memory, for the dictionary of an .xz file
_ZSTD_WINDOW_BITS = 23  # 8 MB, which RFC 8878 recommends
_ZLIB_STARTS = tuple(bytes([0x78, level]) for level in (0x01, 0x5E, 0x9C, 0xDA))
_START_BYTES = 64  # enough of a packed body to show bytes that are not ASCII
_BLANKS = b"\xef\xbb\xbf \t\r\n"  # that programs write before a packed file
_FAULTS = (zlib.error, zstd.ZstdError, lzma.LZMAError, brotli.error, zipfile.BadZipFile, OSError, EOFError,
           ValueError, NotImplementedError, RuntimeError)  # fmt: skip


def unpack(body: bytes, max_bytes: int = MAX_UNPACKED_BYTES) -> bytes:
    """Return up to `max_bytes` of a body, unpacked as often as it was packed; of a damaged one, the readable part."""
    for _ in range(MAX_LAYERS):
        unpacked = _unpack_layer(body, max_bytes)
        if unpacked is None:
            break
        body = unpacked
    return body[:max_bytes]


def _unpack_layer(body: bytes, max_bytes: int) -> bytes | None:
    """Return the content of a packed body, None if it is not packed."""
    start = body[:100].lstrip(_BLANKS)
    for marks, unpacker in _UNPACKERS:
        if start.startswith(marks):
            return unpacker(body[min(100, len(body)) - len(start) :], max_bytes)
    is_text = body[:_START_BYTES].isascii() or is_readable(body)
    return None if is_text else _unpack_unmarked(body, max_bytes)


def _unpack_unmarked(body: bytes, max_bytes: int) -> bytes | None:
    """Return the content of a whole brotli or raw deflate stream, which have no mark; None for other bytes."""
    for unpacker in (_brotli, _raw_deflate):
        try:
            if (unpacked := unpacker(body, max_bytes)) is not None:
                return unpacked
        except _FAULTS:
            continue
    return None


def _inflate(body: bytes, max_bytes: int) -> bytes:
    """Return the content of gzip or zlib members, up to the first that is damaged."""
    pieces: list[bytes] = []
    room = max_bytes
    for _ in range(_MAX_MEMBERS):
        if room <= 0 or not body.startswith((b"\x1f\x8b", *_ZLIB_STARTS)):
            break
        member = zlib.decompressobj(wbits=47)  # 47: with the header of either
        try:
            pieces.append(member.decompress(body, room))
        except zlib.error:
            break
        room -= len(pieces[-1])
        body = member.unused_data
    return b"".join(pieces)


def _zstd(body: bytes, max_bytes: int) -> bytes:
    stream = zstd.ZstdDecompressor(options={zstd.DecompressionParameter.window_log_max: _ZSTD_WINDOW_BITS})
    return _or_nothing(lambda: stream.decompress(body, max_bytes))


def _bzip2(body: bytes, max_bytes: int) -> bytes:
    return _or_nothing(lambda: bz2.BZ2Decompressor().decompress(body, max_bytes))


def _xz(body: bytes, max_bytes: int) -> bytes:
    return _or_nothing(lambda: lzma.LZMADecompressor(memlimit=_MAX_LZMA_BYTES).decompress(body, max_bytes))


def _zip(body: bytes, max_bytes: int) -> bytes:
    """Return the first file of a ZIP archive."""

    def read() -> bytes:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            name = next((info for info in archive.infolist() if not info.is_dir()), None)
            if name is None:
                return b""
            with archive.open(name) as file:
                return file.read(max_bytes)

    return _or_nothing(read)


def _or_nothing(read: Callable[[], bytes]) -> bytes:
    """Return what a function reads, or nothing of a file that is damaged."""
    try:
        return read()
    except _FAULTS:
        return b""


def _brotli(body: bytes, max_bytes: int) -> bytes | None:
    stream = brotli.Decompressor()
    unpacked: bytes = stream.process(body, output_buffer_limit=max_bytes)
    return unpacked if stream.is_finished() or len(unpacked) >= max_bytes else None


def _raw_deflate(body: bytes, max_bytes: int) -> bytes | None:
    stream = zlib.decompressobj(wbits=-15)
    unpacked = stream.decompress(body, max_bytes)
    return unpacked if stream.eof or len(unpacked) >= max_bytes else None


# By the first bytes of the format.
_UNPACKERS: tuple[tuple[tuple[bytes, ...], Callable[[bytes, int], bytes]], ...] = (
    ((b"\x1f\x8b", *_ZLIB_STARTS), _inflate),
    ((b"\x28\xb5\x2f\xfd",), _zstd),
    ((b"BZh",), _bzip2),
    ((b"\xfd7zXZ\0",), _xz),
    ((b"PK\x03\x04",), _zip),
)
