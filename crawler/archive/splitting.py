"""Split the content of an archive into records, so that a fault in one record does not affect another.

A record is accepted if its header can be read, and another record or the end of the content follows where its
Content-Length says. One without a length ends there. After any other record, reading continues at the next line that
looks like the start of a record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO, Literal

from crawler.archive.digests import is_intact
from crawler.archive.parts import HELD_BYTES, Fault, Part, parts
from crawler.archive.record_header import START_BYTES, is_start, normalised_record

# A longer record is skipped: a page of MAX_BODY_BYTES with its headers is shorter.
MAX_RECORD_BYTES = HELD_BYTES - (4 << 20)
MAX_HEADER_BYTES = 1 << 18
BLANK = b"\r\n"
# The line with the version, and the name of the first field. The bounds keep the matching time linear. There is a
# pattern for each way to write the version, because searching takes ten times as long for one that ignores case.
_BEGINNINGS = [
    re.compile(start + rb"/\d\.\d{1,2}[ \t]{0,8}\r?\n[A-Za-z][A-Za-z-]{2,60}[ \t]{0,8}:")
    for start in (b"WARC", b"warc")
]
_BEGINNING_BYTES = 128  # the longest text that the patterns match
_BLANKS = re.compile(rb"[\r\n]+")
MAX_SURPLUS = 8  # bytes of a record that its Content-Length may leave out
_UNCOUNTED = re.compile(rb"(.{1,%d}?)(?:\r\n){2}(?:(?i:WARC)/|\Z)" % MAX_SURPLUS, re.DOTALL)
# The media type of a file that is surely no page, in the header of a record or of its HTTP response.
_OTHER_FILE = re.compile(rb"\ncontent-type[ \t]{0,8}:[ \t]{0,8}(?:image|video|audio|font)/", re.IGNORECASE)
_HEADER_ENDS = (b"\r\n\r\n", b"\n\n")
_LENGTH = re.compile(rb"\ncontent-length[ \t]{0,8}:[ \t]{0,8}(\d{1,18})[ \t]{0,8}(?=\r?\n)", re.IGNORECASE)
_LENGTH_LINE = re.compile(rb"(?<=\n)content-length[ \t]{0,8}:[^\n]*\n", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RawRecord:
    """A record, and its offset in the file; None if its member begins with another record.

    A record that is not intact differs from the digest in its header.
    """

    header: bytes
    block: bytes
    position: int | None
    is_intact: bool = True

    @property
    def data(self) -> bytes:
        """The bytes of the whole record."""
        return self.header + self.block + 2 * BLANK


Skipped = Fault | Literal["too_large", "not_html"]


def raw_records(stream: BinaryIO) -> Iterator[RawRecord | Skipped]:
    """Yield the records of an archive, and a reason code for each unreadable record or section."""
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
        if isinstance(found, RawRecord):
            position = start if not part.is_member else part.position if start == part.position else None
            yield replace(found, position=position)
        else:
            yield found
    if text.fault:
        yield text.fault


def _next(text: _Text) -> RawRecord | Skipped:
    """Return the record at the beginning of the text, or why it is skipped; move to the start of the next record."""
    header = text.header_bytes()
    if not header:
        text.resume()
        return "damaged"
    lengths = [int(match[1]) for match in _LENGTH.finditer(text.buffer, 0, header)]
    if not lengths:
        return _without_length(text, header)
    # Some programs write the length twice, once wrongly.
    length = next((each for each in lengths[1:2] if _fits(text, header, header + each)), lengths[0])
    end = header + length
    if end > MAX_RECORD_BYTES:
        reason: Skipped = "not_html" if _OTHER_FILE.search(text.buffer, 0, MAX_HEADER_BYTES) else "too_large"
        skipped, _ = text.resume()
        return reason if skipped >= end else "damaged"
    if not text.fill(end):
        _, is_followed = text.resume()
        return "damaged" if is_followed else "truncated"
    surplus = _surplus(text, header, end)
    if surplus is None:
        text.resume()
        return "damaged"
    return _taken(text, header, end, end + surplus)


def _fits(text: _Text, header: int, end: int) -> bool:
    return end <= MAX_RECORD_BYTES and text.fill(end) and _surplus(text, header, end) is not None


def _without_length(text: _Text, header: int) -> RawRecord | Skipped:
    """Return a record without a length: it ends where the next one begins, or with the content."""
    following = text.next_beginning(header)
    if following is None:
        text.resume()
        return "damaged"
    end = len(text.buffer[:following].rstrip(BLANK))
    return _taken(text, header, max(header, end), following)


def _taken(text: _Text, header: int, end: int, following: int) -> RawRecord:
    """Return the record up to `end` with its true length, and move to what follows it."""
    head, block = bytes(text.buffer[:header]), bytes(text.buffer[header:end])
    text.skip(following)
    if len(_LENGTH_LINE.findall(head)) != 1 or not _LENGTH.search(head):
        first, rest = _LENGTH_LINE.sub(b"", head).split(b"\n", 1)
        head = b"%s\nContent-Length: %d\r\n%s" % (first, len(block), rest)
    return RawRecord(*normalised_record(head, block), None, is_intact(head, block))


def _surplus(text: _Text, header: int, end: int) -> int | None:
    """Return the number of bytes after `end` that still belong to the record; None if it does not end near `end`.

    The number is 0 if nothing, another record, or two blank lines follow. The blank lines may precede a damaged record;
    therefore this one must not contain the start of another. The number is positive for some versions of Wget, whose
    Content-Length is a byte too short: a few bytes, blank lines and another record follow.
    """
    ahead = MAX_SURPLUS + len(2 * BLANK) + START_BYTES
    text.fill(end + max(ahead, _BEGINNING_BYTES))
    if _is_beginning(text.buffer, end):
        return 0
    rest = bytes(text.buffer[end : end + ahead])
    following = rest.lstrip(BLANK)
    if not following or (following != rest and is_start(following)):
        return 0
    if rest.startswith(2 * BLANK) and _find_beginning(text.buffer, header, end) is None:
        return 0
    uncounted = _UNCOUNTED.match(rest)
    return uncounted.end(1) if uncounted else None


def _is_beginning(buffer: bytearray, place: int) -> bool:
    return any(beginning.match(buffer, place) for beginning in _BEGINNINGS)


def _find_beginning(buffer: bytearray, start: int, end: int | None = None) -> int | None:
    """Return where the first record begins between two places of a buffer; None if none does."""
    stop = len(buffer) if end is None else end
    found = [match.start() for beginning in _BEGINNINGS if (match := beginning.search(buffer, start, stop))]
    return min(found, default=None)


class _Text:
    """The decoded content of a part, with look-ahead."""

    def __init__(self, part: Part) -> None:
        self._chunks = part.chunks
        self.buffer = bytearray()
        self.position = part.position  # of the first byte of the buffer, counted in decoded bytes
        self._no_end_before = 0  # no header ends before this position, so nothing is searched twice
        self.fault: Fault | None = None  # why the content of the part ends early

    def fill(self, size: int) -> bool:
        """Decode until the buffer has at least this many bytes; return False if the content ends earlier."""
        while len(self.buffer) < size:
            chunk = next(self._chunks, None)
            if chunk is None or isinstance(chunk, str):
                self.fault = chunk or self.fault
                return False
            self.buffer += chunk
        return True

    def skip(self, size: int) -> None:
        """Drop the first bytes of the buffer."""
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
        if not _is_beginning(self.buffer, 0):
            return 0
        self.fill(MAX_HEADER_BYTES)
        begin = max(0, self._no_end_before - self.position)
        end = 0
        for blank in _HEADER_ENDS:
            place = self.buffer.find(blank, begin, end or MAX_HEADER_BYTES)
            end = place + len(blank) if place >= 0 else end
        if end:
            # A header that contains the start of another record has lost its own end.
            return 0 if _find_beginning(self.buffer, 1, end) is not None else end
        self._no_end_before = self.position + min(len(self.buffer), MAX_HEADER_BYTES) - len(2 * BLANK)
        return 0

    def next_beginning(self, start: int) -> int | None:
        """Return where the next record begins in the buffer, or the content ends.

        Return None if that is too far away, or if the content ends too early.
        """
        while (found := _find_beginning(self.buffer, start)) is None:
            start = max(start, len(self.buffer) - _BEGINNING_BYTES)
            if len(self.buffer) > MAX_RECORD_BYTES:
                return None
            if not self.fill(len(self.buffer) + 1):
                return None if self.fault else len(self.buffer)
        return found

    def resume(self) -> tuple[int, bool]:
        """Abandon the current record and move to the start of the next one.

        Return the number of skipped bytes, and True if a record follows. If none follows, the fault of the part is the
        fault of the current record, and is not counted a second time.
        """
        begin = self.position
        self.skip(1)
        while self.fill(_BEGINNING_BYTES) or self.buffer:
            if (found := _find_beginning(self.buffer, 0)) is not None:
                self.skip(found)
                return self.position - begin, True
            searched = len(self.buffer)
            self.skip(searched - _BEGINNING_BYTES if self.fill(searched + 1) else searched)
        self.fault = None
        return self.position - begin, False
