"""The job of a batch: the files that it reads, and its options, in a JSON file that every task reads.

The job is in the folder `_batch` of the output, with a report per task and datatrove's notes about finished tasks.
Readers of Parquet folders ignore names that begin with an underscore.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Literal

from datatrove.io import DataFolder, get_datafolder

from cleaners import __version__
from cleaners.rules import RULES_VERSION
from cleaners.workers.limits import Limits
from crawler.actions.batch.errors import JobError
from crawler.actions.batch.storage import read_whole, write_whole
from crawler.formats.fields import chosen_fields
from crawler.messages.wording import counted
from crawler.network.storages import is_remote

STATE = "_batch"
JOB = "job.json"
Format = Literal["parquet", "jsonl"]
# Fields that determine the output beside `files`, and the options or settings behind them. A batch continues only with
# equal values.
DECISIVE = {
    "tasks": "--tasks",
    "format": "--format",
    "removed": "--removed",
    "is_own_archive": "action (clean or reclean)",
    "min_quality": "MIN_QUALITY",
    "respect_tdm": "RESPECT_TDM",
    "without_dek": "CLEAN_WITHOUT_DEK",
    "join_pages": "JOIN_PAGES",
    "cleaner": "version of newsgalley",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """The inputs and options of a batch."""

    output: str  # a folder's absolute path, or its address
    files: Sequence[str]  # absolute paths and addresses
    tasks: int
    format: Format = "parquet"
    removed: bool = False
    is_own_archive: bool = False  # True: raw_ref names the files without their folder, as a crawl does
    min_quality: float = 0.0
    respect_tdm: bool = False
    without_dek: bool = False
    join_pages: int = 1  # pages of a story that are joined, at most
    cleaner: str = f"{__version__} with rules {RULES_VERSION}"
    processes: int = 1  # cleaning processes per task
    timeout_seconds: float = 60.0  # per page
    memory_mb: int = 1024  # per cleaning process

    @property
    def limits(self) -> Limits:
        """The limits of a cleaning process."""
        return Limits(self.timeout_seconds, self.memory_mb)

    @property
    def field_names(self) -> tuple[str, ...]:
        """The names of the fields of each row."""
        return chosen_fields(None, removed=self.removed, changes=False)

    def files_of(self, task: int) -> Sequence[str]:
        """Return the files that a task reads."""
        return self.files[task :: self.tasks]

    def part(self, task: int) -> str:
        """Return the path or address of a task's output."""
        return f"{self.output}/part-{task:05}.{self.format}"

    def state(self, *names: str) -> str:
        """Return the path or address of a file or folder in `_batch`."""
        return "/".join([self.output, STATE, *names])

    def folder(self, *names: str) -> DataFolder:
        """Return a folder in `_batch`, as datatrove takes it."""
        return get_datafolder(self.state(*names))

    def save(self) -> None:
        """Write the job. Raises OutputError."""
        write_whole(self.state(JOB), json.dumps(asdict(self), ensure_ascii=False, indent=1).encode())


def read_job(output: str) -> Job | None:
    """Return the job of an output; None if no batch was started there.

    Raises:
        JobError: The file is not a job, or was written by another version.
    """
    address = f"{output}/{STATE}/{JOB}"
    content = read_whole(address)
    if content is None:
        return None
    try:
        return Job(**json.loads(content))
    except (ValueError, TypeError):
        raise JobError(f"{address}: is not the job of a batch of this version; name another output with -o.") from None


def require_job(output: str) -> Job:
    """Return the job of an output. Raises JobError if there is none."""
    job = read_job(output)
    if job is None:
        raise JobError(f"{output}: no batch was started there; name the -o of one.")
    return job


def refuse_other(old: Job, new: Job) -> None:
    """Raise JobError if an output was begun with other files, options or settings."""
    if list(old.files) != list(new.files):
        counts = f"{counted(len(old.files), 'file')}, now {len(new.files):,} or others"
        raise _other(new.output, "other input files", counts)
    for name, wording in DECISIVE.items():
        before, now = getattr(old, name), getattr(new, name)
        if before != now:
            raise _other(new.output, f"another {wording}", f"{before}, now {now}")


def _other(output: str, difference: str, values: str) -> JobError:
    return JobError(
        f"-o {output}: was begun with {difference} ({values}): repeat the same command to continue, or name another "
        "folder."
    )


def absolute(path: str) -> str:
    """Return an address as it is, and a path as an absolute one, which other processes and machines can use."""
    return path.rstrip("/") if is_remote(path) else os.path.abspath(path)
