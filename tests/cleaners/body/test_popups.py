import pytest

from tests.support.blocks import texts


@pytest.mark.parametrize(
    "html",
    [
        "<p>It meets the <span>ice class<span role=tooltip>A rating of ships.</span></span> of the north.</p>",
        "<p>It meets the <a aria-describedby=t1>ice class</a><span id=t1>A rating of ships.</span> of the north.</p>",
        '<p>It meets the <span class="glossary"><a>ice class</a><span class="glossary__card"><b>Ice class</b> '
        "A rating of ships.</span></span> of the north.</p>",
        '<div>It meets the <a>ice class</a><div class="tooltip-content">A rating of ships.</div> of the north.</div>',
        "<p>It meets the <button popovertarget=i1>ice class</button><b popover id=i1>A rating.</b> of the north.</p>",
        "<div>It meets the <span>ice class<div role=dialog>A rating of ships.</div></span> of the north.</div>",
        "<p>It meets the <dfn>ice class<span class=infobulle__texte hidden>A rating.</span></dfn> of the north.</p>",
    ],
)
def test_the_word_stays_and_its_popup_goes(html):
    assert texts(html) == ["It meets the ice class of the north."]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>See <a href='#n'>the note</a> <span id=n>below the map</span>.</p>", "See the note below the map."),
        (
            "<p>He <button aria-controls=m>more</button> <span id=m>stayed at home</span>.</p>",
            "He more stayed at home.",
        ),
        ("<p>The <span class=definition>dock</span> is dry.</p>", "The dock is dry."),
        ("<p>The <span class=tooltip>dock</span> is dry.</p>", "The dock is dry."),
    ],
)
def test_words_of_the_sentence_stay(html, text):
    assert texts(html) == [text]


def test_a_tooltip_outside_a_text_is_a_block():
    assert texts("<p>One.</p><div role=tooltip>Two.</div>") == ["One.", "Two."]
