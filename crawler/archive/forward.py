"""Makes a pipe readable for the WARC reader, which needs a stream that knows its position and can go back a little."""

from __future__ import annotations

import io
from typing import BinaryIO

WINDOW_BYTES = 1 << 20  # kept: the reader inspects a stream's first bytes and seeks back


class ForwardStream:
    """Reads a stream that cannot seek, and remembers its last WINDOW_BYTES."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._window = b""  # the bytes that were read last
        self._end = 0  # position after the window
        self._position = 0

    def read(self, size: int = -1) -> bytes:
        """Return up to `size` bytes starting at the position. Fewer do not mean the end of the stream; none do."""
        remembered = self._end - self._position
        if not remembered:
            chunk = self._stream.read(size)
            self._window = (self._window + chunk)[-max(WINDOW_BYTES, len(chunk)) :]
            self._end += len(chunk)
            remembered = len(chunk)
        data = self._window[len(self._window) - remembered :]
        data = data if size < 0 else data[:size]
        self._position += len(data)
        return data

    def tell(self) -> int:
        """Return the position."""
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a position within the remembered bytes; raise OSError for any other."""
        target = {io.SEEK_SET: 0, io.SEEK_CUR: self._position}.get(whence, -1) + offset
        if not self._end - len(self._window) <= target <= self._end:
            raise OSError(f"position {target} of a stream is not remembered")
        self._position = target
        return target

    def close(self) -> None:
        """Do nothing: the caller owns the stream and closes it."""
