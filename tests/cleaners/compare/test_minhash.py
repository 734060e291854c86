from hypothesis import given
from hypothesis import strategies as st

from cleaners.compare.minhash import BANDS, bands, fingerprint, is_same_story
from tests.support.invented_stories import pairs, story, text


def test_case_width_and_punctuation_do_not_change_a_fingerprint() -> None:
    original = text(story(1))
    assert fingerprint(original.upper().replace(",", " –")) == fingerprint(original)


def test_the_bands_of_a_text_never_change() -> None:
    # Stores keep them: with another hash function, no stored story would be found again.
    keys = bands(" ".join(f"word{number}" for number in range(100)))
    assert len(keys) == BANDS
    assert list(keys[:2]) == [1093130726738423787, 3232583869463964022]


def test_texts_of_the_same_form_with_other_figures_are_different_stories() -> None:
    same_form = [pair for pair in pairs() if pair.kind.endswith("same form")]
    assert same_form
    assert not any(is_same_story(fingerprint(pair.first), fingerprint(pair.second)) for pair in same_form)


REPORT = (
    "The polls in {town} have closed, and the count goes on through the night. The town hall of {town} gives its first "
    "figures before midnight, the clerk said. Voters in {town} chose a council and a mayor, and the lists of those who "
    "stood are on our pages for the county. No complaints had reached the board when the doors were shut."
)


def is_same_report(first_town: str, second_town: str) -> bool:
    first, second = (fingerprint(REPORT.format(town=town)) for town in (first_town, second_town))
    return is_same_story(first, second)


def test_texts_of_the_same_form_about_two_towns_are_different_stories() -> None:
    assert not is_same_report("Brekke", "Skellen")


def test_another_spelling_of_a_name_is_the_same_story() -> None:
    assert is_same_report("Kyiv", "Kiev")


def test_scripts_without_spaces_are_compared_by_characters() -> None:
    original = "".join(story(3, "zh"))
    assert len(fingerprint(original).shingles) > 500
    assert is_same_story(fingerprint(original), fingerprint("编者按。" + original[:-100]))


@given(st.text(max_size=300), st.text(max_size=300))
def test_the_order_of_two_texts_does_not_matter(first_text: str, second_text: str) -> None:
    first, second = fingerprint(first_text), fingerprint(second_text)
    assert is_same_story(first, second) == is_same_story(second, first)
    assert all(0 <= key < 2**63 for key in bands(first_text))
