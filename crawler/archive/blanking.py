"""Take pages out of archive files, in place.

Each record of such a page is replaced by an empty record of the same length. All other records keep their offsets, and
any WARC reader can still read the file. The empty record depends only on the record that it replaces, so copies of a
file stay equal if the same pages are taken out of them.
"""

from __future__ import annotations

import os
import struct
import uuid
import zlib
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecord

from cleaners.urls import article_id
from crawler.archive.files import (
    CHUNK_BYTES,
    OPEN_SUFFIX,
    UPLOADED,
    ArchiveError,
    finished_file,
    finished_files,
    open_files,
    read_member,
    started_at,
)
from crawler.messages.wording import error_message
from crawler.moments import as_text

FILE_SPAN = timedelta(days=1)  # a file holds the pages of one day
# A gzip member with an extra field (RFC 1952): magic number, deflate, flags, no time, no extra flags, unknown system.
_HEAD = struct.pack("<4sLBB", b"\x1f\x8b\x08\x04", 0, 0, 255)
_BLOCK_BYTES = 65_535  # the most that a stored block of deflate can hold
_ENDS_BYTES = len(_HEAD) + 2 + 8  # the head, the length of the extra field, checksum and size


@dataclass(frozen=True, slots=True)
class Place:
    """A record in a file: its offset, the key of its address, its id and date, and True if it is the page itself."""

    offset: int
    key: str
    record_id: str
    date: datetime
    is_page: bool


def blank_pages(
    folder: Path, keys: Collection[str], since: datetime | None = None, until: datetime | None = None
) -> int:
    """Blank all pages of the addresses with these keys (see `article_id`); return their number.

    Only files that hold pages fetched between the two times are read.

    Raises:
        ArchiveError: A file cannot be read or written.
    """
    return sum(_blank_path(path, keys) for path in _files(folder) if may_hold(path, since, until))


def blank_deleted(folder: Path, among: Callable[[Collection[str]], Collection[str]]) -> int:
    """Blank the deleted pages in a folder; return their number. `among` returns the deleted ones of some addresses.

    A deletion reaches only the archive of its own machine. This is for archives of other machines and restored ones.

    Raises:
        ArchiveError: A file cannot be read or written.
    """
    return sum(_blank_path(path, deleted) for path in _files(folder) if (deleted := among(addresses_in(path))))


def addresses_in(path: Path) -> frozenset[str]:
    """Return the keys of the addresses whose pages a file holds; none if it is gone.

    Raises:
        ArchiveError: The file is damaged, or cannot be read.
    """
    try:
        with path.open("rb") as file:
            return frozenset(place.key for place in places(file))
    except FileNotFoundError:
        return frozenset()  # another process has just finished, uploaded or deleted it
    except (OSError, ValueError, zlib.error) as error:
        raise ArchiveError(f"{path}: its pages cannot be listed: {error_message(error)}") from error


def _files(folder: Path) -> Iterator[Path]:
    """Yield the files of an archive: those being written, the complete ones, the uploaded ones.

    Files pass through these states in this order, so a file that changes its state meanwhile is not missed.
    """
    yield from open_files(folder)
    yield from finished_files(folder)
    yield from finished_files(folder / UPLOADED)


def may_hold(path: Path, since: datetime | None, until: datetime | None) -> bool:
    """Return True if an archive file, by its name, may hold pages that were fetched between two times."""
    started = started_at(path)
    if started is None:
        return False
    return (since is None or started >= since - FILE_SPAN) and (until is None or started <= until)


def _blank_path(path: Path, keys: Collection[str]) -> int:
    try:
        if path.name.endswith(OPEN_SUFFIX):  # its run holds the lock
            with path.open("r+b") as file:
                return blank_in_file(file, keys)
        with finished_file(path, waits=True) as locked:
            return blank_in_file(locked, keys) if locked else 0
    except FileNotFoundError:
        return 0  # meanwhile it was finished, or deleted as too old
    except (OSError, ValueError, zlib.error) as error:
        raise ArchiveError(f"{path}: pages cannot be taken out: {error_message(error)}") from error


def blank_in_file(file: BinaryIO, keys: Collection[str]) -> int:
    """Blank the records of these addresses in an open file, and return the number of pages among them.

    Raises:
        OSError: The file cannot be read or written.
        ValueError: A record is damaged.
    """
    found = [place for place in places(file) if place.key in keys]
    for place in found:
        length = _member_bytes(file, place.offset)
        os.pwrite(file.fileno(), empty_member(length, place.record_id, place.date), place.offset)
    if found:
        os.fsync(file.fileno())
    return sum(place.is_page for place in found)


def places(file: BinaryIO) -> Iterator[Place]:
    """Yield the place of each record that has an address."""
    file.seek(0)
    for record in ArchiveIterator(file, parse_http=False):
        if address := record.headers.get("WARC-Target-URI"):
            moment = record.record_date or datetime.fromtimestamp(0, UTC)
            yield Place(record.stream_pos, article_id(address), record.record_id or "", moment, _is_page(record))


def _is_page(record: WarcRecord) -> bool:
    return str(record.headers.get("WARC-Type")) == "response"


def _member_bytes(file: BinaryIO, offset: int) -> int:
    """Return the length of the gzip member at an offset."""
    inflate = zlib.decompressobj(wbits=31)
    position = offset
    while not inflate.eof:
        chunk = os.pread(file.fileno(), CHUNK_BYTES, position)
        if not chunk:
            raise ValueError(f"the record at {offset} is not complete")
        read_member(inflate, chunk)
        position += len(chunk)
    return position - len(inflate.unused_data) - offset


def empty_member(length: int, record_id: str, date: datetime) -> bytes:
    """Return a gzip member of exactly `length` bytes that holds a metadata record of blanks.

    The record's id is derived from `record_id`, the id of the record that it replaces.

    Raises:
        ValueError: `length` is too short for a record.
    """
    blanks = max(0, length - _ENDS_BYTES)
    record = _record(blanks, record_id, date)
    while (over := _ENDS_BYTES + _stored_bytes(len(record)) - length) > 0 and blanks:
        blanks = max(0, blanks - over)
        record = _record(blanks, record_id, date)
    filler = length - _ENDS_BYTES - _stored_bytes(len(record))  # the extra field fills the rest
    if filler < 0:
        raise ValueError(f"a record of {length} bytes is too short to be replaced")
    ends = struct.pack("<LL", zlib.crc32(record), len(record) & 0xFFFFFFFF)
    return _HEAD + struct.pack("<H", filler) + bytes(filler) + _stored(record) + ends


def _record(blanks: int, replaced_id: str, date: datetime) -> bytes:
    lines = (
        "WARC/1.1",
        "WARC-Type: metadata",
        f"WARC-Record-ID: <urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, replaced_id)}>",
        f"WARC-Date: {as_text(date)}",
        f"Content-Length: {blanks}",
    )
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + b" " * blanks + b"\r\n\r\n"


def _stored_bytes(size: int) -> int:
    return size + 5 * -(-size // _BLOCK_BYTES)


def _stored(data: bytes) -> bytes:
    """Return data as uncompressed blocks of deflate."""
    blocks = []
    for start in range(0, len(data), _BLOCK_BYTES):
        part = data[start : start + _BLOCK_BYTES]
        is_last = start + _BLOCK_BYTES >= len(data)
        blocks.append(struct.pack("<BHH", is_last, len(part), len(part) ^ 0xFFFF) + part)
    return b"".join(blocks)
