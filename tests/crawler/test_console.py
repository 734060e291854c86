"""The command `newsgalley` in an empty folder. Some tests start it in a new process, as users do."""

from __future__ import annotations

import json
import os
import pstats
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from cleaners import __version__, native
from tests.support.commands.forked import PROJECT
from tests.support.commands.newsgalley_runs import Run, many_articles
from tests.support.paper import Paper


def test_the_commands_are_printed_with_a_line_each(run: Run, run_anew: Run) -> None:
    ended = run_anew()
    assert ended.returncode == 0, ended.stderr
    assert "\n  crawl " in ended.stdout
    assert "\n  init " in ended.stdout
    assert "shell" in ended.stdout
    assert run("--help").stdout == ended.stdout


def test_the_version_is_printed(run: Run) -> None:
    assert run("--version").stdout == f"newsgalley {__version__} ({native.description()})\n"


def test_help_and_version_work_as_commands_too(run: Run) -> None:
    assert run("version").stdout == run("--version").stdout
    assert run("help", "export").stdout == run("export", "--help").stdout != run("help").stdout


@pytest.mark.parametrize(
    ("command", "hint"),
    [
        ("export -s store_uri=x", "Did you mean STORE_URI"),
        ("crawl news -s clean_workers=1", "Did you mean CLEAN_WORKERS"),
        ("crawl --only paper", "Write -a only=VALUE."),
        ("crawl article --urls https://paper.example/a", "Write -a urls=VALUE."),
        ("crawl article https://paper.example/a", "write -a urls=https://paper.example/a."),
        ("crawl -a sources=https://paper.example/feeds.opml", "is an address, not a file"),
    ],
)
def test_what_people_mistype_is_refused_with_the_right_form(run: Run, command: str, hint: str) -> None:
    ended = run(*command.split())
    assert ended.returncode == 2
    assert hint in ended.stderr
    assert len(ended.stderr.splitlines()) == 1, "one sentence, without the form of the command"


def test_what_follows_two_hyphens_is_not_an_option(run: Run, tmp_path: Path) -> None:
    (tmp_path / "--page.html").write_text("<p>No article.</p>")
    assert "--page.html: not an article" in run("clean", "-s", "CLEAN_WORKERS=0", "--", "--page.html").stderr
    assert "Unknown option --page.html." in run("clean", "--page.html", "--", "--page.html").stderr


def test_a_mistyped_command_is_refused_with_a_suggestion(run: Run) -> None:
    ended = run("crwal")
    assert ended.returncode == 2
    assert ended.stderr == "newsgalley: error: Unknown command crwal. Did you mean crawl?\n"


def test_a_working_directory_that_was_deleted_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "gone").mkdir()
    script = f"cd gone && rmdir ../gone && {shlex.quote(sys.executable)} -m crawler.console export"
    ended = subprocess.run(
        script, shell=True, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(PROJECT)},
        text=True, capture_output=True, timeout=120, check=False,
    )  # fmt: skip
    assert ended.returncode == 2
    assert ended.stderr == (
        "newsgalley: error: The working directory cannot be used: No such file or directory. "
        "Change to another one (cd).\n"
    )


def test_scrapys_commands_work(run: Run) -> None:
    assert run("settings", "--get", "BOT_NAME").stdout.strip() == "newsgalley"


def test_a_command_can_be_profiled(run: Run, tmp_path: Path) -> None:
    assert run("list", "--profile", "list.profile", "--pidfile", "list.pid").stdout.split()[0] == "news"
    assert any(function == "work" for _, _, function in pstats.Stats(str(tmp_path / "list.profile")).stats)  # type: ignore[attr-defined]
    assert (tmp_path / "list.pid").read_text().strip().isdigit()


def test_help_names_this_command(run: Run) -> None:
    assert "newsgalley export [options]" in run("export", "--help").stdout


def test_the_scrapy_project_around_the_folder_does_not_matter(run: Run, tmp_path: Path) -> None:
    (tmp_path / "scrapy.cfg").write_text("[settings]\ndefault = somebody_elses.settings\n")
    assert run("list").stdout.split() == ["news", "article", "archive"]


def test_a_folder_is_set_up_and_a_site_crawled_and_exported(
    run: Run, run_anew: Run, paper: Paper, tmp_path: Path
) -> None:
    paper.front(paper.article("/2026/03/wall", "Harbour wall"))
    assert run("init", "--contact", "desk@paper.example").returncode == 0
    file = tmp_path / "newsgalley.toml"
    address = paper.base.removeprefix("http://")
    file.write_text(file.read_text().replace("# ALLOWED_ADDRESSES = []", f'ALLOWED_ADDRESSES = ["{address}"]'))
    crawled = run_anew("crawl", "-a", f"site={paper.base}", "-s", "CLEAN_WORKERS=1")
    assert crawled.returncode == 0, crawled.stderr
    assert "Traceback" not in crawled.stderr
    exported = run_anew("export")
    assert [json.loads(line)["title"] for line in exported.stdout.splitlines()] == ["Harbour wall"]
    assert (tmp_path / "articles.db").exists()


