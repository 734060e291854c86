from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from cleaners.learning.forest import Forest
from cleaners.learning.model_file import ModelError, ModelFile, ModelKind, version_of
from cleaners.learning.network import Network

KIND = ModelKind("stones", ("round", "flat"), 3, "python -m training.stones", networks=("deep",))


def forest(value: float) -> Forest:
    """One tree of one leaf."""
    return Forest(
        roots=np.array([0], np.int32),
        column=np.array([0], np.int16),
        threshold=np.array([0], np.float32),
        left=np.array([0], np.int32),
        right=np.array([0], np.int32),
        value=np.array([value], np.float32),
        depth=0,
    )


def network(value: float) -> Network:
    """One network of one unit per layer, which answers each row with the same log-odds."""
    features, ones = np.ones((1, 2, 1), np.float32), np.ones((1, 1, 1), np.float32)
    return Network(features[0, :, 0], features[0, :, 0], features, ones, ones, ones, ones, value * ones)


def model() -> ModelFile:
    forests = {"round": forest(1.0), "flat": forest(-1.0)}
    version = version_of(*forests.values())
    return ModelFile(version, ("weight", "colour"), forests, {"threshold": 0.4}, {"deep": network(0.5)})


def test_a_model_file_has_the_same_contents_after_writing_and_reading(tmp_path: Path):
    KIND.write(model(), tmp_path / "stones.npz")
    again = KIND.read(tmp_path / "stones.npz")
    assert (again.version, again.names, again.settings) == (model().version, ("weight", "colour"), {"threshold": 0.4})
    rows = np.zeros((1, 2), np.float32)
    for name, expected in model().forests.items():
        assert again.forests[name].probabilities(rows).tolist() == expected.probabilities(rows).tolist()
    assert again.networks["deep"].log_odds(rows).tolist() == model().networks["deep"].log_odds(rows).tolist()


@pytest.mark.parametrize("content", [None, b"", b"no model"])
def test_the_error_for_a_missing_or_broken_file_names_it_and_the_command(tmp_path: Path, content: bytes | None):
    path = tmp_path / "stones.npz"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(
        ModelError, match=r"stones\.npz: cannot be read as a model of stones .* run `python -m training\.stones`"
    ):
        KIND.read(path)


@pytest.mark.parametrize("keep", [0.3, 0.95])
def test_the_error_for_a_truncated_file_names_it(tmp_path: Path, keep: float):
    path = tmp_path / "stones.npz"
    KIND.write(model(), path)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * keep)])
    with pytest.raises(ModelError, match=r"stones\.npz: cannot be read as a model of stones"):
        KIND.read(path)


def test_a_file_of_another_kind_of_model_is_rejected(tmp_path: Path):
    KIND.write(model(), tmp_path / "stones.npz")
    with pytest.raises(ModelError, match="cannot be read as a model of shells"):
        replace(KIND, subject="shells", forests=("spiral",)).read(tmp_path / "stones.npz")


def test_a_file_of_another_version_of_the_features_is_rejected(tmp_path: Path):
    replace(KIND, features_version=2).write(model(), tmp_path / "stones.npz")
    with pytest.raises(ModelError, match="fitted to version 2 of the features, but the code has version 3"):
        KIND.read(tmp_path / "stones.npz")


def test_features_of_other_names_or_in_another_order_are_rejected():
    KIND.check_features(["weight", "colour"], ("weight", "colour"), "12345678")
    with pytest.raises(ModelError, match=r"model 12345678 of stones was fitted to other features"):
        KIND.check_features(["colour", "weight"], ("weight", "colour"), "12345678")


def test_other_trees_or_another_network_give_another_version():
    assert version_of(forest(1.0)) == version_of(forest(1.0))
    assert len({version_of(forest(1.0)), version_of(forest(2.0)), version_of(forest(1.0), forest(2.0))}) == 3
    deep = version_of(forest(1.0), network=replace(network(1.0), last=np.full((1, 1, 1), 2, np.float32)))
    assert len({version_of(forest(1.0)), version_of(forest(1.0), network=network(1.0)), deep}) == 3
