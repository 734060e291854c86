"""Files that readers never see half-written."""

from __future__ import annotations

import errno
import fcntl
import os
import secrets
import stat
import time
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

# Seconds. An older part that no process has locked was left by a killed process. A younger one may be new: its process
# may not have locked it yet.
LEFT_AFTER_SECONDS = 60
_DATABASE = b"SQLite format 3\0"  # the beginning of the file
# Errors of a write to a full or broken disk, or above a quota.
NO_ROOM = frozenset({errno.ENOSPC, errno.EFBIG, errno.EDQUOT, errno.EIO})


class DatabaseExistsError(FileExistsError):
    """The path, probably mistyped, names a database, which the file would replace."""


class AtomicFile:
    """A file that is written under a temporary name and replaces PATH when it is complete.

    The temporary file, the *part*, is called PATH.XXXXXXXX.part with random characters, so that two processes can write
    the same PATH. It gets the permissions of the earlier file. A device or pipe is written in place, because it cannot
    be replaced.
    """

    def __init__(self, path: str | Path) -> None:
        given = Path(path)
        self._path = given.resolve() if given.is_symlink() and given.is_file() else given  # keep a symbolic link
        self._in_place = self._path.exists() and not self._path.is_file()
        own_name = f"{self._path.name}.{secrets.token_hex(4)}.part"
        self.part = self._path if self._in_place else self._path.with_name(own_name)

    def open(self) -> BinaryIO:
        """Return the part to write to; delete the parts that killed processes left.

        Raises:
            DatabaseExistsError: The path names a SQLite database, such as the store.
            OSError: The part cannot be written.
        """
        if self._in_place:
            return self.part.open("wb")
        refuse_database(self._path)
        self._delete_left_parts()
        file = self.part.open("wb")
        fcntl.flock(file, fcntl.LOCK_EX)
        with suppress(OSError):  # no earlier file, or a file system without permissions
            os.fchmod(file.fileno(), stat.S_IMODE(self._path.stat().st_mode))
        return file

    def finish(self, file: BinaryIO) -> None:
        """Close the part and put it in place of the earlier file; if that fails, delete the part and raise OSError."""
        try:
            with file:
                file.flush()
                if not self._in_place:
                    os.fsync(file.fileno())  # the name must not reach the disk before the content
            if not self._in_place:
                self.part.replace(self._path)
        except OSError:
            self.discard(file)
            raise

    def discard(self, file: BinaryIO) -> None:
        """Close and delete the part; the earlier file stays."""
        with suppress(OSError):  # a full disk may refuse the rest of the content, which is not wanted
            file.close()
        if not self._in_place:
            self.part.unlink(missing_ok=True)

    def write(self, content: bytes) -> None:
        """Write the whole file. If that raises OSError, the earlier file stays."""
        file = self.open()
        try:
            file.write(content)
        except OSError:
            self.discard(file)
            raise
        self.finish(file)

    def _delete_left_parts(self) -> None:
        beginning, end = f"{self._path.name}.", ".part"
        for part in self._path.parent.iterdir():
            is_part = part.name.startswith(beginning) and part.name.endswith(end)
            if is_part and len(part.name) == len(self.part.name) and _is_left(part):
                part.unlink(missing_ok=True)


def refuse_database(path: Path) -> None:
    """Raise DatabaseExistsError if a file that is about to be replaced is a SQLite database."""
    try:
        with path.open("rb") as file:
            beginning = file.read(len(_DATABASE))
    except OSError:
        return
    if beginning == _DATABASE:
        raise DatabaseExistsError(errno.EEXIST, "it is a SQLite database; name another file")


def _is_left(part: Path) -> bool:
    """Return True if a killed process left this part."""
    try:
        with part.open("r+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return abs(time.time() - part.stat().st_mtime) > LEFT_AFTER_SECONDS
    except OSError:
        return False  # locked, gone, or not ours
