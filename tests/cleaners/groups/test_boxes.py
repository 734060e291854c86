"""Forms for a mail address, portraits of the author, and hidden paragraphs beside a story."""

import pytest

from cleaners.document import Document
from cleaners.metadata import Author
from cleaners.page import Page
from cleaners.stages.groups import groups
from cleaners.stages.parse import parse
from cleaners.stages.split_html import split_html
from tests.cleaners.groups import pages
from tests.cleaners.groups.pages import STORY, TITLE, paragraphs

AUTHOR = "Ada Lind"
FIELD = "<input type='email'><button>OK</button>"


def kept(inside: str, after: str = "", site_name: str = "Coast Post") -> list[str]:
    article = f"<article><h1>{TITLE}</h1><p>By {AUTHOR}</p>{paragraphs(*STORY)}{inside}{after}</article>"
    html = f"<html><body><main>{article}</main></body></html>"
    document = Document(Page(body=html, url="https://kustposten.example/news/lighthouse"), html=html)
    document.metadata.title, document.metadata.site_name = TITLE, site_name
    document.metadata.authors = [Author(AUTHOR)]
    parse(document)
    split_html(document)
    groups(document)
    return [block.text for block in document.kept()][2:]


@pytest.mark.parametrize(
    "box",
    [
        f"<div><h4>The Morning Tide</h4><p>Our free letter, every day before six.</p><form>{FIELD}</form></div>",
        f"<section><h3>Der Hafen am Morgen</h3><p>Was wichtig wird.</p><div>{FIELD}</div><p>Datenschutz</p></section>",
        "<form><p>La carta de la mañana, cada día.</p><input name='mail'></form>",
        "<div><div>毎朝、港のニュースをお届けします。</div><input type='text' placeholder='name@mail.example'></div>",
    ],
)
def test_a_box_with_a_field_for_a_mail_address_goes(box: str) -> None:
    assert kept(box, paragraphs(*STORY)) == [*STORY, *STORY]


def test_a_form_around_the_story_leaves_it() -> None:
    assert kept("", f"<form>{paragraphs(*STORY * 3)}{FIELD}</form>")[:-1] == [*STORY, *STORY * 3]


def test_a_search_form_takes_nothing_with_it() -> None:
    box = "<div><p>The archive of the lighthouse has four hundred letters.</p><input type='text' name='q'></div>"
    assert kept(box) == [*STORY, "The archive of the lighthouse has four hundred letters."]


@pytest.mark.parametrize(
    "portrait",
    [
        f"<div><h4>{AUTHOR}</h4><p>Ada writes about harbours and has two goats.</p></div>",
        f"<div><div>{AUTHOR}</div><div>Schreibt seit 2012 über Häfen und Inseln an der Küste.</div></div>",
        f"<p><em>{AUTHOR} is a reporter who covers harbours.</em></p>",
        f"<p>{AUTHOR} est journaliste au Courrier de la côte.</p>",
        f"<p>{AUTHOR} has written for the Post since 2015.</p>",
        f"<p>{AUTHOR} ist Hafenredakteurin und lebt am Meer.</p>",
        "<p>The writer is a professor of harbours at the university of the coast.</p>",
        "<p><em>Die Autorin ist Lehrerin und lebt am Meer.</em></p>",
        "<p>L’auteure est professeure à l’université de la côte.</p>",
        "<p>Автор — преподаватель истории флота.</p>",
    ],
)
def test_a_portrait_of_the_author_at_the_end_goes(portrait: str) -> None:
    assert kept(portrait) == list(STORY)


@pytest.mark.parametrize(
    "text",
    [
        "<p>Olle Brandt is a former reporter who took the post in 1984.</p>",
        f"<p>“{AUTHOR} is a reporter who asks too much,” he said.</p>",
        f"<p>{AUTHOR} went up the tower with him one last time.</p>",
        "<p>The reporter Ada Lind asked him to stay, and he laughed.</p>",
        "<p>The author of the letters is unknown to this day.</p>",
        "<p>Der Autor der Briefe ist bis heute unbekannt.</p>",
        "<p>“The author is a liar,” he said.</p>",
    ],
)
def test_the_last_paragraph_of_the_story_stays(text: str) -> None:
    assert len(kept(text)) == len(STORY) + 1


@pytest.mark.parametrize(
    "line",
    [
        "<p>Eva Malá píše o venkově od roku 2014. Kontakt: mala@breh.example</p>",
        "<p>Gino Riva racconta i paesi della valle. Scrivigli: griva@riva.example</p>",
        "<p>eva.lund@kusten.example</p><p>Texten får inte kopieras.</p>",
    ],
)
def test_a_line_at_the_end_with_the_name_and_mail_address_of_its_writer_goes(line: str) -> None:
    assert not any("@" in text for text in kept(line))


