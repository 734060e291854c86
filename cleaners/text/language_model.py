"""The model that identifies languages: naive Bayes over short byte sequences.

It is the model of py3langid, which holds it in dense tables of 73 MB. Here it takes 10 MB: most of its weights are the
usual one of their language, so only the others are stored, and sequences are found by binary search, not by an
automaton. The scores are the same to the bit. `training/languages.py` converts the model; its licence is in
`languages.license`.
"""

from __future__ import annotations

import unicodedata
import zipfile
import zlib
from dataclasses import dataclass, fields
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cleaners.learning.model_file import ModelError

FILE = resources.files("cleaners.text") / "languages.npz"
MAX_LENGTH = 6  # bytes of the longest sequence
NO_FEATURE = -1
NO_SCORE = float(np.finfo(np.float32).min)  # of every language, for a text without any feature


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """The sequences, and their weights in each column. A few languages have two columns, one for each script.

    Not every sequence is a feature of its own: some only lead to longer ones.
    """

    languages: NDArray[np.str_]  # the language of each column
    prior: NDArray[np.float32]  # of each column
    sequences: NDArray[np.uint64]  # sorted keys, see `_key`; with each sequence, all its beginnings are there
    features: NDArray[np.int32]  # of each sequence, or NO_FEATURE
    usual: NDArray[np.float16]  # the weight in each column of the features without one of their own there
    has_own: NDArray[np.uint8]  # for each feature, a bit for each column: 1 if it has a weight of its own there
    own: NDArray[np.float16]  # these weights, feature by feature
    starts: NDArray[np.uint32]  # where the weights of each feature start in `own`, and the end of all

    def rank(self, text: str) -> tuple[tuple[str, float], ...]:
        """Return languages with their log-likelihoods in nats, the likeliest first."""
        best: dict[str, float] = {}
        for language, score in zip(self.languages.tolist(), self._scores(_bytes(text)).tolist(), strict=True):
            best[language] = max(score, best.get(language, score))
        return tuple(sorted(best.items(), key=lambda pair: pair[1], reverse=True))

    def _scores(self, text: bytes) -> NDArray[np.float32]:
        """Return the score of each column."""
        features = self._features(text)
        if not features.size:
            return np.full(self.languages.size, NO_SCORE, np.float32)
        distinct, first, counts = np.unique(features, return_index=True, return_counts=True)
        order = np.argsort(first)  # the order of a sum of floats changes its last digits
        return np.log1p(counts[order].astype(np.float32)) @ self._table(distinct[order]) + self.prior

    def _features(self, text: bytes) -> NDArray[np.int32]:
        """Return the feature at each byte, if there is one: that of the longest known sequence which ends there."""
        letters = np.frombuffer(text, np.uint8).astype(np.uint64)
        features = np.full(letters.size, NO_FEATURE, np.int32)
        starts = np.arange(letters.size)
        window = np.zeros(letters.size, np.uint64)
        for length in range(1, MAX_LENGTH + 1):
            inside = starts <= letters.size - length
            starts = starts[inside]
            window = window[inside] << np.uint64(8) | letters[starts + length - 1]
            key = _key(window, length)
            place = np.minimum(np.searchsorted(self.sequences, key), self.sequences.size - 1)
            known = self.sequences[place] == key
            window, starts = window[known], starts[known]
            features[starts + length - 1] = self.features[place[known]]
        return np.compress(features != NO_FEATURE, features)

    def _table(self, features: NDArray[np.int32]) -> NDArray[np.float16]:
        """Return the weights of some features, one row for each."""
        starts, ends = self.starts[features].astype(np.intp), self.starts[features + 1].astype(np.intp)
        sizes = ends - starts
        places = np.arange(sizes.sum()) + np.repeat(ends - np.cumsum(sizes), sizes)
        table = np.tile(self.usual, (features.size, 1))
        table[np.unpackbits(self.has_own[features], axis=1, count=self.usual.size).view(bool)] = self.own[places]
        return table


def _key(window: NDArray[np.uint64], length: int) -> NDArray[np.uint64]:
    """Return the keys of sequences of one length, whose bytes are given as numbers."""
    return window | np.uint64(length << 8 * MAX_LENGTH)


def key_of(sequence: bytes) -> int:
    """Return the key of a sequence: the number that its bytes are, and its length above them."""
    return int.from_bytes(sequence, "big") | len(sequence) << 8 * MAX_LENGTH


def _bytes(text: str) -> bytes:
    """Return a text as the model was trained on: composed, and in lower case where all of it is in capitals."""
    return unicodedata.normalize("NFC", text.lower() if text.isupper() else text).encode("utf-8", "surrogatepass")


@cache
def load() -> LanguageModel:
    """Return the model of the package. Raises ModelError if its file is missing or damaged."""
    return read(FILE)


def read(path: Traversable) -> LanguageModel:
    """Read a model from a file. Raises ModelError."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            return LanguageModel(**{part.name: stored[part.name] for part in fields(LanguageModel)})
    except (OSError, EOFError, ValueError, KeyError, TypeError, zipfile.BadZipFile, zlib.error) as error:
        raise ModelError(
            f"{path}: cannot be read as a model of languages ({error}); run `python -m training.languages` to write it"
        ) from error


def write(model: LanguageModel, path: Path) -> None:
    """Write a model to a file."""
    arrays: dict[str, Any] = {part.name: getattr(model, part.name) for part in fields(LanguageModel)}
    np.savez_compressed(path, **arrays)
