from __future__ import annotations

from typing import cast

from justext import core
from lxml.html import document_fromstring
from trafilatura import external

from cleaners.body import trafilatura
from cleaners.body.justext import StopWords, speed_up
from cleaners.document import Block

SHORT = "<html><body><div><p>The ferry is late.</p></div></body></html>"
PAGE = """<html><body><nav><a href='/'>Home</a> <a href='/x'>More news of\tthe day</a></nav><select>
<option>of the</option></select>
<div>The ferry is late.<br> <br>It\u00a0\u00a0was in the harbour\r\n at noon, and <b>none</b> of the people
knew what to do about it for the rest of the day.</div><p><br></p><h2>\u00a9 The</h2><br>The end of  it </body>"""
PARAGRAPHS = [
    ("HomeMore news of the day", "bad", 24, 4),
    ("of the", "bad", 0, 0),
    ("The ferry is late.", "short", 0, 0),
    (
        "It was in the harbour\nat noon, and none of the people\nknew what to do about it for the rest of the day.",
        "good",
        0,
        1,
    ),
    ("© The", "bad", 0, 0),
    ("The end of it", "short", 0, 1),
]


def paragraphs() -> list[tuple[str, str, int, int]]:
    """Return the text and the class of each paragraph, its characters in links and its tags."""
    found = core.ParagraphMaker.make_paragraphs(document_fromstring(PAGE))
    core.classify_paragraphs(found, ("The", "of", "was"), 20, 60, 0.1, 0.2, 0.25, True)
    return [(each.text, each.cf_class, each.chars_count_in_links, each.tags_count) for each in found]


def test_the_faster_justext_finds_the_same_paragraphs() -> None:
    for _ in range(2):
        assert paragraphs() == PARAGRAPHS
        speed_up()


def test_the_fallbacks_use_the_same_stop_words_in_lower_case_for_all_pages() -> None:
    original = sorted(map(str.lower, external.jt_stoplist_init()))
    for _ in range(2):
        trafilatura.extract(document_fromstring(SHORT), [Block("The ferry is late.")])
        assert core.define_stoplist(external.JT_STOPLIST) is external.JT_STOPLIST
    stop_words = cast(StopWords, external.JT_STOPLIST)
    assert all(map(stop_words.has, original))
    assert not any(map(stop_words.has, ["ferrylate", "The", "", *(f"{word}-" for word in original[::1000])]))


def test_other_lists_of_stop_words_are_put_into_lower_case_as_before() -> None:
    speed_up()
    assert core.define_stoplist(("The", "of")) == {"the", "of"}
