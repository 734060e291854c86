"""`scrapy` and `newsgalley` in new processes, as users start them; most other tests fork a process with all imports."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from tests.support.commands.scrapy_runs import Scrapy
from tests.support.paper import Paper, article_html


def run(scrapy: Scrapy, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "scrapy", *scrapy.arguments(*arguments)]
    return subprocess.run(
        command, cwd=scrapy.folder, env=scrapy.inherited(), text=True, capture_output=True, timeout=120, check=False
    )


def test_a_crawl(paper: Paper, scrapy: Scrapy) -> None:
    paper.front(paper.article("/2026/03/wall", "Harbour wall"))
    crawled = run(scrapy, "crawl", "news", "-a", f"site={paper.base}")
    assert crawled.returncode == 0, crawled.stderr
    assert "Traceback" not in crawled.stderr
    assert scrapy.titles() == ["Harbour wall"]


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
    assert "crawler.actions.sources.listing" in imported
    assert not imported & {"aiohttp", "trafilatura", "twisted.conch"}, "the remote control, the cleaner, the console"


# What only the work of a command needs. Each takes 20 to 200 ms to import. `web_poet` stands for the commands of other
# packages.
HEAVY = {"sqlalchemy", "numpy", "rich", "courlan", "fastwarc", "trafilatura", "chardet", "babel", "aiohttp", "web_poet"}
HEAVY |= (SCRAPY := {"scrapy", "twisted"})
# The heavy modules that a command may import before it refuses its arguments or finds nothing to do.
REFUSED: dict[str, set[str]] = {
    "clean": set(),
    "crawl nows": SCRAPY,
    "crawl news": SCRAPY,
    "crawl news -a onyl=x": SCRAPY,
    "crawl news -a sources=no.toml": SCRAPY,
    "crawl news -a only=nobody": SCRAPY,
    "crawl news -a site=http://10.0.0.1/": SCRAPY,
    "crawl news -s CLEAN_WORKER=1": SCRAPY,
    "crawl article -a urls=http://10.0.0.1/": SCRAPY,
    "crawl archive -a path=no.warc": SCRAPY,
    "delete x": set(),
    "export": set(),
    "export --help": set(),
    "inspect --history https://paper.example/a": set(),
    "list": set(),
    "reclean": SCRAPY,
    "report": set(),
    "sources site-lines x": set(),
    "clean nofile.html": {"fastwarc"},
}


def test_help_and_errors_come_without_importing_what_the_work_needs(scrapy: Scrapy) -> None:
    found = heavy_modules_of(scrapy, REFUSED)
    assert {command: needless for command in REFUSED if (needless := found[command] - REFUSED[command])} == {}


def test_a_report_and_an_export_import_neither_scrapy_nor_readers(paper: Paper, scrapy: Scrapy) -> None:
    paper.front(paper.article("/2026/03/wall", "Harbour wall"))
    assert scrapy("crawl", "news", "-a", f"site={paper.base}").code == 0
    with_files = {"delete https://paper.example/a": {"fastwarc"}, "site -o room": {"fastwarc", "babel"}}
    found = heavy_modules_of(scrapy, ["report -o report.html", "export -o articles.jsonl", *with_files])
    assert all(found.pop(command) <= {"sqlalchemy", *modules} for command, modules in with_files.items())
    assert all(modules <= {"sqlalchemy"} for modules in found.values())


def heavy_modules_of(scrapy: Scrapy, commands: Iterable[str]) -> dict[str, set[str]]:
    """Run each command in a fork of `newsgalley` before its start; return the heavy modules that are then imported."""
    ended = subprocess.run(
        [sys.executable, "-m", "tests.support.commands.imported_modules"],
        input="".join(json.dumps(scrapy.arguments(*command.split())) + "\n" for command in commands),
        cwd=scrapy.folder, env=scrapy.inherited(), text=True, capture_output=True, timeout=120, check=True,
    )  # fmt: skip
    imported = [set(json.loads(line)) for line in ended.stdout.splitlines()]
    assert all("crawler.command_line" in modules for modules in imported), ended.stderr
    return {command: modules & HEAVY for command, modules in zip(commands, imported, strict=True)}
