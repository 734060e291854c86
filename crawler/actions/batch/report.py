"""The report of a task: what it read and wrote, and why pages are missing from the output."""

from __future__ import annotations

import json
import os
from collections import Counter
from dataclasses import dataclass, field, fields
from typing import Any, TypedDict

from crawler.archive.forms import FOREIGN_FORMS
from crawler.messages.wording import counted

MAX_FAILURES = 100  # named per task; all are counted
COUNTERS = ("dropped", "failed", "passed_over", "lost")
# Reasons why a whole file is lost, each with its wording.
WHOLE_FILE = {"no_file": "does not exist", "no_record": "holds no record", **FOREIGN_FORMS}


class NamedFailure(TypedDict):
    """A page that could not be cleaned or, with `url` None, a file with faults."""

    url: str | None
    raw_ref: str | None
    reason: str
    detail: str


@dataclass(slots=True)
class Report:
    """The counts of one task, or their sum."""

    task: int = -1
    files: int = 0
    pages: int = 0  # read from the files
    articles: int = 0  # rows of the output
    dropped: Counter[str] = field(default_factory=Counter)  # pages that are not articles, by reason
    failed: Counter[str] = field(default_factory=Counter)  # pages that could not be cleaned
    passed_over: Counter[str] = field(default_factory=Counter)  # records that hold no page
    lost: Counter[str] = field(default_factory=Counter)  # records and files with faults
    cpu_seconds: float = 0.0  # of the task and its cleaning processes
    seconds: float = 0.0
    failures: list[NamedFailure] = field(default_factory=list)

    @property
    def has_faults(self) -> bool:
        """True if pages were lost."""
        return bool(self.failed.total() + self.lost.total())

    @property
    def pages_per_cpu_second(self) -> float:
        """Pages per second of CPU time; 0 if no time was measured."""
        return round(self.pages / self.cpu_seconds, 2) if self.cpu_seconds else 0.0

    def fail(self, failure: NamedFailure) -> None:
        """Count a page that could not be cleaned, and name it unless MAX_FAILURES are named already."""
        self.failed[failure["reason"]] += 1
        self._name(failure)

    def lose(self, file: str, reason: str, count: int = 1) -> None:
        """Count the lost records of a file, or the lost file itself, and name the file as `fail` does."""
        self.lost[reason] += count
        why = WHOLE_FILE.get(reason)
        detail = f"the whole file: it {why}" if why else counted(count, "record")
        self._name({"url": None, "raw_ref": file, "reason": reason, "detail": detail})

    def _name(self, failure: NamedFailure) -> None:
        if len(self.failures) < MAX_FAILURES:
            self.failures.append(failure)

    def add(self, other: Report) -> None:
        """Add the counts of another report."""
        for name in ("files", "pages", "articles", "cpu_seconds", "seconds"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name in COUNTERS:
            getattr(self, name).update(getattr(other, name))
        self.failures += other.failures[: MAX_FAILURES - len(self.failures)]

    def as_dict(self) -> dict[str, Any]:
        """Return the report as a JSON object."""
        values = {each.name: getattr(self, each.name) for each in fields(self)}
        seconds = {"cpu_seconds": round(self.cpu_seconds, 3), "seconds": round(self.seconds, 3)}
        return values | seconds | {"pages_per_cpu_second": self.pages_per_cpu_second}

    def to_json(self) -> bytes:
        """Return the content of the report's file."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=1).encode("utf-8", "replace")


def read_report(content: bytes) -> Report:
    """Parse a report that `to_json` wrote."""
    values = json.loads(content)
    del values["pages_per_cpu_second"]
    for name in COUNTERS:
        values[name] = Counter(values[name])
    return Report(**values)


def cpu_seconds() -> float:
    """Return the CPU time of this process and of its children that have ended."""
    return sum(os.times()[:4])
