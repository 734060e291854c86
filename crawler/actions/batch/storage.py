"""Read and write files on this machine and in object storages: small ones as a whole, large inputs as streams."""

from __future__ import annotations

import io
import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, TypeVar, cast

import fsspec

from crawler.actions.batch.errors import InputError, InputMissingError, OutputError
from crawler.atomic_file import AtomicFile
from crawler.messages.wording import error_message
from crawler.network.storages import MOST_REASON_CHARS, is_remote

T = TypeVar("T")

TRIES = 4  # of one read before a storage counts as failed
PAUSE_SECONDS = 2.0  # before the second try; doubled before each further one
BUFFER_BYTES = 1 << 20
ABSENT = (404, 410)  # HTTP status codes of files that do not exist


def read_whole(address: str) -> bytes | None:
    """Return the content of a file; None if there is none. Raises InputError."""
    try:
        with open_once(address) as file:
            return file.read()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except Exception as error:  # noqa: BLE001 - the storages have different errors without a common base class
        raise InputError(f"{address}: cannot be read: {message_of(error)}") from None


def write_whole(address: str, content: bytes) -> None:
    """Write a file that readers never see half-written. Raises OutputError."""
    try:
        if is_remote(address):
            with fsspec.open(address, "wb") as file:  # an object appears only when it is complete
                file.write(content)
            return
        path = Path(address)
        path.parent.mkdir(parents=True, exist_ok=True)
        AtomicFile(path).write(content)
    except Exception as error:  # noqa: BLE001 - as above
        raise OutputError(f"{address}: cannot be written: {message_of(error)}") from None


def message_of(error: Exception) -> str:
    """Return the message of a storage's error as one line."""
    return " ".join(error_message(error).split())[:MOST_REASON_CHARS] or type(error).__name__


def open_once(address: str) -> BinaryIO:
    """Open a file for reading by its literal name, even if that has the characters of a pattern.

    Raises the errors of the storage, and OSError for a pipe or device, because it cannot be read a second time.
    """
    if is_remote(address):
        return cast(BinaryIO, fsspec.open(address, "rb", expand=False).open())
    if os.path.exists(address) and not os.path.isfile(address) and not os.path.isdir(address):
        raise OSError("is not a regular file; save its content in one")
    return open(address, "rb")


def open_input(address: str) -> io.BufferedReader:
    """Open a file that is read from its beginning to its end.

    Raises:
        InputError: It cannot be opened.
    """
    return io.BufferedReader(InputFile(address), BUFFER_BYTES)


class InputFile(io.RawIOBase):
    """A file whose errors name it. After an error of a remote storage, reading resumes where it stopped.

    Such errors are common: object storages tell busy readers to pause, and a file of a gigabyte takes minutes to read.
    """

    def __init__(self, address: str) -> None:
        self._address = address
        self._tries = TRIES if is_remote(address) else 1
        self._position = 0
        self._file: BinaryIO | None = None
        self._retried(self._opened)

    def readable(self) -> bool:
        """Return True."""
        return True

    def tell(self) -> int:
        """Return the offset of the next byte."""
        return self._position

    def readinto(self, buffer: Any) -> int:
        """Read into a buffer; return the number of bytes, 0 at the end. Raises InputError."""
        data = self._retried(lambda: self._opened().read(len(buffer)))
        buffer[: len(data)] = data
        self._position += len(data)
        return len(data)

    def seekable(self) -> bool:
        """Return True, because the list of members is at the end of a WACZ file."""
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Move to an offset and return it. Raises InputError."""
        self._position = self._retried(lambda: self._opened().seek(offset, whence))
        return self._position

    def close(self) -> None:
        """Close the file."""
        self._forget()
        super().close()

    def _opened(self) -> BinaryIO:
        if self._file is None:
            self._file = open_once(self._address)
            if self._position:
                self._file.seek(self._position)
        return self._file

    def _retried(self, do: Callable[[], T]) -> T:
        for attempt in range(self._tries):
            try:
                return do()
            except Exception as raised:  # noqa: BLE001 - the storages have different errors without a common base class
                error = _real_error(raised, self._address)
                if isinstance(error, FileNotFoundError):
                    raise InputMissingError(f"{self._address}: there is no such file") from None
                self._forget()
                problem = message_of(error)
            if attempt + 1 < self._tries:
                time.sleep(PAUSE_SECONDS * 2**attempt)
        raise InputError(f"{self._address}: cannot be read: {problem}")

    def _forget(self) -> None:
        file, self._file = self._file, None
        if file is not None:
            with suppress(Exception):  # the file is no longer needed
                file.close()


def _real_error(error: Exception, address: str) -> Exception:
    """Return the cause of an error over HTTP, where fsspec reports every refusal and failure as a missing file."""
    cause = error.__cause__
    is_over_http = address.startswith(("http://", "https://"))
    if is_over_http and isinstance(cause, Exception) and getattr(cause, "status", None) not in ABSENT:
        return cause
    return error
