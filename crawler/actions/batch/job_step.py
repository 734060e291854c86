"""The base of a batch's steps in datatrove's pipelines."""

from __future__ import annotations

from datatrove.pipeline.base import PipelineStep

from crawler.actions.batch.job import Job, require_job


class JobStep(PipelineStep):  # type: ignore[misc]
    """A step that reads the job at the address of the output, so that only this address is sent to other machines."""

    def __init__(self, output: str) -> None:
        super().__init__()
        self.output = output

    def job(self) -> Job:
        """Read the job. Raises JobError if there is none."""
        return require_job(self.output)
