import pytest

from cleaners.islands.members import is_of_other_texts


@pytest.mark.parametrize(
    "name",
    ["comments", "relatedPosts", "related_content", "longBio", "authorBio", "moreFromSport", "most_read", "textTracks",
     "privacyPolicy", "cookieConsent", "nextArticle", "header", "newsletterText", "contributors"],
)  # fmt: skip
def test_other_texts_are_recognised_by_any_word_of_the_name(name):
    assert is_of_other_texts(name)


@pytest.mark.parametrize(
    "name",
    ["body", "content", "editorBlocks", "rawContent", "articleBody", "headerBlocks", "content_elements", "storyText",
     "furthermore", "termination", "text", "", "9", "x" * 1_000],
)  # fmt: skip
def test_names_of_the_story_s_text_are_not_taken_for_others(name):
    assert not is_of_other_texts(name)
