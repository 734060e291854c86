"""Do one task: read the pages of its files, clean them in worker processes, and write the articles.

If a page crashes its worker or exceeds a limit, only this page is lost. The output gets its name when it is complete. A
task that was killed is done again from its beginning and gives the same file.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import PurePath

from cleaners.page import Page
from cleaners.workers.attempt import Failure
from cleaners.workers.ordered import outcomes
from cleaners.workers.pool import WorkerPool
from cleaners.workers.preload import PROBE
from crawler.actions.batch.errors import CleanerBrokenError, InputMissingError
from crawler.actions.batch.job import Job
from crawler.actions.batch.output import write_part
from crawler.actions.batch.report import Report, cpu_seconds
from crawler.actions.batch.storage import open_input, write_whole
from crawler.actions.batch.stories import Stories
from crawler.archive.forms import ForeignFormError, archives_in
from crawler.archive.reader import FAULTS, read_pages
from crawler.formats.fields import Row
from crawler.moments import now
from crawler.pipelines.cleaned import FAILURES, Cleaned, clean_page
from crawler.pipelines.dropped import PageDropped
from crawler.pipelines.validate import ValidatePipeline

SOURCE = "archive"  # the source of pages whose archive names none, as in `newsgalley crawl archive`


def do_task(job: Job, number: int) -> Report:
    """Write the output and the report of a task; return the report.

    Raises:
        InputError: A file cannot be read at the moment. The task must be repeated.
        UsageError, OutputError: The output cannot be written.
        CleanerBrokenError: No page can be cleaned.
        WorkerStartError: The cleaning processes do not start.
    """
    report = Report(number)
    began, began_cpu = time.monotonic(), cpu_seconds()
    with (
        closing(WorkerPool(clean_page, job.processes, job.limits)) as pool,
        closing(Stories(job, number, pool)) as stories,
    ):
        write_part(job, number, _Cleaning(job, report, pool, stories).articles())
    report.seconds, report.cpu_seconds = time.monotonic() - began, cpu_seconds() - began_cpu
    write_whole(job.state("reports", f"{number:05}.json"), report.to_json())
    return report


class _Cleaning:
    """One task under way."""

    def __init__(self, job: Job, report: Report, pool: WorkerPool[Page, Cleaned], stories: Stories) -> None:
        self._job = job
        self._report = report
        self._pool = pool
        self._validate = ValidatePipeline(job.min_quality, respect_tdm=job.respect_tdm)
        self._has_worked = False
        self._stories = stories

    def articles(self) -> Iterator[Row]:
        """Yield the records of the articles in the order of the files, and count everything else."""
        for page, outcome in outcomes(self._pool, self._pages()):
            if isinstance(outcome, Failure):
                self._note_failure(page, outcome)
                continue
            self._has_worked = True
            try:
                record = self._validate.process_item(self._stories.whole(page, outcome)).record
            except PageDropped as dropped:
                self._report.dropped[dropped.reason] += 1
                continue
            self._report.articles += 1
            yield record

    def _pages(self) -> Iterator[Page]:
        """Yield the pages of all files. The pool calls this in a thread."""
        for file in self._job.files_of(self._report.task):
            self._report.files += 1
            try:
                yield from self._pages_of(file)
            except InputMissingError:
                self._report.lose(file, "no_file")
            except ForeignFormError as error:
                self._report.lose(file, str(error))

    def _pages_of(self, file: str) -> Iterator[Page]:
        found: Counter[str] = Counter()
        name = PurePath(file).name if self._job.is_own_archive else file
        before = self._report.pages
        with open_input(file) as stream:
            for archive, has_positions in archives_in(PurePath(file), stream) or [(stream, True)]:
                for page in read_pages(archive, found, name if has_positions else None):
                    self._report.pages += 1
                    if page.first_page:
                        found["later_page"] += 1
                    else:
                        yield self._completed(page)
        if not found and self._report.pages == before:
            self._report.lose(file, "no_record")
        for reason, count in found.items():
            if reason in FAULTS:
                self._report.lose(file, reason, count)
            else:
                self._report.passed_over[reason] += count

    def _completed(self, page: Page) -> Page:
        return replace(
            page,
            source=page.source or SOURCE,
            discovered_by=page.discovered_by or "given",
            fetched_at=page.fetched_at or now(),
            without_dek=self._job.without_dek,
        )

    def _note_failure(self, page: Page, failure: Failure) -> None:
        if not self._has_worked:
            probe = self._pool.submit(PROBE).result()
            if isinstance(probe, Failure):
                raise CleanerBrokenError(
                    f"no page can be cleaned ({failure.detail}), not even a test page: {probe.detail}"
                )
            self._has_worked = True
        reason = FAILURES[failure.reason]
        self._report.fail({"url": page.url, "raw_ref": page.raw_ref, "reason": reason, "detail": failure.detail})
