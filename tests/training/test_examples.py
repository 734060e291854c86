import numpy as np

from cleaners.body.features.clutter_words import ClutterWords
from training.examples import without_words

NAMES = ("log_words", "clutter", "clutter_known", "clutter_-1")


def test_a_page_without_known_words_has_the_constant_everywhere_but_beyond_its_ends():
    page = np.array([[2.0, 0.7, 0.5, -1.0], [3.0, -0.4, 1.0, 0.7]], np.float32)
    blind = without_words(page, NAMES, ClutterWords({}, 1.0, 2.5))
    assert blind.tolist() == [[2.0, 2.5, 0.0, -1.0], [3.0, 2.5, 0.0, 2.5]]
    assert page[0, 1] == np.float32(0.7)
