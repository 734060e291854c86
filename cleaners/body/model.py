"""The learned models of the body: they give each block of an HTML page its probability of being body.

There are two, the page-only model and the full model. Both are read from the package once per process. Each decides in
two passes. The first reads the features of the page. The second also reads the probabilities that the first gave to the
blocks around each block.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cleaners.body.features.matrix import FEATURES_VERSION, Measured, features
from cleaners.body.features.second_pass import second_features
from cleaners.document import Document
from cleaners.learning.forest import Forest
from cleaners.learning.model_file import ModelFile, ModelKind

_FOLDER = resources.files("cleaners.body")
PAGE_ONLY_FILE = _FOLDER / "page_only.npz"  # the page-only model, fitted to features of the page alone
FILE = _FOLDER / "body.npz"  # the full model, whose features also compare blocks with trafilatura's text
KIND = ModelKind("blocks", ("first", "second", "reference"), FEATURES_VERSION, "python -m training.train")
# The second pass judges only blocks to which the first gave a higher probability than this, about a fifth of all.
MIN_FIRST = 0.0067
# A block to which the reference forest gives a lower probability than this is left out of the body, even if the clutter
# forest keeps it. Out of fold, in a trial with one pass before it, 0.2 cost one spotless page in 3,000 and added 0.010
# to the F1 of fundus-dev; 0.3 cost five pages.
MIN_REFERENCE = 0.2


@dataclass(frozen=True, slots=True)
class Model:
    """The trees of both passes, the names of their features, and the least probability of a block of the body."""

    first: Forest
    names: tuple[str, ...]  # of the features of the first pass
    second: Forest  # tells article from clutter
    # Also of the second pass: tells what reference texts have. It differs from `second` on fields, boxes and notes.
    reference: Forest
    second_names: tuple[str, ...]  # of the features of the second pass
    threshold: float
    version: str
    quality: tuple[float, ...] = ()  # weights of the quality signs (`cleaners.body.quality`), then the constant

    def probabilities(self, document: Document) -> NDArray[np.float64]:
        """Return the probability of each block of being body.

        Raises ModelError if the model was fitted to other features.
        """
        return self.probabilities_of(features(document))

    def probabilities_of(self, page: Measured) -> NDArray[np.float64]:
        """Return the probability of each block of a page whose features are known.

        Raises ModelError if the model was fitted to other features.
        """
        KIND.check_features(page.names, self.names, self.version)
        found = self.first.probabilities(page.matrix)
        rows = np.flatnonzero(found > MIN_FIRST)
        if len(rows):
            names, matrix = second_features(found, page)
            KIND.check_features(names, self.second_names, self.version)
            second, reference = (trees.probabilities(matrix[rows]) for trees in (self.second, self.reference))
            found[rows] = np.where(reference < MIN_REFERENCE, np.minimum(second, reference), second)
        return found


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


def read(path: Traversable) -> Model:
    """Read a model from its file. Raises ModelError if it cannot be read or was fitted to other features."""
    stored = KIND.read(path)
    forests, settings = stored.forests, stored.settings
    return Model(
        forests["first"],
        stored.names,
        forests["second"],
        forests["reference"],
        tuple(settings["second_names"]),
        settings["threshold"],
        stored.version,
        tuple(settings["quality"]),
    )


def write(model: Model, path: Path) -> None:
    """Write a model to a file."""
    settings = {"threshold": model.threshold, "quality": model.quality, "second_names": model.second_names}
    forests = {"first": model.first, "second": model.second, "reference": model.reference}
    KIND.write(ModelFile(model.version, model.names, forests, settings), path)
