"""The files of an archive: their names, which are done, what a killed run left, and which are old.

A file carries the suffix `.open` while a run writes it and holds a lock on it. What carries it without a lock was left
by a run that was killed: it is cut after its last whole record and given its final name.
"""

from __future__ import annotations

import fcntl
import os
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

OPEN = ".open"
CHUNK_BYTES = 1 << 20
# When it was begun, which run wrote it, its number in the run.
_NAME = re.compile(r"newsgalley-(\d{8}T\d{6}Z)-[0-9a-f]{8}-\d{5}\.warc\.gz")
_TIME = "%Y%m%dT%H%M%SZ"


class ArchiveError(RuntimeError):
    """The archive cannot be written or read; the message says which file, why, and what to do."""


def archive_folder(setting: str, store_uri: str) -> Path:
    """Return where ARCHIVE_DIR lies: a relative one beside a SQLite store, else in the working directory."""
    database = store_uri.removeprefix("sqlite:///")
    beside = Path(database).absolute().parent if database not in (store_uri, "", ":memory:") else Path.cwd()
    return beside / setting


def file_name(moment: datetime, run: str, number: int) -> str:
    """Return the name of a run's file that is begun at a time; `run` is eight hexadecimal digits."""
    return f"newsgalley-{moment.astimezone(UTC).strftime(_TIME)}-{run}-{number:05}.warc.gz"


def begun_at(path: Path) -> datetime | None:
    """Return when a file of ours was begun; None for any other file, which is not ours to delete."""
    match = _NAME.fullmatch(path.name.removesuffix(OPEN))
    return datetime.strptime(match[1], _TIME).replace(tzinfo=UTC) if match else None


def finished_files(folder: Path) -> list[Path]:
    """Return the files that no run writes any more, oldest first."""
    return sorted(path for path in folder.glob("newsgalley-*.warc.gz") if begun_at(path))


@contextmanager
def folder_lock(folder: Path) -> Iterator[int]:
    """Hold the folder while a file is begun or cleared up, so that no run takes another's new file for a left one.

    Yields the folder's descriptor.
    """
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield descriptor
    finally:
        os.close(descriptor)


def repair(folder: Path) -> list[tuple[Path, int]]:
    """Finish the files that killed runs left open; return each with the bytes that were cut off."""
    with folder_lock(folder):
        left = [path for path in sorted(folder.glob(f"newsgalley-*.warc.gz{OPEN}")) if begun_at(path)]
        return [(path, cut) for path in left if (cut := _finish(path)) is not None]


def _finish(path: Path) -> int | None:
    """Cut a file after its last whole record; None where a run still writes it."""
    with path.open("r+b") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return None
        whole = whole_members(path)
        cut = path.stat().st_size - whole
        file.truncate(whole)
    if whole:
        path.rename(path.with_name(path.name.removesuffix(OPEN)))
    else:
        path.unlink()
    return cut


def whole_members(path: Path) -> int:
    """Return the length in bytes of a file's gzip members up to the first that is unfinished or damaged."""
    whole = position = 0
    inflate = zlib.decompressobj(wbits=31)
    with path.open("rb") as file:
        while chunk := file.read(CHUNK_BYTES):
            while chunk:
                try:
                    inflate.decompress(chunk)
                except zlib.error:
                    return whole
                used = len(chunk) - len(inflate.unused_data)
                position += used
                chunk = chunk[used:]
                if inflate.eof:
                    whole, inflate = position, zlib.decompressobj(wbits=31)
    return whole


def delete_old(folder: Path, keep_days: float, max_bytes: float) -> list[Path]:
    """Delete whole finished files, the oldest first: what is over the age, and what makes all exceed the size.

    0 is no bound. Return the deleted files.
    """
    files = finished_files(folder)
    total = sum(path.stat().st_size for path in files)
    oldest = datetime.now(UTC) - timedelta(days=keep_days)
    deleted = []
    for path in files:
        begun = begun_at(path)
        too_old = keep_days and begun and begun < oldest
        if not too_old and not (max_bytes and total > max_bytes):
            break
        total -= path.stat().st_size
        path.unlink()
        deleted.append(path)
    return deleted
