import asyncio
import multiprocessing
from contextlib import closing
from pathlib import Path

import pytest

from cleaners.workers import process
from cleaners.workers.attempt import Failure
from cleaners.workers.limits import Limits
from cleaners.workers.pool import WorkerPool
from cleaners.workers.process import WorkerKilledError, WorkerStartError
from tests.cleaners.workers.work import double, hang_after_the_first_process, misbehave, nothing, wait_for


def test_tasks_are_done_in_parallel(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    with closing(WorkerPool(misbehave, 2, Limits(), nothing)) as pool:
        futures = [pool.submit(f"meet {one} {other}"), pool.submit(f"meet {other} {one}")]
        assert not any(isinstance(future.result(), Failure) for future in futures)


def test_tasks_one_after_another_use_one_process() -> None:
    with closing(WorkerPool(double, 3, Limits(), nothing)) as pool:
        assert [pool.submit(task).result() for task in range(3)] == [0, 2, 4]
        assert len(multiprocessing.active_children()) == 1


def test_a_coroutine_can_wait_for_a_task() -> None:
    async def run() -> list[int | Failure]:
        with closing(WorkerPool(double, 2, Limits(), nothing)) as pool:
            return await asyncio.gather(*map(pool.do, range(5)))

    assert asyncio.run(run()) == [0, 2, 4, 6, 8]


def test_closing_kills_a_running_task_and_drops_waiting_ones(tmp_path: Path) -> None:
    pool = WorkerPool(misbehave, 1, Limits(), nothing)
    under_way = pool.submit(f"meet {tmp_path / 'started'} {tmp_path / 'never'}")
    waiting = pool.submit("fine")
    wait_for(str(tmp_path / "started"))
    pool.close()
    assert waiting.cancelled()
    assert not multiprocessing.active_children()
    with pytest.raises(WorkerKilledError):
        under_way.result()


def test_a_few_quick_tasks_at_once_start_one_process_and_many_start_more() -> None:
    with closing(WorkerPool(double, 4, Limits(), nothing)) as pool:
        few = [pool.submit(task) for task in range(3)]
        assert [future.result() for future in few] == [0, 2, 4]
        assert len(multiprocessing.active_children()) == 1
        many = [pool.submit(task) for task in range(5_000)]
        assert [future.result() for future in many] == [2 * task for task in range(5_000)]
        assert len(multiprocessing.active_children()) > 1


def test_no_task_waits_for_a_process_whose_start_hangs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIRST_PROCESS", str(tmp_path / "first"))
    with closing(WorkerPool(double, 2, Limits(), hang_after_the_first_process)) as pool:
        assert pool.submit(1).result() == 2
        many = [pool.submit(task) for task in range(1_000)]
        assert [future.result(timeout=60) for future in many] == [2 * task for task in range(1_000)]
        assert len(multiprocessing.active_children()) == 2, "the second process is still starting"


def test_another_process_starts_beside_one_that_is_late(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "first").touch()  # so the first process hangs, too
    monkeypatch.setenv("FIRST_PROCESS", str(tmp_path / "first"))
    monkeypatch.setattr(process, "LATE_SECONDS", 0)
    with closing(WorkerPool(double, 2, Limits(), hang_after_the_first_process)) as pool:
        under_way = pool.submit(1)
        wait_for(str(tmp_path / "first.hangs"))
        (tmp_path / "first").unlink()  # a later process starts
        assert under_way.result(timeout=60) == 2


def test_a_start_that_fails_is_the_outcome_of_a_task() -> None:
    with (
        closing(WorkerPool(double, 1, Limits(), hang_after_the_first_process)) as pool,
        pytest.raises(WorkerStartError, match="KeyError"),
    ):
        pool.submit(1).result()
