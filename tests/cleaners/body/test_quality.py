import math

import pytest

from cleaners.body.model import load
from cleaners.body.quality import SIGN_NAMES, is_decided, score, signs
from cleaners.document import Block, Document
from cleaners.page import Page
from cleaners.signals import Signals

LINE = "a line of eight words stands right here"


def document(*probabilities: float) -> Document:
    blocks = [Block(LINE, position=n, signals=Signals(body=c, trafilatura=1.0)) for n, c in enumerate(probabilities)]
    for block in blocks:
        if block.signals.body < 0.5:
            block.remove("main_content", "outside_body", "outside")
    return Document(Page(body=""), blocks=blocks)


def named(made: Document) -> dict[str, float]:
    return dict(zip(SIGN_NAMES, signs(made), strict=True))


def test_the_expected_f1_is_high_for_sure_blocks_and_low_for_doubtful_ones():
    sure, doubtful = named(document(1.0, 1.0, 0.0)), named(document(0.6, 0.6, 0.4))
    assert sure["expected_f1"] == 1.0
    assert sure["unsure_share"] == 0.0
    assert doubtful["expected_f1"] < 0.75
    assert doubtful["unsure_share"] == 1.0


def test_each_doubtful_block_may_be_a_fault_unless_it_is_short():
    one, two = named(document(0.6, 1.0)), named(document(0.6, 0.6, 1.0))
    assert one["expected_faults"] == pytest.approx(math.log1p(0.4))
    assert two["expected_faults"] == pytest.approx(math.log1p(0.8))
    short = document(0.6, 1.0)
    short.blocks[0].text = "Ends here"
    assert named(short)["expected_faults"] == 0.0


def test_text_that_was_removed_in_doubt_counts_as_one_fault_at_most():
    assert named(document(1.0, 0.4))["expected_faults"] == pytest.approx(math.log1p(1.0))
    assert named(document(1.0, 0.0))["expected_faults"] == 0.0


def test_a_text_without_expected_faults_or_seams_has_the_greatest_signs():
    faultless, doubtful = named(document(1.0)), named(document(0.5))
    assert faultless["faultless"] == faultless["unbroken"] == 1.0
    assert 0.0 < doubtful["faultless"] < 1.0


def test_disagreement_with_trafilatura_is_a_sign():
    assert named(document(1.0, 1.0))["agreement"] == 1.0
    assert named(document(1.0, 0.0))["agreement"] == pytest.approx(2 / 3)


def test_a_page_without_text_has_signs_too():
    assert named(document(0.0))["expected_f1"] == 0.0
    assert len(signs(Document(Page(body="")))) == len(SIGN_NAMES)


def test_only_pages_that_the_model_judged_are_decided():
    assert is_decided(document(1.0))
    assert not is_decided(Document(Page(body=""), blocks=[Block(LINE)]))


def test_weights_of_other_signs_are_refused():
    with pytest.raises(ValueError, match="zip"):
        score([0.0, 1.0], [3.0, 0.0])


def test_the_model_of_the_package_has_a_weight_per_sign():
    assert len(load().body.quality) == len(SIGN_NAMES) + 1


def test_the_score_is_a_probability_even_for_extreme_signs():
    assert score([0.0], [3.0, 0.0]) == 0.5
    assert 0.0 < score([-1e9], [3.0, 0.0]) < 1e-9
    assert 0.999 < score([1e9], [3.0, 0.0]) <= 1.0
