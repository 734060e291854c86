"""Text of others, such as the names of their files, reaches no terminal as a command."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import pytest

from crawler.actions.clean import write_all
from crawler.actions.importing.run import _Import
from crawler.commands.clean import Command
from crawler.configuration.own import OwnSettings
from crawler.inspection.print_options import Rendered
from crawler.reports.reclean import render
from crawler.stores.store import Store
from tests.crawler.commands.test_search import ODD

COMMANDS = set("\x1b\x07\x9b\u202e")


def test_names_of_saved_pages(capsys: pytest.CaptureFixture[str]) -> None:
    list(write_all([(f"{ODD}.html", Rendered("", f"cannot be read: {ODD}"))], print))
    told = capsys.readouterr().err
    assert "harbour.html: cannot be read" in told
    assert not COMMANDS & set(told)


def test_names_of_imported_files(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path}/articles.db")
    (tmp_path / f"{ODD}.jsonl".replace("/", "")).write_text("no record")
    _Import(store).load(str(next(tmp_path.glob("*.jsonl"))))
    store.close()
    told = capsys.readouterr().err
    assert "harbour.jsonl, row 1: is not JSON" in told
    assert not COMMANDS & set(told)


def test_lines_of_a_store() -> None:
    shown = {
        "id": "a",
        "url": ODD,
        "outcome": "changed",
        "reason": ODD,
        "fields": [ODD],
        "gained": [ODD],
        "lost": [ODD],
    }
    counts = dict.fromkeys(("articles", "changed", "unchanged", "paragraphs_gained", "paragraphs_lost"), 1)
    reasons = {name: {ODD: 1} for name in ("fields_changed", "no_article", "raw_page_gone", "failed")}
    totals: Any = {**counts, **reasons, "shown": [shown]}
    assert "harbour" in render(totals)
    assert not COMMANDS & set(render(totals))


def test_refused_names(capsys: pytest.CaptureFixture[str]) -> None:
    command, parser = Command(), argparse.ArgumentParser()
    command.settings = OwnSettings()
    command.add_options(parser)
    with pytest.raises(SystemExit) as ended:
        command.run([f"http://{ODD}"], parser.parse_args([]))
    told = capsys.readouterr().err
    assert (ended.value.code, "harbour" in told, COMMANDS & set(told)) == (2, True, set())
