from cleaners.body.alignment import matched_shares
from cleaners.text.words import tokens


def matched(blocks: list[str], text: str) -> tuple[list[float], float]:
    return matched_shares(list(map(tokens, blocks)), tokens(text))


def shares(blocks: list[str], text: str) -> list[float]:
    return [round(share, 2) for share in matched(blocks, text)[0]]


def test_whole_blocks_are_found_and_others_are_not():
    assert shares(["one two three four", "five six seven"], "one two three four") == [1, 0]


def test_a_part_of_a_block_counts_by_its_words():
    assert shares(["a b c d e f g h"], "e f g h") == [0.5]


def test_a_short_block_is_found_by_its_neighbours():
    assert shares(["the first line", "Costs", "the second line"], "the first line\nCosts\nthe second line") == [1, 1, 1]


def test_a_teaser_that_quotes_the_body_is_not_the_body():
    body = "the council voted on Thursday to close the bridge for two years"
    found = shares(["the council voted on Thursday to …", "unrelated menu words", body], body)
    assert found == [0, 0, 1]


def test_only_one_of_two_equal_copies_is_matched():
    lines = ["alpha beta gamma delta", "epsilon zeta eta theta"]
    assert shares(lines * 2, "\n".join(lines)) == [0, 0, 1, 1]


def test_scripts_without_spaces_are_compared_by_character():
    assert shares(["市議会は橋の建設を承認した", "関連記事"], "市議会は橋の建設を承認した") == [1, 0]


def test_the_share_of_the_text_in_the_blocks_is_returned():
    assert matched(["a b c d"], "a b c d w x y z")[1] == 0.5
    assert matched([], "") == ([], 0.0)


def test_a_text_of_one_repeated_word_is_aligned():
    assert len(matched(["spam " * 100_000], "spam " * 100_000)[0]) == 1
