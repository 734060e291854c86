"""Manage the files of an archive: name them, finish the files of killed runs, and delete old ones.

While a run writes a file, the file has the suffix `.open` and is locked. An `.open` file without a lock was left by a
killed run: it is truncated after its last whole record and gets its final name.
"""

from __future__ import annotations

import fcntl
import os
import re
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from crawler.configuration.own import OWN, Settings

OPEN_SUFFIX = ".open"
UPLOADED = "uploaded"  # the subfolder for copies of files that are in a bucket
CHUNK_BYTES = 1 << 20  # read at once
# Groups: the time when the file was started, the run that wrote it, and the file's number in the run.
_NAME = re.compile(r"newsgalley-(\d{8}T\d{6}Z)-([0-9a-f]{8})-(\d{5})\.warc\.gz")
_TIME = "%Y%m%dT%H%M%SZ"


class ArchiveError(RuntimeError):
    """The archive cannot be written or read; the message says which file, why, and what to do."""


def folder_to_write(settings: Settings) -> Path | None:
    """Return the folder in which crawls archive pages; None if ARCHIVE_DIR is empty, which turns the archive off."""
    return archive_folder(settings["ARCHIVE_DIR"], settings["STORE_URI"]) if settings["ARCHIVE_DIR"] else None


def folder_to_read(settings: Settings) -> Path:
    """Return the folder in which archived pages are sought, even after the archive was turned off."""
    return archive_folder(settings["ARCHIVE_DIR"] or OWN["ARCHIVE_DIR"], settings["STORE_URI"])


def archive_folder(setting: str, store_uri: str) -> Path:
    """Return the folder ARCHIVE_DIR; a relative one is in the folder of a SQLite store, else in the working one."""
    database = store_uri.removeprefix("sqlite:///")
    beside = Path(database).absolute().parent if database not in (store_uri, "", ":memory:") else Path.cwd()
    return beside / setting


def file_name(moment: datetime, run: str, number: int) -> str:
    """Return the name of a file that a run starts at a time; `run` is eight hexadecimal digits."""
    return f"newsgalley-{moment.astimezone(UTC).strftime(_TIME)}-{run}-{number:05}.warc.gz"


def is_archive_name(name: str) -> bool:
    """Return True for the name, without a folder, of a complete archive file of this program."""
    return _NAME.fullmatch(name) is not None


def started_at(path: Path) -> datetime | None:
    """Return when this program started an archive file; None for any other file, which must not be deleted."""
    match = _NAME.fullmatch(path.name.removesuffix(OPEN_SUFFIX))
    return datetime.strptime(match[1], _TIME).replace(tzinfo=UTC) if match else None


def next_file(path: Path) -> Path | None:
    """Return the file that the same run started after this one; None if there is none, or if this is a foreign file."""
    match = _NAME.fullmatch(path.name)
    return next(path.parent.glob(f"newsgalley-*-{match[2]}-{int(match[3]) + 1:05}.warc.gz"), None) if match else None


def finished_files(folder: Path) -> list[Path]:
    """Return the complete files of a folder, oldest first."""
    return sorted(path for path in folder.glob("newsgalley-*.warc.gz") if started_at(path))


def open_files(folder: Path) -> list[Path]:
    """Return the files that a run is writing or that a killed run left, oldest first.

    No run writes through a link, so one is not among them: it could lead to any file, which would be truncated.
    """
    found = folder.glob(f"newsgalley-*.warc.gz{OPEN_SUFFIX}")
    return sorted(path for path in found if started_at(path) and not path.is_symlink())


@contextmanager
def folder_lock(folder: Path) -> Iterator[int]:
    """Lock the folder while a file is started or repaired, and yield the folder's descriptor.

    Without this lock, a run could mistake a file that another run has created but not locked yet for a killed run's.
    """
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield descriptor
    finally:
        os.close(descriptor)


@contextmanager
def finished_file(path: Path, *, waits: bool) -> Iterator[BinaryIO | None]:
    """Open a complete file and lock it, so that no other process uploads, deletes or blanks it; None if it is gone.

    If another process holds the lock, wait for it or, without `waits`, yield None.
    """
    try:
        file = path.open("r+b")
    except FileNotFoundError:
        yield None
        return
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX if waits else fcntl.LOCK_EX | fcntl.LOCK_NB)
            is_there = os.path.samestat(path.stat(), os.fstat(file.fileno()))
        except (BlockingIOError, FileNotFoundError):
            is_there = False
        yield file if is_there else None


def repair(folder: Path) -> list[tuple[Path, int]]:
    """Finish the files that killed runs left; return each with the number of bytes that were cut off."""
    with folder_lock(folder):
        return [(path, cut_bytes) for path in open_files(folder) if (cut_bytes := _finish(path)) is not None]


def _finish(path: Path) -> int | None:
    """Truncate a file after its last whole record and rename it; delete it if it has none.

    Return the number of bytes cut off; None if a run is still writing the file.
    """
    with path.open("r+b") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return None
        whole_bytes = whole_members(path)
        cut_bytes = path.stat().st_size - whole_bytes
        file.truncate(whole_bytes)
    if whole_bytes:
        path.rename(path.with_name(path.name.removesuffix(OPEN_SUFFIX)))
    else:
        path.unlink()
    return cut_bytes


def whole_members(path: Path) -> int:
    """Return the length in bytes of a file's gzip members before the first unfinished or damaged one."""
    whole = position = 0
    inflate = zlib.decompressobj(wbits=31)
    with path.open("rb") as file:
        while chunk := file.read(CHUNK_BYTES):
            while chunk:
                try:
                    read_member(inflate, chunk)
                except zlib.error:
                    return whole
                used = len(chunk) - len(inflate.unused_data)
                position += used
                chunk = chunk[used:]
                if inflate.eof:
                    whole, inflate = position, zlib.decompressobj(wbits=31)
    return whole


def read_member(inflate: zlib._Decompress, chunk: bytes) -> None:
    """Feed a chunk to a decompressor and drop what it gives, which may be a thousand times as long, in portions."""
    while chunk and not inflate.eof:
        inflate.decompress(chunk, CHUNK_BYTES)
        chunk = inflate.unconsumed_tail


def delete_old(folder: Path, keep_days: float, max_bytes: float) -> list[Path]:
    """Delete complete files, oldest first, that are too old or make the archive exceed the size.

    0 means no bound. Return the deleted files.
    """
    sizes = {path.name: path.stat().st_size for path in finished_files(folder)}
    deleted = [folder / name for name in exceeding(sizes, keep_days, max_bytes)]
    for path in deleted:
        path.unlink()
    return deleted


def exceeding(sizes: Mapping[str, int], keep_days: float, max_bytes: float) -> list[str]:
    """Return the names of the files, oldest first, that are too old or make the archive exceed the size.

    `sizes` are the bytes of each file by name, oldest first. 0 means no bound.
    """
    total = sum(sizes.values())
    oldest = datetime.now(UTC) - timedelta(days=keep_days)
    found = []
    for name, size in sizes.items():
        started = started_at(Path(name))
        is_too_old = keep_days and started and started < oldest
        if not is_too_old and not (max_bytes and total > max_bytes):
            break
        total -= size
        found.append(name)
    return found
