"""Outputs that cannot be written: a sentence for the user, and never the end of the process that does the tasks."""

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.actions.batch.errors import OutputError
from crawler.actions.batch.job import Job
from crawler.actions.batch.output import lost_parts, write_part
from crawler.formats.fields import Row


def failing(number: int) -> Iterator[Row]:
    """Fail as a write on a full or broken disk does."""
    raise OSError(number, os.strerror(number))
    yield {}


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_fails_the_task_with_a_sentence(tmp_path: Path, number: int) -> None:
    job = Job(output=str(tmp_path), files=["a.warc"], tasks=1)
    with pytest.raises(OutputError, match=r"part-00000\.parquet: cannot be written: .*\. Make room"):
        write_part(job, 0, failing(number))
    assert not list(tmp_path.iterdir())


def test_a_folder_with_the_name_of_an_output_is_named(tmp_path: Path) -> None:
    job = Job(output=str(tmp_path), files=["a.warc"], tasks=1, format="jsonl")
    Path(job.part(0)).mkdir()
    with pytest.raises(OutputError, match=r"part-00000\.jsonl: cannot be written: Is a directory"):
        write_part(job, 0, [])


def test_finished_tasks_without_output_are_lost(tmp_path: Path) -> None:
    job = Job(output=f"{tmp_path}/out", files=["a.warc"] * 4, tasks=4)
    assert lost_parts(job, {0, 1, 2, 3}) == []
    (tmp_path / "out").mkdir()
    Path(job.part(2)).touch()
    assert lost_parts(job, {0}) == [1, 3]
