import pytest
from lxml.html import document_fromstring

from cleaners.markup.element_index import ElementIndex
from cleaners.markup.inline_marks import remove_marks


def text(html: str) -> str:
    tree = document_fromstring(f"<html><body>{html}</body></html>")
    remove_marks(ElementIndex(tree))
    return " ".join(tree.text_content().split())


NOTE = "<ol><li id='n1'>Letter of 1911. <a href='#r1'>↩</a></li></ol>"
REFERENCES = [
    "<sup id='r1'><a href='#n1'>1</a></sup>",
    "<sup><a href='javascript:void(0)'>[2]</a></sup>",
    "<a id='r1' href='#n1'><sup>1</sup></a>",
    "<a id='r1' href='#n1'>1</a>",
    "<a name='r1' href='#n1'>[1]</a>",
    "<a role='doc-noteref' href='#n1'>*</a>",
    "<sup><a href='https://kustposten.example/lamp#n1'>a</a></sup>",
]


@pytest.mark.parametrize("reference", REFERENCES)
def test_a_reference_to_a_note_goes_and_its_note_stays(reference: str) -> None:
    assert text(f"<p>The lamp was bought in Paris{reference} by the county.</p>{NOTE}") == (
        "The lamp was bought in Paris by the county.Letter of 1911."
    )


def test_a_number_that_leads_back_from_a_note_goes() -> None:
    page = "<p>He wrote<a name='r1' href='#n1'>[1]</a> often.</p><p><a name='n1' href='#r1'>[1]</a> Letter of 1911.</p>"
    assert text(page) == "He wrote often. Letter of 1911."
    raised = "<p>He wrote<sup><a id='r1' href='#n1'>1</a></sup> often.</p>"
    assert (
        text(f"{raised}<p id='n1'><b><a href='#r1'>1</a></b> Letter of 1911.</p>") == "He wrote often. Letter of 1911."
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "<p>The lamp weighs 4 m<sup>3</sup> of brass.</p>",
        "<p>See chapter <a href='#n1'>1</a> for more.</p>",
        "<p>As shown in <a href='#n1'>[1]</a>, it works.</p>",
        "<p>Pages: <a href='/a?p=2#top'>2</a></p>",
        "<ol><li id='a'><a href='#a'>(a)</a> the keeper</li></ol>",
        "<h2><a href='#n1'>Terms of the sale</a></h2>",
        "<h2 id='x'>1. <a href='#x'>Terms of the sale</a></h2>",
        "<h3><button aria-expanded='false'>Why was it sold?</button></h3>",
        "<h2>Terms <a href='/sale#n1'>of the sale</a></h2>",
        "<h2>Terms <a href='#n1'>of the</a> sale</h2>",
        "<p>The <button>ice class</button> rules apply.</p>",
        "<p>Press <button>1</button> to hear more.</p>",
        "<p>The year<a href='/1911'>1911</a>.</p>",
    ],
)
def test_other_numbers_and_signs_stay(sentence: str) -> None:
    assert text(f"{sentence}<p id='n1'>Note</p>") == text_without_rules(f"{sentence}<p id='n1'>Note</p>")


def text_without_rules(html: str) -> str:
    return " ".join(document_fromstring(f"<html><body>{html}</body></html>").text_content().split())


def link(hint: str, words: str = "the report") -> str:
    return f"<p>He read <a target='_blank' href='https://county.example/'>{words}{hint}</a> twice.</p>"


@pytest.mark.parametrize(
    "hint",
    [
        "<span> (opens in a new tab)</span>", "<span>（新窗口打开）</span>", "<small> [nouvelle fenêtre]</small>",
        "<span class='Hint_x1'>opens in a new window</span>",
    ],
)  # fmt: skip
def test_a_hint_that_a_link_opens_a_window_goes(hint: str) -> None:
    assert text(link(hint)) == "He read the report twice."


def test_the_last_words_of_several_links_go() -> None:
    hint = " <span>se abre aparte</span>"
    assert text(link(hint) + link(hint, "the letter")) == "He read the report twice.He read the letter twice."


@pytest.mark.parametrize(
    "part",
    [
        " <em>(extended)</em>", "<span>s</span>", " <span>of 1911</span>", " <span>(1911)</span>", " <b>(in full)</b>",
        "<span> (in full)</span> today",
    ],
)  # fmt: skip
def test_other_last_words_of_a_link_stay(part: str) -> None:
    assert text(link(part)) == text_without_rules(link(part))


def test_hints_of_links_without_a_text_around_them_stay() -> None:
    card = "<div><a target='_blank' href='/a'>Lamp for sale <span>(advert)</span></a></div>"
    assert text(card) == "Lamp for sale (advert)"


def test_a_note_that_opens_at_a_mark_goes() -> None:
    mark = "<label for='m1' class='mark'></label><input type='checkbox' id='m1'>"
    assert text(f"<p>He kept the light{mark}<span>Until 2019.</span> for years.</p>") == "He kept the light for years."
    choice = "<p>Choose: <label for='m2'>Lamp</label><input type='checkbox' id='m2'><span>of brass</span></p>"
    assert text(choice) == "Choose: Lampof brass"


@pytest.mark.parametrize("name", ["material-icons", "material-symbols-outlined md-18"])
def test_the_name_of_an_icon_goes(name: str) -> None:
    assert text(f"<p>The plans<i class='{name}'>open_in_new</i> are safe.</p>") == "The plans are safe."


@pytest.mark.parametrize("part", ["<i class='material-icons'>Two words</i>", "<i class='material'>brass</i>"])
def test_other_words_stay(part: str) -> None:
    assert text(f"<p>It is of {part}.</p>") == text_without_rules(f"<p>It is of {part}.</p>")


def test_a_number_in_brackets_outside_its_link_stays() -> None:
    page = (
        "<p>He wrote [<a id='r1' href='#n1'>1</a>] often.</p><p id='n1'>Letter. <a href='#r1'>Back to the text</a></p>"
    )
    assert text(page) == text_without_rules(page)


@pytest.mark.parametrize(
    "tool",
    [
        "<button>Copy link</button>", " <a href='#terms'>Lien permanent</a>", "<a class='anchor' href='#terms'>#</a>",
        " <a href='#n1'>1</a>",
    ],
)  # fmt: skip
def test_a_tool_at_the_end_of_a_heading_goes(tool: str) -> None:
    assert text(f"<h3 id='terms'>Terms of the sale{tool}</h3>") == "Terms of the sale"


@pytest.mark.parametrize("form", ["<button rel='footnote'>1</button>", "<span><button><span>1</span></button></span>"])
def test_a_button_with_the_number_of_a_note_goes(form: str) -> None:
    assert text(f"<p>The roads were full{form}, they say.</p>") == "The roads were full, they say."
