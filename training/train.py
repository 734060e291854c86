"""Fit the models of blocks and the score of pages, write the files that the package brings, and print how good it is.

    python -m training.train [--data ../shared/data]

Takes some minutes on two cores. The same data, code and seed give the same model.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from cleaners.body.model import FILE, PAGE_ONLY_FILE, write
from training import held_out
from training.calibration import RIGHT_F1, fit_score
from training.evaluate import report
from training.examples import examples
from training.held_out import Outcome
from training.pages import DATA, SETS, DataError, read
from training.scores import page_score


def main(arguments: Sequence[str] | None = None) -> int:
    """Train; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m training.train", description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the evaluation sets")
    parser.add_argument("--out", type=Path, default=FILE.parent, help="folder of the models' files")
    options = parser.parse_args(arguments)
    try:
        found = examples(SETS, options.data)
        by_fold = held_out.models(found)
        outcomes = [one for name in SETS for one in held_out.outcomes(read(name, options.data), found, by_fold)]
    except DataError as error:
        print(error, file=sys.stderr)
        return 1
    print("\n".join(report(outcomes)))
    models = held_out.fit_models(found, quality_weights(outcomes))
    for model, name in ((models.page_only, PAGE_ONLY_FILE.name), (models.body, FILE.name)):
        path = options.out / name
        write(model, path)
        print(f"{path}: {path.stat().st_size / 1000:.0f} kB, version {model.version}, {len(found)} pages")
    return 0


def quality_weights(outcomes: Sequence[Outcome]) -> tuple[float, ...]:
    """Fit the weights of the quality score to pages with a gold text that held-out models cleaned."""
    judged = [
        (one.signs, page_score(one.sample.body, one.text).f1 >= RIGHT_F1)
        for one in outcomes
        if one.signs and one.sample.body
    ]
    return fit_score([signs for signs, _ in judged], [right for _, right in judged])


if __name__ == "__main__":
    sys.exit(main())
