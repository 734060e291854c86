"""Incremental decoders for the compressions whose members can be read one by one: gzip and zstd."""

from __future__ import annotations

import re
import struct
import sys
import zlib
from collections.abc import Iterator
from typing import ClassVar, Protocol

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

OUTPUT_BYTES = 1 << 20  # decoded at a time, so that a decompression bomb never fills the memory
# Zstandard's frames without content (RFC 8878). The first frame of a .warc.zst file may hold a dictionary.
SKIPPABLE = re.compile(rb"[\x50-\x5f]\x2a\x4d\x18", re.DOTALL)
MAX_DICTIONARY_BYTES = 8 << 20


class DamagedError(ValueError):
    """The bytes cannot be decoded."""


class Decoder(Protocol):
    """Decodes one member, which begins with `magic`; its first `probe_bytes` show how its content begins."""

    magic: ClassVar[bytes]
    probe_bytes: ClassVar[int]

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Yield decoded bytes. Raises DamagedError."""

    @property
    def ended(self) -> bool:
        """True after the last byte of the member."""

    @property
    def unused(self) -> bytes:
        """The bytes that were fed and follow the member."""


class GzipDecoder:
    """Decodes a gzip member and checks its checksum."""

    magic: ClassVar[bytes] = b"\x1f\x8b\x08"
    probe_bytes: ClassVar[int] = 512

    def __init__(self) -> None:
        self._inflate = zlib.decompressobj(wbits=31)

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Yield the decoded bytes. Raises DamagedError."""
        while data and not self._inflate.eof:
            try:
                decoded = self._inflate.decompress(data, OUTPUT_BYTES)
            except zlib.error as error:
                raise DamagedError(str(error)) from None
            data = self._inflate.unconsumed_tail
            yield decoded

    @property
    def ended(self) -> bool:
        """True after the last byte of the member."""
        return self._inflate.eof

    @property
    def unused(self) -> bytes:
        """The bytes that were fed and follow the member."""
        return self._inflate.unused_data


class ZstdDecoder:
    """Decodes a zstd frame, with the dictionary of its file if there is one."""

    magic: ClassVar[bytes] = b"\x28\xb5\x2f\xfd"
    probe_bytes: ClassVar[int] = (128 << 10) + 64  # a block, the unit that is decoded at once, and the headers

    def __init__(self, dictionary: zstd.ZstdDict | None = None) -> None:
        self._decompressor = zstd.ZstdDecompressor(dictionary)

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Yield the decoded bytes. Raises DamagedError."""
        try:
            while not self._decompressor.eof:
                decoded = self._decompressor.decompress(data, OUTPUT_BYTES)
                data = b""
                yield decoded
                if self._decompressor.needs_input:
                    return
        except zstd.ZstdError as error:
            raise DamagedError(str(error)) from None

    @property
    def ended(self) -> bool:
        """True after the last byte of the frame."""
        return self._decompressor.eof

    @property
    def unused(self) -> bytes:
        """The bytes that were fed and follow the frame."""
        return self._decompressor.unused_data


def frame_bytes(head: bytes) -> int:
    """Return the length of a frame without content, from its first 8 bytes."""
    return 8 + int(struct.unpack("<I", head[4:8])[0])


def dictionary_of(frame: bytes) -> zstd.ZstdDict | None:
    """Return the dictionary in a frame without content, which may be compressed there; None without a usable one."""
    content = frame[8:]
    try:
        if content.startswith(ZstdDecoder.magic):
            content = zstd.ZstdDecompressor().decompress(content, MAX_DICTIONARY_BYTES)
        dictionary = zstd.ZstdDict(content)
        zstd.ZstdDecompressor(dictionary)  # which alone notices some damage
        return dictionary
    except (ValueError, zstd.ZstdError):
        return None
