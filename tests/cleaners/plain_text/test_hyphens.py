from cleaners.plain_text.hyphens import has_divided_words, joined


def test_divided_words_are_put_together() -> None:
    lines = ["The harbour au-", "thority sold two fer-", "ries on Tuesday."]
    assert has_divided_words([lines])
    assert joined(lines, are_divided=True) == "The harbour authority sold two ferries on Tuesday."


def test_a_compound_keeps_its_hyphen_in_a_text_without_divided_words() -> None:
    lines = ["It was a long-", "term plan."]
    assert not has_divided_words([lines])
    assert joined(lines, are_divided=False) == "It was a long- term plan."


def test_a_hyphen_for_half_a_compound_stays() -> None:
    assert joined(["die Vor-", "und Nachteile"], are_divided=True) == "die Vor- und Nachteile"
    assert joined(["im Raum Schleswig-", "Holstein"], are_divided=True) == "im Raum Schleswig- Holstein"


def test_a_soft_hyphen_at_the_end_of_a_line_always_goes() -> None:
    assert joined(["Hafen\N{SOFT HYPHEN}", "amt"], are_divided=False) == "Hafenamt"
    assert joined(["Hafen\N{NOT SIGN}", "amt"], are_divided=False) == "Hafenamt"


def test_scripts_without_spaces_are_joined_without_one() -> None:
    assert joined(["港务局出售了两艘", "最老的渡轮。"], are_divided=False) == "港务局出售了两艘最老的渡轮。"
    assert joined(["항만청이 배를", "팔았다."], are_divided=False) == "항만청이 배를 팔았다."
