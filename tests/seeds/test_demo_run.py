"""`make demo` crawls its newspaper and shows the result."""

import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

PROJECT = Path(__file__).resolve().parents[2]


def demo(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "seeds.demo", str(folder)]
    return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=300, check=False)


def test_the_demo_crawls_its_newspaper_and_shows_what_was_removed(tmp_path: Path) -> None:
    ended = demo(tmp_path / "demo")
    assert ended.returncode == 0, ended.stderr[-2000:]
    assert "articles stored 30" in ended.stdout + ended.stderr
    assert "Traceback" not in ended.stdout + ended.stderr
    address = ended.stdout.split()[-1]
    assert address.startswith("file:///")
    assert "30 articles" in Path(urlsplit(address).path).read_text("utf-8")


def test_a_folder_that_exists_is_not_emptied(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    ended = demo(tmp_path)
    assert ended.returncode == 2
    assert ended.stderr == f"{tmp_path} exists: name a new folder, since the demo empties only its own.\n"
    assert (tmp_path / "mine.txt").exists()
