"""The cleaning of a batch as a step of datatrove's pipelines."""

from __future__ import annotations

from datatrove.data import DocumentsPipeline

from crawler.actions.batch.job_step import JobStep
from crawler.actions.batch.report import Report
from crawler.actions.batch.task import do_task


class CleanStep(JobStep):
    """Cleans the files of a task."""

    type = "CLEAN"
    name = "newsgalley"

    def run(self, data: DocumentsPipeline = None, rank: int = 0, world_size: int = 1) -> None:
        """Do task number `rank`. Raises the errors of `do_task`."""
        self._count(do_task(self.job(), rank))

    def _count(self, report: Report) -> None:
        """Hand the counts to datatrove, which sums them in its own statistics."""
        self.stat_update("pages", value=report.pages)
        self.stat_update("articles", value=report.articles)
        for counts in (report.dropped, report.failed, report.passed_over, report.lost):
            for reason, count in counts.items():
                self.stat_update(reason, value=count)
