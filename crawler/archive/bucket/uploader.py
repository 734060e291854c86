"""Upload the finished files of an archive in a separate thread while a run writes the next ones."""

from __future__ import annotations

import logging
import random
import threading
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from crawler.archive.blanking import addresses_in
from crawler.archive.bucket.blanking import BucketBlanking, Deletions
from crawler.archive.bucket.bucket import Bucket
from crawler.archive.bucket.errors import BucketError
from crawler.archive.bucket.spool import delete_kept, release, upload, waiting_bytes
from crawler.archive.files import ArchiveError, exceeding, finished_files
from crawler.messages.wording import counted

TICK_SECONDS = 5.0  # between two searches for finished files
MAX_PAUSE_SECONDS = 300.0  # after many failures: the first pause takes a second, and each further one twice as long
TRIES_AT_END = 3  # before the rest of the files is left to a later run
# Reasons that concern only one file ("local_failure": its disk, or the store). After a failure for any other reason,
# no file is tried before the pause is over.
FILE_FAILURES = ("exists", "unverified", "local_failure")

logger = logging.getLogger(__name__)


class UploadCounts(TypedDict):
    """The numbers of a run's files that were uploaded, wait or failed."""

    uploaded: int
    waiting: int  # in the spool
    failed: dict[str, int]  # attempts by reason


@dataclass(frozen=True, slots=True)
class Bounds:
    """The bounds of spool and bucket; 0 means no bound or, for the kept copies, that none are kept."""

    spool_keep_days: float
    spool_max_bytes: float
    keep_days: float
    max_bytes: float
    seconds_at_end: float
    seconds_of_grace: float  # for the last uploads if a signal ends the run


