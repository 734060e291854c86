"""Takes pages out of archive files, in place.

Each record of a page is replaced by an empty record of the same length, so that all other records keep their offsets
and every reader of WARC files can still read the file.
"""

from __future__ import annotations

import os
import struct
import uuid
import zlib
from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecord

from cleaners.urls import article_id
from crawler.archive.files import CHUNK_BYTES, OPEN_SUFFIX, ArchiveError, started_at

FILE_SPAN = timedelta(days=1)  # a file holds pages of one day
# A gzip member with an extra field (RFC 1952): magic number, deflate, flags, no time, no extra flags, unknown system.
_HEAD = struct.pack("<4sLBB", b"\x1f\x8b\x08\x04", 0, 0, 255)
_BLOCK_BYTES = 65_535  # the most that a stored block of deflate can hold
_ENDS_BYTES = len(_HEAD) + 2 + 8  # the head, the length of the extra field, checksum and size


def blank_pages(
    folder: Path, keys: Collection[str], since: datetime | None = None, until: datetime | None = None
) -> int:
    """Blank all pages of the addresses with these keys (see `article_id`); return their number.

    Only files that hold pages fetched between the two times are read.

    Raises:
        ArchiveError: A file cannot be read or written.
    """
    files = (path for path in sorted(folder.glob("newsgalley-*.warc.gz*")) if _may_hold(path, since, until))
    return sum(_blank_in(path, keys) for path in files)


def _may_hold(path: Path, since: datetime | None, until: datetime | None) -> bool:
    started = started_at(path)
    if started is None or not path.name.endswith((".gz", OPEN_SUFFIX)):
        return False
    return (since is None or started >= since - FILE_SPAN) and (until is None or started <= until)


def _blank_in(path: Path, keys: Collection[str]) -> int:
    try:
        with path.open("r+b") as file:
            found = _places(path, keys)
            for offset, _ in found:
                length = _member_bytes(file, offset)
                os.pwrite(file.fileno(), empty_member(length), offset)
            if found:
                os.fsync(file.fileno())
    except FileNotFoundError:
        return 0  # the run that wrote it has just given it its final name, or deleted it as too old
    except (OSError, ValueError, zlib.error) as error:
        raise ArchiveError(f"{path}: pages cannot be taken out: {error}") from error
    return sum(is_page for _, is_page in found)


def _places(path: Path, keys: Collection[str]) -> list[tuple[int, bool]]:
    """Return the offset of each record of these addresses, and True if it is the page itself."""
    places = []
    with path.open("rb") as stream:
        for record in ArchiveIterator(stream, parse_http=False):
            address = record.headers.get("WARC-Target-URI")
            if address and article_id(address) in keys:
                places.append((record.stream_pos, _is_page(record)))
    return places


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
        inflate.decompress(chunk)
        position += len(chunk)
    return position - len(inflate.unused_data) - offset


def empty_member(length: int) -> bytes:
    """Return a gzip member of exactly this many bytes, with a metadata record of blanks.

    Raises:
        ValueError: No record is so short.
    """
    blanks = max(0, length - _ENDS_BYTES)
    record = _record(blanks)
    while (over := _ENDS_BYTES + _stored_bytes(len(record)) - length) > 0 and blanks:
        blanks = max(0, blanks - over)
        record = _record(blanks)
    filler = length - _ENDS_BYTES - _stored_bytes(len(record))  # the extra field takes what is left
    if filler < 0:
        raise ValueError(f"a record of {length} bytes is too short to be replaced")
    ends = struct.pack("<LL", zlib.crc32(record), len(record) & 0xFFFFFFFF)
    return _HEAD + struct.pack("<H", filler) + bytes(filler) + _stored(record) + ends


def _record(blanks: int) -> bytes:
    lines = (
        "WARC/1.1",
        "WARC-Type: metadata",
        f"WARC-Record-ID: <urn:uuid:{uuid.uuid4()}>",
        f"WARC-Date: {datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
        f"Content-Length: {blanks}",
    )
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + b" " * blanks + b"\r\n\r\n"


def _stored_bytes(size: int) -> int:
    return size + 5 * -(-size // _BLOCK_BYTES)


def _stored(data: bytes) -> bytes:
    """Return data as blocks of deflate that are not compressed."""
    blocks = []
    for start in range(0, len(data), _BLOCK_BYTES):
        part = data[start : start + _BLOCK_BYTES]
        is_last = start + _BLOCK_BYTES >= len(data)
        blocks.append(struct.pack("<BHH", is_last, len(part), len(part) ^ 0xFFFF) + part)
    return b"".join(blocks)
