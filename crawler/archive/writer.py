"""Write pages into WARC files. A new file starts at midnight UTC and when the current one is full."""

from __future__ import annotations

import errno
import fcntl
import os
import secrets
import threading
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from crawler.archive.files import OPEN_SUFFIX, ArchiveError, file_name, folder_lock
from crawler.archive.records import Exchange, encode_exchange, encode_warcinfo
from crawler.messages.wording import error_message


class ArchiveWriter:
    """Appends the pages of one run to files that no other run writes. Threads may share a writer."""

    def __init__(
        self, folder: Path, max_file_bytes: int, info: dict[str, str], on_roll: Callable[[], object] = lambda: None
    ) -> None:
        """Create a writer. Every file starts with `info`; `on_roll` is called after each full file."""
        self._folder = folder
        self._max_file_bytes = max_file_bytes
        self._info = info
        self._on_roll = on_roll
        self._run = secrets.token_hex(4)  # the id of the run in its files' names
        self._number = 0  # of the current file in this run
        self._file: int | None = None  # descriptor of the current file
        self._path = folder
        self._day = date.min  # when the current file was started
        self._begun = 0.0  # the same on the monotonic clock
        self._size = 0  # bytes in the current file
        self._written = self._synced = 0  # bytes in the whole run
        # Two locks, because a thread may write while another waits for fsync.
        self._writing, self._syncing = threading.Lock(), threading.Lock()

    def append(self, exchange: Exchange) -> str:
        """Write a page and, when it has reached the disk, return its place as FILE:OFFSET.

        Raises:
            ArchiveError: The page could not be written.
        """
        data = encode_exchange(exchange)
        try:
            with self._writing:
                reference = self._write_page(data)
                written = self._written
            self._sync(written)
        except OSError as error:
            raise _failure(self._path, error) from error
        return reference

    def close(self) -> None:
        """Finish the current file.

        Raises:
            ArchiveError: The folder is gone, or the disk fails.
        """
        try:
            with self._writing, self._syncing:
                self._finish()
        except OSError as error:
            raise _failure(self._path, error) from error

    def finish_older(self, seconds: float) -> None:
        """Finish the current file if it was started at least this long ago; the next page starts a new one.

        Raises:
            ArchiveError: The folder is gone, or the disk fails.
        """
        if self._file is not None and time.monotonic() - self._begun > seconds:
            self.close()

    def _write_page(self, data: bytes) -> str:
        """Write records into the current file, or into a new one if the current one is full or of another day."""
        today = datetime.now(UTC).date()
        if self._file is not None and (today != self._day or self._size + len(data) > self._max_file_bytes):
            with self._syncing:
                self._finish()
            self._on_roll()
        if self._file is None:
            self._begin(today)
        offset = self._size
        self._write(data)
        return f"{self._path.name.removesuffix(OPEN_SUFFIX)}:{offset}"

    def _begin(self, today: date) -> None:
        """Start the next file, lock it, and write its first record."""
        self._number += 1
        name = file_name(datetime.now(UTC), self._run, self._number)
        self._path = self._folder / (name + OPEN_SUFFIX)
        self._folder.mkdir(parents=True, exist_ok=True)
        with folder_lock(self._folder) as folder:
            self._file = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
            fcntl.flock(self._file, fcntl.LOCK_EX)
            os.fsync(folder)  # so that the file's name, like its pages, survives a power cut
        self._day, self._begun, self._size = today, time.monotonic(), 0
        self._write(encode_warcinfo(name, self._info))

    def _write(self, data: bytes) -> None:
        """Write all or nothing, because half a record would make everything after it unreadable."""
        assert self._file is not None
        unwritten = memoryview(data)
        try:
            while unwritten:
                unwritten = unwritten[os.write(self._file, unwritten) :]
        except OSError:
            os.ftruncate(self._file, self._size)
            os.lseek(self._file, self._size, os.SEEK_SET)
            raise
        self._size += len(data)
        self._written += len(data)

    def _sync(self, required: int) -> None:
        """Make sure that the run's first `required` bytes are on the disk; one fsync serves all waiting threads."""
        with self._syncing:
            if self._synced < required and self._file is not None:
                written = self._written
                os.fsync(self._file)
                self._check_place()
                self._synced = written

    def _check_place(self) -> None:
        """Raise OSError if the current file was removed or replaced; writing to it would otherwise still succeed."""
        assert self._file is not None
        try:
            is_in_place = os.path.samestat(os.stat(self._path), os.fstat(self._file))
        except FileNotFoundError:
            is_in_place = False
        if not is_in_place:
            raise OSError(errno.ENOENT, "it was removed or replaced during the run")

    def _finish(self) -> None:
        """Sync and close the current file, and give it its final name."""
        if self._file is None:
            return
        os.fsync(self._file)
        self._synced = self._written
        self._path.rename(self._path.with_name(self._path.name.removesuffix(OPEN_SUFFIX)))
        os.close(self._file)
        self._file = None


def _failure(path: Path, error: OSError) -> ArchiveError:
    """Return an error whose message says what to do."""
    return ArchiveError(
        f"ARCHIVE_DIR: {path} cannot be written: {error_message(error)}. Make room "
        "(ARCHIVE_KEEP_DAYS, ARCHIVE_MAX_GB), set another folder, or turn the archive off: -s ARCHIVE_DIR="
    )
