"""Split an archive file into parts that can be read without each other: gzip members, zstd frames, or the whole file.

A part that is damaged costs no other part: reading continues at the next place where a part begins.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
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

Fault = Literal["damaged", "truncated"]
MakeDecoder = Callable[[], Decoder]

CHUNK_BYTES = 1 << 16  # read at once
# A member of up to this size is decoded before anything of it is used, because its checksum is at its end. Each record
# is a member of its own in nearly all archives; larger members are files that were compressed as a whole.
HELD_BYTES = 16 << 20
LZ4_MAGIC = b"\x04\x22\x4d\x18"
RECORD_START = b"WARC/"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an archive: where it begins in the file, and its decoded content in chunks.

    If the content ends early, the last item of `chunks` is the fault instead of bytes.
    """

    position: int
    chunks: Iterator[bytes | Fault]
    is_member: bool  # False: the file is not compressed, so each record has a position of its own


class Input:
    """A stream with look-ahead. `position` is the place in the file of the first byte of `buffer`."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.position = stream.tell() if stream.seekable() else 0
        self.buffer = bytearray()

    def fill(self, size: int) -> bool:
        """Read until the buffer has at least this many bytes; return False if the stream ends before."""
        while len(self.buffer) < size:
            chunk = self._stream.read(max(CHUNK_BYTES, size - len(self.buffer)))
            if not chunk:
                return False
            self.buffer += chunk
        return True

    def skip(self, size: int) -> None:
        """Forget the first bytes of the buffer."""
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
    """Yield the parts of a file, or of a pipe, in any compression; a fault for each stretch that is unreadable."""
    source = Input(stream)
    source.fill(CHUNK_BYTES)
    head = bytes(source.buffer[:8])
    if head.startswith(LZ4_MAGIC):
        yield Part(source.position, _decoded_by_lz4(source), is_member=True)
    elif head.startswith(ZstdDecoder.magic) or SKIPPABLE.match(head):
        yield from _members(source, _zstd_decoder(source, head))
    elif head.startswith(GzipDecoder.magic) or _is_behind_rubbish(source, GzipDecoder):
        yield from _members(source, GzipDecoder)
    elif _is_behind_rubbish(source, ZstdDecoder):
        yield from _members(source, ZstdDecoder)
    else:
        yield Part(source.position, iter(source.read, b""), is_member=False)


def _decoded_by_lz4(source: Input) -> Iterator[bytes | Fault]:
    try:
        reader = Lz4Reader(cast(BinaryIO, source))
        while chunk := reader.read(CHUNK_BYTES):
            yield chunk
    except OSError:
        yield "damaged"


def _zstd_decoder(source: Input, head: bytes) -> MakeDecoder:
    """Return a maker of decoders that use the dictionary at the beginning of the file, if there is one."""
    if not SKIPPABLE.match(head) or len(head) < 8 or frame_bytes(head) > MAX_DICTIONARY_BYTES:
        return ZstdDecoder
    size = frame_bytes(head)
    source.fill(size)
    dictionary = dictionary_of(bytes(source.buffer[:size]))
    source.skip(size)
    return partial(ZstdDecoder, dictionary)


def _is_behind_rubbish(source: Input, decoder: type[GzipDecoder] | type[ZstdDecoder]) -> bool:
    """Return True if only the first bytes of a compressed file are damaged."""
    if source.buffer.lstrip().startswith(RECORD_START):
        return False
    return any(_begins_record(source, found, decoder) for found in _magics(source.buffer, decoder.magic))


def _members(source: Input, make: MakeDecoder) -> Iterator[Part | Fault]:
    """Yield the members of a compressed file."""
    magic = make().magic
    while source.fill(1):
        source.fill(len(magic))
        member = _Member(source, make())
        fault = member.hold() if source.buffer.startswith(magic) else "damaged"
        if not member.decoder.ended and member.swallows_another(make):
            fault = "damaged"
        if fault == "damaged":
            yield fault
            _skip_to_member(source, 1, make)
            continue
        position = source.position
        source.skip(member.used)
        if fault:
            yield Part(position, iter([*member.held, fault]), is_member=True)
        elif member.decoder.ended:
            yield Part(position, _with_continuations(member, source, make), is_member=True)
        else:
            yield Part(position, member.stream(), is_member=True)
            if not member.decoder.ended:
                _skip_to_member(source, 0, make)


def _with_continuations(member: _Member | None, source: Input, make: MakeDecoder) -> Iterator[bytes | Fault]:
    """Yield the content of a whole member, and of those after it that go on in the middle of a record.

    Programs that compress in parallel, such as bgzip, begin members anywhere.
    """
    while member:
        yield from member.held
        member = _continuation(source, make)


def _continuation(source: Input, make: MakeDecoder) -> _Member | None:
    """Take the next member from the input if it is whole, and does not begin with a record."""
    member = _Member(source, make())
    source.fill(len(member.decoder.magic))
    if not source.buffer.startswith(member.decoder.magic) or _begins_record(source, 0, make):
        return None
    if member.hold() or not member.decoder.ended:
        return None
    source.skip(member.used)
    return member


class _Member:
    """A member at the beginning of the input's buffer."""

    def __init__(self, source: Input, decoder: Decoder) -> None:
        self._source = source
        self.decoder = decoder
        self.held: list[bytes | Fault] = []
        self.used = 0  # bytes of the input's buffer

    def hold(self) -> Fault | None:
        """Decode up to HELD_BYTES, and leave the input where it is; return the fault of a member that ends before."""
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

    def swallows_another(self, make: MakeDecoder) -> bool:
        """Return True if a further member begins in the bytes that were taken for this one, which is then damaged."""
        buffer, magic = self._source.buffer, self.decoder.magic
        return any(_begins_record(self._source, found, make) for found in _magics(buffer, magic) if found > 0)

    def stream(self) -> Iterator[bytes | Fault]:
        """Yield what was decoded already, then the rest of the member, and take it from the input."""
        yield from self.held
        while not self.decoder.ended:
            fed = self._source.read()
            if not fed:
                yield "truncated"
                return
            try:
                yield from self.decoder.feed(fed)
            except DamagedError:
                yield "damaged"
                return
            unused = self.decoder.unused
            self._source.buffer[:0] = unused
            self._source.position -= len(unused)


def _skip_to_member(source: Input, begin: int, make: MakeDecoder) -> None:
    """Go to the next place at which a member with a record begins, at the earliest `begin` bytes ahead."""
    magic = make().magic
    source.skip(begin)
    while source.fill(1):
        source.fill(CHUNK_BYTES)
        for found in _magics(source.buffer, magic):
            if _begins_record(source, found, make):
                source.skip(found)
                return
        searched = len(source.buffer)
        # The end of the buffer may be the beginning of a magic number.
        source.skip(searched - len(magic) if source.fill(searched + 1) else searched)


def _magics(buffer: bytearray, magic: bytes) -> Iterator[int]:
    """Yield the places of a magic number in a buffer."""
    found = buffer.find(magic)
    while found >= 0:
        yield found
        found = buffer.find(magic, found + 1)


def _begins_record(source: Input, place: int, make: MakeDecoder) -> bool:
    """Return True if a member begins at a place of the buffer, and a record at the beginning of the member."""
    decoder, begun = make(), bytearray()
    source.fill(place + decoder.probe_bytes)
    try:
        for decoded in decoder.feed(bytes(source.buffer[place : place + decoder.probe_bytes])):
            begun += decoded
            if len(begun) >= len(RECORD_START):
                break
    except DamagedError:
        return False
    return begun.startswith(RECORD_START)
