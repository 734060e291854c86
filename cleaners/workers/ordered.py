"""Work spread over processes: in order or as it comes, with a bounded number of pieces under way.

A piece that crashes or hangs its process costs that piece only.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Generic, TypeVar

from pebble import CONSTS, ProcessExpired, ProcessPool

Piece = TypeVar("Piece")
Result = TypeVar("Result")

CONSTS.term_timeout = 0.1  # seconds from SIGTERM to SIGKILL: a worker holds nothing to be saved
AHEAD = 4  # pieces a worker that are read, waited for or not yet given on: what bounds the memory
TRIES = 2  # a worker also dies of what is not its piece's fault, such as the system's memory
PIECE_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Lost(Generic[Piece]):
    """A piece without a result, and why."""

    piece: Piece
    reason: str


class Workers(Generic[Piece, Result]):
    """Processes that do one kind of work; `work` is a function of a module, its argument and result can be pickled."""

    def __init__(self, work: Callable[[Piece], Result], number: int, piece_seconds: float = PIECE_SECONDS) -> None:
        """Start so many processes when the first piece comes."""
        self._work, self._number, self._seconds = work, number, piece_seconds
        self._pool = self._new_pool()
        self._lock = threading.Lock()

    def _new_pool(self) -> ProcessPool:
        # spawn: a fork of a process with threads inherits their locks
        context = multiprocessing.get_context("spawn")
        return ProcessPool(max_workers=self._number, context=context, initializer=_start)

    def over(self, pieces: Iterable[Piece], *, in_order: bool = True) -> Generator[Result | Lost[Piece], None, None]:
        """Yield the result of each piece. The pieces are read in a thread, so that one that waits holds nothing up."""
        given: SimpleQueue[tuple[Piece, Future[Result]] | int | Exception] = SimpleQueue()
        room = threading.Semaphore(AHEAD * self._number)

        def feed() -> None:
            count = 0
            try:
                for piece in pieces:
                    room.acquire()
                    future = self._schedule(piece)
                    if in_order:
                        given.put((piece, future))
                    else:
                        future.add_done_callback(lambda done, piece=piece: given.put((piece, done)))  # type: ignore[misc]
                    count += 1
                given.put(count)
            except Exception as error:  # noqa: BLE001 - of whoever reads the pieces: it is raised where they are asked for
                given.put(error)

        threading.Thread(target=feed, daemon=True).start()
        try:
            count, total = 0, -1
            while count != total:
                match given.get():
                    case int(total):
                        pass
                    case Exception() as error:
                        raise error
                    case piece, future:
                        yield self._result(piece, future)
                        count += 1
                        room.release()
        finally:
            self.end()

    def _result(self, piece: Piece, future: Future[Result]) -> Result | Lost[Piece]:
        reason = ""
        for attempt in range(TRIES):
            try:
                return (self._schedule(piece) if attempt else future).result()
            except TimeoutError:
                return Lost(piece, f"took over {self._seconds:.0f} seconds")
            except (ProcessExpired, RuntimeError) as error:
                reason = f"the worker process died: {error}"
        return Lost(piece, reason)

    def _schedule(self, piece: Piece) -> Future[Result]:
        with self._lock:
            if not self._pool.active:  # pebble gives up where a worker dies while none is at work
                self._pool = self._new_pool()
            future: Future[Result] = self._pool.schedule(self._work, args=[piece], timeout=self._seconds)
        return future

    def end(self) -> None:
        """End the processes, whatever they do."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()


def _start() -> None:
    """Let a worker leave interrupts to its parent, end with it, and keep what anything prints out of the results."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.dup2(2, 1)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    from cleaners.workers.preload import warm_up

    warm_up()


def _end_with_parent() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)
