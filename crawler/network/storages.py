"""Write files to remote storages, such as S3, with fsspec; an address with a scheme names a file.

A file is uploaded under a temporary name beside it, as the *part*, and renamed when it is complete. So readers never
see half a file, even on storages that show files while they are written.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem


MOST_REASON_CHARS = 300  # of a storage's error that our message quotes


class RemoteError(Exception):
    """A remote storage cannot be used. The message says why."""


def is_remote(path: str) -> bool:
    """Return True if a path is an address such as s3://bucket/file."""
    scheme, separator, _ = path.partition("://")
    return bool(separator) and scheme.replace("+", "").replace("-", "").isalnum()


def refuse_secret(option: str, address: str) -> None:
    """Raise ValueError if the address that an option names holds a password or key, without showing it."""
    if ":" in address.partition("://")[2].partition("/")[0].rpartition("@")[0]:
        raise ValueError(f"{option}: an address must not hold a password or key; set them in the environment.")


def part_of(address: str, owner: str) -> str:
    """Return the address of the part that an owner writes for a file."""
    folder, _, name = address.rpartition("/")
    return f"{folder}/.{name}.{owner}.part"


def upload(local: str, address: str) -> None:
    """Copy a local file to an address.

    Raises:
        RemoteError: The storage cannot be used.
    """
    with _storage_errors():
        storage, path = _open(address)
        storage.put_file(local, path)


def size(address: str) -> int:
    """Return the size of a file in bytes; 0 if there is none.

    Raises:
        RemoteError: The storage cannot be used.
    """
    with _storage_errors():
        storage, path = _open(address)
        return int(storage.size(path) or 0) if storage.exists(path) else 0


def rename(part: str, address: str) -> None:
    """Rename a complete part to its address; do nothing if the part is gone, because it was renamed before.

    Raises:
        RemoteError: The storage cannot be used.
    """
    with _storage_errors():
        storage, path = _open(part)
        storage.invalidate_cache()
        if storage.exists(path):
            storage.mv(path, _open(address)[1])


def _open(address: str) -> tuple[AbstractFileSystem, str]:
    import fsspec

    storage, path = fsspec.core.url_to_fs(address)
    return storage, path


@contextmanager
def _storage_errors() -> Iterator[None]:
    """Turn the errors of a storage into RemoteError; they share no base class."""
    try:
        yield
    except ModuleNotFoundError as error:
        if error.name == "fsspec":
            raise RemoteError("needs fsspec: pip install 'newsgalley[remote]'") from None
        raise RemoteError(str(error)) from None
    except ImportError as error:  # fsspec names the package to install; for S3 we have an extra
        hint = ": pip install 'newsgalley[s3]'" if "s3fs" in str(error).lower() else ""
        raise RemoteError(f"{error}{hint}") from None
    except Exception as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        raise RemoteError(f"cannot be written: {reason[:MOST_REASON_CHARS]}") from error
