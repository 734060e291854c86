"""The switch that turns the compiled steps off, and the line that says so."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

PROGRAM = "from cleaners import native; print(native.in_use(), native.description())"
COMPILER = (sysconfig.get_config_var("CC") or "").split()[:1]
HAS_COMPILER = bool(COMPILER and shutil.which(COMPILER[0]) and Path(sysconfig.get_path("include"), "Python.h").exists())
UNCOMPILED = "import sys; sys.modules['cleaners.native.blocks'] = None; " + PROGRAM


def printed(program: str, **environment: str) -> str:
    inherited = {name: value for name, value in os.environ.items() if name != "CLEANERS_NATIVE"}
    command = [sys.executable, "-c", program]
    ended = subprocess.run(command, env=inherited | environment, capture_output=True, text=True, check=True)
    return ended.stdout.strip()


def test_an_environment_variable_turns_the_compiled_steps_off() -> None:
    assert printed(PROGRAM, CLEANERS_NATIVE="0") == (
        "False compiled steps are not in use, so cleaning takes longer: CLEANERS_NATIVE=0 turns them off"
    )


def test_python_does_the_work_where_nothing_is_compiled() -> None:
    shown = printed(UNCOMPILED)
    assert shown.startswith("False compiled steps are not in use, so cleaning takes longer: they are not compiled")


@pytest.mark.skipif(not HAS_COMPILER, reason="there is no C compiler, or the headers of Python are absent")
def test_the_steps_are_compiled_where_there_is_a_compiler() -> None:
    assert printed(PROGRAM) == "True compiled steps are in use", "see what `pip install --verbose --editable .` prints"