@pytest.mark.parametrize(
    "line",
    [
        "<p>Anyone who saw the boat should write to harbour@police.example</p>",
        "<p>Karten gibt es unter turm@museum.example oder an der Kasse.</p>",
        "<p>„Lund antwortet nie“, sagt sie über lund@kusten.example.</p>",
    ],
)
def test_the_address_of_an_office_stays(line: str) -> None:
    assert "@" in kept(line)[-1]


@pytest.mark.parametrize(
    "below",
    ["Sign up for our free newsletter!", "Lesen Sie auch: Abschied vom Turm", "Suivez-nous sur Facebook et Instagram."],
)
def test_a_portrait_above_lines_of_clutter_goes(below: str) -> None:
    assert kept(f"<p>{AUTHOR} has written for the Post since 2015.</p>", f"<p>{below}</p>") == [*STORY, below]


def test_a_portrait_with_story_after_it_stays() -> None:
    assert len(kept(f"<p>{AUTHOR} is a reporter who covers harbours.</p>", paragraphs(*STORY))) == 2 * len(STORY) + 1


def test_an_interview_keeps_the_name_of_the_asker() -> None:
    rows = "".join(
        f"<div><b>{name}</b><p>{text}</p></div>"
        for name, text in [(AUTHOR, "Do you miss it?"), ("Olle Brandt", "Every night."), (AUTHOR, "And now?")] * 2
    )
    assert kept(rows)[-1] == "And now?"


HIDDEN = "A note for the desk that no reader of this page will ever see."


@pytest.mark.parametrize("form", ["<p hidden>{}</p>", "<p style='display: none'>{}</p>", "<div hidden><p>{}</p></div>"])
def test_a_hidden_paragraph_between_two_that_are_shown_goes(form: str) -> None:
    assert kept(form.format(HIDDEN), paragraphs(*STORY)) == [*STORY, *STORY]


@pytest.mark.parametrize(
    "fold",
    [
        f"<div hidden><p>{HIDDEN}</p></div>",  # at the end
        f"<button>More</button><div hidden><p>{HIDDEN}</p></div>{paragraphs(*STORY)}",
        f"<h3>Why?</h3><div style='display:none'><p>{HIDDEN}</p></div>{paragraphs(*STORY)}",
        f"<div hidden><p>{HIDDEN}</p><p>The lamp floats on mercury.</p></div>{paragraphs(*STORY)}",
        f"<p aria-hidden='true'>{HIDDEN}</p>{paragraphs(*STORY)}",
    ],
)
def test_folded_and_shown_text_stays(fold: str) -> None:
    assert HIDDEN in kept(fold)


FORMS_FOR_COMMENTS = [
    "<div><h3>Your opinion</h3><p>We print your name but not your address.</p><form><textarea></textarea></form></div>",
    "<div><h3>Ihre Meinung</h3><form><p>Wir drucken Ihren Namen mit.</p><textarea></textarea></form></div>",
    "<section><form><p>Мы печатаем ваше имя, но не ваш адрес и не телефон.</p><textarea></textarea></form></section>",
]


@pytest.mark.parametrize("box", FORMS_FOR_COMMENTS)
def test_a_box_with_a_field_for_a_comment_goes(box: str) -> None:
    assert pages.kept(pages.page(inside=box)) == list(STORY)


def test_the_text_beside_a_field_for_code_stays() -> None:
    document = pages.parsed(
        pages.page(
            inside="<div><p>The logbook of the lamp as the keeper wrote it:</p><textarea>lamp on</textarea></div>"
        )
    )
    for block in document.blocks:
        block.signals.body = 0.97
    groups(document)
    assert any(block.text.startswith("The logbook") for block in document.kept())


POLLS = {
    "en": ("Your vote", "Should the bridge be replaced?", ("Yes", "No")),
    "tr": ("Anket", "Sizce köprü yenilenmeli mi?", ("Evet", "Hayır")),
    "ko": ("설문", "다리를 교체해야 할까요?", ("예", "아니요")),
    "uk": ("Опитування", "Чи треба замінити міст?", ("Так", "Ні")),
}
FIELD_FOR_VOTE = "<li><label><input type='radio' name='vote'> {}</label></li>"


