"""Decompress bytes as far as possible: gzip, deflate, brotli, zstd, bzip2, xz and ZIP.

`decompression.py` refuses a response whose body is not whole. Part of a listing (`sources/packing.py`) or of an
archived body (`archive/content.py`) is still useful.
"""

from __future__ import annotations

import bz2
import io
import lzma
import sys
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol

import brotli

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

Compression = Literal["gzip", "deflate", "br", "zstd", "bzip2", "xz", "zip"]

MAX_MEMBERS = 256  # read from a gzip, zstd, bzip2 or xz stream
XZ_MEMORY_BYTES = 64 << 20  # for the dictionary
ZSTD_WINDOW_BITS = 23  # 8 MB, which RFC 8878 recommends and RFC 9659 requires on the web
# Bytes that are decompressed at a time. Of a damaged stream, the portions before the damage are read.
PORTION_BYTES = 4096
GZIP_TRAILER_BYTES = 8
# The first bytes of each compression. For deflate, they are a zlib header with the window of 32 KB that all servers
# use. Brotli, and deflate without a header, have no typical first bytes.
_STARTS: dict[Compression, tuple[bytes, ...]] = {
    "gzip": (b"\x1f\x8b",),
    "zstd": (b"\x28\xb5\x2f\xfd",),
    "deflate": tuple(bytes([0x78, level]) for level in (0x01, 0x5E, 0x9C, 0xDA)),
    "bzip2": (b"BZh",),
    "xz": (b"\xfd7zXZ\0",),
    "zip": (b"PK\x03\x04",),
}
# The names in the headers Content-Encoding and Transfer-Encoding, in lower case.
BY_ENCODING: dict[str, Compression] = {
    "gzip": "gzip",
    "x-gzip": "gzip",
    "deflate": "deflate",
    "x-deflate": "deflate",
    "br": "br",
    "brotli": "br",
    "zstd": "zstd",
}
_FAULTS = (zlib.error, zstd.ZstdError, lzma.LZMAError, brotli.error, zipfile.BadZipFile, OSError, EOFError,
           ValueError, NotImplementedError, RuntimeError)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Content:
    """The readable content of a compressed body."""

    body: bytes  # one byte longer than the bound if the content exceeds the bound
    fault: Literal["damaged", "truncated"] | None = None  # None: the content is whole, or longer than the bound
    detail: str = ""  # describes the damage


class _Stream(Protocol):
    """A decompressor of the standard library, or another one with the same methods."""

    @property
    def eof(self) -> bool: ...

    @property
    def unused_data(self) -> bytes: ...

    def decompress(self, data: bytes, max_length: int, /) -> bytes: ...


class _BrotliStream:
    unused_data = b""

    def __init__(self) -> None:
        self._stream = brotli.Decompressor()

    @property
    def eof(self) -> bool:
        return bool(self._stream.is_finished())

    def decompress(self, data: bytes, max_length: int, /) -> bytes:
        return bytes(self._stream.process(data, output_buffer_limit=max_length))


def compression_of(body: bytes, start: int = 0) -> Compression | None:
    """Return the compression whose first bytes are at a position; None if there are none."""
    return next((name for name, starts in _STARTS.items() if body.startswith(starts, start)), None)


def content_of(body: bytes, compression: Compression, max_bytes: int) -> Content:
    """Return the content of a compressed body, up to one byte more than `max_bytes`.

    Deflate is read with or without a zlib header, because servers send both. In a ZIP archive, the first file is read.
    """
    if compression in _STARTS and compression != "deflate" and compression_of(body) != compression:
        return Content(b"", "damaged", f"it does not begin as {compression} does")
    if compression == "zip":
        return _first_of_zip(body, max_bytes)
    content = _members(body, compression, max_bytes)
    is_bare = compression == "deflate" and content.fault and not content.body
    return _members(body, "raw deflate", max_bytes) if is_bare else content


def _members(body: bytes, name: str, max_bytes: int) -> Content:
    """Return the content of all members of a stream."""
    content, position = bytearray(), 0
    for _ in range(MAX_MEMBERS):
        if name == "gzip":
            position += _gzip_header_bytes(body, position)
        stream = _OPENERS[name]()
        try:
            while not stream.eof and position < len(body) and len(content) <= max_bytes:
                portion = body[position : position + PORTION_BYTES]
                position += len(portion)
                content += stream.decompress(portion, max_bytes + 1 - len(content))
        except _FAULTS as error:
            return Content(bytes(content), "damaged", str(error))
        if len(content) > max_bytes:
            return Content(bytes(content[: max_bytes + 1]))
        if not stream.eof:
            return Content(bytes(content), "truncated")
        position += (GZIP_TRAILER_BYTES if name == "gzip" else 0) - len(stream.unused_data)
        if compression_of(body, position) != name:
            break
    return Content(bytes(content))


def _gzip_header_bytes(body: bytes, start: int) -> int:
    """Return the length of the gzip header at a position (RFC 1952), or the rest of the body if it does not end."""
    flags, position = body[start + 3 : start + 4], start + 10
    if not flags:
        return len(body) - start
    if flags[0] & 4:  # further fields
        position += 2 + int.from_bytes(body[position : position + 2], "little")
    for flag in (8, 16):  # a file name, a comment
        if flags[0] & flag:
            position = body.find(b"\0", position) + 1 or len(body)
    return position + (2 if flags[0] & 2 else 0) - start  # 2: a checksum of the header


def _first_of_zip(body: bytes, max_bytes: int) -> Content:
    """Return the content of the first file of a ZIP archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            name = next((info for info in archive.infolist() if not info.is_dir()), None)
            if name is None:
                return Content(b"")
            with archive.open(name) as file:
                return Content(file.read(max_bytes + 1))
    except _FAULTS as error:
        return Content(b"", "damaged", str(error))


_OPENERS: dict[str, Callable[[], _Stream]] = {
    # Without header and trailer, because browsers do not check the checksum in the trailer either.
    "gzip": lambda: zlib.decompressobj(wbits=-15),
    "deflate": lambda: zlib.decompressobj(wbits=15),
    "raw deflate": lambda: zlib.decompressobj(wbits=-15),
    "br": _BrotliStream,
    "zstd": lambda: zstd.ZstdDecompressor(options={zstd.DecompressionParameter.window_log_max: ZSTD_WINDOW_BITS}),
    "bzip2": bz2.BZ2Decompressor,
    "xz": lambda: lzma.LZMADecompressor(memlimit=XZ_MEMORY_BYTES),
}
