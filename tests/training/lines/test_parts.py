import numpy as np
import pytest

from cleaners.plain_text.parts import GAP, PART_NAMES, Lines
from training.lines.labels import LineLabels
from training.lines.pages import LinePage
from training.lines.parts import PartRows, fit_parts, part_rows
from training.pages import FOLDS, Sample

NAMES = (
    "words", "rule", "familiar", "lead", "clutter", "repeated", "in_core", "prose", "date", "short", "comments",
    "from_headline",
)  # fmt: skip
BODY = [0.9, 0.9, *[0.1] * (GAP + 1), 0.9, 0.9]  # two parts of two lines


def page(values: list[int], text: str = "a page", known: float = 1.0) -> tuple[LinePage, Lines]:
    """Return a page of lines of eight words, and its lines as the forest of the body judges them."""
    matrix = np.zeros((len(values), len(NAMES)), np.float32)
    matrix[:, 0] = 8.0
    labels = LineLabels("a" * len(values), np.array(values), np.full(len(values), known))
    sample = Sample("a-set", "1.html", "https://westmere-post.example/1", "", None, (), ())
    made = LinePage(sample, "inscriptis", text, [""] * len(values), [*NAMES], matrix, labels, [], np.zeros(0, np.int64))
    return made, Lines(NAMES, matrix, np.array(BODY))


ARTICLE_THEN_CLUTTER = [1, 1, *[0] * (GAP + 1), 0, 0]


def test_each_part_has_the_label_of_most_of_its_words() -> None:
    rows = part_rows(*page(ARTICLE_THEN_CLUTTER))
    assert rows is not None
    assert rows.values.tolist() == [1, 0]
    assert rows.weights.tolist() == pytest.approx([8**0.5, 8**0.5])  # the root of 16 words, shared by two parts
    assert rows.matrix.shape == (2, len(PART_NAMES))


def test_excerpts_and_pages_without_labels_are_not_used() -> None:
    assert part_rows(*page(ARTICLE_THEN_CLUTTER, text="")) is None
    assert part_rows(*page(ARTICLE_THEN_CLUTTER, known=0.0)) is None


@pytest.mark.usefixtures("lightgbm")
def test_a_forest_does_not_learn_from_its_own_fold() -> None:
    right = PartRows(0, np.tile(np.array([[0.0], [1.0]], np.float32), (40, 1)), np.tile([0, 1], 40), np.ones(80))
    wrong = PartRows(1, right.matrix, 1 - right.values, 9 * right.weights)
    first = fit_parts([right, wrong], fold=1).probabilities(np.array([[0.0], [1.0]], np.float32))
    both = fit_parts([right, wrong], fold=FOLDS).probabilities(np.array([[0.0], [1.0]], np.float32))
    assert first[0] < first[1]
    assert both[0] > both[1]
