"""Fit the score of pages anew, without the models, and write it into the file of the model of the body.

    python -m training.score [--data ../shared/data]

The score says how likely a page is spotless. It is fitted to pages that were cleaned by models that saw no page of
their sites, so it no longer fits after a change of rules. `make evaluate` makes these models, and prints how well the
score fits.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from cleaners.body.model import FILE, read, write
from training import held_out
from training.calibration import fit_score
from training.held_out import Outcome
from training.pages import DATA, DataError, require_sets


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit and write the score; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m training.score", description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the evaluation sets")
    options = parser.parse_args(arguments)
    try:
        require_sets(options.data)
        weights = quality_weights(held_out.all_outcomes(options.data, held_out.words(options.data)))
    except DataError as error:
        print(error, file=sys.stderr)
        return 1
    write(replace(read(FILE), quality=weights), Path(str(FILE)))
    print(f"{FILE}: weights of the score {weights}")
    return 0


def quality_weights(outcomes: Sequence[Outcome]) -> tuple[float, ...]:
    """Return the weights of a page's score, from labelled pages that held-out models cleaned."""
    judged = [(one.signs, audit.is_spotless) for one in outcomes if one.signs and (audit := one.audit)]
    return fit_score([signs for signs, _ in judged], [spotless for _, spotless in judged])


if __name__ == "__main__":
    sys.exit(main())
