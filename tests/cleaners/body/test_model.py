from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from cleaners.body import model as body_model
from cleaners.body.features.matrix import features
from cleaners.body.quality import SIGN_NAMES
from cleaners.learning.forest import Forest
from cleaners.learning.model_file import ModelError

MAX_BYTES = 400_000


def test_the_packaged_models_are_small_and_fit_the_features():
    assert all(len(file.read_bytes()) < MAX_BYTES for file in (body_model.FILE, body_model.PAGE_ONLY_FILE))
    models = body_model.load()
    for model in (models.page_only, models.body):
        assert 0.3 <= model.threshold <= 0.7
        assert model.first.column.max() < len(model.names)
        assert model.second.column.max() < len(model.second_names)
    assert len(models.body.quality) == len(SIGN_NAMES) + 1


@pytest.mark.parametrize("name", ["page_only", "body"])
def test_running_text_is_likelier_body_than_menu_and_footer(name: str, page):
    model = getattr(body_model.load(), name)
    probabilities_by_word = dict(
        zip((block.text.split()[0] for block in page.blocks), model.probabilities(page), strict=True)
    )
    assert min(probabilities_by_word[word] for word in ("After", "He", "The")) > 0.5
    assert max(probabilities_by_word[word] for word in ("News", "Sport", "All")) < 0.5


def constant(log_odds: float) -> Forest:
    """Return a forest that gives every block the same log-odds."""
    leaf = np.zeros(1, np.int32)
    return Forest(leaf, np.zeros(1, np.int16), np.zeros(1, np.float32), leaf, leaf, np.array([log_odds], np.float32), 0)


def test_the_second_pass_judges_only_blocks_that_the_first_does_not_rule_out(page):
    model = replace(body_model.load().body, second=constant(2.0), reference=constant(2.0))
    ruled_out = replace(model, first=constant(-6.0)).probabilities(page)
    assert (ruled_out < body_model.MIN_FIRST).all()
    assert replace(model, first=constant(-2.0)).probabilities(page) == pytest.approx(
        [0.8808] * len(page.blocks), abs=1e-4
    )


def test_a_block_that_reference_texts_never_have_is_not_body(page):
    model = replace(body_model.load().body, first=constant(1.0), second=constant(2.0))
    seldom, sometimes = (replace(model, reference=constant(odds)).probabilities(page) for odds in (-3.0, -1.0))
    assert (seldom < 0.05).all()
    assert (sometimes > 0.8).all()


def test_a_model_is_the_same_after_writing_and_reading(tmp_path: Path, page):
    path = tmp_path / "model.npz"
    body_model.write(body_model.load().body, path)
    again = body_model.read(path)
    assert again.names == body_model.load().body.names
    assert np.array_equal(again.probabilities(page), body_model.load().body.probabilities(page))


def test_a_model_of_other_features_is_an_error_that_names_the_command(page):
    other = replace(body_model.load().body, names=("something_else",))
    assert features(page).names != ("something_else",)
    with pytest.raises(ModelError, match=r"training\.train"):
        other.probabilities(page)


@pytest.mark.parametrize("content", [None, b"no model"])
def test_a_missing_or_broken_file_is_an_error_that_names_it(tmp_path: Path, content: bytes | None):
    path = tmp_path / "model.npz"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ModelError, match=r"model\.npz"):
        body_model.read(path)
