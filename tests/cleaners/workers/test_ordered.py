import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from cleaners.workers.attempt import Failure
from cleaners.workers.limits import Limits
from cleaners.workers.ordered import AHEAD, outcomes
from cleaners.workers.pool import WorkerPool
from tests.cleaners.workers.work import double, misbehave, nothing


def test_the_order_is_kept_around_tasks_that_fail() -> None:
    tasks = ["1", "2", "exit 9", "3", "4", "spin", "5", "6"]
    with closing(WorkerPool(misbehave, 2, Limits(timeout_seconds=3), nothing)) as pool:
        found = list(outcomes(pool, tasks))
    assert [task for task, _ in found] == tasks
    assert [task for task, outcome in found if outcome == task] == ["1", "2", "3", "4", "5", "6"]
    assert [outcome.reason for _, outcome in found if isinstance(outcome, Failure)] == ["crash", "timeout"]


def test_without_order_each_outcome_is_yielded_as_soon_as_it_is_ready(tmp_path: Path) -> None:
    path = tmp_path / "go"
    with closing(WorkerPool(misbehave, 2, Limits(), nothing)) as pool:
        found = outcomes(pool, [f"wait {path}", "quick"], in_order=False)
        assert next(found) == ("quick", "quick")
        path.touch()
        assert list(found) == [(f"wait {path}", f"wait {path}")]


def test_only_a_bounded_number_of_tasks_is_read_ahead() -> None:
    read = 0

    def tasks() -> Iterator[int]:
        nonlocal read
        for task in range(200):
            read += 1
            yield task

    with closing(WorkerPool(double, 1, Limits(), nothing)) as pool:
        for number, (task, outcome) in enumerate(outcomes(pool, tasks())):
            assert outcome == 2 * task
            assert read <= number + 1 + AHEAD + 1  # tasks yielded, tasks in memory, and one that waits for room


def test_outcomes_do_not_wait_for_the_next_task() -> None:
    seen = threading.Event()

    def tasks() -> Iterator[int]:
        yield 1
        seen.wait()
        yield 2

    with closing(WorkerPool(double, 1, Limits(), nothing)) as pool:
        found = outcomes(pool, tasks())
        assert next(found) == (1, 2)
        seen.set()
        assert list(found) == [(2, 4)]


def test_an_exception_from_reading_the_tasks_is_raised_to_the_caller() -> None:
    def tasks() -> Iterator[int]:
        raise OSError("the disk is gone")
        yield 1

    with closing(WorkerPool(double, 1, Limits(), nothing)) as pool, pytest.raises(OSError, match="the disk is gone"):
        list(outcomes(pool, tasks()))


def test_no_tasks_give_no_outcomes() -> None:
    with closing(WorkerPool(double, 1, Limits(), nothing)) as pool:
        assert list(outcomes(pool, [])) == []