def test_settings_of_the_file_are_used_and_options_take_precedence(run: Run, tmp_path: Path) -> None:
    (tmp_path / "newsgalley.toml").write_text('STORE_URI = "sqlite:///mine.db"\nMAX_RECHECKS = 3\n')
    assert run("settings", "--get", "STORE_URI").stdout.strip() == "sqlite:///mine.db"
    assert run("settings", "--getint", "MAX_RECHECKS").stdout.strip() == "3"
    assert run("settings", "--getint", "MAX_RECHECKS", "-s", "MAX_RECHECKS=5").stdout.strip() == "5"


def test_a_file_with_an_unknown_setting_ends_the_command(run: Run, tmp_path: Path) -> None:
    (tmp_path / "newsgalley.toml").write_text('STORE_URL = "sqlite:///mine.db"\n')
    ended = run("export")
    assert ended.returncode == 2
    assert ended.stderr == (
        "newsgalley: error: newsgalley.toml: STORE_URL: this setting does not exist. "
        "Did you mean STORE_URI, ARCHIVE_URL?\n"
    )
    assert run("init", "--force").returncode == 0, "a bad file can be replaced"


def test_a_start_imports_nothing_that_takes_long() -> None:
    ended = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "crawler.console", "export", "--help"],
        cwd=PROJECT, text=True, capture_output=True, timeout=120, check=True,
    )  # fmt: skip
    imported = {line.rpartition("|")[2].strip() for line in ended.stderr.splitlines()}
    assert "crawler.configuration.file" in imported
    assert not imported & {"sqlalchemy", "numpy", "rich", "courlan", "feedparser", "fastwarc", "trafilatura"}


def test_bash_completes_commands_options_and_words(run: Run, tmp_path: Path) -> None:
    (tmp_path / "script").write_text(run("completion", "bash").stdout)
    completed = {
        "newsgalley exp": "export",
        "newsgalley export --form": "--format",
        "newsgalley crawl arch": "archive",
        "newsgalley sources site": "site-lines",
    }
    for line, expected in completed.items():
        words = f"source ./script; COMP_WORDS=({line}); COMP_CWORD={line.count(' ')}; _shtab_newsgalley"
        found = subprocess.check_output(["bash", "-c", f'{words}; echo "${{COMPREPLY[@]}}"'], cwd=tmp_path, text=True)
        assert found.split() == [expected]


def test_completion_for_an_unknown_shell_is_refused(run: Run) -> None:
    ended = run("completion", "cmd")
    assert ended.returncode == 2
    assert "Name a shell: newsgalley completion bash" in ended.stderr


def test_completion_has_a_help_text(run: Run) -> None:
    ended = run("completion", "--help")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.startswith("usage: newsgalley completion bash | ")


def test_a_refused_address_is_named_once(run: Run) -> None:
    ended = run("crawl", "-a", "site=http://127.0.0.1:8765/")
    assert ended.returncode == 2
    assert ended.stderr.count("127.0.0.1:8765 is refused") == 1


def test_a_settings_file_that_is_a_link_to_nowhere_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "newsgalley.toml").symlink_to("/nowhere/newsgalley.toml")
    ended = run("export")
    assert ended.returncode == 2
    assert "newsgalley.toml: cannot be read: No such file or directory; it is a link that leads nowhere" in ended.stderr


@pytest.mark.parametrize(
    ("uri", "hint"),
    [
        ("sqlite://articles.db", "a file has three slashes before its name: sqlite:///articles.db"),
        ("postgres://127.0.0.1:1/news", "cannot be opened: connection"),
    ],
)
def test_an_address_of_a_store_in_another_form_is_explained(run: Run, uri: str, hint: str) -> None:
    assert hint in run("export", "-s", f"STORE_URI={uri}").stderr


def test_the_store_is_not_replaced_by_an_output(run: Run, tmp_path: Path) -> None:
    many_articles(tmp_path)
    for command in ("export --format jsonl", "export --format parquet", "report"):
        ended = run(*command.split(), "-o", "articles.db")
        assert ended.returncode == 2, command
        assert ended.stderr.endswith("-o articles.db: cannot be written: it is a SQLite database; name another file.\n")
    assert len(run("export").stdout.splitlines()) == 150


@pytest.mark.parametrize("option", ["--pidfile", "--profile", "--logfile"])
def test_a_file_of_a_command_in_a_missing_folder_is_named(run: Run, tmp_path: Path, option: str) -> None:
    ended = run("sources", "list", option, "reports/file")
    assert ended.returncode == 2
    assert "reports/file: there is no folder reports; create it." in ended.stderr


def test_an_address_in_place_of_a_command_or_spider_is_explained(run: Run, tmp_path: Path) -> None:
    assert "newsgalley crawl news -a site=https://x.example/" in run("https://x.example/").stderr
    assert "write -a site=https://x.example/" in run("crawl", "https://x.example/").stderr
    assert "write -a site=https://x.example/" in run("crawl", "news", "site=https://x.example/").stderr


def test_a_folder_in_place_of_a_store_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "articles.db").mkdir()
    ended = run("export")
    assert ended.returncode == 2
    assert "articles.db is a folder; name a file." in ended.stderr


@pytest.mark.parametrize("command", ["export", "reclean", "search harbour"])
def test_a_store_on_a_full_disk_is_named(run: Run, tmp_path: Path, environment: dict[str, str], command: str) -> None:
    many_articles(tmp_path)
    environment["FORKED_FILE_BYTES"] = "4000"
    ended = run(*command.split())
    assert ended.returncode == 1
    assert ended.stderr.endswith("disk I/O error. Make room on its disk, or check that the disk works\n")
