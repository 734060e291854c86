from lxml.html import document_fromstring

from cleaners.markup.streamed import show_streamed_parts
from tests.support.blocks import texts

WAITS = '<!--$?--><template id="B:{0}"></template>{1}<!--/$-->'


def streamed(number: str, content: str, tag: str = "div") -> str:
    return f'<{tag} hidden id="S:{number}">{content}</{tag}><script>$RC("B:{number}","S:{number}")</script>'


def test_a_streamed_part_stands_in_its_place():
    page = f"<main><p>one</p>{WAITS.format(0, '')}<p>three</p></main><footer>end</footer>"
    assert texts(page + streamed("0", "<p>two</p>")) == ["one", "two", "three", "end"]


def test_a_streamed_part_replaces_its_stand_in():
    inner = "<!--$--><p>Loading the text</p><!--/$--><p>Please wait</p>"
    page = f"<p>one</p>{WAITS.format(0, 'Wait' + inner)}<p>three</p>"
    assert texts(page + streamed("0", "two")) == ["one", "two", "three"]


def test_parts_of_parts_are_moved_in_any_order():
    outer = f'<p>two</p>{WAITS.format("b", "<p>Wait</p>")}<template id="P:c"></template>'
    page = f"<p>one</p>{WAITS.format('a', '')}<p>five</p>"
    parts = [streamed("b", "<p>three</p>"), streamed("c", "<p>four</p>"), streamed("a", outer)]
    for order in (parts, parts[::-1]):
        assert texts(page + "".join(order)) == ["one", "two", "three", "four", "five"]


def test_rows_of_a_table_are_moved_too():
    page = f"<table><tbody><tr><td>1<td>2</tr>{WAITS.format(0, '')}</tbody></table>"
    part = '<table hidden><tbody id="S:0"><tr><td>3<td>4</tr></tbody></table>'
    assert texts(page + part) == ["1 | 2", "3 | 4"]


def test_a_place_whose_part_is_missing_keeps_its_stand_in():
    assert texts(f"<p>one</p>{WAITS.format(0, '<p>stays</p>')}" + streamed("1", "")) == ["one", "stays"]


def test_without_comments_the_part_comes_before_what_stands_there():
    page = '<div><template id="B:0"></template><p>Wait</p></div><p>three</p>'
    assert texts(page + streamed("0", "<p>two</p>")) == ["two", "Wait", "three"]


def test_a_part_around_its_own_place_stays():
    assert texts('<p>a</p><div id="S:0"><p>b</p><template id="B:0"></template></div>') == ["a", "b"]


def test_many_places_are_filled_in_time():
    places = "".join(f'<template id="B:{n}"></template>' for n in range(9_000))
    parts = "".join(f'<div hidden id="S:{n}"><p>x</p></div>' for n in range(9_000))
    tree = document_fromstring(f"<html><body>{places}{parts}</body></html>")
    show_streamed_parts(tree)
    assert not tree.xpath("//div")
