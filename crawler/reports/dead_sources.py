"""Raise an alarm for a dead source: one that never gave an article, or failed in all of its last runs."""

from __future__ import annotations

from collections.abc import Sequence

from crawler.reports.summary import FINISHED, NOT_LOST
from crawler.stores.runs import Alarm, RunHealth

# Failed runs before an alarm: one may hit a restart of the site, and a second one its maintenance.
DEAD_RUNS = 3


def dead_alarms(now: RunHealth, earlier: Sequence[RunHealth], *, has_worked: bool) -> list[Alarm]:
    """Return the alarm of a dead source; empty for any other source.

    `earlier` are the last runs before this one, newest first. `has_worked`: an earlier run stored an article.
    """
    recent = [now, *(run for run in earlier if run.finish_reason == FINISHED)][:DEAD_RUNS]
    if len(recent) < DEAD_RUNS or not all(map(_is_lost, recent)):
        return []
    if not has_worked:
        return [{"code": "never_worked", "text": f"has never given an article{_because(now)}"}]
    if all(run.status == "failed" for run in recent):
        return [{"code": "failing", "text": f"failed in its last {DEAD_RUNS} runs{_because(now)}"}]
    return []


def _is_lost(run: RunHealth) -> bool:
    """Return True if a run stored nothing because the source or its pages failed, not because nothing was new."""
    lost = any(reason not in NOT_LOST for reason in (*run.dropped, *run.failed))
    return not run.stored and (run.status == "failed" or lost)


def _because(run: RunHealth) -> str:
    return f", most recently because of {run.reason}" if run.reason else ""
