"""The examples of docs/python.md: each is run as a script, and prints what the page says."""

from __future__ import annotations

import os
import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
PAGE = (PROJECT / "docs" / "python.md").read_text("utf-8")
EXAMPLES = re.findall(r"^```python\n(.*?)^```\n\n```\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
SAVED_PAGE = """<!doctype html><html lang="en"><head><title>Harbour wall to be mended in May | The Paper</title>
<meta property="og:type" content="article"><meta property="article:published_time" content="2026-03-04T08:00:00+01:00">
<meta name="author" content="Ada Quill"></head><body><article><h1>Harbour wall to be mended in May</h1>
<p>The wall of the old harbour will be mended in May, the council decided on Tuesday after a debate of three hours.</p>
<p>Divers had found cracks below the water line in the winter, when two of the larger boats broke their moorings.</p>
<p>Read also: Ferry runs again</p>
<p>The work will take nine weeks, and the fish market moves to the northern quay for as long as it lasts.</p>
<p>Traders have been promised that they will pay no rent until the last of the stones is back in its place.</p>
</article></body></html>"""


def test_every_example_has_its_output() -> None:
    assert len(EXAMPLES) == PAGE.count("```python") == 5


@pytest.mark.parametrize(("script", "output"), EXAMPLES)
def test_an_example_prints_what_the_page_says(
    script: str, output: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "pages").mkdir()
    for name in ("page.html", "pages/one.html", "pages/two.html"):
        (tmp_path / name).write_text(SAVED_PAGE)
    (tmp_path / "example.py").write_text(script)
    if "clean_many" not in script:  # else each of its workers runs the main module
        monkeypatch.chdir(tmp_path)
        runpy.run_path("example.py", run_name="__main__")
        assert capsys.readouterr() == (output, "")
        return
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    command = [sys.executable, "example.py"]
    ended = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert (ended.stdout, ended.stderr) == (output, "")


@pytest.mark.soak  # mypy reads all modules of the cleaner
def test_the_examples_are_typed(tmp_path: Path) -> None:
    for number, (script, _) in enumerate(EXAMPLES):
        (tmp_path / f"example_{number}.py").write_text(script)
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", "--follow-imports=silent", str(tmp_path)]
    environment = {**os.environ, "MYPYPATH": str(PROJECT)}
    ended = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout
