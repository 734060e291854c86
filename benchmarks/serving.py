"""Run a server in a process beside a benchmark; the server prints one line of JSON and serves until it is killed."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from benchmarks.pages import ROOT


@contextmanager
def served(command: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Run a server, and yield the JSON object that it prints."""
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        yield json.loads(process.stdout.readline())
    finally:
        process.kill()
        process.wait()
