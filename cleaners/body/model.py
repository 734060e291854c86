"""The learned models of the body: read once from their files, asked for every block of a page."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cleaners.body.features.matrix import FEATURES_VERSION, features
from cleaners.document import Document
from cleaners.learning.forest import Forest

PAGE_ONLY_FILE = Path(__file__).parent / "page_only.npz"  # fitted to the evidence of the page alone
FILE = Path(__file__).parent / "body.npz"  # fitted with trafilatura's text as evidence


class ModelError(Exception):
    """A model's file cannot be used; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Model:
    """The trees, what their columns are called, and the probability from which a block is in the body."""

    forest: Forest
    names: tuple[str, ...]
    threshold: float
    version: str
    quality: tuple[float, ...] = ()  # weights of the page's signs, the last one is the constant

    def probabilities(self, document: Document) -> NDArray[np.float64]:
        """The probability of each block that it is part of the body.

        Raises ModelError where the features are others.
        """
        measured = features(document)
        if measured.names != self.names:
            raise ModelError(f"model {self.version} was fitted to other features: run `python -m training.train`")
        return self.forest.probabilities(measured.matrix)


@dataclass(frozen=True, slots=True)
class Models:
    """The model that is asked first, and the one for the pages of which that is not sure."""

    page_only: Model
    body: Model

    @property
    def version(self) -> str:
        """The versions of both."""
        return f"{self.page_only.version}-{self.body.version}"


@cache
def load() -> Models:
    """The models that the package brings. Raises ModelError where a file is absent or of another version."""
    return Models(read(PAGE_ONLY_FILE), read(FILE))


def read(path: Path) -> Model:
    """Read a model's file. Raises ModelError."""
    try:
        with np.load(path, allow_pickle=False) as stored:
            about = json.loads(str(stored["about"]))
            parts = {part.name: stored[part.name] for part in fields(Forest) if part.name != "depth"}
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"{path}: no model of blocks ({error}): run `python -m training.train`") from error
    if about["features_version"] != FEATURES_VERSION:
        raise ModelError(
            f"{path}: fitted to version {about['features_version']} of the features, "
            f"these are version {FEATURES_VERSION}: run `python -m training.train`"
        )
    forest = Forest(**parts, depth=about["depth"])
    return Model(forest, tuple(about["names"]), about["threshold"], about["version"], tuple(about["quality"]))


def write(model: Model, path: Path) -> None:
    """Write a model's file."""
    about = {
        "features_version": FEATURES_VERSION,
        "depth": model.forest.depth,
        "names": model.names,
        "threshold": model.threshold,
        "version": model.version,
        "quality": model.quality,
    }
    arrays = {name: value for name, value in asdict(model.forest).items() if name != "depth"}
    np.savez_compressed(path, about=np.array(json.dumps(about)), **arrays)
