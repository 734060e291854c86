"""The learned models of the body: they give each block of an HTML page its probability of being body.

There are two, the page-only model and the full model. Both are read from the package once per process.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cleaners.body.features.matrix import FEATURES_VERSION, features
from cleaners.document import Document
from cleaners.learning.forest import Forest
from cleaners.learning.model_file import ModelFile, ModelKind

PAGE_ONLY_FILE = Path(__file__).parent / "page_only.npz"  # the page-only model, fitted to features of the page alone
FILE = Path(__file__).parent / "body.npz"  # the full model, whose features also compare blocks with trafilatura's text
KIND = ModelKind("blocks", ("body",), FEATURES_VERSION, "python -m training.train")


@dataclass(frozen=True, slots=True)
class Model:
    """The trees of a model, the names of their features, and the probability at which a block counts as body."""

    forest: Forest
    names: tuple[str, ...]
    threshold: float
    version: str
    quality: tuple[float, ...] = ()  # weights of the quality signs (`cleaners.body.quality`); the last is the constant

    def probabilities(self, document: Document) -> NDArray[np.float64]:
        """Return the probability of each block of being body.

        Raises ModelError if the model was fitted to other features.
        """
        measured = features(document)
        KIND.check_features(measured.names, self.names, self.version)
        return self.forest.probabilities(measured.matrix)


@dataclass(frozen=True, slots=True)
class Models:
    """The page-only model, and the full model for pages on which the page-only model is unsure."""

    page_only: Model
    body: Model

    @property
    def version(self) -> str:
        """The versions of both models, joined by a hyphen."""
        return f"{self.page_only.version}-{self.body.version}"


@cache
def load() -> Models:
    """Return the models of the package. Raises ModelError if a file is missing or was fitted to other features."""
    return Models(read(PAGE_ONLY_FILE), read(FILE))


def read(path: Path) -> Model:
    """Read a model from its file. Raises ModelError if it cannot be read or was fitted to other features."""
    stored = KIND.read(path)
    threshold, quality = stored.settings["threshold"], tuple(stored.settings["quality"])
    return Model(stored.forests["body"], stored.names, threshold, stored.version, quality)


def write(model: Model, path: Path) -> None:
    """Write a model to a file."""
    settings = {"threshold": model.threshold, "quality": model.quality}
    KIND.write(ModelFile(model.version, model.names, {"body": model.forest}, settings), path)
