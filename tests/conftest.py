"""Configuration of all tests."""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from cleaners.workers import process

# Use the same examples in every run, because a test must not fail by chance on a change that is unrelated to it.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")

PROJECT = Path(__file__).resolve().parents[1]
CACHES = ("__pycache__", "build", "dist")  # folders that tools fill; so are those with a dot
LONGEST = (
    "tests/crawler/cluster/",
    "tests/patterns/",
    "tests/seeds/test_demo_run.py",
    "tests/crawler/actions/batch/",
    "tests/installation/test_wheel.py",
    "tests/training/",
)
BEFORE = pytest.StashKey[set[str]]()


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Return two workers per core, since tests of crawls wait for processes half the time."""
    return 2 * (len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else (os.cpu_count() or 1))


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name packed bytes after their argument: gzip writes the time into them, and all processes must agree on ids."""
    return argname if isinstance(val, bytes) and not val.isascii() else None


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Keep the garbage collector away from the tests: it would look at all of them again and again, and free none."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the tests that take longest, so that none of them is left to one process at the end."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))


@pytest.fixture
def warm_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fork worker processes from one that has loaded the cleaner, which takes each new process a second.

    tests/cleaners/workers/ has the tests of processes that start as they do outside of tests.
    """
    multiprocessing.set_forkserver_preload(["tests.cleaners.workers.warm"])
    monkeypatch.setattr(process, "_CONTEXT", multiprocessing.get_context("forkserver"))


def files_of_the_tree() -> set[str]:
    """Return the files and folders of the checkout, without those that belong to tools."""
    found = set()
    for folder, folders, files in os.walk(PROJECT):
        folders[:] = [name for name in folders if name not in CACHES and not name.startswith(".")]
        folders[:] = [name for name in folders if not name.endswith(".egg-info")]
        found.update(os.path.relpath(os.path.join(folder, name), PROJECT) for name in (*folders, *files))
    return found


def pytest_sessionstart(session: pytest.Session) -> None:
    if not hasattr(session.config, "workerinput"):  # once, not in each of xdist's workers
        session.config.stash[BEFORE] = files_of_the_tree()


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail the run if a test has left files in the checkout."""
    if BEFORE not in session.config.stash:
        return
    if left := sorted(files_of_the_tree() - session.config.stash[BEFORE]):
        reporter = session.config.pluginmanager.getplugin("terminalreporter")
        reporter.write_line(f"\nTests left files in the checkout; give them tmp_path: {', '.join(left)}", red=True)
        session.exitstatus = session.exitstatus or pytest.ExitCode.TESTS_FAILED
