"""A pipe as the WARC reader wants it: a stream that knows its position and goes back a little."""

from __future__ import annotations

import io
from typing import BinaryIO

BACK_BYTES = 1 << 20  # the reader looks at a stream's first bytes and goes back


class ForwardStream:
    """Reads a stream that cannot be sought, and remembers its last BACK_BYTES."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._window = b""  # what was read last
        self._end = 0  # position behind the window
        self._position = 0

    def read(self, size: int = -1) -> bytes:
        """Return up to `size` bytes from the position on; fewer do not mean the end, none do."""
        back = self._end - self._position
        if not back:
            fresh = self._stream.read(size)
            self._window = (self._window + fresh)[-max(BACK_BYTES, len(fresh)) :]
            self._end += len(fresh)
            back = len(fresh)
        taken = self._window[len(self._window) - back :]
        taken = taken if size < 0 else taken[:size]
        self._position += len(taken)
        return taken

    def tell(self) -> int:
        """Return the position."""
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a position within the bytes that are remembered; OSError for any other."""
        target = {io.SEEK_SET: 0, io.SEEK_CUR: self._position}.get(whence, -1) + offset
        if not self._end - len(self._window) <= target <= self._end:
            raise OSError(f"position {target} of a stream is not kept")
        self._position = target
        return target

    def close(self) -> None:
        """Leave the stream open: it is not ours."""
