"""Work functions that hang or crash a worker process as a hostile page might. No known page does so reliably."""

import os
import signal
import time
from pathlib import Path

from cleaners.workers import child


def nothing() -> None:
    """Preload nothing: these functions need no model."""


def hang_after_the_first_process() -> None:
    """Hang, except in the first process that creates the file which the environment names."""
    try:
        Path(os.environ["FIRST_PROCESS"]).touch(exist_ok=False)
    except FileExistsError:
        Path(f"{os.environ['FIRST_PROCESS']}.hangs").touch()
        time.sleep(600)


def end_soon_after_the_parent() -> None:
    """Preload nothing, and shorten the time in which a busy worker outlives its parent."""
    child.ALARM_DELAY_SECONDS = 0.5  # type: ignore[assignment]


def double(task: int) -> int:
    return 2 * task


def misbehave(task: str) -> str:
    match task.split():
        case ["exit", code]:
            os._exit(int(code))
        case ["kill"]:
            os.kill(os.getpid(), signal.SIGKILL)
        case ["sleep"]:
            time.sleep(600)
        case ["spin"]:
            sum(
                iter(int, 1)
            )  # runs for ever in C code, so that no signal handler and no other thread of this process runs
        case ["memory"]:
            bytearray(2_000_000_000)
        case ["raise"]:
            raise ValueError("an odd page")
        case ["note", path]:
            with open(path, "a") as file:
                file.write("tried\n")
            os._exit(3)
        case ["meet", mine, other]:
            Path(mine).touch()
            wait_for(other)
        case ["wait", path]:
            wait_for(path)
        case ["print"]:
            print("printed by a library")
    return task


def wait_for(path: str) -> None:
    while not Path(path).exists():
        time.sleep(0.01)
