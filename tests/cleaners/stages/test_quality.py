from __future__ import annotations

from cleaners.document import Block, Document
from cleaners.metadata import Author, Metadata
from cleaners.page import Page
from cleaners.signals import Signals
from cleaners.stages.quality import quality

PARAGRAPH = "The ferry company said on Monday that the new boat would enter service before the holidays begin. " * 3


def document(paragraphs: int = 8, metadata: Metadata | None = None) -> Document:
    blocks = [Block(PARAGRAPH, position=n, signals=Signals(trafilatura=1.0)) for n in range(paragraphs)]
    return Document(Page(body=""), blocks=blocks, metadata=metadata or full())


def full() -> Metadata:
    return Metadata(title="New ferry", authors=[Author("Ida Holm")], date_published="2026-03-02", language="en")


def judged(made: Document) -> Document:
    quality(made)
    return made


def test_a_long_article_with_all_its_fields_has_the_full_score_and_no_flags() -> None:
    made = judged(document())
    assert (made.score, made.flags) == (1.0, [])


def test_missing_fields_are_flagged_and_lower_the_score() -> None:
    made = judged(document(metadata=Metadata(language="en")))
    assert made.flags == ["no_title", "no_date", "no_author"]
    assert made.score < 0.7


def test_a_text_of_few_words_is_flagged_as_short() -> None:
    made = judged(document(1))
    assert made.flags == ["short"]
    assert 0 < made.score < 1


def test_a_page_without_text_has_a_score_of_zero() -> None:
    made = judged(document(0))
    assert made.score == 0.0
    assert "short" in made.flags


def test_a_paywalled_teaser_is_flagged() -> None:
    metadata = full()
    metadata.is_accessible_for_free = False
    assert judged(document(metadata=metadata)).flags == ["paywalled"]


def test_flags_of_earlier_stages_stay_and_lower_the_score() -> None:
    made = document()
    made.flags = ["trafilatura_failed"]
    quality(made)
    assert made.flags == ["trafilatura_failed"]
    assert made.score < 0.7


def test_cuts_inside_the_body_lower_the_score_but_those_around_it_do_not() -> None:
    inside, around = document(20), document(20)
    for position in (3, 7, 11):
        inside.blocks[position].remove("clutter", "advertisement", "an advertisement")
    for position in (0, 1, 19):
        around.blocks[position].remove("main_content", "outside_body", "outside the body")
    assert judged(around).score == 1.0
    assert judged(inside).score < 1.0


def test_a_dropped_page_has_a_low_score() -> None:
    made = document()
    made.dropped = "section"
    quality(made)
    assert made.score < 0.4


def test_all_scores_are_between_0_and_1() -> None:
    for paragraphs in (0, 1, 50):
        assert 0.0 <= judged(document(paragraphs, Metadata())).score <= 1.0