class Uploader:
    """Uploads the finished files of a folder, even those of earlier runs; several processes may share the folder."""

    def __init__(
        self,
        folder: Path,
        bucket: Bucket,
        bounds: Bounds,
        finish_old: Callable[[], object],
        finish: Callable[[], object],
    ) -> None:
        """Create an uploader. `finish_old` must finish the current file if it is old, and `finish` in any case."""
        self._folder = folder
        self._bucket = bucket
        self._blanking = BucketBlanking(bucket)
        self._bounds = bounds
        self._seconds = bounds.seconds_at_end
        self._finish_old = finish_old
        self._finish = finish
        self._deletions: Deletions | None = None
        self._thread = threading.Thread(target=self._run, name="archive-upload", daemon=True)
        self._woken = threading.Event()
        self._changed = threading.Condition()  # a file was uploaded, or an upload failed
        self._uploaded = 0
        self._failed: Counter[str] = Counter()
        self._failures_in_a_row = 0
        self._is_full = False
        self._is_closing = self._is_abandoned = False
        self.failure: str | None = None  # why the last attempt failed, as a sentence; None if it succeeded

    def start(self, deletions: Deletions | None = None) -> None:
        """Start the thread; before an upload, it blanks the pages that are deleted according to `deletions`."""
        self._deletions = deletions
        self._check_room()
        self._thread.start()

    def wake(self) -> None:
        """Look for finished files now."""
        self._check_room()  # now, because the spool may fill up during one slow upload
        self._woken.set()

    def wait_for_room(self) -> None:
        """Wait while the spool is full and its files are being uploaded.

        Raises:
            ArchiveError: The spool is full, and the uploads fail or the run ends.
        """
        if not self._is_full:
            return
        with self._changed:
            before = self._failed.total()
            while self._is_full:
                if self._failed.total() > before or self._is_closing:
                    raise ArchiveError(self._full_message())
                self.wake()
                self._changed.wait(1.0)

    def hurry(self) -> None:
        """Shorten the time for the last uploads, because a signal ends the run."""
        self._seconds = min(self._seconds, self._bounds.seconds_of_grace)

    def close(self) -> None:
        """Upload the remaining files within the time limit and end the thread; a later run uploads the rest.

        Several threads may call this; each waits for the end.
        """
        self._finish()
        self._is_closing = True
        self.wake()
        if self._thread.is_alive():
            self._thread.join(self._seconds)
        self._is_abandoned = True

    def counts(self) -> UploadCounts:
        """Return the counts of the run."""
        waiting = len(finished_files(self._folder))
        return {"uploaded": self._uploaded, "waiting": waiting, "failed": dict(self._failed.most_common())}

    def _run(self) -> None:
        self._delete_old()
        while not self._is_abandoned:
            is_last = self._is_closing
            pause = self._upload_all()
            if is_last and (not self.failure or self._failures_in_a_row >= TRIES_AT_END):
                return
            self._woken.wait(pause)
            self._woken.clear()

    def _upload_all(self) -> float:
        """Upload the finished files; return the seconds to wait before the next attempt."""
        is_failing = False
        try:
            self._finish_old()
            for path in finished_files(self._folder):
                reason = self._try(path)
                is_failing |= reason is not None
                if self._is_abandoned or (reason and reason not in FILE_FAILURES):
                    break
            delete_kept(self._folder, self._bounds.spool_keep_days)
        except (OSError, ArchiveError) as error:
            is_failing = True
            self._note("local_failure", str(error))
        self._failures_in_a_row = self._failures_in_a_row + 1 if is_failing else 0
        if not is_failing:
            self.failure = None
            return TICK_SECONDS
        pause = min(2.0 ** (self._failures_in_a_row - 1), MAX_PAUSE_SECONDS)
        return pause * random.uniform(0.7, 1.3)  # noqa: S311 - spreads the retries of machines that failed together

    def _try(self, path: Path) -> str | None:
        """Upload a file that no other process is uploading; return the reason code of a failure."""
        try:
            size = self._upload(path)
            if size is None:
                return None
        except BucketError as error:
            return self._note(error.reason, str(error))
        except (OSError, ArchiveError) as error:
            return self._note("local_failure", f"{path}: cannot be uploaded: {error}")
        logger.info("Uploaded %s to %s: %.1f MB", path.name, self._bucket.url, size / 1e6)
        with self._changed:
            self._uploaded += 1
            self._check_room()
            self._changed.notify_all()
        return None

    def _upload(self, path: Path) -> int | None:
        """Upload a file without deleted pages and release it; return its size, or None if another process has it.

        A deletion notes its addresses in the store before it searches the bucket. So either it finds the new copy
        there, or this method sees its addresses after the upload.
        """
        addresses = addresses_in(path) if self._deletions else ()
        self._blank_deleted(path, addresses)
        size = upload(path, self._bucket)
        if size is not None:
            self._blank_deleted(path, addresses)
            release(path, is_kept=self._bounds.spool_keep_days > 0)
        return size

    def _blank_deleted(self, path: Path, addresses: Collection[str]) -> None:
        if self._deletions:
            self._blanking.blank_deleted(path, addresses, self._deletions)

    def _note(self, reason: str, sentence: str) -> str:
        logger.warning("%s; the file stays in %s", sentence, self._folder)
        with self._changed:
            self._failed[reason] += 1
            self.failure = sentence
            self._check_room()
            self._changed.notify_all()
        return reason

    def _check_room(self) -> None:
        most = self._bounds.spool_max_bytes
        self._is_full = bool(most) and waiting_bytes(self._folder) > most

    def _full_message(self) -> str:
        files = counted(len(finished_files(self._folder)), "file")
        return (
            f"ARCHIVE_SPOOL_MAX_GB={self._bounds.spool_max_bytes / (1 << 30):g}: {files} in {self._folder} wait for "
            f"their upload to {self._bucket.url}: {self.failure or 'the run ends'}. Bring the bucket back, or set a "
            "higher limit"
        )

    def _delete_old(self) -> None:
        """Delete files in the bucket that exceed ARCHIVE_KEEP_DAYS or ARCHIVE_MAX_GB."""
        if not (self._bounds.keep_days or self._bounds.max_bytes):
            return
        try:
            sizes = dict(sorted((file.name, file.size) for file in self._bucket.files()))
            for name in exceeding(sizes, self._bounds.keep_days, self._bounds.max_bytes):
                self._bucket.delete(name)
                logger.info("Deleted %s/%s, which exceeds ARCHIVE_KEEP_DAYS or ARCHIVE_MAX_GB", self._bucket.url, name)
        except BucketError as error:
            self._note(error.reason, str(error))
