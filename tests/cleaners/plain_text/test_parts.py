from collections.abc import Mapping

import numpy as np

from cleaners.learning.forest import Forest
from cleaners.plain_text.parts import GAP, MIN_PART, PART_NAMES, Lines, part_features, parts, without_stray_parts

COLUMNS = ("words", "rule", "familiar", "lead", "clutter", "repeated", "in_core", "prose", "date", "short", "comments")


def lines(body: list[float], **columns: Mapping[int, float]) -> Lines:
    """Return lines of ten words each, with other values of some features by line."""
    names = (*COLUMNS, "from_headline")
    matrix = np.zeros((len(body), len(names)), np.float32)
    matrix[:, 0] = 10.0
    for name, values in columns.items():
        for index, value in values.items():
            matrix[index, names.index(name)] = value
    return Lines(names, matrix, np.array(body))


def forest(column: str, threshold: float, below: float, above: float) -> Forest:
    """Return one tree that compares one feature of a part."""
    return Forest(
        roots=np.array([0], np.int32),
        column=np.array([PART_NAMES.index(column), 0, 0], np.int16),
        threshold=np.array([threshold, 0, 0], np.float32),
        left=np.array([1, 1, 2], np.int32),
        right=np.array([2, 1, 2], np.int32),
        value=np.array([0, below, above], np.float32),
        depth=1,
    )


ARTICLE_AND_COMMENT = [0.9, 0.9, 0.9, *[0.1] * (GAP + 1), 0.8, 0.3, 0.8]


def test_lines_that_many_unlikely_lines_separate_are_in_two_parts() -> None:
    assert [part.tolist() for part in parts(lines(ARTICLE_AND_COMMENT))] == [[0, 1, 2], [12, 14]]


def test_a_few_unlikely_lines_do_not_end_a_part() -> None:
    assert len(parts(lines([0.9, *[0.1] * (GAP - 1), 0.9]))) == 1


def test_a_line_of_a_rule_is_in_no_part() -> None:
    assert [part.tolist() for part in parts(lines([0.9, 0.9], rule={1: 1.0}))] == [[0]]


def test_a_page_without_likely_lines_has_no_part() -> None:
    assert parts(lines([0.1, 0.2])) == []


def test_features_say_on_which_side_of_the_largest_part_a_part_is_and_what_is_between() -> None:
    page = lines(ARTICLE_AND_COMMENT, comments={5: 1.0}, date={6: 1.0, 13: 1.0})
    rows = [dict(zip(PART_NAMES, row, strict=True)) for row in part_features(page, parts(page)).tolist()]
    assert [row["side"] for row in rows] == [0.0, 1.0]
    assert np.allclose([row["comments_between"] for row in rows], [0.0, np.log1p(1)])
    assert np.allclose([row["distance"] for row in rows], [0.0, np.log1p(GAP + 1)])
    assert np.allclose([row["share_of_words"] for row in rows], [0.6, 0.4])
    assert np.allclose([row["share_date"] for row in rows], [0.0, 1 / 3])


def test_all_lines_of_a_stray_part_become_unlikely_and_the_others_stay() -> None:
    page = lines(ARTICLE_AND_COMMENT, comments={5: 1.0})
    body = without_stray_parts(page, forest("comments_between", 0.1, below=3.0, above=-3.0))
    assert body.tolist() == [*ARTICLE_AND_COMMENT[:-3], 0.0, 0.0, 0.0]


def test_a_page_keeps_its_lines_where_no_part_is_likely_to_be_article() -> None:
    page = lines(ARTICLE_AND_COMMENT)
    assert without_stray_parts(page, forest("words", 1e9, below=-3.0, above=-3.0)).tolist() == ARTICLE_AND_COMMENT


def test_a_page_of_one_part_is_not_judged() -> None:
    page = lines([0.9, 0.9])
    assert without_stray_parts(page, forest("words", 1e9, below=-3.0, above=-3.0)).tolist() == [0.9, 0.9]


def test_a_part_at_the_limit_is_kept() -> None:
    at_limit = float(np.log(MIN_PART / (1 - MIN_PART))) + 1e-3
    page = lines(ARTICLE_AND_COMMENT)
    assert without_stray_parts(page, forest("words", 1e9, at_limit, at_limit)).tolist() == ARTICLE_AND_COMMENT
