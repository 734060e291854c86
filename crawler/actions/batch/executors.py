"""Run the stages of a batch on this machine, on Slurm, or on a Ray cluster."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from datatrove.executor.base import PipelineExecutor
from datatrove.executor.slurm import SlurmPipelineExecutor

from crawler.actions.batch.errors import JobError
from crawler.actions.batch.local import run_local
from crawler.actions.batch.stages import Stage

Kind = Literal["local", "slurm", "ray"]
CONNECT_SECONDS = 10.0
NO_CLUSTER = "--executor ray: there is no Ray cluster at RAY_ADDRESS={}: start one, ray start --head."


@dataclass(frozen=True, slots=True, kw_only=True)
class Machines:
    """Where a batch runs, and with how many workers, CPUs and how much memory."""

    kind: Kind = "local"
    workers: int = 1  # tasks at once
    cpus: int = 1  # per task
    memory_gb: int = 2  # per CPU
    partition: str | None = None  # Slurm only
    time: str = "24:00:00"  # Slurm only: limit per task
    setup: str | None = None  # Slurm only: a shell command that runs before each task


def run_stages(stages: Sequence[Stage], machines: Machines) -> bool:
    """Run the unfinished tasks, one stage after the other; stop after a stage in which a task failed.

    Return False if the stages were only submitted to Slurm, else True.

    Raises:
        InterruptedBatch: A signal ended the batch.
        JobError: The cluster cannot be used.
    """
    if machines.kind == "slurm":
        _submit(stages, machines)
        return False
    if machines.kind == "local":
        run_local(stages, machines.workers)
        return True
    for stage in stages:
        _run_on_ray(stage, machines)
        if stage.unfinished():
            break
    return True


def _submit(stages: Sequence[Stage], machines: Machines) -> None:
    """Submit the stages to Slurm; each begins when the one before is complete."""
    before: SlurmPipelineExecutor | None = None
    for stage in stages:
        before = SlurmPipelineExecutor(
            list(stage.steps),
            tasks=stage.tasks,
            time=machines.time,
            partition=machines.partition,
            cpus_per_task=machines.cpus,
            mem_per_cpu_gb=machines.memory_gb,
            workers=machines.workers,
            job_name=f"newsgalley-{stage.name}",
            qos=None,
            env_command=machines.setup or _own_environment(),
            logging_dir=stage.folder,
            depends=before,
        )
    assert before is not None
    try:
        before.run()  # submits the earlier stages first
    except FileNotFoundError as error:
        raise JobError(f"--executor slurm needs the command {error.filename}: run this on a node of Slurm.") from None


def _own_environment() -> str:
    """Return the shell command that lets a task find the Python that runs this command."""
    script = Path(sys.prefix) / "bin" / "activate"
    return f"source {script}" if script.exists() else f'export PATH="{Path(sys.executable).parent}:$PATH"'


def _run_on_ray(stage: Stage, machines: Machines) -> None:
    try:
        import ray
    except ModuleNotFoundError:
        raise JobError("--executor ray needs Ray: pip install 'newsgalley[ray]'.") from None
    from datatrove.executor.ray import RayPipelineExecutor

    address = os.environ.get("RAY_ADDRESS", "auto")
    _check_reachable(address)
    try:
        ray.init(address=address, ignore_reinit_error=True, log_to_driver=False)
    except ConnectionError:
        raise JobError(NO_CLUSTER.format(address)) from None
    executor: PipelineExecutor = RayPipelineExecutor(
        list(stage.steps),
        tasks=stage.tasks,
        workers=machines.workers,
        cpus_per_task=machines.cpus,
        mem_per_cpu_gb=machines.memory_gb,
        logging_dir=stage.folder,
    )
    executor.run()


def _check_reachable(address: str) -> None:
    """Raise JobError if nothing listens at an address HOST:PORT; Ray itself would try for minutes."""
    host, _, port = address.rpartition(":")
    if not host or "://" in address or not port.isdigit():
        return
    try:
        socket.create_connection((host.strip("[]"), int(port)), CONNECT_SECONDS).close()
    except OSError:
        raise JobError(NO_CLUSTER.format(address)) from None
