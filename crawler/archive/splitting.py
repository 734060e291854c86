"""Split the content of an archive into its records, so that a fault in one record costs no other.

A record is trusted if its header can be read and a further record, or the end, follows where its Content-Length says.
After any other record, reading continues at the next line that looks like the beginning of a record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Literal

from crawler.archive.parts import HELD_BYTES, RECORD_START, Fault, Part, parts
from crawler.archive.record_header import usual_record

# A longer record is skipped: a page of MAX_BODY_BYTES with its headers is shorter.
MAX_RECORD_BYTES = HELD_BYTES - (4 << 20)
MAX_HEADER_BYTES = 1 << 15
BLANK = b"\r\n"
# A line with the version, and the name of the first field. The bounds keep the pattern linear.
_BEGINNING = re.compile(rb"WARC/\d\.\d{1,2}[ \t]{0,8}\r?\n[A-Za-z][A-Za-z-]{2,60}[ \t]{0,8}:")
_BEGINNING_BYTES = 128  # the longest text that the pattern matches
_BLANKS = re.compile(rb"[\r\n]+")
MAX_SURPLUS = 8  # bytes of a record that its Content-Length does not count
_UNCOUNTED = re.compile(rb"(.{1,%d}?)(?:\r\n){2}(?:%s|\Z)" % (MAX_SURPLUS, RECORD_START), re.DOTALL)
_HEADER_ENDS = (b"\r\n\r\n", b"\n\n")
_LENGTH = re.compile(rb"\ncontent-length[ \t]{0,8}:[ \t]{0,8}(\d{1,18})[ \t]{0,8}\r?\n", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RawRecord:
    """The bytes of one record. `position` is its place in the file; None inside a member that began with another."""

    data: bytes
    position: int | None


Skipped = Fault | Literal["too_large"]


def raw_records(stream: BinaryIO) -> Iterator[RawRecord | Skipped]:
    """Yield the records of an archive, and the reason for each record or stretch that cannot be read."""
    for part in parts(stream):
        if isinstance(part, Part):
            yield from _records_of(part)
        else:
            yield part


def _records_of(part: Part) -> Iterator[RawRecord | Skipped]:
    text = _Text(part)
    while text.skip_blank():
        start = text.position
        found = _next(text)
        if isinstance(found, bytes):
            position = start if not part.is_member else part.position if start == part.position else None
            yield RawRecord(found, position)
        else:
            yield found
    if text.fault:
        yield text.fault


def _next(text: _Text) -> bytes | Skipped:
    """Return the record at the beginning of the text, or why it is skipped; go on to the next beginning."""
    header = text.header_bytes()
    length = _content_length(text.buffer, header) if header else None
    if not header or length is None:
        text.resume()
        return "damaged"
    end = header + length
    if end > MAX_RECORD_BYTES:
        skipped, _ = text.resume()
        return "too_large" if skipped >= end else "damaged"
    if not text.fill(end):
        _, is_followed = text.resume()
        return "damaged" if is_followed else "truncated"
    surplus = _surplus(text, header, end)
    if surplus is None:
        text.resume()
        return "damaged"
    block = bytes(text.buffer[header:end])
    data = usual_record(bytes(text.buffer[:header]), block) + 2 * BLANK
    text.skip(end + surplus)
    return data


def _content_length(buffer: bytearray, header: int) -> int | None:
    match = _LENGTH.search(buffer, 0, header)
    return int(match[1]) if match else None


def _surplus(text: _Text, header: int, end: int) -> int | None:
    """Return 0 if a record seems to end at `end`: a further one follows, or nothing, or at least two blank lines.

    Behind the blank lines there may be a damaged record. Then this one must not contain the beginning of another. Some
    versions of Wget count a byte too few: return the few bytes before the blank lines and a further record. Return None
    if the record ends elsewhere.
    """
    ahead = MAX_SURPLUS + len(2 * BLANK) + len(RECORD_START)
    text.fill(end + max(ahead, _BEGINNING_BYTES))
    if _BEGINNING.match(text.buffer, end):
        return 0
    rest = bytes(text.buffer[end : end + ahead])
    following = rest.lstrip(BLANK)
    if not following or (following != rest and following.startswith(RECORD_START)):
        return 0
    if rest.startswith(2 * BLANK) and not _BEGINNING.search(text.buffer, header, end):
        return 0
    uncounted = _UNCOUNTED.match(rest)
    return uncounted.end(1) if uncounted else None


class _Text:
    """The decoded content of a part, with look-ahead."""

    def __init__(self, part: Part) -> None:
        self._chunks = part.chunks
        self.buffer = bytearray()
        self.position = part.position  # of the first byte of the buffer, as if the part were not compressed
        self._no_end_before = 0  # a position; up to it no header ends, so that nothing is searched twice
        self.fault: Fault | None = None  # of the part: its content ends early

    def fill(self, size: int) -> bool:
        """Decode until the buffer has at least this many bytes; return False if the content ends before."""
        while len(self.buffer) < size:
            chunk = next(self._chunks, None)
            if chunk is None or isinstance(chunk, str):
                self.fault = chunk or self.fault
                return False
            self.buffer += chunk
        return True

    def skip(self, size: int) -> None:
        """Forget the first bytes of the buffer."""
        size = min(size, len(self.buffer))
        self.position += size
        del self.buffer[:size]

    def skip_blank(self) -> bool:
        """Skip line ends; return False at the end of the content."""
        while self.fill(1):
            blank = _BLANKS.match(self.buffer)
            if not blank:
                return True
            self.skip(blank.end())
        return False

    def header_bytes(self) -> int:
        """Return the length of the header at the beginning of the buffer, with its blank line; 0 if there is none."""
        self.fill(_BEGINNING_BYTES)
        if not _BEGINNING.match(self.buffer):
            return 0
        self.fill(MAX_HEADER_BYTES)
        begin = max(0, self._no_end_before - self.position)
        found = [(self.buffer.find(end, begin, MAX_HEADER_BYTES), len(end)) for end in _HEADER_ENDS]
        if ends := [place + length for place, length in found if place >= 0]:
            # A header with the beginning of another record in it has lost its own end.
            return 0 if _BEGINNING.search(self.buffer, 1, min(ends)) else min(ends)
        self._no_end_before = self.position + min(len(self.buffer), MAX_HEADER_BYTES) - len(2 * BLANK)
        return 0

    def resume(self) -> tuple[int, bool]:
        """Leave the record at hand and go to the next beginning of a record.

        Return how many bytes were skipped, and True if a record follows. If none does, the fault of the part is that
        of the record at hand, and is not counted again.
        """
        begin = self.position
        self.skip(1)
        while self.fill(_BEGINNING_BYTES) or self.buffer:
            if match := _BEGINNING.search(self.buffer):
                self.skip(match.start())
                return self.position - begin, True
            searched = len(self.buffer)
            self.skip(searched - _BEGINNING_BYTES if self.fill(searched + 1) else searched)
        self.fault = None
        return self.position - begin, False
