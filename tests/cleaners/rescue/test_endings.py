"""The last paragraphs of a story are kept if they continue it, and lines about the site below it are not."""

import lxml.html
import pytest

from cleaners.body.blocks import split_tree
from cleaners.document import Block
from cleaners.removal import OUTSIDE_BODY, Rule
from cleaners.rescue.endings import rescue_ending

PAGE = "https://harbour.example/news/ferry"
ENDINGS = {
    "en": "The harbour master expects the second ferry by the end of May.",
    "de": "Über die Fahrpreise entscheidet der Gemeinderat erst im Dezember.",
    "el": "Το δεύτερο πλοίο αναμένεται στο λιμάνι στα τέλη Μαΐου.",
    "ru": "Второй паром ожидают в порту не раньше конца мая.",
    "zh": "第二艘渡轮预计五月底抵达港口。",
    "ar": "من المتوقع أن تصل العبارة الثانية إلى الميناء في نهاية مايو.",
    "hi": "दूसरी नौका के मई के अंत तक बंदरगाह पहुँचने की उम्मीद है।",
}
SPEECH = {
    "en": "“We waited for three days and nobody told us why,” she said.",
    "fr": "« Nous avons attendu trois jours sans rien savoir », dit-elle.",
    "pl": "„Czekaliśmy trzy dni i nikt nam nic nie powiedział”, mówi pasażerka.",
    "ja": "「三日待っても、だれも理由を教えてくれなかった。」",
}


def rescued(markup: str, *, kept: int = 1, probability: float = 0.2, rule: Rule = OUTSIDE_BODY) -> list[str]:
    """Return the rescued texts of a page whose first `kept` blocks are body and whose others a rule removed."""
    blocks = split_tree(lxml.html.document_fromstring(f"<body>{markup}</body>"))
    for position, block in enumerate(blocks):
        block.position, block.signals.body = position, 0.99
        if position >= kept:
            _remove(block, probability, rule)
    return [block.text for block in rescue_ending(blocks, PAGE)]


def _remove(block: Block, probability: float, rule: Rule) -> None:
    block.signals.body = probability
    block.remove("main_content", rule, "a test removed it")


def story(*endings: str) -> str:
    return "<div><p>The ferry came at noon.</p>" + "".join(f"<p>{ending}</p>" for ending in endings) + "</div>"


@pytest.mark.parametrize("ending", ENDINGS.values(), ids=ENDINGS)
def test_a_sentence_beside_the_last_kept_paragraph_is_put_back(ending):
    assert rescued(story(ending)) == [ending]


@pytest.mark.parametrize("sign", ["【村井健】", " (ada)", "（本報記者）", " [mk/PAP]"])
def test_a_sentence_may_be_signed_in_brackets(sign: str) -> None:
    assert rescued(f"<p>The ferry sails.</p><p>{ENDINGS['en']}{sign}</p>") == [ENDINGS["en"] + sign]


@pytest.mark.parametrize("line", SPEECH.values(), ids=SPEECH)
def test_speech_is_put_back_with_a_lower_probability(line):
    assert rescued(story(line), probability=0.06) == [line]


def test_paragraphs_of_line_breaks_are_put_back():
    text = f"<div>The ferry came at noon.<br><br>{ENDINGS['en']}<br><br>{ENDINGS['de']}</div>"
    assert rescued(text) == [ENDINGS["en"], ENDINGS["de"]]


def test_a_list_may_be_above_the_last_paragraph():
    text = f"<div><p>The terms are these:</p><ul><li>two boats</li><li>one winter</li></ul><p>{ENDINGS['en']}</p></div>"
    assert rescued(text, kept=3) == [ENDINGS["en"]]
    assert rescued(text.replace("</ul><p>", "</ul></div><div><p>"), kept=3) == []


def test_at_most_three_paragraphs_are_put_back():
    assert rescued(story(*[ENDINGS["en"]] * 5)) == [ENDINGS["en"]] * 3


