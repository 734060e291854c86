from cleaners.body.features.prior import note_prior, presumed
from cleaners.document import Document
from cleaners.page import Page
from cleaners.stages.decode import decode
from cleaners.stages.html.parse import parse
from cleaners.stages.html.split_html import split_html

STORY = "The last keeper of the northern light took the boat home on Friday after forty years on the rock."
HTML = f"""<html><body><nav><ul><li><a href=/a>News</a><li><a href=/b>Sport</a></ul></nav>
<article><h1>Keeper retires</h1><p>{STORY}</p><h2>A quiet farewell</h2><p>{STORY}</p><p>He waved.</p>
<aside><p>{STORY}</p></aside></article>
<div><div><p>{STORY}</p></div></div><footer><p>All rights reserved by the paper and those who write for it.</p></footer>
</body></html>"""


def noted(html: str) -> tuple[bool, list[float]]:
    document = Document(Page(body=html))
    for stage in (decode, parse, split_html):
        stage(document)
    return note_prior(document), [presumed(block) for block in document.blocks]


def test_the_element_around_most_prose_is_the_presumed_body():
    found, shares = noted(HTML)
    assert found
    assert shares == [0.0, 0.0, 0.6, 1.0, 0.6, 1.0, 0.8, 0.0, 0.0, 0.0]


def test_prose_without_spaces_between_words_counts():
    found, shares = noted(
        "<article><p>" + "灯台守は四十年の勤めを終えて金曜日に船で家に帰った。" * 3 + "</p><p>灯台</p></article>"
    )
    assert found
    assert shares == [1.0, 0.0]


def test_a_page_without_prose_has_no_presumed_body():
    assert noted("<ul><li><a href=/a>News</a><li><a href=/b>Sport</a></ul>") == (False, [0.0, 0.0])


def test_the_share_that_trafilatura_kept_takes_precedence_over_the_prior():
    document = Document(Page(body=HTML))
    for stage in (decode, parse, split_html):
        stage(document)
    note_prior(document)
    document.blocks[3].signals.trafilatura = 0.25
    assert presumed(document.blocks[3]) == 0.25
