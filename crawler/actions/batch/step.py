"""The cleaning of a batch as a step of datatrove's pipelines."""

from __future__ import annotations

from datatrove.data import DocumentsPipeline
from datatrove.pipeline.base import PipelineStep

from crawler.actions.batch.job import require_job
from crawler.actions.batch.report import Report
from crawler.actions.batch.task import do_task


class CleanStep(PipelineStep):  # type: ignore[misc]
    """Cleans the files of a task. It knows only the address of the output, where it reads the job."""

    type = "CLEAN"
    name = "newsgalley"

    def __init__(self, output: str) -> None:
        super().__init__()
        self.output = output

    def run(self, data: DocumentsPipeline = None, rank: int = 0, world_size: int = 1) -> None:
        """Do task number `rank`. Raises the errors of `do_task`."""
        self._count(do_task(require_job(self.output), rank))

    def _count(self, report: Report) -> None:
        """Hand the counts to datatrove, which sums them in its own statistics."""
        self.stat_update("pages", value=report.pages)
        self.stat_update("articles", value=report.articles)
        for counts in (report.dropped, report.failed, report.passed_over, report.lost):
            for reason, count in counts.items():
                self.stat_update(reason, value=count)
