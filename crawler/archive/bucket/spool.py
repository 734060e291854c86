"""The local folder from which archive files are uploaded.

A complete file in the folder waits for its upload. A file that is in the bucket is deleted here, or moved to the folder
`uploaded` where it is kept for a time.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import BinaryIO

from crawler.archive.bucket.bucket import Bucket, content_of
from crawler.archive.files import UPLOADED, finished_file, finished_files

DAY_SECONDS = 86_400


def waiting_bytes(folder: Path) -> int:
    """Return the size of the files that wait for their upload."""
    return sum(_size(path) for path in finished_files(folder))


def upload(path: Path, file: BinaryIO, bucket: Bucket, is_kept: bool) -> int:
    """Upload a file that is locked, verify the copy, and only then remove the file or move it away; return its size.

    Raises:
        BucketError: The bucket failed; the file stays.
        OSError: The file cannot be read or moved.
    """
    content = content_of(file)
    bucket.create(path, content)
    if is_kept:
        kept = path.parent / UPLOADED / path.name
        kept.parent.mkdir(exist_ok=True)
        os.utime(path)  # from now on its age counts
        path.rename(kept)
    else:
        path.unlink()
    return content.size


def delete_kept(folder: Path, keep_days: float) -> None:
    """Delete the copies that were uploaded longer ago than this."""
    for path in finished_files(folder / UPLOADED):
        with finished_file(path, waits=False) as file:
            if file and time.time() - os.fstat(file.fileno()).st_mtime > keep_days * DAY_SECONDS:
                path.unlink()


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0  # another process has just uploaded it
