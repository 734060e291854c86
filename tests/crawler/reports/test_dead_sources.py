from typing import Any

import pytest

from crawler.reports.dead_sources import dead_alarms
from crawler.stores.runs import RunHealth


def run(**changes: Any) -> RunHealth:
    values = {"finish_reason": "finished", "offered": 0, "requested": 0, "stored": 0, "status": "failed"}
    time = "2026-03-04T06:00:00Z"
    return RunHealth(
        source="paper", run="1", started_at=time, ended_at=time, **{**values, "reason": "timeout", **changes}
    )


FAILED, GOOD, QUIET = (
    run(),
    run(status="ok", reason=None, offered=9, stored=3),
    run(status="ok", reason=None, offered=9),
)
WALLED = run(status="ok", reason="consent", offered=9, requested=9, dropped={"consent": 9})
KNOWN = run(status="ok", reason=None, offered=9, requested=9, dropped={"duplicate_url": 9})


def codes(now: RunHealth, *earlier: RunHealth, has_worked: bool = False) -> list[str]:
    return [alarm["code"] for alarm in dead_alarms(now, earlier, has_worked=has_worked)]


def test_a_source_that_never_worked_raises_an_alarm_in_its_third_run() -> None:
    assert codes(FAILED) == []
    assert codes(FAILED, FAILED) == []
    assert codes(FAILED, FAILED, FAILED) == ["never_worked"]
    assert codes(WALLED, FAILED, WALLED, FAILED) == ["never_worked"]
    assert "most recently because of timeout" in dead_alarms(FAILED, [FAILED, FAILED], has_worked=False)[0]["text"]


def test_a_source_that_worked_raises_an_alarm_when_three_runs_in_a_row_failed() -> None:
    assert codes(FAILED, FAILED, GOOD, has_worked=True) == []
    assert codes(FAILED, FAILED, FAILED, GOOD, has_worked=True) == ["failing"]
    assert codes(WALLED, WALLED, WALLED, has_worked=True) == [], "the other rules compare shares of pages"


@pytest.mark.parametrize("last", [GOOD, QUIET, KNOWN])
def test_success_and_nothing_new_raise_no_alarm(last: RunHealth) -> None:
    assert codes(last, FAILED, FAILED) == []
    assert codes(last, FAILED, FAILED, has_worked=True) == []


def test_runs_that_were_cut_short_do_not_count() -> None:
    assert codes(FAILED, run(finish_reason="interrupted"), FAILED) == []
