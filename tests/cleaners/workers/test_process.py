import multiprocessing
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cleaners.workers.attempt import Failure, Result, Task
from cleaners.workers.limits import Limits
from cleaners.workers.preload import warm_up
from cleaners.workers.process import WorkerKilledError, WorkerProcess, WorkerStartError
from tests.cleaners.workers.work import double, misbehave, nothing

ROOT = Path(__file__).parents[3]
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="the limit of memory works on Linux")


@contextmanager
def worker_of(
    work: Callable[[Task], Result], limits: Limits, preload: Callable[[], None] = nothing
) -> Iterator[WorkerProcess[Task, Result]]:
    worker = WorkerProcess(work, limits, preload)
    try:
        yield worker
    finally:
        worker.kill()
        worker.close()


@pytest.mark.parametrize(
    ("task", "failure"),
    [
        ("exit 9", Failure("crash", "the worker process died: exit code 9")),
        ("kill", Failure("crash", "the worker process died: signal 9 (Killed)")),
        ("sleep", Failure("timeout", "took over 2 seconds")),
        ("spin", Failure("timeout", "took over 2 seconds")),
        pytest.param("memory", Failure("memory", "took over 1024 MB"), marks=linux_only),
    ],
)
def test_a_task_that_ends_or_hangs_its_process_does_not_affect_others(task: str, failure: Failure) -> None:
    with worker_of(misbehave, Limits(timeout_seconds=2, memory_mb=1024)) as worker:
        assert worker.do(task) == failure
        assert worker.do("fine") == "fine"


def test_a_daemon_of_multiprocessing_is_told_what_to_call_instead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(vars(multiprocessing.current_process())["_config"], "daemon", True)
    with worker_of(double, Limits()) as worker, pytest.raises(WorkerStartError, match="such as one of a Pool"):
        worker.do(1)


def test_an_exception_is_a_failure_with_its_traceback_and_the_process_lives_on() -> None:
    with worker_of(misbehave, Limits()) as worker:
        failure = worker.do("raise")
        process = multiprocessing.active_children()
        assert worker.do("fine") == "fine"
        assert multiprocessing.active_children() == process
    assert isinstance(failure, Failure)
    assert (failure.reason, failure.detail) == ("error", "ValueError: an odd page")
    assert "in misbehave" in failure.traceback


def test_a_task_whose_process_died_gets_a_second_process(tmp_path: Path) -> None:
    with worker_of(misbehave, Limits()) as worker:
        outcome = worker.do(f"note {tmp_path / 'tries'}")
    assert isinstance(outcome, Failure)
    assert (tmp_path / "tries").read_text() == "tried\n" * 2


def test_a_process_that_was_killed_while_idle_is_replaced() -> None:
    with worker_of(double, Limits()) as worker:
        assert worker.do(1) == 2
        for process in multiprocessing.active_children():
            process.kill()
            process.join()
        assert worker.do(2) == 4


@linux_only
def test_a_process_that_cannot_start_is_an_error_that_says_why() -> None:
    told = r"the worker processes do not start .* more than 50 MB of memory"
    with worker_of(double, Limits(memory_mb=50), warm_up) as worker, pytest.raises(WorkerStartError, match=told):
        worker.do(1)


def test_a_killed_worker_accepts_no_task_and_leaves_no_process() -> None:
    with worker_of(double, Limits()) as worker:
        worker.do(1)
    assert not multiprocessing.active_children()
    with pytest.raises(WorkerKilledError):
        worker.do(1)


def test_a_program_ends_although_it_leaves_its_worker_open() -> None:
    imports = "from cleaners.workers.process import *; from tests.cleaners.workers.work import *"
    script = f"{imports}; worker = WorkerProcess(double, Limits(), nothing); print(worker.do(1))"
    ended = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, timeout=60, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, b"2\n", b"")


@pytest.mark.parametrize("task", ["sleep", "spin"])
def test_a_worker_ends_when_its_parent_is_killed(task: str) -> None:
    command = [sys.executable, "-m", "tests.cleaners.workers.hanging_parent", task, "1"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as parent:
        assert parent.stdout
        assert parent.stderr
        assert parent.stdout.readline() == b"started\n"
        parent.kill()
        # The worker holds the pipe too, so the pipe ends when the worker has ended.
        assert b"printed by a library" in parent.stderr.read()
