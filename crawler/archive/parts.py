"""Split an archive file into parts that can be read independently: gzip members, zstd frames, or the whole file.

After a damaged part, reading continues where the next part begins, so no other part is lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO, Literal, cast

from fastwarc.stream_io import Lz4Reader

from crawler.archive.codecs import (
    MAX_DICTIONARY_BYTES,
    SKIPPABLE,
    DamagedError,
    Decoder,
    GzipDecoder,
    ZstdDecoder,
    dictionary_of,
    frame_bytes,
)
from crawler.archive.record_header import START_BYTES, is_start

Fault = Literal["damaged", "truncated"]
MakeDecoder = Callable[[], Decoder]

CHUNK_BYTES = 1 << 16  # read at a time
# A member of up to this size is decoded completely before it is used, because its checksum is at its end. In nearly all
# archives each record is a member; larger members are files that were compressed as a whole.
HELD_BYTES = 16 << 20
LZ4_MAGIC = b"\x04\x22\x4d\x18"
_BLANKS = re.compile(rb"[\r\n]+")  # between the members of files that were joined by hand


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an archive: its offset in the file, and its decoded content in chunks.

    If the content ends early, the last item of `chunks` is the fault.
    """

    position: int
    chunks: Iterator[bytes | Fault]
    is_member: bool  # False: the file is not compressed, so each record has its own offset


