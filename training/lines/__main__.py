"""Fit the line model of plain-text pages, print its scores on sites that it never saw, and write its file.

    python -m training.lines [--data ../shared/data] [--out FILE] [--dry-run]

Learns from the labelled pages of all sets, in several plain-text renderings and in folds by site. The same data, code
and seed give the same model. It needs the words of clutter of `python -m training.train`, which it fits in folds.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from cleaners.plain_text.model import FILE, write
from training import held_out
from training.lines.held_out import fitted
from training.lines.pages import line_pages
from training.lines.report import Cleaners, report
from training.pages import DATA, DataError, require_sets


def main(arguments: Sequence[str] | None = None) -> int:
    """Train; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m training.lines", description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the evaluation sets")
    parser.add_argument("--out", type=Path, default=Path(str(FILE)), help="the model's file")
    parser.add_argument("--dry-run", action="store_true", help="print the scores, write nothing")
    options = parser.parse_args(arguments)
    try:
        require_sets(options.data)
        words = held_out.words(options.data)
        by_fold, model = fitted(options.data, words)
        pages = list(line_pages(options.data, words))
        print("\n".join(report(pages, Cleaners(by_fold, words), options.data)))
    except DataError as error:
        print(error, file=sys.stderr)
        return 1
    if not options.dry_run:
        write(model, options.out)
        print(f"{options.out}: {options.out.stat().st_size / 1000:.0f} kB, from {len(pages)} texts")
    return 0


if __name__ == "__main__":
    sys.exit(main())
