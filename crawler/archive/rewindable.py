"""Adapts a pipe to the WARC reader, which needs a stream that knows its position and can seek back a little."""

from __future__ import annotations

import io
from typing import BinaryIO

WINDOW_BYTES = 1 << 20  # remembered: the reader inspects the first bytes of a stream and then seeks back to them


class RewindableStream:
    """Reads a stream that cannot seek, and remembers its last WINDOW_BYTES, to which `seek` can go back."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._window = b""  # the bytes read last from the stream
        self._end = 0  # position where the window ends: how many bytes were read from the stream
        self._position = 0  # where the next `read` starts; before `_end` after a seek

    def read(self, size: int = -1) -> bytes:
        """Return up to `size` bytes starting at the position. Only an empty result means the end of the stream."""
        remembered = self._end - self._position
        if not remembered:
            chunk = self._stream.read(size)
            # A chunk larger than the window is remembered whole: the lines below return bytes from the window.
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
        """Go to a position within the remembered bytes; raise OSError for any other position."""
        target = {io.SEEK_SET: 0, io.SEEK_CUR: self._position}.get(whence, -1) + offset
        if not self._end - len(self._window) <= target <= self._end:
            raise OSError(f"cannot seek a pipe to {target}: only its last {WINDOW_BYTES} bytes are remembered")
        self._position = target
        return target

    def close(self) -> None:
        """Do nothing: the caller owns the stream and closes it."""
