"""The local folder from which archive files are uploaded.

A complete file in the folder waits for its upload. After the upload it is deleted here, or moved to the folder
`uploaded`, which keeps it for a time.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

from crawler.archive.bucket.bucket import Bucket, checksums
from crawler.archive.files import UPLOADED, finished_file, finished_files

DAY_SECONDS = 86_400


def waiting_bytes(folder: Path) -> int:
    """Return the size of the files that wait for their upload."""
    return sum(_size(path) for path in finished_files(folder))


def upload(path: Path, bucket: Bucket) -> int | None:
    """Upload a file and verify the copy; return its size, or None if another process has locked the file.

    Raises:
        BucketError: The bucket failed.
        OSError: The file cannot be read, or is a link, which could lead to any file of this machine.
    """
    if path.is_symlink():
        raise OSError("it is a link; put the file itself there")
    with finished_file(path, waits=False) as file:
        if file is None:
            return None
        sums = checksums(file)
        bucket.create(path, sums)
        return sums.size


def release(path: Path, *, is_kept: bool) -> None:
    """Delete a file whose copy is verified or, if it is kept, move it away; leave it if another process has locked it.

    Raises:
        OSError: The file cannot be moved.
    """
    with finished_file(path, waits=False) as file:
        if file is None:
            return
        if is_kept:
            kept = path.parent / UPLOADED / path.name
            kept.parent.mkdir(exist_ok=True)
            os.utime(path)  # its age counts from now on
            path.rename(kept)
        else:
            path.unlink()


def delete_kept(folder: Path, keep_days: float) -> None:
    """Delete the kept files that were uploaded more than `keep_days` ago."""
    for path in finished_files(folder / UPLOADED):
        with finished_file(path, waits=False) as file:
            if file and time.time() - os.fstat(file.fileno()).st_mtime > keep_days * DAY_SECONDS:
                path.unlink()


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0  # another process has just uploaded it
