"""Load the pages that benchmarks work on: those of the evaluation sets or, without them, the repository's own."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path

from cleaners.page import Page

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


def has_sets() -> bool:
    """Return True if the evaluation sets, which are not part of the project, are beside the repository."""
    return (SHARED / "data").exists()


def pages_of(name: str) -> Iterator[Page]:
    """Yield the pages of one evaluation set."""
    sys.path.insert(0, str(SHARED / "bench"))
    for case in importlib.import_module("datasets").load(name):
        yield Page(body=case.html, url=case.url)


def own_pages() -> Iterator[Page]:
    """Yield the golden pages and those of the demo newspaper."""
    for path in sorted([*ROOT.glob("tests/pages/*/page.html"), *ROOT.glob("seeds/demo/**/*.html")]):
        yield Page(body=path.read_text(encoding="utf-8"), url=f"https://example.org/{path.parent.name}/{path.name}")


def usual_pages(name: str = "wcxb-dev") -> list[Page]:
    """Return the pages of a set; without the sets, say so on standard error and return the repository's own pages."""
    if has_sets():
        return list(pages_of(name))
    print(f"No evaluation sets in {SHARED / 'data'}; the pages of this repository are used instead.", file=sys.stderr)
    return list(own_pages())
