"""The number of CPUs that this process may use. In a container, that is often fewer than the machine has."""

from __future__ import annotations

import math
import os
from collections.abc import Iterator
from pathlib import Path

CGROUPS = Path("/sys/fs/cgroup")
OWN_CGROUP = Path("/proc/self/cgroup")


def usable_cpus() -> int:
    """Return the CPUs that this process may run on, within the limit of its control groups; at least 1."""
    count = getattr(os, "process_cpu_count", os.cpu_count)() or 1  # process_cpu_count came with Python 3.13
    if hasattr(os, "sched_getaffinity"):
        count = min(count, len(os.sched_getaffinity(0)))
    return max(1, min([count, *(math.ceil(limit) for limit in cgroup_limits())]))


def cgroup_limits(groups: Path = CGROUPS, own: Path = OWN_CGROUP) -> Iterator[float]:
    """Yield the limits, in CPUs, of the control groups that this process is in. Groups without a limit are left out."""
    for group in _groups(groups, own):
        version_1 = [_read(group / f"cpu.cfs_{name}_us") for name in ("quota", "period")]
        quota, period = (_read(group / "cpu.max").split() + version_1)[:2]
        if quota.isdigit() and period.isdigit() and int(quota) > 0 and int(period) > 0:
            yield int(quota) / int(period)


def _groups(groups: Path, own: Path) -> Iterator[Path]:
    """Yield the folders of this process's groups, with their parents. In a container, its own group is the root."""
    for line in _read(own).splitlines():
        _, controllers, path = (*line.split(":", 2), "", "")[:3]
        root = groups / "cpu" if "cpu" in controllers.split(",") else groups
        folder = root / path.lstrip("/")
        while folder != root:
            yield folder
            folder = folder.parent
    yield from (groups, groups / "cpu")


def _read(file: Path) -> str:
    try:
        return file.read_text().strip()
    except OSError:
        return ""
