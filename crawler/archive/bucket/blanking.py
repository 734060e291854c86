"""Take pages out of the files in a bucket, and deleted pages out of files before their upload.

A storage cannot change part of an object, so a file with such a page is downloaded, blanked and replaced as a whole.
"""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Collection, Iterable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryFile
from typing import Protocol

from crawler.archive.blanking import FILE_SPAN, blank_in_file, may_hold, places
from crawler.archive.bucket.bucket import Bucket, checksums
from crawler.archive.bucket.errors import BucketError
from crawler.archive.files import ArchiveError, file_name, finished_file

TRIES = 3  # per file: another process may replace it at the same time


class Deletions(Protocol):
    """Knows the deleted articles of the store. Its method blocks; the thread of the uploads calls it."""

    def among(self, keys: Collection[str]) -> Collection[str]:
        """Return the keys of deleted addresses among these."""


class BucketBlanking:
    """Blanks pages in the files of a bucket.

    It remembers the addresses in each file, at 8 bytes per page, and downloads a file again only to blank a page in it.
    """

    def __init__(self, bucket: Bucket) -> None:
        self._bucket = bucket
        self._addresses: dict[str, array[int]] = {}  # file name: hashes of the keys

    def blank(self, keys: Collection[str], since: datetime | None, until: datetime | None) -> int:
        """Blank all pages of the addresses with these keys, as `blank_pages` does; return their number.

        Raises:
            ArchiveError: The bucket failed, or a file is damaged.
        """
        after = file_name(since - FILE_SPAN, "0" * 8, 0) if since else None
        hashes = set(_hashes(keys))
        number = 0
        for name in sorted(file.name for file in self._bucket.files(after)):
            known = self._addresses.get(name)
            if may_hold(Path(name), since, until) and (known is None or not hashes.isdisjoint(known)):
                number += self._blank_file(name, keys)
        return number

    def blank_deleted(self, path: Path, addresses: Collection[str], deletions: Deletions) -> None:
        """Blank the deleted pages among these in a local file and in its copy, if the bucket has one.

        The local file comes last: if the process is killed in between, the next run finds the pages again. The store is
        queried while the file is not locked, because the store's thread may be waiting for the lock.

        Raises:
            ArchiveError: The bucket or the store failed.
            OSError: The file cannot be read or written.
        """
        deleted = deletions.among(addresses)
        if deleted:
            self._blank_file(path.name, deleted)
            with finished_file(path, waits=True) as file:
                _ = file and blank_in_file(file, deleted)

    def _blank_file(self, name: str, keys: Collection[str]) -> int:
        for tries_left in reversed(range(TRIES)):
            try:
                return self._download_and_blank(name, keys)
            except BucketError as error:
                if error.reason == "not_found":
                    return 0  # meanwhile it was deleted as too old
                if error.reason != "changed" or not tries_left:
                    raise
            except (OSError, ValueError, zlib.error) as error:
                raise ArchiveError(f"{self._bucket.url}/{name}: pages cannot be taken out: {error}") from error
        raise AssertionError

    def _download_and_blank(self, name: str, keys: Collection[str]) -> int:
        with TemporaryFile() as file:  # it has no name, so a killed process leaves nothing behind
            version = self._bucket.download(name, file)
            found = {place.key for place in places(file)}
            self._addresses[name] = array("Q", _hashes(found))
            if found.isdisjoint(keys):
                return 0
            number = blank_in_file(file, keys)
            self._bucket.replace(name, file, version, checksums(file))
        return number


def _hashes(keys: Iterable[str]) -> list[int]:
    """Return the first 64 bits of each key, a SHA-256 digest."""
    return [int(key[:16], 16) for key in keys]
