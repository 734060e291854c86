from __future__ import annotations

import argparse
import importlib
import inspect
import pkgutil
import re
from pathlib import Path

import pytest

import crawler.commands
from cleaners.__main__ import main as cleaners_main
from crawler.command_line import CheckedCommand
from crawler.spiders.archive import ArchiveSpider
from crawler.spiders.arguments import ARGUMENTS
from crawler.spiders.article import ArticleSpider
from crawler.spiders.news import NewsSpider

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "commands.md").read_text("utf-8")
COMMANDS = [module.name for module in pkgutil.iter_modules(crawler.commands.__path__)]


def section(command: str) -> str:
    """Return the part of the page under a command's heading."""
    found = re.search(rf"^## `{re.escape(command)}`$(.*?)(?=^## |\Z)", PAGE, re.DOTALL | re.MULTILINE)
    assert found, f"docs/commands.md has no section for {command}"
    return found[1]


def options(add_options: object) -> set[str]:
    parser = argparse.ArgumentParser(conflict_handler="resolve")
    assert callable(add_options)
    add_options(parser)
    return {name for action in parser._actions for name in action.option_strings}


def own_options(name: str) -> set[str] | None:
    """Return the options that not all commands have; None for a module without a command, and for `crawl`."""
    kind = getattr(importlib.import_module(f"crawler.commands.{name}"), "Command", None)
    if kind is None or name == "crawl":
        return None
    command = kind()
    return options(command.add_options) - options(lambda parser: CheckedCommand.add_options(command, parser))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_of_a_command_is_documented(name: str) -> None:
    expected = own_options(name)
    if expected is not None:
        documented = set(re.findall(r"`(--?[a-z-]+)", section(f"newsgalley {name}")))
        assert {option for option in documented if option.startswith("-")} >= expected


@pytest.mark.parametrize(
    ("command", "spider"),
    [("news", NewsSpider), ("article", ArticleSpider), ("archive", ArchiveSpider)],
)
def test_every_argument_of_a_spider_is_documented_and_in_its_help(command: str, spider: type) -> None:
    arguments = set(inspect.signature(spider.__init__).parameters) - {"self", "kwargs"}  # type: ignore[misc]
    assert {argument.name for argument in ARGUMENTS[command].known} == arguments
    assert set(re.findall(r"^\| `-a (\w+)=", section(f"newsgalley crawl {command}"), re.MULTILINE)) == arguments


def test_the_options_of_the_filter_are_documented(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cleaners_main(["--help"])
    offered = set(re.findall(r"--[a-z]+", capsys.readouterr().out)) - {"--help"}
    assert set(re.findall(r"`(--[a-z]+)", section("python -m cleaners"))) >= offered
