"""A program whose worker process hangs, for tests that kill the program. Arguments: task, time limit in seconds."""

import sys

from cleaners.workers.limits import Limits
from cleaners.workers.process import WorkerProcess
from tests.cleaners.workers.work import end_soon_after_the_parent, misbehave

if __name__ == "__main__":
    worker = WorkerProcess(misbehave, Limits(timeout_seconds=float(sys.argv[2])), end_soon_after_the_parent)
    worker.do("print")
    print("started", flush=True)
    worker.do(sys.argv[1])
