import json
import os
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cleaners.__main__ import main

ROOT = Path(__file__).parents[2]
TEXT = (
    "The council voted on Thursday evening to close the harbour bridge to all traffic from the first of March, "
    "after engineers had found cracks in three of its eleven steel arches. Residents were told of a ferry."
)
HTML = f"<html><body><article><h1>Bridge closes</h1><p>{TEXT}</p><p>{TEXT[::-1]}</p></article></body></html>"


def job(**keys: object) -> bytes:
    return json.dumps(keys).encode() + b"\n"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--workers", "0"], "--workers: give a number of processes from 1"),
        (["--timeout-seconds", "soon"], "--timeout-seconds: give a number of seconds"),
        (["--memory-mb", "-1"], "--memory-mb: give a whole number of megabytes"),
    ],
)
def test_the_error_for_a_bad_option_names_it(
    arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert told in capsys.readouterr().err


def start(*options: str) -> subprocess.Popen[bytes]:
    """Start the filter in a separate process group."""
    pipe = subprocess.PIPE
    command = [sys.executable, "-m", "cleaners", *options]
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, cwd=ROOT, start_new_session=True)


def test_the_program_answers_each_line_at_once_and_ends_with_its_input() -> None:
    with start() as program:
        answer_one_page(program)
        answer_one_page(program)
        rest, _ = program.communicate()
    assert (rest, program.returncode) == (b"", 0)


def test_the_program_skips_empty_lines_and_keeps_the_order() -> None:
    lines = [b"\n", job(id=1, html=HTML), b"  \n", b"x\n", job(id=2, html="")]
    with start("--workers", "2") as program:
        out, _ = program.communicate(b"".join(lines))
    assert [json.loads(line)["id"] for line in out.splitlines()] == [1, None, 2]


def test_the_program_ends_quietly_when_its_reader_closes_the_pipe():
    with start() as program:
        assert program.stdin
        assert program.stdout
        assert program.stderr
        program.stdout.close()
        program.stdin.write(job(id=1, html=HTML))
        program.stdin.close()
        assert b"Traceback" not in program.stderr.read()
    assert program.returncode == 0


@pytest.mark.parametrize(
    ("streams", "told"),
    [
        ("> /dev/full", "standard output cannot be written: No space left on device."),
        ("--help > /dev/full", "standard output cannot be written: No space left on device."),
        (">&-", "standard output is closed."),
        ("0> /dev/null", "standard input cannot be read: Bad file descriptor."),
        ("<&-", "standard input is closed."),
    ],
)
def test_a_standard_stream_that_cannot_be_used_is_named(streams: str, told: str) -> None:
    line = f"{shlex.quote(sys.executable)} -m cleaners {streams}"
    ended = subprocess.run(line, shell=True, cwd=ROOT, input=b"{}\n", capture_output=True)
    assert (ended.returncode, ended.stderr.decode()) == (1, f"python -m cleaners: {told}\n")


def test_the_program_answers_a_page_that_takes_too_long_with_an_error() -> None:
    long = "<p>".join(f"{number} {TEXT}" for number in range(20_000))  # takes many seconds
    with start("--timeout-seconds", "0.01") as program:
        out, _ = program.communicate(job(id=1, html=long))
    assert json.loads(out) == {"id": 1, "error": "cleaning failed: took over 0.01 seconds"}
    assert program.returncode == 0


@pytest.mark.skipif(sys.platform != "linux", reason="the limit of memory works on Linux")
@pytest.mark.parametrize("megabytes", [1, 50])
def test_the_program_with_too_little_memory_to_start_names_the_limit(megabytes: int) -> None:
    with start("--memory-mb", str(megabytes)) as program:
        out, log = program.communicate(job(id=1, html=HTML))
    assert (out, program.returncode) == (b"", 1)
    assert b"allow them more than %d MB" % megabytes in log.splitlines()[-1]
    assert b"Traceback" not in log


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Make SIGINT work in programs that the test starts, even if a shell started the tests in the background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_ctrl_c_ends_program_and_worker_quietly() -> None:
    with start() as program:
        answer_one_page(program)
        os.killpg(program.pid, signal.SIGINT)
        assert program.stderr
        assert program.stderr.read() == b""  # the worker holds this stream too, so it ends when the worker has ended
    assert program.returncode == 130


def test_the_worker_ends_when_the_program_is_killed() -> None:
    with start() as program:
        answer_one_page(program)
        program.kill()
        assert program.stderr
        assert program.stderr.read() == b""


def answer_one_page(program: subprocess.Popen[bytes]) -> None:
    assert program.stdin
    assert program.stdout
    program.stdin.write(job(id=1, html=HTML))
    program.stdin.flush()
    assert json.loads(program.stdout.readline())["id"] == 1


@pytest.mark.parametrize("delay_seconds", [0.1, 0.3, 1.0])
def test_an_early_interrupt_ends_the_filter_without_a_traceback(delay_seconds: float) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "cleaners"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    time.sleep(delay_seconds)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=100)
    if b"Traceback" in errors and b"/cleaners/" not in errors:
        pytest.skip("the interpreter was interrupted before it ran any code of the cleaner")
    assert process.returncode in (130, -signal.SIGINT)
    assert b"Traceback" not in errors