@pytest.mark.parametrize(
    "markup",
    [
        story("Copyright © 2026 Harbour Courier"),  # no sentence
        story("Read on."),
        story('More ferries are listed <a href="/ferries">in our timetable for the summer</a>.'),
        f"<div><p>The ferry came at noon.</p></div><div><p>{ENDINGS['en']}</p></div>",
        f"<div><p>The ferry came at noon.</p><div>{ENDINGS['en']}</div></div>",
        f"<div><p>The ferry came at noon.</p><h3>Menu</h3><p>{ENDINGS['en']}</p></div>",
        f'<div><p>The ferry came at noon.</p><p style="display:none">{ENDINGS["en"]}</p></div>',
    ],
    ids=["no-sentence", "short", "link", "other-container", "other-tag", "behind-other-matter", "hidden"],
)
def test_lines_without_a_sentence_or_in_other_places_stay_removed(markup):
    assert rescued(markup) == []


ELSEWHERE = {
    "en": 'Tickets are on sale at <a href="https://boats.example/tickets">boats.example</a>.',
    "de": 'Zur Unterschriftenliste geht es <a href="https://petition.example/4711">hier entlang</a>.',
    "cs": 'Rozhovor vyšel nejdříve v časopise <a href="https://more.example/12">Moře a břehy</a>.',
}


@pytest.mark.parametrize("language", ELSEWHERE)
def test_a_last_sentence_may_lead_to_one_or_two_pages_of_other_sites(language: str) -> None:
    assert len(rescued(story(ELSEWHERE[language]))) == 1
    own = ELSEWHERE[language].replace("https://", "https://www.harbour.example/")
    assert rescued(story(own)) == []


def test_a_last_sentence_with_links_to_several_networks_stays_removed() -> None:
    links = ", ".join(f'<a href="https://{name}.example/harbour">{name}</a>' for name in ("chirp", "faces", "clips"))
    assert rescued(story(f"The Courier is also on {links}.")) == []


@pytest.mark.parametrize(
    "line",
    [
        "Ich freue mich über jeden Gast <a href='https://www.instagram.com/ferry_olle/'>auf Instagram</a>.",
        "<a href='https://boats.example/which-ferry'>Which kind of ferry is right for you?</a>",
    ],
    ids=["account", "headline"],
)
def test_a_last_line_that_leads_to_an_account_or_is_a_linked_question_stays_removed(line: str) -> None:
    assert rescued(story(line)) == []


def test_the_story_may_be_in_an_item_of_a_list():
    assert rescued(f"<ul><li><p>The ferry came at noon.</p><p>{ENDINGS['de']}</p></li></ul>") == [ENDINGS["de"]]
    assert rescued(f"<ul><li><p>The ferry came at noon.</p></li><li><p>{ENDINGS['de']}</p></li></ul>") == []


def test_a_sentence_that_the_models_rule_out_stays_removed():
    assert rescued(story(ENDINGS["en"]), probability=0.12) == []
    assert rescued(story(SPEECH["en"]), probability=0.03) == []


def test_a_sentence_that_a_rule_removed_stays_removed():
    assert rescued(story(ENDINGS["en"]), rule="byline") == []


def test_a_page_without_kept_text_stays_empty():
    assert rescued(story(ENDINGS["en"]), kept=0) == []


BOXES = {
    "en": "<div class='nl'><h3>The Morning Tide</h3><p>Every day at six in your inbox.</p><p>OK</p></div>",
    "ko": "<div><h3>아침 소식</h3><p>매일 아침 주요 뉴스를 이메일로 받아보세요.</p></div>",
    "uk": "<aside><h3>Ранковий лист</h3><p>Головні новини щоранку на вашу пошту.</p></aside>",
}


@pytest.mark.parametrize("language", BOXES)
def test_the_last_paragraph_below_a_removed_box_is_put_back(language):
    ending = ENDINGS["en"]
    assert rescued(story(ending).replace(f"<p>{ending}", f"{BOXES[language]}<p>{ending}")) == [ending]


