"""Read and write the bucket of an archive with obstore, which takes credentials from the environment.

An object has the name of the archive file that it holds. All methods block and may be called in any thread.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import IO, TYPE_CHECKING
from urllib.parse import urlsplit

from crawler.archive.bucket.errors import BucketError, bucket_errors, failure
from crawler.archive.files import CHUNK_BYTES, is_archive_name

if TYPE_CHECKING:
    from obstore import ObjectMeta, PutMode, UpdateVersion
    from obstore.store import ClientConfig, ObjectStore, RetryConfig

SCHEMES = ("s3", "s3a", "gs", "az", "azure", "adl", "abfs", "abfss", "file")
CLOUDS = ("AWS", "AZURE", "GOOGLE")
# Seconds. One request uploads a file of 64 MB, even on a slow line. obstore retries after temporary errors.
CONNECT_SECONDS, REQUEST_SECONDS, RETRY_SECONDS, RETRIES = 10, 300, 30, 3


class BucketAddressError(ValueError):
    """ARCHIVE_URL cannot be used; the message says why."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file in the bucket, with its length in bytes."""

    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Checksums:
    """The length and digests of a file's bytes, which verify its copy."""

    size: int
    md5: str
    sha256: str


def open_bucket(url: str) -> Bucket:
    """Return the bucket at an address, without a request to it.

    Raises:
        BucketAddressError: The address contains a secret or is not the address of a bucket, or obstore is missing.
    """
    _check_address(url)
    try:
        from obstore.exceptions import BaseError
        from obstore.store import from_url
    except ModuleNotFoundError:
        raise BucketAddressError("ARCHIVE_URL needs obstore: pip install 'newsgalley[bucket]'.") from None
    allows_http = any(os.environ.get(f"{cloud}_ALLOW_HTTP", "").lower() == "true" for cloud in CLOUDS)
    client: ClientConfig = {
        "connect_timeout": timedelta(seconds=CONNECT_SECONDS),
        "timeout": timedelta(seconds=REQUEST_SECONDS),
        "allow_http": allows_http,
    }
    retry: RetryConfig = {"max_retries": RETRIES, "retry_timeout": timedelta(seconds=RETRY_SECONDS)}
    try:
        is_folder = url.startswith("file:")
        store = from_url(url) if is_folder else from_url(url, client_options=client, retry_config=retry)
    except (BaseError, ValueError, OSError) as error:
        reason = str(error).partition("\n")[0].rpartition("error: ")[2]
        hint = " Create or mount the folder." if is_folder else ""
        raise BucketAddressError(f"ARCHIVE_URL={url}: is not a bucket that can be used: {reason}.{hint}") from None
    return Bucket(url.rstrip("/"), store)


def _check_address(url: str) -> None:
    """Raise BucketAddressError for an address that is not a bucket's; the message repeats no secret in the address."""
    try:
        parts = urlsplit(url)
    except ValueError:
        raise BucketAddressError("ARCHIVE_URL: is not a valid address.") from None
    user, has_user, _ = parts.netloc.rpartition("@")
    # In Azure's abfss://CONTAINER@ACCOUNT/ the part before the @ is not a user.
    if parts.query or parts.fragment or ":" in user or (has_user and not parts.scheme.startswith("abfs")):
        raise BucketAddressError(
            "ARCHIVE_URL: must not hold a user, password or token; set them in the environment, such as "
            "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY."
        )
    if parts.scheme not in SCHEMES or not (parts.path.strip("/") if parts.scheme == "file" else parts.netloc):
        raise BucketAddressError(
            f"ARCHIVE_URL={url}: is not the address of a bucket, such as s3://BUCKET/FOLDER, gs://BUCKET/FOLDER, "
            "az://CONTAINER/FOLDER or file:///FOLDER."
        )


