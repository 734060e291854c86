from training.audit import audit
from training.pages import BlockLabels

STORY = "The ferry left at noon with forty people on board and came back empty in the evening rain."
DEK = "A crossing that nobody expected any more"
TEASER = "More from the harbour: ten boats worth a visit"
PAGE = BlockLabels("article", (DEK, STORY, "Share", TEASER), "dacc")


def test_a_text_with_all_of_the_article_and_no_clutter_is_spotless():
    assert audit(PAGE, STORY).is_spotless


def test_debatable_blocks_are_not_judged():
    assert audit(PAGE, f"{DEK}\n\n{STORY}").is_spotless


def test_a_kept_clutter_line_is_a_fault_unless_it_is_very_short():
    assert audit(PAGE, f"{STORY}\n\nShare").is_spotless
    assert audit(PAGE, f"{STORY}\n\n{TEASER}").has_clutter


def test_a_clutter_line_that_repeats_the_article_is_not_a_fault():
    page = BlockLabels("article", (STORY, STORY), "ac")
    assert audit(page, STORY).is_spotless


def test_a_lost_paragraph_is_a_fault():
    page = BlockLabels("article", (STORY, "Its captain said that he would sail again on Monday."), "aa")
    found = audit(page, STORY)
    assert not found.is_whole
    assert found.lost_words == 10


def test_scripts_without_spaces_are_compared_by_character():
    page = BlockLabels("article", ("港の船は正午に出た。", "関連記事：十隻の船"), "ac")
    assert audit(page, "港の船は正午に出た。").is_spotless
    assert audit(page, "港の船は正午に出た。\n\n関連記事：十隻の船").has_clutter
