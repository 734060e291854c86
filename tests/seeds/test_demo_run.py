"""`make demo` crawls its newspaper and shows the result."""

import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

PROJECT = Path(__file__).resolve().parents[2]


def test_the_demo_crawls_its_newspaper_and_shows_what_was_removed() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "seeds.demo"], cwd=PROJECT, capture_output=True, text=True, timeout=300, check=False
    )
    assert ended.returncode == 0, ended.stderr[-2000:]
    assert "articles stored 30" in ended.stdout + ended.stderr
    assert "Traceback" not in ended.stdout + ended.stderr
    address = ended.stdout.split()[-1]
    assert address.startswith("file:///")
    assert "30 articles" in Path(urlsplit(address).path).read_text("utf-8")
