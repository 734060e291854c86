"""Write the folder of a site: replace files as a whole, and lock out other writers."""

from __future__ import annotations

import fcntl
import os
import shutil
from pathlib import Path
from typing import IO

from crawler.messages.wording import error_message

STATE = ".reading-room"  # the folder of the catalogue and the lock
PART = ".part"


class FolderError(Exception):
    """The folder cannot be used; the message names it and says what to do."""


class SiteFolder:
    """A folder to which only this process writes."""

    def __init__(self, path: str) -> None:
        """Create the folder if it is missing, and lock it. Raises FolderError."""
        self._path = Path(path)
        self.written = 0
        try:
            self._check()
            self.state = self._path / STATE
            self.state.mkdir(parents=True, exist_ok=True)
            self._lock = self._locked()
        except OSError as error:
            raise FolderError(f"-o {path}: cannot be used: {error_message(error)}.") from None

    def _check(self) -> None:
        if self._path.is_dir() and any(self._path.iterdir()) and not (self._path / STATE).is_dir():
            raise FolderError(f"-o {self._path}: the folder has other files and no reading room; name a new folder.")

    def _locked(self) -> IO[bytes]:
        lock = (self.state / "lock").open("wb")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            lock.close()
            raise FolderError(f"-o {self._path}: another command is writing it; wait until it has ended.") from None
        return lock

    def close(self) -> None:
        """Release the lock."""
        self._lock.close()

    def write(self, path: str, content: bytes | str) -> None:
        """Replace a file in the folder, unless it has this content; readers see either the old or the new file."""
        target = self._path / path
        data = content.encode() if isinstance(content, str) else content
        if target.is_file() and target.stat().st_size == len(data) and target.read_bytes() == data:
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(f"{target.name}{PART}")
        part.write_bytes(data)
        part.replace(target)
        self.written += 1

    def delete(self, path: str) -> None:
        """Delete a file or folder in the folder, if it is there."""
        target = self._path / path
        if target.is_dir():
            shutil.rmtree(target)
        else:
            target.unlink(missing_ok=True)

    def has(self, path: str) -> bool:
        """Return True if the folder has this file or folder."""
        return (self._path / path).exists()

    def names(self, path: str) -> list[str]:
        """Return the sorted names in a subfolder; none if it is not there."""
        folder = self._path / path
        return sorted(child.name for child in folder.iterdir()) if folder.is_dir() else []

    def empty(self) -> None:
        """Delete all files but the lock."""
        for child in self._path.iterdir():
            if child.name != STATE:
                self.delete(child.name)
        for child in self.state.iterdir():
            if child.name != "lock":
                child.unlink()

    def force_to_disk(self) -> None:
        """Sync all files to the disk, before the catalogue notes that they were written."""
        os.sync()

    @property
    def front(self) -> Path:
        """The path of the front page."""
        return (self._path / "index.html").resolve()
