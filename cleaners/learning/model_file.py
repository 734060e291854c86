"""Model files: the trees of a learned model and a JSON header, in one .npz file.

The header names the version of the model, the version and names of the features that it was fitted to, and what the
model needs besides its trees.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np

from cleaners.learning.forest import Forest

_ARRAYS = tuple(part.name for part in fields(Forest) if part.name != "depth")  # the depth is in the header
# What numpy raises for a file that is missing, empty, cut, damaged or of another kind.
_UNREADABLE = (OSError, EOFError, ValueError, KeyError, TypeError, zipfile.BadZipFile, zlib.error)


class ModelError(Exception):
    """A model cannot be used. The message says why, and names the command that fits it again."""


@dataclass(frozen=True, slots=True)
class ModelFile:
    """The contents of a model file."""

    version: str
    names: tuple[str, ...]  # of the features that the trees read
    forests: Mapping[str, Forest]  # by name
    settings: Mapping[str, Any]  # JSON values that the model needs besides, such as its threshold


@dataclass(frozen=True, slots=True)
class ModelKind:
    """A kind of model: what it judges, the features that it reads, and how it is fitted."""

    subject: str  # such as "blocks"; error messages name it
    forests: tuple[str, ...]  # their names
    features_version: int
    command: str  # fits a model of this kind and writes its file

    def read(self, path: Path) -> ModelFile:
        """Read a model file. Raises ModelError if it cannot be read or was fitted to other features."""
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
                header = json.loads(str(stored["about"]))
                fitted_to = header["features_version"]
                forests = {name: _forest(stored, name, header["depth"][name]) for name in self.forests}
                found = ModelFile(header["version"], tuple(header["names"]), forests, header["settings"])
        except _UNREADABLE as error:
            raise ModelError(f"{path}: no model of {self.subject} ({error}): run `{self.command}`") from error
        if fitted_to != self.features_version:
            raise ModelError(
                f"{path}: fitted to version {fitted_to} of the features, "
                f"these are version {self.features_version}: run `{self.command}`"
            )
        return found

    def write(self, model: ModelFile, path: Path) -> None:
        """Write a model file."""
        header = {
            "version": model.version,
            "features_version": self.features_version,
            "names": model.names,
            "depth": {name: forest.depth for name, forest in model.forests.items()},
            "settings": dict(model.settings),
        }
        arrays = {f"{name}.{part}": getattr(forest, part) for name, forest in model.forests.items() for part in _ARRAYS}
        np.savez_compressed(path, about=np.array(json.dumps(header)), **arrays)

    def check_features(self, measured: Sequence[str], fitted_to: Sequence[str], version: str) -> None:
        """Raise ModelError if the measured features are not those that the model was fitted to, in the same order."""
        if tuple(measured) != tuple(fitted_to):
            raise ModelError(f"model {version} of {self.subject} was fitted to other features: run `{self.command}`")


def version_of(*forests: Forest) -> str:
    """Return the version of a model: eight hexadecimal digits of a digest of its trees."""
    digest = hashlib.sha256()
    for forest in forests:
        digest.update(forest.threshold.tobytes() + forest.value.tobytes())
    return digest.hexdigest()[:8]


def _forest(stored: np.lib.npyio.NpzFile, name: str, depth: int) -> Forest:
    return Forest(**{part: stored[f"{name}.{part}"] for part in _ARRAYS}, depth=depth)
