import numpy as np
import pytest

from cleaners.body.features.matrix import features


@pytest.fixture
def measured(page) -> dict[str, dict[str, float]]:
    """Return the features of each block by its first word."""
    measured = features(page)
    names, matrix = list(measured.names), measured.matrix
    assert matrix.shape == (len(page.blocks), len(names))
    return {
        block.text.split()[0]: dict(zip(names, row, strict=True))
        for block, row in zip(page.blocks, matrix.tolist(), strict=True)
    }


def test_places_and_types_of_blocks_are_features(measured):
    page = measured
    assert page["News"]["in_nav"] == page["News"]["type_list_item"] == page["News"]["link_share"] == 1
    assert page["Read"]["in_aside"] == page["Read"]["in_article"] == 1
    assert page["A"]["type_heading"] == 1
    assert page["A"]["level"] == 2


def test_a_heading_with_the_words_of_the_title_overlaps_it(measured):
    page = measured
    assert page["Lighthouse"]["in_title"] == page["Lighthouse"]["of_title"] == 1
    assert page["He"]["in_title"] == 0
    assert page["Lighthouse"]["title_far"] == 0 < page["After"]["title_far"] < page["The"]["title_far"]


def test_shares_of_a_container_do_not_count_the_block_itself(measured):
    page = measured
    assert 0.5 < page["A"]["container1_kept"] < 1.0
    assert page["After"]["container1_kept"] < 1.0
    assert page["All"]["container0_kept"] == -1.0


def test_lines_that_a_phrase_pack_rule_matches_are_marked(measured):
    page = measured
    assert page["Read"]["rule_related"] == page["Read"]["rule"] == 1
    assert page["He"]["rule"] == 0


def test_repeated_lines_are_counted_and_all_but_the_first_marked(make_page):
    made = make_page("<p>Same line here</p><p>Another one</p><p>Same line here</p>")
    measured = features(made)
    names, matrix = list(measured.names), measured.matrix
    again, repeated = matrix[:, names.index("again")], matrix[:, names.index("repeated")]
    assert again.tolist() == [0, 0, 1]
    assert (repeated > 0).tolist() == [True, False, True]


def test_neighbours_beyond_the_page_have_features_of_minus_one(measured):
    page = measured
    assert page["News"]["log_words_-1"] == page["All"]["log_words_+1"] == -1


@pytest.mark.parametrize("html", ["<p>one", "<p>one<p>two", "<div>" * 900 + "deep", "<table><tr><td>a<td>b</table>"])
def test_odd_pages_have_finite_features(make_page, html: str):
    assert np.isfinite(features(make_page(html)).matrix).all()


def test_names_are_unique_and_the_same_on_every_page(make_page):
    first, second = features(make_page()).names, features(make_page("<p>one")).names
    assert first == second
    assert len(set(first)) == len(first)
