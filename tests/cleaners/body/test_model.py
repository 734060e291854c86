from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from cleaners.body import model as body_model
from cleaners.body.features.matrix import features
from cleaners.body.quality import SIGN_NAMES
from cleaners.learning.model_file import ModelError

MAX_BYTES = 200_000


def test_the_packaged_models_are_small_and_fit_the_features():
    assert all(file.stat().st_size < MAX_BYTES for file in (body_model.FILE, body_model.PAGE_ONLY_FILE))
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
