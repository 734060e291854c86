"""Standard streams of commands that are full, closed, read in part or of another charset."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.commands.forked import fork
from tests.support.commands.newsgalley_runs import Run, many_articles


@pytest.mark.parametrize("command", ["list", "--help", "sources list"])
def test_a_full_standard_output_is_named(run: Run, environment: dict[str, str], command: str) -> None:
    environment["FORKED_STDOUT"] = "/dev/full"
    full = run(*command.split())
    assert full.returncode == 1
    assert full.stderr == "newsgalley: error: the output cannot be written: No space left on device.\n"


def test_a_help_text_that_cannot_be_written_is_an_error(run: Run, environment: dict[str, str]) -> None:
    environment |= {"FORKED_STDOUT": "/dev/full", "PYTHONUNBUFFERED": "1"}
    for command in ("batch --help", "help export", "completion --help"):
        assert run(*command.split()).returncode == 1, command


@pytest.mark.parametrize("command", ["sources list", "export --consumer index"])
@pytest.mark.parametrize(("to", "reason"), [("> /dev/full", "No space left on device"), (">&-", "Bad file descriptor")])
def test_a_new_process_refuses_a_full_or_closed_standard_output(
    run: Run, tmp_path: Path, environment: dict[str, str], command: str, to: str, reason: str
) -> None:
    many_articles(tmp_path)
    line = f"{shlex.quote(sys.executable)} -m crawler {command} {to}"
    ended = subprocess.run(line, shell=True, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert (ended.returncode, ended.stderr.rpartition(": ")[2]) == (1, f"{reason}.\n")
    if "index" in command:
        assert run(*command.split()).stdout.count("\n") == 150, "the consumer has not had them"


def test_a_command_that_prints_nothing_accepts_a_closed_standard_output(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    many_articles(tmp_path)
    line = f"{shlex.quote(sys.executable)} -m crawler export -o a.jsonl >&-"
    ended = subprocess.run(line, shell=True, cwd=tmp_path, env=environment, stderr=subprocess.PIPE, text=True)
    assert ended.returncode == 0, ended.stderr


@pytest.mark.parametrize("command", ["report", "inspect page.html"])
def test_an_html_page_is_not_printed_to_a_terminal(
    run: Run, tmp_path: Path, environment: dict[str, str], command: str
) -> None:
    many_articles(tmp_path)
    (tmp_path / "page.html").write_text("<p>A page.</p>")
    master, terminal = os.openpty()
    environment["FORKED_STDOUT"] = os.ttyname(terminal)
    refused = run(*command.split())
    os.close(terminal)
    os.close(master)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "write it to a file, such as -o page.html" in refused.stderr


def test_a_reader_that_has_read_enough_is_not_a_failure(tmp_path: Path, environment: dict[str, str]) -> None:
    many_articles(tmp_path)
    line = f"{shlex.quote(sys.executable)} -m crawler.console export | head -n 1 >&2; exit ${{PIPESTATUS[0]}}"
    ended = subprocess.run(["bash", "-c", line], cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert (ended.returncode, ended.stderr.count("\n")) == (0, 1)
    for command in ("search brücke --limit 200", "search brücke --limit 200 --format jsonl"):
        searching = fork(command.split(), environment, tmp_path, "newsgalley")
        assert searching.stdout.readline()
        searching.stdout.close()
        with searching.stdin, searching.stderr:
            assert (searching.stderr.read(), searching.wait()) == ("", 0), command


def test_what_is_printed_to_a_closed_standard_error_is_nowhere_else(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    many_articles(tmp_path)
    line = f"{shlex.quote(sys.executable)} -m crawler.console export -o a.jsonl 0<&- 2>&-"
    ended = subprocess.run(line, shell=True, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, text=True)
    assert (ended.returncode, ended.stdout) == (0, "")
    assert len((tmp_path / "a.jsonl").read_text().splitlines()) == 150


@pytest.mark.parametrize("charset", ["ascii", "latin-1"])
def test_characters_that_the_terminals_charset_lacks_are_escaped(
    tmp_path: Path, environment: dict[str, str], charset: str
) -> None:
    many_articles(tmp_path)
    environment |= {"PYTHONIOENCODING": charset}
    command = [sys.executable, "-m", "crawler.console", "search", "brücke", "--limit", "1"]
    ended = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True)
    assert ended.returncode == 0, ended.stderr
    printed = ended.stdout.decode(charset)
    assert "\\u674e \\ud83d\\ude00" in printed
    assert ("Bürgermeister" in printed) == (charset == "latin-1")
