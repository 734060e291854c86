"""A dek that is printed twice, and pull quotes: the text has each sentence once."""

import pytest

from cleaners.body.repeats import mark_copies_in_text, mark_second_copies
from cleaners.document import Document
from cleaners.page import Page
from cleaners.removal import Removal
from cleaners.stages.html.parse import parse
from cleaners.stages.html.split_html import split_html
from tests.cleaners.groups.pages import STORIES, STORY, paragraphs

QUOTE = "for thirty of them he lived in the tower with his family"


def split(html: str) -> Document:
    document = Document(Page(body=html), html=f"<html><body><article>{html}</article></body></html>")
    parse(document)
    split_html(document)
    return document


def marked(html: str, *removed: str) -> Document:
    document = split(html)
    for block in document.blocks:
        if block.text.startswith(removed or ("\0",)):
            block.signals.body = 0.2
            block.removal = Removal("main_content", "outside_body", "a model removed it")
    mark_copies_in_text(document, "main_content")
    return document


def kept(html: str, *removed: str) -> list[str]:
    return [block.text for block in marked(html, *removed).kept()]


@pytest.mark.parametrize("markup", ["<h2>{}</h2>", "<div class='excerpt'>{}</div>", "<p><em>{}</em></p>"])
@pytest.mark.parametrize("language", STORIES)
def test_a_dek_that_is_printed_twice_is_kept_once(markup: str, language: str) -> None:
    dek, *story = STORIES[language]
    picture = "<figcaption>The tower in spring.</figcaption>"
    assert kept(markup.format(dek) + picture + paragraphs(dek, *story)) == [dek, "The tower in spring.", *story]


SPEECH = [f"{text} {text} And the boats still need it, say those who sail past the tower at night." for text in STORY]
COPIES = [
    [SPEECH[0], f"— {SPEECH[1]}", SPEECH[2]],
    [f"„{SPEECH[0]}“", *SPEECH[1:]],
]


@pytest.mark.parametrize("copy", COPIES)
def test_a_second_copy_of_the_body_goes_whatever_the_signs_around_its_words(copy: list[str]) -> None:
    document = split(paragraphs(*SPEECH) + f"<div class='print'>{paragraphs(*copy)}</div>")
    mark_second_copies(document, "main_content")
    assert [block.text for block in document.kept()] == SPEECH


def test_a_copy_of_the_text_is_found_around_blocks_that_are_known_copies() -> None:
    document = split(paragraphs(*SPEECH) + f"<div class='print'>{paragraphs(*SPEECH)}</div>")
    document.blocks[3].remove("main_content", "second_copy", "it is hidden")
    mark_second_copies(document, "main_content")
    assert [block.text for block in document.kept()] == SPEECH


def test_the_text_stays_below_a_known_copy_of_it() -> None:
    document = split(f"<div class='print'>{paragraphs(*SPEECH)}</div>" + paragraphs(*SPEECH))
    for block in document.blocks[:3]:
        block.remove("main_content", "second_copy", "it is hidden")
    mark_second_copies(document, "main_content")
    assert [block.text for block in document.kept()] == SPEECH


def test_short_lines_and_lines_far_below_may_repeat() -> None:
    refrain = "<p>The light goes round and round and round.</p>"
    assert len(kept(refrain + paragraphs(*STORY) + "<p>A lamp.</p>" + refrain)) == 6
    assert kept("<p>And then?</p>" * 2 + paragraphs(*STORY)) == ["And then?"] * 2 + [*STORY]


BOXES = [
    f"<aside class='c-pq'><p>{QUOTE}</p></aside>",
    "<div role='doc-pullquote'>“For thirty of them, he lived in the tower with his family”</div>",
    f"<figure><blockquote><p>{QUOTE}</p><cite>Olle Brandt</cite></blockquote></figure>",
    f"<aside><q>{QUOTE}</q> <span>Olle Brandt, keeper</span></aside>",
    f"<div class='css-1'><p class='css-2'>{QUOTE}</p><p class='css-3'>— Olle Brandt</p></div>",
    f"<h3>{QUOTE}</h3>",
    f"<div class='element-quote'><div><span>“</span><p>{QUOTE}</p><span>Olle Brandt</span></div></div>",
    f"<div><blockquote>{QUOTE}</blockquote><div><img src='/a.jpg'></div><p><b>Olle Brandt</b>, keeper</p></div>",
]


