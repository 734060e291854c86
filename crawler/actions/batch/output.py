"""The output of a task: a file or object that appears when it is complete."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable
from pathlib import Path

import fsspec

from crawler.actions.batch.errors import JobError, OutputError
from crawler.actions.batch.job import Job
from crawler.actions.batch.storage import message_of
from crawler.actions.exporting.files import FileOutput
from crawler.actions.exporting.remote import RemoteOutput
from crawler.formats.fields import Row
from crawler.formats.options import Options
from crawler.network.storages import is_remote


def refuse_foreign_parts(job: Job) -> None:
    """Raise JobError if the output has files that the tasks of a new batch would replace.

    Raises OutputError if the output cannot be listed.
    """
    try:
        storage, path = fsspec.core.url_to_fs(job.output)
        found = sorted(storage.glob(f"{path}/part-*"))
    except Exception as error:  # noqa: BLE001 - the storages have different errors without a common base class
        raise OutputError(f"{job.output}: cannot be listed: {message_of(error)}") from None
    if found:
        name = found[0].rpartition("/")[2]
        raise JobError(f"-o {job.output}: has {name}, which no batch wrote there: name another folder.")


def lost_parts(job: Job, unfinished: Collection[int]) -> list[int]:
    """Return the numbers of the finished tasks whose output is gone, by somebody's hand or with a disk.

    Raises OutputError if the output cannot be listed.
    """
    try:
        storage, path = fsspec.core.url_to_fs(job.output)
        storage.invalidate_cache()
        names = {each.rpartition("/")[2] for each in storage.ls(path, detail=False)} if storage.isdir(path) else set()
    except Exception as error:  # noqa: BLE001 - as above
        raise OutputError(f"{job.output}: cannot be listed: {message_of(error)}") from None
    tasks = (task for task in range(job.tasks) if task not in unfinished)
    return [task for task in tasks if job.part(task).rpartition("/")[2] not in names]


def write_part(job: Job, task: int, rows: Iterable[Row]) -> None:
    """Write the output of a task, in place of an earlier one. Raises UsageError or OutputError if that fails."""
    try:
        _write_part(job, task, rows)
    except SystemExit as error:  # the disk is full: that ends a command, but not the process of a task
        raise OutputError(str(error).removesuffix(".")) from None
    except OSError as error:
        raise OutputError(f"-o {job.part(task)}: cannot be written: {message_of(error)}") from None


def _write_part(job: Job, task: int, rows: Iterable[Row]) -> None:
    address, options = job.part(task), Options(job.field_names)
    if is_remote(address):
        RemoteOutput(job.format, address, options).write(rows)
        return
    # Two processes do the same task if one of them was wrongly believed dead, so each writes its own file.
    part = FileOutput(job.format, address, options).write_part(rows, secrets.token_hex(4))
    Path(part).replace(address)


def delete_left_parts(job: Job) -> None:
    """Delete the unfinished files of killed tasks. Call this while no task runs."""
    storage, path = fsspec.core.url_to_fs(job.output)
    for left in storage.glob(f"{path}/.part-*.part"):
        storage.rm_file(left)
