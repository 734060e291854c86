"""Snippets show the part of a text with the most words of the query."""

from crawler.stores.search.query import parse, terms
from crawler.stores.search.snippets import SNIPPET_CHARACTERS, Snippet, snippet


def shown(text: str, query: str) -> Snippet:
    return snippet(text, list(terms(parse(query))))


FILLER = "The council met again and nobody could say for how long it would sit. " * 12


def test_a_short_text_is_shown_whole() -> None:
    assert shown("A strike at the port.", "strike").parts() == [
        ("A ", False),
        ("strike", True),
        (" at the port.", False),
    ]


def test_the_place_with_the_most_words_is_chosen() -> None:
    found = shown(f"A strike. {FILLER}The strike closed the port.\n\n{FILLER}", "strike port")
    assert [part for part, is_word in found.parts() if is_word] == ["strike", "port"]
    assert found.text.startswith("… ")
    assert found.text.endswith(" …")
    assert "\n" not in found.text
    assert len(found.text) < SNIPPET_CHARACTERS + 20


def test_words_are_marked_as_they_are_written() -> None:
    assert ("Müllers", True) in shown("Die Müllers streiken.", "mull*").parts()
    assert ("general strike", True) in shown("A general strike.", '"general strike"').parts()
    assert ("东京都", True) not in shown("他在北京都好。", "北京").parts()
    assert ("北京", True) in shown("他在北京都好。", "北京").parts()
    assert ("กรุงเทพ", True) in shown("เขาอยู่กรุงเทพมานาน", "กรุงเทพ").parts()


def test_a_word_that_is_excluded_is_not_marked() -> None:
    assert [part for part, is_word in shown("A port, a bridge.", "port -bridge").parts() if is_word] == ["port"]


def test_a_text_without_the_words_is_shown_from_its_beginning() -> None:
    found = shown(FILLER, "title:strike")
    assert found.marks == ()
    assert found.text.startswith("The council met")


def test_a_text_without_spaces_is_cut() -> None:
    found = shown("海" * 500 + "北京" + "海" * 500, "北京")
    assert ("北京", True) in found.parts()
    assert len(found.text) < SNIPPET_CHARACTERS + 20
