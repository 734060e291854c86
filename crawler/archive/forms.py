"""Recognise the formats of files with pages: WARC and WET, WACZ, which holds WARC files, and unsupported formats."""

from __future__ import annotations

import errno
import gzip
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from io import BufferedReader
from pathlib import PurePath
from typing import IO, BinaryIO, cast

from crawler.archive.content import TooLargeError, decode_body
from crawler.archive.record_header import is_start
from crawler.network.compression import content_of

ARCHIVE_SUFFIXES = (".warc", ".warc.gz", ".warc.zst", ".warc.lz4", ".wet", ".wet.gz", ".wet.zst")
WACZ_SUFFIX = ".wacz"
ZIP_START = b"PK\x03\x04"
_GZIP_START = b"\x1f\x8b"
# Codings of packed files by their first bytes. Archives are not packed as a whole: each record is.
_PACKED_STARTS = {_GZIP_START: "gzip", b"\x28\xb5\x2f\xfd": "zstd"}
START_BYTES = 4096  # of a packed file, enough to unpack the first bytes of its content
MAX_UNPACKED_START = 10 << 20
_LOCAL_HEADER = 30  # bytes of a member's header in a ZIP file, before its name
_MIME = re.compile(rb"^mime-version[ \t]{0,9}:", re.IGNORECASE | re.MULTILINE)
# Why a file of an unsupported format is not read, by reason code.
FOREIGN_FORMS = {
    "arc": "is an ARC file, which is not read; convert it to WARC",
    "mhtml": "is an MHTML file or an e-mail, which is not read; save the page as HTML",
    "webarchive": "is a web archive of Safari, which is not read; save the page as HTML",
    "tar": "is a tar file; unpack it and name the files in it",
    "zip": "is a ZIP file without WARC files in it; unpack it and name the files in it",
    "packed": "is a bzip2, xz, 7-Zip or RAR file; unpack it and name what is in it",
    "parquet": "is a Parquet file; newsgalley import reads records, nothing reads pages from it",
    "answer": "is an answer of a server in HTML or XML under the name of an archive; fetch the archive again",
    "json": "is a JSON file; python -m cleaners reads lines with pages, newsgalley import those with records",
}
# Suffixes of files that hold pages in an unsupported format.
FOREIGN_SUFFIXES = (
    ".arc", ".arc.gz", ".mhtml", ".mht", ".webarchive", ".warc.bz2", ".warc.xz", ".html.bz2", ".html.xz",
)  # fmt: skip
_FOREIGN_STARTS = {
    b"filedesc:": "arc", b"bplist00": "webarchive", b"PAR1\x15": "parquet", b"BZh9": "packed", b"\xfd7zXZ\0": "packed",
    b"7z\xbc\xaf": "packed", b"Rar!\x1a": "packed",
}  # fmt: skip
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,99}<[?!A-Za-z]")
_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,99}\[?\s{0,99}\{\s{0,99}\"")


class ForeignFormError(ValueError):
    """The format of a file is not supported; the message is its reason code in FOREIGN_FORMS."""


def archives_in(path: PurePath | None, stream: BufferedReader) -> Iterator[tuple[BinaryIO, bool]] | None:
    """Return the WARC and WET archives in a file, which may be an archive itself; None if it is a saved page.

    The flag beside each archive is True if offsets in the archive are offsets in the file.

    Raises:
        ForeignFormError: The format of the file is not supported.
    """
    head = stream.peek(START_BYTES)[:START_BYTES]
    if head.startswith(ZIP_START):
        return _archives_in_zip(stream)
    start = _unpacked_start(head)
    if form := _foreign_form(start):
        raise ForeignFormError(form)
    has_name = path is not None and path.name.lower().endswith(ARCHIVE_SUFFIXES)
    if has_name and _MARKUP.match(start):
        raise ForeignFormError("answer")
    if not has_name and not is_start(start):
        return None
    if _is_packed_twice(head):
        inner = _Compressed(lambda: cast(IO[bytes], gzip.GzipFile(fileobj=stream)))
        return iter([(cast(BinaryIO, inner), False)])
    return iter([(cast(BinaryIO, stream), True)])


def _foreign_form(start: bytes) -> str | None:
    if form := next((form for signature, form in _FOREIGN_STARTS.items() if start.startswith(signature)), None):
        return form
    if start[257:262] == b"ustar":
        return "tar"
    if _JSON.match(start):
        return "json"
    return "mhtml" if b"multipart/" in start.lower() and _MIME.search(start) else None


def unpacked(body: bytes, max_bytes: int) -> bytes:
    """Return a body without the gzip or Zstandard packing that its first bytes show, else unchanged.

    Raises:
        TooLargeError: The unpacked body is longer than `max_bytes`.
    """
    coding = next((name for start, name in _PACKED_STARTS.items() if body.startswith(start)), None)
    return decode_body(body, "", coding, max_bytes) if coding else body


def _unpacked_start(head: bytes) -> bytes:
    try:
        return unpacked(head, MAX_UNPACKED_START)
    except TooLargeError:
        return b""


def _is_packed_twice(head: bytes) -> bool:
    """Return True for a packed file that was packed a second time, which some servers do when they send it."""
    return head.startswith(_GZIP_START) and content_of(head, "gzip", START_BYTES).body.startswith(_GZIP_START)


def _archives_in_zip(stream: BufferedReader) -> Iterator[tuple[BinaryIO, bool]]:
    """Return the archives in a ZIP file. A file without its end is read as if it were an archive itself."""
    try:
        file = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, OSError):  # truncated, or read from a pipe
        if stream.seekable():
            stream.seek(0)
        return iter([(cast(BinaryIO, stream), True)])
    members = [info for info in file.infolist() if info.filename.lower().endswith(ARCHIVE_SUFFIXES)]
    if not members:
        raise ForeignFormError("zip")
    return (_member(file, stream, info) for info in members)