class LookAhead:
    """A stream with look-ahead. `position` is the offset in the file of the first byte of `buffer`."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.position = stream.tell() if stream.seekable() else 0
        self.buffer = bytearray()

    def fill(self, size: int) -> bool:
        """Read until the buffer has at least this many bytes; return False if the stream ends earlier."""
        while len(self.buffer) < size:
            chunk = self._stream.read(max(CHUNK_BYTES, size - len(self.buffer)))
            if not chunk:
                return False
            self.buffer += chunk
        return True

    def skip(self, size: int) -> None:
        """Drop the first bytes of the buffer."""
        self.position += min(size, len(self.buffer))
        del self.buffer[:size]

    def tell(self) -> int:
        """Return the position."""
        return self.position

    def read(self, size: int = CHUNK_BYTES) -> bytes:
        """Return up to `size` bytes; empty only at the end."""
        self.fill(1)
        data = bytes(self.buffer[:size])
        self.skip(len(data))
        return data


def parts(stream: BinaryIO) -> Iterator[Part | Fault]:
    """Yield the parts of a file or pipe in any compression, and a fault for each unreadable section."""
    source = LookAhead(stream)
    source.fill(CHUNK_BYTES)
    head = bytes(source.buffer[:8])
    if head.startswith(LZ4_MAGIC):
        yield Part(source.position, _decoded_by_lz4(source), is_member=True)
    elif head.startswith(ZstdDecoder.magic) or SKIPPABLE.match(head):
        yield from _members(source, _zstd_decoder(source, head))
    elif head.startswith(GzipDecoder.magic) or _has_damaged_start(source, GzipDecoder):
        yield from _members(source, GzipDecoder)
    elif _has_damaged_start(source, ZstdDecoder):
        yield from _members(source, ZstdDecoder)
    else:
        yield Part(source.position, iter(source.read, b""), is_member=False)


def _decoded_by_lz4(source: LookAhead) -> Iterator[bytes | Fault]:
    try:
        reader = Lz4Reader(cast(BinaryIO, source))
        while chunk := reader.read(CHUNK_BYTES):
            yield chunk
    except OSError:
        yield "damaged"


def _zstd_decoder(source: LookAhead, head: bytes) -> MakeDecoder:
    """Return a function that makes decoders, with the dictionary at the beginning of the file if there is one."""
    if not SKIPPABLE.match(head) or len(head) < 8 or frame_bytes(head) > MAX_DICTIONARY_BYTES:
        return ZstdDecoder
    size = frame_bytes(head)
    source.fill(size)
    dictionary = dictionary_of(bytes(source.buffer[:size]))
    source.skip(size)
    return partial(ZstdDecoder, dictionary)


def _has_damaged_start(source: LookAhead, decoder: type[GzipDecoder] | type[ZstdDecoder]) -> bool:
    """Return True if only the first bytes of a compressed file are damaged."""
    if is_start(source.buffer.lstrip()):
        return False
    return any(_begins_record(source, found, decoder) for found in _magics(source.buffer, decoder.magic))


def _members(source: LookAhead, make: MakeDecoder) -> Iterator[Part | Fault]:
    """Yield the members of a compressed file, each joined with the following ones that continue its record."""
    while source.fill(len(make().magic)) or source.buffer:
        if blank := _BLANKS.match(source.buffer):
            source.skip(blank.end())
            continue
        member = _Member(source, make)
        if member.fault == "damaged":
            yield "damaged"
            _skip_to_member(source, 1, make)
        else:
            yield Part(source.position, _joined(source, member, make), is_member=True)


def _joined(source: LookAhead, member: _Member, make: MakeDecoder) -> Iterator[bytes | Fault]:
    """Yield the content of a member and of the following ones, up to the first that begins with a record.

    Members are joined because tools that compress in portions, such as bgzip and pzstd, cut records anywhere.
    """
    while True:
        fault = yield from member.content()
        if fault == "damaged":
            _skip_to_member(source, 0, make)
        if fault:
            yield fault
            return
        _skip_empty_frames(source, make)
        if not source.fill(1) or _begins_record(source, 0, make):
            return
        member = _Member(source, make)
        if member.fault == "damaged":
            return


def _skip_empty_frames(source: LookAhead, make: MakeDecoder) -> None:
    """Skip the frames without content that some tools write between the others in a zstd file."""
    if make().magic != ZstdDecoder.magic:
        return
    while source.fill(8) and SKIPPABLE.match(source.buffer):
        size = frame_bytes(bytes(source.buffer[:8]))
        if not source.fill(size):
            return
        source.skip(size)


class _Member:
    """A member at the beginning of the input's buffer."""

    def __init__(self, source: LookAhead, make: MakeDecoder) -> None:
        self._source, self._make = source, make
        self.decoder = make()
        self.held: list[bytes] = []
        self.used = 0  # bytes of the input's buffer
        self.fault = self._hold() if source.buffer.startswith(self.decoder.magic) else "damaged"
        if not self.decoder.ended and self._contains_another():
            self.fault = "damaged"

    def _hold(self) -> Fault | None:
        """Decode up to HELD_BYTES without moving the input; return the fault if the member ends early."""
        size = 0
        while size <= HELD_BYTES and self.used <= HELD_BYTES and not self.decoder.ended:
            if not self._source.fill(self.used + 1):
                return "truncated"
            fed = bytes(self._source.buffer[self.used : self.used + CHUNK_BYTES])
            try:
                for decoded in self.decoder.feed(fed):
                    self.held.append(decoded)
                    size += len(decoded)
            except DamagedError:
                return "damaged"
            self.used += len(fed) - len(self.decoder.unused)
        return None

    def _contains_another(self) -> bool:
        """Return True if another member begins within the bytes of this one, which must then be damaged."""
        buffer, magic = self._source.buffer, self.decoder.magic
        return any(_begins_record(self._source, found, self._make) for found in _magics(buffer, magic) if found > 0)

    def content(self) -> Generator[bytes, None, Fault | None]:
        """Take the member from the input and yield its content; return the fault if it ends early."""
        self._source.skip(self.used)
        yield from self.held
        while not self.fault and not self.decoder.ended:
            fed = self._source.read()
            if not fed:
                return "truncated"
            try:
                yield from self.decoder.feed(fed)
            except DamagedError:
                return "damaged"
            unused = self.decoder.unused
            self._source.buffer[:0] = unused
            self._source.position -= len(unused)
        return self.fault


def _skip_to_member(source: LookAhead, begin: int, make: MakeDecoder) -> None:
    """Skip `begin` bytes, and then everything before the next member that begins with a record."""
    magic = make().magic
    source.skip(begin)
    while source.fill(1):
        source.fill(CHUNK_BYTES)
        for found in _magics(source.buffer, magic):
            if _begins_record(source, found, make):
                source.skip(found)
                return
        searched = len(source.buffer)
        # Keep the end of the buffer, which may be the beginning of a magic number.
        source.skip(searched - len(magic) if source.fill(searched + 1) else searched)


def _magics(buffer: bytearray, magic: bytes) -> Iterator[int]:
    """Yield the places of a magic number in a buffer."""
    found = buffer.find(magic)
    while found >= 0:
        yield found
        found = buffer.find(magic, found + 1)


def _begins_record(source: LookAhead, place: int, make: MakeDecoder) -> bool:
    """Return True if a member with a record at its start begins at this place in the buffer."""
    decoder, begun = make(), bytearray()
    source.fill(place + decoder.probe_bytes)
    try:
        for decoded in decoder.feed(bytes(source.buffer[place : place + decoder.probe_bytes])):
            begun += decoded
            if len(begun) >= START_BYTES:
                break
    except DamagedError:
        return False
    return is_start(begun)
