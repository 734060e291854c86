from collections import Counter

from cleaners.learning.vocabulary import Vocabulary, most_used

LINES = [{"the", "harbour", "opens"}, {"the", "harbour", "closes"}, {"the", "ferry"}]


def test_words_used_equally_often_are_taken_in_the_order_of_code_points():
    assert most_used(Counter({"b": 2, "a": 2, "c": 2, "d": 5}), 3) == {"d", "a", "b"}
    assert most_used(Counter({"a": 1}), 3) == {"a"}
    assert most_used(Counter(), 3) == set()


def test_a_line_outside_the_body_is_familiar_by_the_rarer_words_that_it_shares():
    assert Vocabulary(LINES, 1).familiarity({"the", "ferry", "sinks"}, is_inside=False) == 0.5


def test_a_line_of_the_body_does_not_count_for_itself():
    words = Vocabulary(LINES, 1)
    assert [words.familiarity(line, is_inside=True) for line in LINES] == [0.5, 0.5, 0.0]


def test_function_words_are_the_most_used():
    assert Vocabulary(LINES, 1).function_share({"the", "ferry", "sinks", "fast"}) == 0.25


def test_a_page_without_body_and_a_line_without_words_raise_no_error():
    assert Vocabulary([], 5).familiarity({"word"}, is_inside=False) == 0.0
    assert Vocabulary(LINES, 1).familiarity(set(), is_inside=True) == 0.0
    assert Vocabulary(LINES, 1).function_share(set()) == 0.0
