"""Signals that come before a command handles them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

COMMANDS = {"export": 6, "crawl -a site=https://paper.example": 6, "worker run": 0}


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize(
    ("command", "module"),
    [*((command, "crawler.console") for command in COMMANDS), ("export", "crawler.commands.export")],
)
def test_a_signal_while_a_command_starts_ends_it_in_order(
    tmp_path: Path, environment: dict[str, str], command: str, module: str, number: signal.Signals
) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import os, signal, sys\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a shell ignores it for tests in the background
        "class Finder:\n"
        "    def find_spec(self, name, *_):\n"
        f"        if name == '{module}': os.kill(os.getpid(), {int(number)})\n"
        "sys.meta_path.insert(0, Finder())\n"
    )
    environment["PYTHONPATH"] += os.pathsep + str(tmp_path)
    ended = subprocess.run([sys.executable, "-m", "crawler", *command.split()], env=environment, capture_output=True)
    assert (ended.returncode, ended.stderr) == (COMMANDS[command], b"")
