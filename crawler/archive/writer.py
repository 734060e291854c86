"""Writes pages into WARC files that are rolled by size and day."""

from __future__ import annotations

import fcntl
import os
import secrets
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from crawler.archive.files import OPEN, ArchiveError, file_name, folder_lock
from crawler.archive.records import Exchange, encode_exchange, encode_warcinfo


class ArchiveWriter:
    """Appends pages for one run, into files that no other run writes; threads may share it."""

    def __init__(
        self, folder: Path, max_file_bytes: int, info: dict[str, str], rolled: Callable[[], object] = lambda: None
    ) -> None:
        """`info` stands at the head of every file; `rolled` is called after each file that was finished."""
        self._folder = folder
        self._max_file_bytes = max_file_bytes
        self._info = info
        self._rolled = rolled
        self._run = secrets.token_hex(4)
        self._number = 0
        self._file: int | None = None
        self._path = folder
        self._day = date.min
        self._size = 0  # bytes of the file
        self._written = self._synced = 0  # bytes of the run
        self._writing, self._syncing = threading.Lock(), threading.Lock()

    def append(self, exchange: Exchange) -> str:
        """Write a page and return its place, FILE:OFFSET, once it is on the disk; ArchiveError where it is not."""
        data = encode_exchange(exchange)
        try:
            with self._writing:
                reference = self._write_page(data)
                until = self._written
            self._sync(until)
        except OSError as error:
            raise _failure(self._path, error) from error
        return reference

    def close(self) -> None:
        """Finish the file under way; ArchiveError where its folder is gone or the disk fails."""
        try:
            with self._writing, self._syncing:
                self._finish()
        except OSError as error:
            raise _failure(self._path, error) from error

    def _write_page(self, data: bytes) -> str:
        today = datetime.now(UTC).date()
        if self._file is not None and (today != self._day or self._size + len(data) > self._max_file_bytes):
            with self._syncing:
                self._finish()
            self._rolled()
        if self._file is None:
            self._begin(today)
        offset = self._size
        self._write(data)
        return f"{self._path.name.removesuffix(OPEN)}:{offset}"

    def _begin(self, today: date) -> None:
        self._number += 1
        name = file_name(datetime.now(UTC), self._run, self._number)
        self._path = self._folder / (name + OPEN)
        self._folder.mkdir(parents=True, exist_ok=True)
        with folder_lock(self._folder) as folder:
            self._file = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
            fcntl.flock(self._file, fcntl.LOCK_EX)
            os.fsync(folder)  # the file's name must outlive a power cut as its pages do
        self._day, self._size = today, 0
        self._write(encode_warcinfo(name, self._info))

    def _write(self, data: bytes) -> None:
        """Write all or nothing: half a record at the end would hide what is appended behind it."""
        assert self._file is not None
        left = memoryview(data)
        try:
            while left:
                left = left[os.write(self._file, left) :]
        except OSError:
            os.ftruncate(self._file, self._size)
            os.lseek(self._file, self._size, os.SEEK_SET)
            raise
        self._size += len(data)
        self._written += len(data)

    def _sync(self, until: int) -> None:
        """Bring the run's bytes up to `until` to the disk; one call serves all that wait."""
        with self._syncing:
            if self._synced < until and self._file is not None:
                written = self._written
                os.fsync(self._file)
                self._synced = written

    def _finish(self) -> None:
        if self._file is None:
            return
        os.fsync(self._file)
        self._synced = self._written
        self._path.rename(self._path.with_name(self._path.name.removesuffix(OPEN)))
        os.close(self._file)
        self._file = None


def _failure(path: Path, error: OSError) -> ArchiveError:
    return ArchiveError(
        f"ARCHIVE_DIR: {path} cannot be written: {error.strerror}. Make room (ARCHIVE_KEEP_DAYS, ARCHIVE_MAX_GB), "
        "name another folder, or turn the archive off: -s ARCHIVE_DIR="
    )
