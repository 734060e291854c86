"""The summary of a batch: the sum of its tasks' reports, as text and as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from crawler.actions.batch.job import Job
from crawler.actions.batch.output import lost_parts
from crawler.actions.batch.report import Report, read_report
from crawler.actions.batch.stages import Stage
from crawler.exit_codes import EXIT_ERROR, EXIT_NOTHING_STORED, EXIT_OK, EXIT_SOURCES_FAILED
from crawler.messages.foreign_text import printable
from crawler.messages.wording import counted


@dataclass(frozen=True, slots=True)
class Summary:
    """The result of a batch so far."""

    total: Report
    speeds: Sequence[float]  # pages per CPU second of each task that read pages, ascending
    tasks: int
    unfinished: dict[str, int]  # tasks by stage; stages without any are left out
    linked: int | None = None  # near-duplicates; None if they were not looked for

    @property
    def exit_code(self) -> int:
        """The exit code: 1 if tasks are not finished, 3 or 4 if pages were lost, else 0."""
        if self.unfinished:
            return EXIT_ERROR
        if not self.total.has_faults:
            return EXIT_OK
        return EXIT_SOURCES_FAILED if self.total.articles else EXIT_NOTHING_STORED

    def as_dict(self) -> dict[str, Any]:
        """Return the summary as a JSON object."""
        fields = self.total.as_dict()
        del fields["task"]
        speeds = {
            "slowest": self.speeds[0] if self.speeds else None,
            "median": self.speeds[len(self.speeds) // 2] if self.speeds else None,
            "fastest": self.speeds[-1] if self.speeds else None,
        }
        own = {
            "exit_code": self.exit_code,
            "tasks": self.tasks,
            "unfinished_tasks": self.unfinished,
            "linked": self.linked,
        }
        return own | fields | {"task_pages_per_cpu_second": speeds}

    def to_json(self) -> str:
        """Return the summary as JSON."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=1)

    def render(self) -> str:
        """Return the summary as lines of text."""
        total = self.total
        lines = [
            ("tasks", f"{self.tasks}, {self._unfinished()}"),
            ("files", f"{total.files:,}"),
            ("pages", f"{total.pages:,}, {total.pages_per_cpu_second:.1f} per CPU second{self._range()}"),
            ("articles", f"{total.articles:,}"),
            ("not articles", _reasons(total.dropped)),
            ("could not clean", _reasons(total.failed)),
            ("without a page", _reasons(total.passed_over)),
            ("lost", _reasons(total.lost)),
        ]
        if self.linked is not None:
            lines.insert(4, ("near-duplicates", f"{self.linked:,} linked"))
        named = [f"{each['reason']}  {each['url'] or each['detail']}  {each['raw_ref']}" for each in total.failures]
        # The names of files may come from a list that somebody else wrote.
        return "\n".join([*(f"{name:<17} {value}" for name, value in lines), *map(printable, named)])

    def _unfinished(self) -> str:
        stages = ", ".join(f"{counted(number, 'task')} of {name}" for name, number in self.unfinished.items())
        return f"not finished: {stages}" if stages else "all finished"

    def _range(self) -> str:
        return f" ({self.speeds[0]:.1f} to {self.speeds[-1]:.1f} by task)" if len(self.speeds) > 1 else ""


def _reasons(counts: Counter[str]) -> str:
    reasons = ", ".join(f"{reason} {count:,}" for reason, count in counts.most_common())
    return f"{counts.total():,}{f' ({reasons})' if reasons else ''}"


def summarise(job: Job, stages: Sequence[Stage]) -> Summary:
    """Return the summary of the tasks that are finished."""
    total, speeds = Report(), []
    folder = job.folder("reports")
    folder.fs.invalidate_cache()
    for name in folder.list_files(glob_pattern="*.json") if folder.exists("") else []:
        report = read_report(folder.cat_file(name))
        total.add(report)
        if report.pages:
            speeds.append(report.pages_per_cpu_second)
    unfinished = {stage.name: {*stage.unfinished()} for stage in stages}
    unfinished[stages[0].name].update(lost_parts(job, unfinished[stages[0].name]))
    left = {name: len(tasks) for name, tasks in unfinished.items() if tasks}
    return Summary(total, sorted(speeds), job.tasks, left, _linked(job, stages))


def _linked(job: Job, stages: Sequence[Stage]) -> int | None:
    if len(stages) == 1:
        return None
    from crawler.actions.batch.near_duplicates.parts import count_links

    return count_links(job)
