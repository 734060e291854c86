"""`python -m scrapy` in a new process, as users start it; most other tests fork a process with all imports."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.crawler.conftest import Scrapy
from tests.crawler.paper import Paper, article_html


def run(scrapy: Scrapy, *arguments: str, **settings: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "scrapy", *scrapy.arguments(*arguments, **settings)]
    return subprocess.run(
        command, cwd=scrapy.folder, env=scrapy.inherited(), text=True, capture_output=True, timeout=120, check=False
    )


def test_a_crawl_with_a_worker_process_and_an_export(paper: Paper, scrapy: Scrapy) -> None:
    paper.front(paper.article("/2026/03/wall", "Harbour wall"))
    crawled = run(scrapy, "crawl", "news", "-a", f"site={paper.base}", CLEAN_WORKERS=1)
    assert crawled.returncode == 0, crawled.stderr
    assert "Traceback" not in crawled.stderr
    exported = run(scrapy, "export")
    assert exported.returncode == 0, exported.stderr
    assert [json.loads(line)["title"] for line in exported.stdout.splitlines()] == ["Harbour wall"]


def test_a_file_is_cleaned(scrapy: Scrapy, tmp_path: Path) -> None:
    (tmp_path / "wall.html").write_text(article_html("Harbour wall"))
    cleaned = run(scrapy, "clean", str(tmp_path / "wall.html"))
    assert cleaned.returncode == 0, cleaned.stderr
    assert cleaned.stdout.startswith("Harbour wall\n\nPart 0 of the report")


def test_features_that_are_off_are_not_imported(scrapy: Scrapy) -> None:
    scrapy.environment["PYTHONPROFILEIMPORTTIME"] = "1"
    listed = run(scrapy, "sources", "list")
    assert listed.returncode == 0, listed.stderr
    imported = {line.rpartition("|")[2].strip() for line in listed.stderr.splitlines()}
    assert "crawler.actions.source_list" in imported
    assert not imported & {"aiohttp", "trafilatura", "twisted.conch"}, "the remote control, the cleaner, the console"


@pytest.mark.parametrize("arguments", [["export", "--help"], ["list"], ["crawl", "news", "-a", "onyl=x"], ["clean"]])
def test_help_and_errors_come_without_importing_what_the_work_needs(scrapy: Scrapy, arguments: list[str]) -> None:
    scrapy.environment["PYTHONPROFILEIMPORTTIME"] = "1"
    ended = run(scrapy, *arguments)
    imported = {line.rpartition("|")[2].strip() for line in ended.stderr.splitlines()}
    assert "crawler.command_line" in imported
    assert not imported & {"sqlalchemy", "numpy", "rich", "courlan", "fastwarc"}
