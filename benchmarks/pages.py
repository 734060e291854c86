"""The pages that the benchmarks work on: those of the evaluation sets, else the repository's own."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path

from cleaners.page import Page

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


def has_sets() -> bool:
    """Tell whether the evaluation sets are there; they are no part of the project."""
    return (SHARED / "data").exists()


def pages_of(name: str) -> Iterator[Page]:
    """The pages of one evaluation set."""
    sys.path.insert(0, str(SHARED / "bench"))
    for case in importlib.import_module("datasets").load(name):
        yield Page(body=case.html, url=case.url)


def own_pages() -> Iterator[Page]:
    """The golden pages and those of the demo newspaper."""
    for path in sorted([*ROOT.glob("tests/pages/*/page.html"), *ROOT.glob("seeds/demo/**/*.html")]):
        yield Page(body=path.read_text(encoding="utf-8"), url=f"https://example.org/{path.parent.name}/{path.name}")


def usual_pages(name: str = "wcxb-dev") -> list[Page]:
    """The pages of a set, or the repository's own, said on standard error, where the sets are absent."""
    if has_sets():
        return list(pages_of(name))
    print(
        f"no evaluation sets: {SHARED / 'data'} does not exist; the pages of this repository stand in", file=sys.stderr
    )
    return list(own_pages())
