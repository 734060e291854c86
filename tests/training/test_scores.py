import pytest

from training.scores import mean_f1, page_score, snippet_f1, snippet_hits

GOLD = "one two three four five six"


def test_the_same_words_are_right_whatever_stands_between_them():
    score = page_score(GOLD, "one two, three -- four\n\nfive six!")
    assert (score.f1, score.exact) == (1.0, True)


def test_half_of_the_text_has_half_of_the_recall():
    score = page_score("a b c d e f g h", "a b c d")
    assert score.precision == 1.0
    assert score.recall == pytest.approx(0.2)
    assert not score.exact


def test_an_empty_text_is_wrong_unless_the_gold_is_empty_too():
    assert page_score(GOLD, "").f1 == 0.0
    assert page_score("", "").f1 == 1.0


def test_the_score_of_a_set_takes_means_before_their_harmonic_mean():
    assert mean_f1([page_score(GOLD, GOLD), page_score(GOLD, "")]) == pytest.approx(2 / 3)


def test_lines_are_found_across_white_space():
    assert snippet_hits(["one two", "nine"], ["three"], "one\n two three") == (1, 1, 1)
    assert snippet_f1([(1, 1, 1), (2, 0, 0)]) == 0.75