@pytest.mark.parametrize("language", POLLS)
def test_a_question_with_answers_to_choose_from_goes(language: str) -> None:
    heading, question, answers = POLLS[language]
    fields = "".join(map(FIELD_FOR_VOTE.format, answers))
    box = f"<div><h4>{heading}</h4><p>{question}</p><form><ul>{fields}</ul><button>OK</button></form></div>"
    assert pages.kept(pages.page(inside=box + paragraphs(STORY[0]))) == [*STORY, STORY[0]]


@pytest.mark.parametrize(
    "box",
    [
        "<div><input type='radio' name='a'><p>Who pays?</p><p>The county.</p><input type='radio' name='a'></div>",
        "<div><input type='radio' name='a'><h3>Tides</h3><input type='radio' name='a'><p>Noon and midnight</p></div>",
    ],
    ids=["folded answers", "tabs"],
)
def test_other_parts_with_such_fields_stay(box: str) -> None:
    assert len(pages.kept(pages.page(inside=box + paragraphs(STORY[0])))) == len(STORY) + 3


@pytest.mark.parametrize("language", POLLS)
def test_the_results_of_a_vote_with_its_button_go(language: str) -> None:
    _, question, answers = POLLS[language]
    items = "".join(f"<li>{answer} <b>{share}%</b></li>" for answer, share in zip(answers, (61, 39), strict=True))
    box = f"<div><p>{question}</p><ul>{items}</ul><button>OK</button></div>"
    assert pages.kept(pages.page(inside=box + paragraphs(STORY[0]))) == [*STORY, STORY[0]]


@pytest.mark.parametrize(
    "box",
    [
        "<div><p>Who wants the museum?</p><ul><li>The young: 61%</li><li>The old: 39%</li></ul></div>",
        "<div><p>The survey said:</p><ul><li>For it 61%</li><li>Against 39%</li></ul><button>More</button></div>",
        "<div><p>Which streets are closed?</p><ul><li>Mill Lane</li><li>Quay</li></ul><button>More</button></div>",
    ],
    ids=["no button", "no question", "no shares"],
)
def test_results_that_the_story_reports_stay(box: str) -> None:
    assert len(pages.kept(pages.page(inside=box + paragraphs(STORY[0])))) >= len(STORY) + 4


@pytest.mark.parametrize(
    ("byline", "line"),
    [
        ("Petr Malý, 14. 10. 2026", "Petr Malý je redaktorem Pobřežních listů a píše o dopravě."),
        ("Νίκος Ράπτης", "Ο Νίκος Ράπτης είναι συντάκτης και καλύπτει τις μεταφορές."),
        ("Autor: Jan Kos", "Jan Kos jest dziennikarzem i pisze o transporcie."),
        ("Иван Мороз | 14.10.2026", "Иван Мороз – журналист, пишет о транспорте."),
    ],
)
def test_a_line_about_the_author_goes_if_the_byline_above_the_story_names_them(byline: str, line: str) -> None:
    html = f"<html><body><main><h1>{TITLE}</h1><p>{byline}</p>{paragraphs(*STORY)}<p>{line}</p></main></body></html>"
    assert pages.kept(html) == [byline, *STORY]


@pytest.mark.parametrize(
    ("top", "line"),
    [
        ("Petr Malý, 14. 10. 2026", "Petr Malý zamkl maják naposledy a klíče odevzdal úřadu."),
        ("Ein Jahr ohne Licht", "Jan Kuhl ist Redakteur und schreibt über Verkehr."),
    ],
    ids=["no role", "no byline"],
)
def test_the_last_sentence_about_a_person_stays(top: str, line: str) -> None:
    html = f"<html><body><main><h1>{TITLE}</h1><p>{top}</p>{paragraphs(*STORY)}<p>{line}</p></main></body></html>"
    assert line in pages.kept(html)


def test_the_last_sentence_stays_if_the_models_are_sure_of_it() -> None:
    line = "Canopy Lights says that its chief editor leaves in May."
    top = "<p>Canopy Lights 4.20</p>"
    document = pages.parsed(
        f"<html><body><main><h1>{TITLE}</h1>{top}{paragraphs(*STORY)}<p>{line}</p></main></body></html>"
    )
    last = document.blocks[-1]
    last.signals.body = 0.999
    groups(document)
    assert last.removal is None


def test_the_name_of_a_topic_beside_its_switch_goes() -> None:
    switch = "<div><span>Lighthouses</span><button aria-pressed='false'>Follow</button></div>"
    assert pages.kept(pages.page(inside=switch + paragraphs(STORY[0]))) == [*STORY, STORY[0]]
    part = f"<div>{paragraphs(*STORY)}<button aria-pressed='false'>Save</button></div>"
    assert pages.kept(pages.page(inside=part))[: 2 * len(STORY)] == [*STORY] * 2
