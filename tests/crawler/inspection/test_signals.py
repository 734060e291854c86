from lxml import html

from cleaners.document import Block, Layout
from cleaners.signals import Signals
from crawler.inspection.signals import MAX_VALUE_CHARACTERS, signals_of
from crawler.messages.foreign_text import printable


def test_shares_are_numbers_and_the_rest_is_text() -> None:
    signals = Signals(body=0.25, trafilatura=float("nan"), screen_reader=True, site_pages=(34, 40))
    block = Block("Three small words", layout=Layout(line=7, last_line=8, indent=0, columns=0), signals=signals)
    facts = dict(signals_of(block))
    assert facts["probability of body"] == 0.25
    assert facts["kept by trafilatura"] == "nan"
    assert facts["screen readers only"] == "yes"
    assert facts["pages of this site"] == "34 of 40"
    assert (facts["line"], facts["last line"]) == ("7", "8")
    assert facts["words"] == "3"


def test_the_element_is_named_with_its_ancestors() -> None:
    tree = html.fromstring('<main><div class="story  body"><p class="lead">A line</p></div></main>')
    block = Block("A line", element=tree.find(".//p"))
    assert dict(signals_of(block))["element"] == "main > div.story.body > p.lead"


def test_signals_that_no_stage_has_set_are_not_listed() -> None:
    names = [name for name, _ in signals_of(Block("Three small words"))]
    assert names == ["share in links", "words", "type", "position"]


def test_a_matching_phrase_rule_that_did_not_remove_the_block_is_listed() -> None:
    block = Block("Advertisement")
    block.remove("main_content", "outside_body", "it is outside")
    assert dict(signals_of(block))["phrase pack"] == "en.advertisement"


def test_long_values_are_shortened() -> None:
    tree = html.fromstring(f'<p class="{"x" * 5000}">A line</p>')
    for value in dict(signals_of(Block("A line", element=tree))).values():
        assert len(str(value)) <= MAX_VALUE_CHARACTERS


def test_terminal_commands_are_replaced() -> None:
    assert (
        printable("a\x1b[2Jb\x9bc\0d\ud800e\ttab, naïve, 日本, 🙂")
        == "a\ufffd[2Jb\ufffdc\ufffdd\ufffde\ttab, naïve, 日本, 🙂"
    )
