"""A file in a bucket as a stream that fetches only the ranges that its reader needs."""

from __future__ import annotations

from crawler.archive.bucket.bucket import Bucket

# Bytes of the first request and of the longest one. Each request is four times as long as the one before. A page with
# its metadata takes 17 kB on average, so one request suffices for most.
FIRST_BYTES, MOST_BYTES = 1 << 16, 1 << 22


class RangeFile:
    """Reads a file in a bucket from an offset to its end. Raises BucketError."""

    def __init__(self, bucket: Bucket, name: str, offset: int) -> None:
        self._bucket = bucket
        self._name = name
        self._position = offset
        self._ahead = b""  # bytes that were fetched but not read yet
        self._step = FIRST_BYTES

    def read(self, size: int) -> bytes:
        """Return up to `size` bytes; empty only at the end."""
        if not self._ahead:
            self._ahead = self._bucket.read(self._name, self._position, max(size, self._step))
            self._step = min(4 * self._step, MOST_BYTES)
        data, self._ahead = self._ahead[:size], self._ahead[size:]
        self._position += len(data)
        return data

    def seekable(self) -> bool:
        """Return True, because positions in the file are known."""
        return True

    def tell(self) -> int:
        """Return the position in the file."""
        return self._position
