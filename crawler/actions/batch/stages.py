"""The stages of a batch: each is a list of datatrove steps, done once per task."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from datatrove.io import DataFolder
from datatrove.pipeline.base import PipelineStep

from crawler.actions.batch.clean_step import CleanStep
from crawler.actions.batch.job import Job


@dataclass(frozen=True, slots=True)
class Stage:
    """A list of steps, the number of tasks that do them, and the folder in which datatrove notes finished tasks."""

    name: str
    steps: Sequence[PipelineStep]
    tasks: int
    folder: DataFolder

    def unfinished(self) -> list[int]:
        """Return the numbers of the tasks that are not finished."""
        self.folder.fs.invalidate_cache()  # because other processes write into the folder
        done = set(self.folder.list_files("completions")) if self.folder.isdir("completions") else set()
        return [task for task in range(self.tasks) if _mark(task) not in done]

    def reopen(self, task: int) -> None:
        """Let a finished task be done again."""
        if self.folder.isfile(_mark(task)):
            self.folder.rm(_mark(task))


def _mark(task: int) -> str:
    """Return the name of the file with which datatrove notes a finished task."""
    return f"completions/{task:05d}"


def stages_of(job: Job, *, near_duplicates: bool) -> list[Stage]:
    """Return the stages of a batch in order."""
    stages = [Stage("clean", [CleanStep(job.output)], job.tasks, job.folder("clean"))]
    if near_duplicates:
        from crawler.actions.batch.near_duplicates.stages import link_stages

        stages += [Stage(name, steps, tasks, job.folder(name)) for name, steps, tasks in link_stages(job)]
    return stages