@pytest.mark.parametrize("box", BOXES)
def test_a_pull_quote_goes_with_its_speaker(box: str) -> None:
    assert kept(paragraphs(*STORY[:2]) + box + paragraphs(STORY[2])) == [*STORY]
    assert kept(paragraphs(STORY[0]) + box + paragraphs(*STORY[1:])) == [*STORY]


@pytest.mark.parametrize("line", ["<p>And he said so again</p>", "<h4>The years on land</h4>"])
def test_a_line_above_a_pull_quote_and_a_heading_below_it_stay(line: str) -> None:
    box = f"<blockquote>{QUOTE}</blockquote>"
    around = f"<div>{box}{line}</div>" if line.startswith("<h") else f"<div>{line}{box}</div>"
    assert len(kept(paragraphs(*STORY[:2]) + around + paragraphs(STORY[2]))) == len(STORY) + 1


def test_a_pull_quote_in_chinese_goes() -> None:
    story = STORIES["zh"]
    assert kept(f"{paragraphs(*story)}<blockquote>其中三十年他和家人住在塔里</blockquote>{paragraphs(STORY[0])}") == [
        *story,
        STORY[0],
    ]


def test_a_pull_quote_that_a_model_removed_is_not_rescued_later() -> None:
    document = marked(paragraphs(*STORY[:2]) + f"<h3>{QUOTE}</h3>" + paragraphs(STORY[2]), QUOTE)
    assert [block.removal.rule for block in document.blocks if block.removal] == ["second_copy"]


@pytest.mark.parametrize(
    "text",
    [
        "<blockquote><p>Nobody else has lived in the tower with his family</p></blockquote>",
        "<blockquote><p>in the tower</p></blockquote>",
        "<h3>He lived in the tower with his family</h3>",
        f"<p>{QUOTE}</p>",
        f"<blockquote><p>{QUOTE}</p><p><a href='https://posts.example/1'>Olle Brandt, 3 May</a></p></blockquote>",
        f"<ul><li>{QUOTE}</li></ul>",
    ],
)
def test_other_quotes_headings_and_items_stay(text: str) -> None:
    html = paragraphs(*STORY[:2]) + text + paragraphs(STORY[2])
    assert len(kept(html)) == len(marked("").blocks) + len(marked(html).blocks)


SECTIONS = {
    "en": ("for thirty of them he lived in the tower with his family", "What the county plans now"),
    "de": ("dreißig davon wohnte er mit seiner Familie im Turm, vierzig Winter lang", "Was der Landkreis nun vorhat"),
}


@pytest.mark.parametrize("language", SECTIONS)
def test_a_heading_that_quotes_the_text_stays_where_other_sections_have_headings_of_its_form(language: str) -> None:
    quote, heading = SECTIONS[language]
    text = (STORY[0], f"It was Olle Brandt who kept the light, and {quote}, as everybody here knows.", STORY[2])
    page = "{}<h3>{}</h3>{}<h3{}>{}</h3>{}"
    alike = kept(page.format(f"<p>{text[0]}</p>", quote, f"<p>{text[1]}</p>", "", heading, f"<p>{text[2]}</p>"))
    assert alike == [text[0], quote, text[1], heading, text[2]]
    short = kept(page.format(f"<p>{text[0]}</p>", quote, f"<p>{text[1]}</p>", "", "Olle Brandt", f"<p>{text[2]}</p>"))
    assert short == [text[0], quote, text[1], "Olle Brandt", text[2]]
    other = (f"<p>{text[0]}</p>", quote, f"<p>{text[1]}</p>", " class='section'", heading, f"<p>{text[2]}</p>")
    assert kept(page.format(*other)) == [text[0], text[1], heading, text[2]]


def test_a_page_with_only_items_kept_has_no_pull_quotes() -> None:
    document = marked(f"<ul><li>{STORY[0]}</li></ul><p>{QUOTE}</p><ul><li>{STORY[1]}</li></ul>", QUOTE)
    assert [block.text for block in document.kept()] == [*STORY[:2]]


@pytest.mark.parametrize("name", ["c-pullquote", "m-quote big", "article__zitat", "bloc-citation"])
def test_a_short_pull_quote_goes_from_an_element_that_is_named_as_one(name: str) -> None:
    quote = "<div class='{}'><p>in the tower with his family</p><p>Olle Brandt</p></div>"
    assert kept(paragraphs(*STORY[:2]) + quote.format(name) + paragraphs(STORY[2])) == [*STORY]
    assert len(kept(paragraphs(*STORY[:2]) + quote.format("quoted-text") + paragraphs(STORY[2]))) == 5