def _member(file: zipfile.ZipFile, stream: BufferedReader, info: zipfile.ZipInfo) -> tuple[BinaryIO, bool]:
    """Return a member as a stream, and True if it is not compressed (as in WACZ), so that its records have offsets."""
    if info.compress_type != zipfile.ZIP_STORED:
        return cast(BinaryIO, _Compressed(partial(file.open, info))), False
    stream.seek(info.header_offset)
    header = stream.read(_LOCAL_HEADER)
    lengths = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    begin = info.header_offset + _LOCAL_HEADER + lengths
    return cast(BinaryIO, _Window(stream, begin, begin + info.file_size)), True


class _Compressed:
    """The unpacked content of a compressed file, as a stream. Raises OSError if it is damaged."""

    def __init__(self, opened: Callable[[], IO[bytes]]) -> None:
        self._opened = opened
        self._stream: IO[bytes] | None = None
        self._position = 0

    def read(self, size: int) -> bytes:
        """Return up to `size` bytes; empty only at the end."""
        try:
            self._stream = self._stream or self._opened()
            data = self._stream.read(size)
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:  # damaged, encrypted or unknown
            raise OSError(errno.EIO, str(error)) from None
        self._position += len(data)
        return data

    def seekable(self) -> bool:
        """Return False, because positions in the content are not positions in the file."""
        return False

    def tell(self) -> int:
        """Return the position in the content."""
        return self._position


class _Window:
    """A section of a file as a stream whose positions are positions in the file."""

    def __init__(self, stream: BufferedReader, begin: int, end: int) -> None:
        self._stream, self._position, self._end = stream, begin, end

    def read(self, size: int) -> bytes:
        """Return up to `size` bytes; empty only at the end."""
        self._stream.seek(self._position)
        data = self._stream.read(min(size, self._end - self._position))
        self._position += len(data)
        return data

    def seekable(self) -> bool:
        """Return True, because positions in the file are known."""
        return True

    def tell(self) -> int:
        """Return the position in the file."""
        return self._position
