"""Start or continue a batch, and print its summary."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import date
from glob import has_magic
from pathlib import Path

import fsspec

from crawler.actions.batch.errors import BatchError, InputError, InterruptedBatch, JobError
from crawler.actions.batch.executors import Machines, run_stages
from crawler.actions.batch.inputs import Selection, find_inputs
from crawler.actions.batch.job import Job, absolute, read_job, refuse_other, require_job
from crawler.actions.batch.output import delete_left_parts, lost_parts, refuse_foreign_parts
from crawler.actions.batch.stages import Stage, stages_of
from crawler.actions.batch.storage import message_of, write_whole
from crawler.actions.batch.summary import summarise
from crawler.archive.bucket.configured import bucket_of
from crawler.archive.bucket.errors import BucketError
from crawler.archive.files import finished_files, folder_to_read
from crawler.configuration.own import Settings
from crawler.exit_codes import EXIT_ERROR, EXIT_INTERRUPTED, EXIT_OK, UsageError
from crawler.messages.foreign_text import printable
from crawler.network.storages import is_remote, refuse_secret
from crawler.pipelines.limits import read_limits


def batch(settings: Settings, action: str, inputs: Sequence[str], opts: argparse.Namespace) -> int:
    """Clean the inputs, or the files of the archive again; print the summary and return the exit code.

    Raises:
        UsageError: An input, option or setting cannot be used.
    """
    try:
        job = _job(settings, action, inputs, opts)
        return _run(job, _machines(settings, job, opts), opts)
    except ValueError as error:
        raise UsageError(str(error)) from None
    except BatchError as error:
        return _failed(error)


def show_status(output: str, opts: argparse.Namespace) -> int:
    """Print the summary of what a batch has done so far; return its exit code. Raises UsageError without a batch."""
    try:
        job = require_job(absolute(output))
    except JobError as error:
        raise UsageError(str(error)) from None
    try:
        return _summarise(job, opts)
    except BatchError as error:
        return _failed(error)


def _failed(error: BatchError) -> int:
    print(printable(f"newsgalley batch: {error}."), file=sys.stderr)
    return EXIT_ERROR


def _run(job: Job, machines: Machines, opts: argparse.Namespace) -> int:
    job.save()
    stages = stages_of(job, near_duplicates=opts.near_duplicates)
    _reopen_lost(job, stages)
    try:
        if not run_stages(stages, machines):
            print(f"Submitted to Slurm. See how far it is: newsgalley batch status {job.output}", file=sys.stderr)
            return EXIT_OK
    except InterruptedBatch:
        print("Interrupted. Run the same command to continue.", file=sys.stderr)
        return EXIT_INTERRUPTED
    delete_left_parts(job)
    return _summarise(job, opts)


def _reopen_lost(job: Job, stages: Sequence[Stage]) -> None:
    """Let the finished tasks whose output is gone be done again, in the stages that have a task per part."""
    for task in lost_parts(job, {*stages[0].unfinished()}):
        print(f"{job.part(task)} is gone; its task is done again.", file=sys.stderr)
        for stage in stages:
            if stage.tasks == job.tasks:
                stage.reopen(task)


def _summarise(job: Job, opts: argparse.Namespace) -> int:
    summary = summarise(job, stages_of(job, near_duplicates=opts.near_duplicates))
    print(summary.to_json() if opts.summary == "json" else summary.render(), flush=True)
    write_whole(job.state("summary.json"), summary.to_json().encode())
    if summary.unfinished:
        print("Not all tasks are finished. Run the same command to do the rest.", file=sys.stderr)
    return summary.exit_code


def _job(settings: Settings, action: str, inputs: Sequence[str], opts: argparse.Namespace) -> Job:
    """Return the job that the options describe. Raises JobError if the output was begun with another job."""
    _, limits = read_limits(settings)
    selection = Selection(_day("--since", opts.since), _day("--until", opts.until), opts.base)
    output = absolute(opts.output)
    _refuse_misnamed(output)
    old = read_job(output)
    files = tuple(find_inputs(inputs or _archive(settings), selection))
    if action == "reclean":
        _refuse_same_names(files)
    tasks = opts.tasks or (old.tasks if old else len(files))
    job = Job(
        output=output,
        files=files,
        tasks=min(tasks, len(files)),
        format=opts.format,
        removed=opts.removed,
        is_own_archive=action == "reclean",
        min_quality=settings.getfloat("MIN_QUALITY"),
        respect_tdm=settings.getbool("RESPECT_TDM"),
        without_dek=settings.getbool("CLEAN_WITHOUT_DEK"),
        join_pages=settings.getint("JOIN_PAGES"),
        processes=opts.cpus or 1,
        timeout_seconds=limits.timeout_seconds,
        memory_mb=limits.memory_mb,
    )
    if old:
        refuse_other(old, job)
    else:
        refuse_foreign_parts(job)
    return job


def _refuse_misnamed(output: str) -> None:
    """Raise ValueError for a file, an unknown storage, or a name that fsspec reads as a pattern or a chain."""
    if has_magic(output) or "::" in output:
        raise ValueError(f"-o {output}: name a folder without the characters * ? [ and ::.")
    if is_remote(output):
        refuse_secret("-o", output)
        try:
            fsspec.get_filesystem_class(output.partition("://")[0])
        except (ValueError, ImportError) as error:  # fsspec says which package to install
            raise ValueError(f"-o {output}: {message_of(error)}.") from None
        return
    lowest = next(place for place in (Path(output), *Path(output).parents) if os.path.exists(place))
    if not lowest.is_dir():
        raise ValueError(f"-o {output}: {lowest} is not a folder; name a folder, in which each task writes a file.")
    if not os.access(lowest, os.W_OK):
        raise ValueError(f"-o {output}: {lowest} cannot be written; check permissions.")


def _refuse_same_names(files: Sequence[str]) -> None:
    """Raise ValueError if two files have the same name: `raw_ref` names a file of the archive without its folder."""
    folders: dict[str, str] = {}
    for file in files:
        folder, _, name = file.rpartition("/")
        if (other := folders.setdefault(name, folder)) != folder:
            raise ValueError(f"{name}: is in {other} and in {folder}; clean one folder after the other.")


def _archive(settings: Settings) -> list[str]:
    """Return the finished files of ARCHIVE_DIR, and the files of the bucket ARCHIVE_URL that are not in that folder.

    Raises:
        ValueError: There are none.
        InputError: The bucket cannot be used.
    """
    folder = folder_to_read(settings)
    files = {path.name: str(path) for path in finished_files(folder)}
    try:
        if bucket := bucket_of(settings):
            files = {each.name: f"{bucket.url}/{each.name}" for each in bucket.files()} | files
    except BucketError as error:
        raise InputError(str(error)) from None
    if not files:
        places = " and ".join(filter(None, (f"ARCHIVE_DIR {folder}", settings["ARCHIVE_URL"])))
        raise ValueError(f"{places}: holds no archive; name the files to clean again.")
    return [files[name] for name in sorted(files)]


def _machines(settings: Settings, job: Job, opts: argparse.Namespace) -> Machines:
    workers = opts.workers or (max(1, read_limits(settings)[0]) if opts.executor == "local" else job.tasks)
    return Machines(
        kind=opts.executor,
        workers=min(workers, job.tasks),
        cpus=job.processes,
        memory_gb=opts.memory_gb,
        partition=opts.partition,
        time=opts.time,
        setup=opts.setup,
    )


def _day(option: str, text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise ValueError(f"{option} {text}: not a day; write 2026-01-31.") from None
