"""Fit the words of clutter, the models of blocks and the score of pages, write their files, and print their scores.

    python -m training.train [--data ../shared/data]

The scores are those of pages whose sites the models did not see. The same data, code and seed give the same models.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from cleaners.body.features import clutter_words
from cleaners.body.model import FILE, PAGE_ONLY_FILE, write
from training import held_out
from training.blocks.two_passes import fit_models
from training.evaluation.report import report
from training.pages import DATA, SETS, DataError, read
from training.score import quality_weights


def main(arguments: Sequence[str] | None = None) -> int:
    """Train; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m training.train", description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the evaluation sets")
    parser.add_argument("--out", type=Path, default=Path(str(FILE)).parent, help="folder of the models' files")
    options = parser.parse_args(arguments)
    try:
        found, words = held_out.measured(options.data)
        *by_fold, models = fit_models(found, words)
        outcomes = [one for name in SETS for one in held_out.outcomes(read(name, options.data), found, by_fold)]
    except DataError as error:
        print(error, file=sys.stderr)
        return 1
    print("\n".join(report(outcomes)))
    folder = options.out / "features"
    folder.mkdir(parents=True, exist_ok=True)
    clutter_words.write(words, folder / clutter_words.FILE.name)
    full = replace(models.body, quality=quality_weights(outcomes))
    for model, name in ((models.page_only, PAGE_ONLY_FILE.name), (full, FILE.name)):
        path = options.out / name
        write(model, path)
        print(f"{path}: {path.stat().st_size / 1000:.0f} kB, version {model.version}, {len(found)} pages")
    return 0


if __name__ == "__main__":
    sys.exit(main())
