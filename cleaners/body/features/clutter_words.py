"""Words that are more frequent in clutter than in articles, or less, each with a weight.

The weights were fitted by logistic regression to labelled blocks of many sites (`training/clutter_words.py`). They know
the vocabulary of comment threads, related lines, newsletters and consent boxes in the languages of those sites.
"""

from __future__ import annotations

import json
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cleaners import native
from cleaners.learning.model_file import ModelError

FILE = resources.files("cleaners.body.features") / "clutter_words.npz"

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class ClutterWords:
    """The weight of each word. Weights are whole numbers, so the order of a sum cannot change its result."""

    weights: dict[str, int]  # in units of `unit`; above 0 for words of clutter
    unit: float
    constant: float  # the score of a block without any known word

    def columns(self, blocks: Sequence[frozenset[str]]) -> tuple[Floats, Floats]:
        """Return two numbers for the words of each block: the log-odds that it is clutter, and the share known."""
        counts, sums = (np.array(numbers, float) for numbers in self._weighed(blocks))
        scores = self.constant + self.unit * sums / np.sqrt(np.maximum(1.0, counts))
        return scores, counts / np.maximum(1.0, [len(words) for words in blocks])

    def _weighed(self, blocks: Sequence[frozenset[str]]) -> tuple[list[int], list[int]]:
        """Return the number of known words of each block, and the sum of their weights."""
        if native.in_use():
            return native.words.weighed(blocks, self.weights)
        known = [words & self._known for words in blocks]
        return [len(found) for found in known], [sum(map(self.weights.__getitem__, found)) for found in known]

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(self.weights)


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
        raise ModelError(f"{path}: no words of clutter ({error}): run `python -m training.train`") from error


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
    """Return words with weights rounded to one byte, without those whose weight is below `least` either way."""
    unit = max(map(abs, weights.values()), default=1.0) / 127
    whole = {word: round(weight / unit) for word, weight in weights.items() if abs(weight) >= least}
    return ClutterWords(whole, unit, constant)
