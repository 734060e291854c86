"""Model files: the trees and networks of a learned model and a JSON header, in one .npz file.

The header has the version of the model, the version and names of the features that it was fitted to, the depths of its
trees and further settings, such as a threshold.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import numpy as np

from cleaners.learning.forest import Forest
from cleaners.learning.network import Network

_ARRAYS = tuple(part.name for part in fields(Forest) if part.name != "depth")  # the depth is in the header
_LAYERS = tuple(part.name for part in fields(Network))
# Exceptions that numpy raises for a file that is missing, empty, cut, damaged or of another kind.
_READ_ERRORS = (OSError, EOFError, ValueError, KeyError, TypeError, zipfile.BadZipFile, zlib.error)


class ModelError(Exception):
    """A model cannot be used. The message says why, and names the command that fits it again."""


@dataclass(frozen=True, slots=True)
class ModelFile:
    """The contents of a model file."""

    version: str
    names: tuple[str, ...]  # names of the features that the model reads, in the order of their columns
    forests: Mapping[str, Forest]  # by name
    settings: Mapping[str, Any]  # JSON values that the model needs in addition, such as its threshold
    networks: Mapping[str, Network] = field(default_factory=dict)  # by name


@dataclass(frozen=True, slots=True)
class ModelKind:
    """A kind of model: its subject, forests and features, and the command that fits it."""

    subject: str  # such as "blocks"; error messages name it
    forests: tuple[str, ...]  # names of the forests
    features_version: int
    command: str  # fits a model of this kind and writes its file
    networks: tuple[str, ...] = ()  # names of the networks

    def read(self, path: Traversable) -> ModelFile:
        """Read a model file. Raises ModelError if it cannot be read or was fitted to other features."""
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
                header = json.loads(str(stored["about"]))
                fitted_to = header["features_version"]
                forests = {name: _forest(stored, name, header["depth"][name]) for name in self.forests}
                networks = {name: _network(stored, name) for name in self.networks}
                model = ModelFile(header["version"], tuple(header["names"]), forests, header["settings"], networks)
        except _READ_ERRORS as error:
            raise ModelError(
                f"{path}: cannot be read as a model of {self.subject} ({error}); run `{self.command}` to fit one"
            ) from error
        if fitted_to != self.features_version:
            raise ModelError(
                f"{path}: the model was fitted to version {fitted_to} of the features, but the code has version "
                f"{self.features_version}; run `{self.command}` to fit it again"
            )
        return model

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
        layers = {
            f"{name}.{part}": getattr(own, part).astype(np.float16)  # half the space; training rounds weights to it
            for name, own in model.networks.items()
            for part in _LAYERS
        }
        np.savez_compressed(path, about=np.array(json.dumps(header)), **arrays, **layers)

    def check_features(self, measured: Sequence[str], fitted_to: Sequence[str], version: str) -> None:
        """Raise ModelError if the measured features are not those that the model was fitted to, in the same order."""
        if tuple(measured) != tuple(fitted_to):
            raise ModelError(
                f"model {version} of {self.subject} was fitted to other features; run `{self.command}` to fit it again"
            )


def version_of(*forests: Forest, network: Network | None = None) -> str:
    """Return the version of a model: eight hexadecimal digits of a digest of its trees and its network."""
    digest = hashlib.sha256()
    for forest in forests:
        digest.update(forest.threshold.tobytes() + forest.value.tobytes())
    if network is not None:
        digest.update(network.first.tobytes() + network.second.tobytes() + network.last.tobytes())
    return digest.hexdigest()[:8]


def _forest(stored: np.lib.npyio.NpzFile, name: str, depth: int) -> Forest:
    return Forest(**{part: stored[f"{name}.{part}"] for part in _ARRAYS}, depth=depth)


def _network(stored: np.lib.npyio.NpzFile, name: str) -> Network:
    return Network(**{part: stored[f"{name}.{part}"].astype(np.float32) for part in _LAYERS})
