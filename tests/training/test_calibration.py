import random

from cleaners.body.quality import score
from training.calibration import curve, fit_score, held_out_scores


def pages(count: int = 400) -> tuple[list[tuple[float, ...]], list[bool]]:
    """Pages with two signs: the first says how probable it is that the page is right, the second says nothing."""
    rng = random.Random(3)
    signs = [(rng.random(), rng.random()) for _ in range(count)]
    return signs, [rng.random() < sign for sign, _ in signs]


def test_the_sign_that_tells_pages_apart_has_the_weight():
    signs, right = pages()
    telling, silent, _ = fit_score(signs, right)
    assert telling > 3 * abs(silent)


def test_the_mean_score_is_the_share_of_pages_that_are_right():
    signs, right = pages()
    weights = fit_score(signs, right)
    scores = [score(sign, weights) for sign in signs]
    assert abs(sum(scores) / len(scores) - sum(right) / len(right)) < 0.02


def test_held_out_scores_come_from_the_other_folds():
    signs, right = pages(60)
    folds = [n % 3 for n in range(60)]
    flipped = [not one if fold == 0 else one for one, fold in zip(right, folds, strict=True)]
    before, after = (held_out_scores(signs, values, folds) for values in (right, flipped))
    assert before[0] == after[0]
    assert before[1] != after[1]


def test_the_curve_counts_each_page_once():
    rows = curve([0.1, 0.92, 0.93, 1.0], [False, True, False, True])
    assert [(low, count, share) for low, _, count, share in rows] == [(0.0, 1, 0.0), (0.9, 2, 0.5), (0.95, 1, 1.0)]
