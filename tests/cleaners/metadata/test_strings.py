import pytest
from lxml.html import fragment_fromstring

from cleaners.metadata.strings import element_text, heading_text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("Hafen<wbr>meisterin tritt zurück", "Hafenmeisterin tritt zurück"),
        ("CO<sub>2</sub> and H<sub>2</sub>O", "CO2 and H2O"),
        ("An un<em>believ</em>able night", "An unbelievable night"),
        ("The mayor<span>s</span> meet", "The mayors meet"),
        ("東京<b>都</b>知事", "東京都知事"),
        ("Мэр<i>ы</i> двух островов", "Мэры двух островов"),
        ("Po&shy;li&shy;tik", "Politik"),
        ("Politics<span>The bridge opens</span>", "Politics The bridge opens"),
        ("<span>Ada Berg</span><span>reporter</span>", "Ada Berg reporter"),
        ("By<a>Ada Berg</a>", "By Ada Berg"),
        ("Updated<span>5 March</span>", "Updated 5 March"),
        ("one<br>two", "one two"),
        ("The market:<br>the hall waits", "The market: the hall waits"),
        ("<p>one</p>two", "one two"),
    ],
)
def test_markup_within_a_word_does_not_split_it(markup: str, text: str) -> None:
    assert element_text(fragment_fromstring(markup, create_parent="div")) == text


def test_a_long_text_is_cut() -> None:
    assert element_text(fragment_fromstring("<b>abcdef</b>ghi", create_parent="div"), 4) == "abcd"


@pytest.mark.parametrize(
    "markup",
    ["<ruby>離島<rt>りとう</rt></ruby>への船", "<ruby>離島<rp>(</rp><rt>りとう</rt><rp>)</rp></ruby>への船",
     "<ruby><rb>離</rb><rb>島</rb><rt>り</rt><rt>とう</rt></ruby>への船",
     "<ruby>離<rt><b>り</b></rt>島<rt>とう</rt></ruby>への船"],
)  # fmt: skip
def test_readings_are_left_out(markup: str) -> None:
    assert element_text(fragment_fromstring(markup, create_parent="div")) == "離島への船"


@pytest.mark.parametrize(
    "markup",
    [
        "<span class='sr-only'>Article: </span>The bridge opens",
        "The bridge opens <a href='#top'>¶</a>",
        "The bridge <span hidden>never </span>opens",
        "The <span style='display:none'>old</span> bridge opens",
    ],
)
def test_a_heading_has_the_text_that_it_shows(markup: str) -> None:
    assert heading_text(fragment_fromstring(markup, create_parent="h1")) == "The bridge opens"


def test_a_hidden_sign_still_parts_kicker_and_headline() -> None:
    markup = "<span>New roads</span><span class='sr-only'>: </span><span>The bridge opens</span>"
    assert heading_text(fragment_fromstring(markup, create_parent="h1")) == "New roads: The bridge opens"
