import os
from pathlib import Path

import pytest

from cleaners.workers.cpus import cgroup_limits, usable_cpus


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def test_the_count_is_that_of_this_process() -> None:
    assert 1 <= usable_cpus() <= (os.cpu_count() or 1)
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(before)})
    try:
        assert usable_cpus() == 1
    finally:
        os.sched_setaffinity(0, before)


@pytest.mark.parametrize(
    ("files", "own", "limits"),
    [
        ({"cpu.max": "150000 100000\n"}, "0::/\n", [1.5]),
        ({"cpu.max": "max 100000\n"}, "0::/\n", []),
        ({"a/cpu.max": "200000 100000\n", "a/b/cpu.max": "max 100000"}, "0::/a/b\n", [2.0]),
        ({"cpu/x/cpu.cfs_quota_us": "50000", "cpu/x/cpu.cfs_period_us": "100000"}, "4:cpu,cpuacct:/x\n", [0.5]),
        ({"cpu/cpu.cfs_quota_us": "-1", "cpu/cpu.cfs_period_us": "100000"}, "4:cpu,cpuacct:/x\n", []),
        ({"cpu.max": "rubbish"}, "rubbish\n", []),
        ({}, "", []),
    ],
)
def test_limits_of_control_groups_are_read(
    tmp_path: Path, files: dict[str, str], own: str, limits: list[float]
) -> None:
    for name, text in files.items():
        write(tmp_path / "groups" / name, text)
    write(tmp_path / "own", own)
    assert list(cgroup_limits(tmp_path / "groups", tmp_path / "own")) == limits