class Bucket:
    """Archive files under one address."""

    def __init__(self, url: str, store: ObjectStore) -> None:
        self.url = url
        self._store = store

    def files(self, after: str | None = None) -> Iterator[StoredFile]:
        """Yield the archive files in order of their names, after the name `after`. Raises BucketError."""
        import obstore

        with bucket_errors(self.url):
            for page in obstore.list(self._store, offset=after):
                for each in page:
                    if is_archive_name(each["path"]):
                        yield StoredFile(each["path"], each["size"])

    def read(self, name: str, start: int, size: int) -> bytes:
        """Return up to `size` bytes of a file, empty at its end. Raises BucketError."""
        import obstore

        try:
            with bucket_errors(self.url, name):
                return bytes(obstore.get(self._store, name, options={"range": (start, start + size)}).bytes())
        except BucketError as error:
            # A range that begins at the end is an error that some storages do not distinguish from others.
            if error.reason != "unreachable" or start < self._size(name):
                raise
            return b""

    def download(self, name: str, file: IO[bytes]) -> UpdateVersion:
        """Download a file's content into `file`; return its version: the ETag and, on Google's storage, the generation.

        Raises BucketError.
        """
        import obstore

        with bucket_errors(self.url, name):
            answer = obstore.get(self._store, name)
            for chunk in answer.stream(CHUNK_BYTES):
                file.write(chunk)
        file.flush()
        meta: ObjectMeta = answer.meta
        version: UpdateVersion = {}
        if meta["e_tag"]:
            version["e_tag"] = meta["e_tag"]
        if meta["version"]:
            version["version"] = meta["version"]
        return version

    def create(self, path: Path, sums: Checksums) -> None:
        """Upload a local file under its name and verify the copy; an object of this name must be equal.

        The whole file is held in memory. Nothing is overwritten, and a copy that differs from the file is deleted.

        Raises:
            BucketError: The bucket failed, or holds other content under this name.
        """
        import obstore

        try:
            with bucket_errors(self.url, path.name):
                obstore.put(self._store, path.name, path, mode="create")
        except BucketError as error:
            if error.reason == "not_found":
                raise failure("no_bucket", self.url, path.name, "answered to an upload") from None
            if error.reason != "exists" or not self._holds(path.name, sums):
                raise
            return
        if not self._holds(path.name, sums):
            self.delete(path.name)
            raise failure("unverified", self.url, path.name, "the copy was deleted, and the upload is tried again")

    def replace(self, name: str, file: IO[bytes], version: UpdateVersion, sums: Checksums) -> None:
        """Replace the content of an object and verify it, provided that it still has this version.

        A folder has no versions, so the last writer wins there.

        Raises:
            BucketError: The bucket failed, or the object was changed.
        """
        import obstore

        mode: PutMode = "overwrite" if self.url.startswith("file:") else version
        with bucket_errors(self.url, name):
            file.seek(0)
            obstore.put(self._store, name, file, mode=mode, use_multipart=False)
        if not self._holds(name, sums):
            raise failure("unverified", self.url, name, "after its pages were blanked; delete them again")

    def delete(self, name: str) -> None:
        """Delete a file. Raises BucketError."""
        import obstore

        with bucket_errors(self.url, name):
            obstore.delete(self._store, name)

    def _size(self, name: str) -> int:
        import obstore

        with bucket_errors(self.url, name):
            return obstore.head(self._store, name)["size"]

    def _holds(self, name: str, sums: Checksums) -> bool:
        """Return True if the bucket holds this content under a name, synced to the disk if it is a folder.

        S3's ETag is the MD5 digest of what it received. Where the ETag is something else, the object is read back.
        """
        import obstore

        with bucket_errors(self.url, name):
            self._sync(name)
            try:
                meta = obstore.head(self._store, name)
            except FileNotFoundError:
                raise failure("unverified", self.url, name, "it is not there; the upload is tried again") from None
            if meta["size"] != sums.size or (meta["e_tag"] or "").strip('"') == sums.md5:
                return meta["size"] == sums.size
            digest = hashlib.sha256()
            for chunk in obstore.get(self._store, name).stream(CHUNK_BYTES):
                digest.update(chunk)
        return digest.hexdigest() == sums.sha256

    def _sync(self, name: str) -> None:
        """Sync a file and its folder to the disk if the bucket is a folder, because obstore does not."""
        from obstore.store import LocalStore

        if not isinstance(self._store, LocalStore) or self._store.prefix is None:
            return
        for path in (Path(self._store.prefix) / name, Path(self._store.prefix)):
            descriptor = os.open(path, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)


def checksums(file: IO[bytes]) -> Checksums:
    """Read a file from its beginning, and return its length and digests."""
    md5, sha256 = hashlib.md5(usedforsecurity=False), hashlib.sha256()
    file.seek(0)
    while chunk := file.read(CHUNK_BYTES):
        md5.update(chunk)
        sha256.update(chunk)
    return Checksums(file.tell(), md5.hexdigest(), sha256.hexdigest())
