from hypothesis import given
from hypothesis import strategies as st

from benchmarks.invented_stories import pairs, story, text
from cleaners.compare.minhash import BANDS, bands, fingerprint, is_same_story


def test_case_width_and_punctuation_make_no_difference() -> None:
    told = text(story(1))
    assert fingerprint(told.upper().replace(",", " –")) == fingerprint(told)


def test_the_bands_of_a_text_stay_the_same_for_good() -> None:
    # They are kept in stores: another hash function would lose every story that is there.
    found = bands(" ".join(f"word{number}" for number in range(100)))
    assert len(found) == BANDS
    assert list(found[:2]) == [1093130726738423787, 3232583869463964022]


def test_a_form_with_other_figures_is_another_story() -> None:
    made = [pair for pair in pairs() if pair.kind.endswith("same form")]
    assert made
    assert not any(is_same_story(fingerprint(pair.first), fingerprint(pair.second)) for pair in made)


REPORT = (
    "The polls in {town} have closed, and the count goes on through the night. The town hall of {town} gives its first "
    "figures before midnight, the clerk said. Voters in {town} chose a council and a mayor, and the lists of those who "
    "stood are on our pages for the county. No complaints had reached the board when the doors were shut."
)


def is_same_report(one: str, other: str) -> bool:
    return is_same_story(fingerprint(REPORT.format(town=one)), fingerprint(REPORT.format(town=other)))


def test_a_form_about_another_town_is_another_story() -> None:
    assert not is_same_report("Brekke", "Skellen")


def test_another_spelling_of_a_name_is_the_same_story() -> None:
    assert is_same_report("Kyiv", "Kiev")


def test_scripts_without_spaces_are_compared_by_characters() -> None:
    told = "".join(story(3, "zh"))
    assert len(fingerprint(told).shingles) > 500
    assert is_same_story(fingerprint(told), fingerprint("编者按。" + told[:-100]))


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_two_texts_are_judged_alike_in_either_order(one: str, other: str) -> None:
    first, second = fingerprint(one), fingerprint(other)
    assert is_same_story(first, second) == is_same_story(second, first)
    assert all(0 <= key < 2**63 for key in bands(one))
