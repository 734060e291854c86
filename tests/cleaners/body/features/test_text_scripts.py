from cleaners.body.features.page_words import page_words, word_set
from cleaners.body.features.text import field_overlaps
from cleaners.metadata import Metadata


def test_words_of_scripts_with_spaces_are_split_at_spaces():
    assert word_set("«Größe» и мир") == {"grösse", "и", "мир"}
    assert word_set("한국어 뉴스") == {"한국어", "뉴스"}


def test_words_of_scripts_without_spaces_are_pairs_of_characters():
    assert word_set("渡轮码头 reopens") == {"渡轮", "轮码", "码头", "reopens"}


def test_a_paragraph_without_spaces_shares_words_with_its_title():
    title, other = "北岸渡轮码头重新开放", "票价维持不变"
    overlaps = field_overlaps(page_words(["渡轮码头下月开放", other]), Metadata(title=title))["in_title"]
    assert overlaps[0] > 0.5
    assert overlaps[1] == 0.0
