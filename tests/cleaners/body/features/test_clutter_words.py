from pathlib import Path

import pytest

from cleaners.body.features import clutter_words
from cleaners.body.features.clutter_words import ClutterWords, read, rounded, write
from cleaners.body.features.page_words import page_words
from cleaners.learning.model_file import ModelError

MADE_UP = ClutterWords({"subscribe": 4, "reply": 3, "said": -2}, 0.5, 0.25)


def test_a_block_of_unknown_words_has_the_constant_as_its_score():
    scores, known = MADE_UP.columns(page_words(["lighthouse", ""]))
    assert (scores.tolist(), known.tolist()) == ([0.25, 0.25], [0.0, 0.0])


def test_weights_are_summed_and_divided_by_the_root_of_the_known_words():
    scores, known = MADE_UP.columns(page_words(["Subscribe, reply: lighthouse!"]))
    assert scores[0] == pytest.approx(0.25 + 0.5 * 7 / 2**0.5)
    assert known[0] == pytest.approx(2 / 3)


def test_rounding_keeps_proportions_and_leaves_out_small_weights():
    found = rounded({"subscribe": 2.0, "said": -1.0, "boat": 0.01}, 0.5, 0.05)
    assert found.weights == {"subscribe": 127, "said": -64}
    assert found.weights["subscribe"] * found.unit == pytest.approx(2.0)


def test_written_words_read_the_same(tmp_path: Path):
    write(MADE_UP, tmp_path / "words.npz")
    assert read(tmp_path / "words.npz") == MADE_UP


@pytest.mark.parametrize("content", [None, b"no words"])
def test_a_missing_or_broken_file_is_an_error_that_names_it(tmp_path: Path, content: bytes | None):
    path = tmp_path / "words.npz"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ModelError, match=r"words\.npz.*training\.train"):
        read(path)


@pytest.mark.parametrize(
    ("clutter", "article"),
    [
        ("Please subscribe to our newsletter", "The ferry left at noon, the minister said"),
        ("Melden Sie sich an, um Kommentare zu schreiben", "Die Fähre sei am Mittag gefahren, sagte der Minister"),
    ],
)
def test_the_packaged_words_tell_clutter_from_article(clutter: str, article: str):
    scores, _ = clutter_words.load().columns(page_words([clutter, article]))
    assert scores[0] > scores[1]