def test_a_paragraph_far_below_or_in_the_box_is_not_put_back():
    box = BOXES["en"] * 5
    assert rescued(story(ENDINGS["en"]).replace(f"<p>{ENDINGS['en']}", f"{box}<p>{ENDINGS['en']}")) == []
    assert rescued(story() + f"<aside><p>{ENDINGS['de']}</p></aside>") == []


@pytest.mark.parametrize("ending", ENDINGS.values(), ids=ENDINGS)
@pytest.mark.parametrize(
    "markup",
    [
        "<div><div>The ferry came at noon.</div><br>{}<br><br></div>",
        "<div><p>The ferry came at noon.</p><div><span>Ferry (FRY)</span> <span>12.34</span></div><p>{}</p></div>",
    ],
    ids=["text without a tag", "box of another tag"],
)
def test_a_last_sentence_is_put_back_beside_other_markup(markup, ending):
    assert rescued(markup.format(ending)) == [ending]


@pytest.mark.parametrize(
    "box", ["<div class='note'>{}</div>", "<footer><p>{}</p></footer>", "<aside><p>{}</p></aside>"]
)
def test_a_note_in_a_box_of_its_own_is_put_back_unless_the_models_rule_it_out(box: str) -> None:
    markup = f"<div><p>The ferry came at noon.</p><p>It left at one.</p>{box.format(ENDINGS['en'])}</div>"
    assert rescued(markup, kept=2, probability=0.3) == [ENDINGS["en"]]
    assert rescued(markup, kept=2, probability=0.2) == []


@pytest.mark.parametrize("note", ["<p><em>{}</em></p>", "<div><small>{}</small></div>"])
@pytest.mark.parametrize("ending", ENDINGS.values(), ids=ENDINGS)
def test_a_note_below_text_without_a_tag_of_its_own_is_put_back(ending, note):
    text = "<div>The ferry was late.<br><br>The ferry came at noon.<br><br>{}</div>"
    assert rescued(text.format(note.format(ending)), kept=2, probability=0.3) == [ending]
    wrapped = "<div>The ferry was late.<br><br><span><font>The ferry came at noon.<br><br>{}</font></span></div>"
    assert rescued(wrapped.format(note.format(ending)), kept=2, probability=0.3) == [ending]


def test_a_note_beside_the_wrappers_of_the_last_paragraph_is_put_back():
    paragraph = "<div><div><p>The ferry came at noon.</p></div></div>"
    note = f"<div><small>{ENDINGS['en']}</small></div>"
    assert rescued(f"<div>{paragraph}{note}</div>", probability=0.3) == [ENDINGS["en"]]
    assert rescued(f"<div>{paragraph}{note}</div>", probability=0.2) == []
    assert rescued(f"<div><div>{paragraph}<p>On time.</p></div>{note}</div>", probability=0.3) == []


def test_a_line_to_another_story_may_be_above_the_last_paragraph():
    line = "Read also: <a href='/news/bridge'>How the old bridge was saved</a>"
    assert rescued(story(line, ENDINGS["el"]), probability=0.4) == [ENDINGS["el"]]
    assert rescued(story(line, ENDINGS["el"]), probability=0.2) == []
    assert rescued(story(line, line, ENDINGS["el"]), probability=0.4) == []


@pytest.mark.parametrize("names", [("part a", "part b", "part c"), ("text", "text", "text")])
def test_a_sentence_alone_in_the_last_of_several_like_containers_is_put_back(names: tuple[str, ...]) -> None:
    part = "<div class='{}'>{}</div><div class='ad'></div>"
    texts = ["<p>The ferry sails.</p><p>It sails at noon.</p>", "<p>It is old.</p><p>It is slow.</p>"]
    above = "".join(part.format(name, text) for name, text in zip(names, texts, strict=False))
    ending = ENDINGS["en"]
    assert rescued(above + part.format(names[2], f"<p>{ending}</p>"), kept=4) == [ending]
    assert rescued(above + part.format("note", f"<p>{ending}</p>"), kept=4) == []
    assert rescued(part.format(names[0], texts[0]) + part.format(names[2], f"<p>{ending}</p>"), kept=2) == []
