"""Words that are more, or less, frequent in clutter than in articles, each with a weight.

The weights were fitted by logistic regression to labelled blocks of many sites (`training/clutter_words.py`). They know
the vocabulary of comment threads, related lines, newsletters and consent boxes in the languages of those sites.
"""

from __future__ import annotations

import json
import zipfile
import zlib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cleaners.body.features.page_words import PageWords
from cleaners.learning.model_file import ModelError

FILE = resources.files("cleaners.body.features") / "clutter_words.npz"

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class ClutterWords:
    """The weight of each word. Weights are whole numbers, so the order of a sum cannot change its result."""

    weights: dict[str, int]  # in units of `unit`; above 0 for words of clutter
    unit: float
    constant: float  # the score of a block without any known word

    def columns(self, words: PageWords) -> tuple[Floats, Floats]:
        """Return two numbers for the words of each block: the log-odds that it is clutter, and the share known."""
        counts, sums = words.weighed(self.weights)
        scores = self.constant + self.unit * sums / np.sqrt(np.maximum(1.0, counts))
        return scores, counts / np.maximum(1.0, words.sizes())


@cache
def load() -> ClutterWords:
    """Return the words of the package. Raises ModelError if their file is missing or damaged."""
    return read(FILE)


def read(path: Traversable) -> ClutterWords:
    """Read words from a file. Raises ModelError."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            about = json.loads(str(stored["about"]))
            words = stored["words"].tobytes().decode("utf-8").split("\n")
            weights = dict(zip(words, stored["weights"].tolist(), strict=True))
            return ClutterWords(weights, about["unit"], about["constant"])
    except (OSError, EOFError, ValueError, KeyError, TypeError, zipfile.BadZipFile, zlib.error) as error:
        raise ModelError(
            f"{path}: cannot be read as words of clutter ({error}); run `python -m training.train` to fit them"
        ) from error


def write(model: ClutterWords, path: Path) -> None:
    """Write words to a file."""
    words = sorted(model.weights)
    np.savez_compressed(
        path,
        about=np.array(json.dumps({"unit": model.unit, "constant": model.constant})),
        words=np.frombuffer("\n".join(words).encode("utf-8"), np.uint8),
        weights=np.array([model.weights[word] for word in words], np.int8),
    )


def rounded(weights: dict[str, float], constant: float, least: float) -> ClutterWords:
    """Return words with weights rounded to one byte, without those whose weight is nearer to 0 than `least`."""
    unit = max(map(abs, weights.values()), default=1.0) / 127
    whole = {word: round(weight / unit) for word, weight in weights.items() if abs(weight) >= least}
    return ClutterWords(whole, unit, constant)
